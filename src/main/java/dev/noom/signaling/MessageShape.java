package dev.noom.signaling;

import dev.noom.protocol.RawJson;
import dev.noom.protocol.Refusal;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Carried;
import dev.noom.protocol.SignalMessage.FromClient;
import dev.noom.protocol.Stamped;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which JSON a record can be made of, as its components say; so a new record needs no code here. It
 * is checked before JSON-B reads a message, which would make the best of almost anything.
 */
final class MessageShape {
  /** Of all that clients may send, by the type on the wire. */
  private static final Map<String, MessageShape> ALL = new HashMap<>();

  static {
    for (JsonbSubtype subtype : SignalMessage.class.getAnnotation(JsonbTypeInfo.class).value()) {
      if (FromClient.class.isAssignableFrom(subtype.type())) {
        ALL.put(subtype.alias(), new MessageShape(subtype.type()));
      }
    }
  }

  private interface Value {
    void check(StrictJson json, String member) throws Refusal;
  }

  private final Map<String, Value> members = new HashMap<>();

  private MessageShape(Class<?> record) {
    boolean isCarried = Carried.class.isAssignableFrom(record);
    for (RecordComponent component : record.getRecordComponents()) {
      if (!component.isAnnotationPresent(Stamped.class)) {
        members.put(component.getName(), value(component.getGenericType(), isCarried));
      }
    }
    if (isCarried) {
      // The server writes it, and skips what a client has written there.
      members.remove("from");
    }
  }

  /** Null for a type that does not exist, or comes from the server only. */
  static MessageShape of(String type) {
    return ALL.get(type);
  }

  private static Value value(Type type, boolean isCarried) {
    if (type == String.class) {
      return isCarried ? StrictJson::carried : StrictJson::string;
    } else if (type == RawJson.class) {
      return StrictJson::raw;
    } else if (type == Integer.class || type == int.class) {
      return StrictJson::number;
    } else if (type == Long.class) {
      return StrictJson::longNumber;
    } else if (type == Boolean.class || type == boolean.class) {
      return StrictJson::truth;
    } else if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return elements(list.getActualTypeArguments()[0]);
    } else if (type instanceof Class<?> record && record.isRecord()) {
      MessageShape shape = new MessageShape(record);
      return (json, member) -> {
        if (json.object(member)) {
          shape.members(json);
        }
      };
    }
    throw new IllegalArgumentException(
        "No message from a client has a member of this type: " + type);
  }

  private static Value elements(Type type) {
    if (type == String.class) {
      return StrictJson::strings;
    }
    MessageShape shape = new MessageShape((Class<?>) type);
    return (json, member) -> {
      if (json.array(member)) {
        while (json.element(member)) {
          shape.members(json);
        }
      }
    };
  }

  private void members(StrictJson json) throws Refusal {
    for (String member = json.member(); member != null; member = json.member()) {
      Value value = members.get(member);
      if (value == null) {
        json.skip();
      } else {
        value.check(json, member);
      }
    }
  }

  /**
   * Checks a message.
   *
   * @return the same with the members that the record has, each once; of two with one name the last
   *     counts
   * @throws Refusal {@code bad-message}
   */
  String checked(String type, String text) throws Refusal {
    Map<String, String> known = new LinkedHashMap<>();
    try (StrictJson json = new StrictJson(text)) {
      for (String member = json.member(); member != null; member = json.member()) {
        Value value = members.get(member);
        if (value == null) {
          json.skip();
        } else {
          int begin = json.position();
          value.check(json, member);
          known.put(member, json.valueSince(begin));
        }
      }
      json.end();
    }
    StringBuilder message = new StringBuilder(text.length()).append("{\"type\":\"").append(type);
    message.append('"');
    known.forEach((name, value) -> message.append(",\"").append(name).append("\":").append(value));
    return message.append('}').toString();
  }
}
