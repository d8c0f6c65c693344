package dev.noom.payara.server;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of the server's classes by name only. */
public final class Reflection {
  /** Those asked for before, of each class, by name. */
  private static final ClassValue<Map<String, Method>> METHODS = new Known<>();

  /** The same of private fields. */
  private static final ClassValue<Map<String, Field>> FIELDS = new Known<>();

  private static final class Known<T> extends ClassValue<Map<String, T>> {
    @Override
    protected Map<String, T> computeValue(Class<?> type) {
      return new ConcurrentHashMap<>();
    }
  }

  private Reflection() {}

  /**
   * Calls a public method that has no parameters.
   *
   * @throws ReflectiveOperationException if there is none, or if it throws
   */
  public static Object ask(Object whom, String what) throws ReflectiveOperationException {
    return method(whom.getClass(), what).invoke(whom);
  }

  /**
   * Calls a public method with one parameter.
   *
   * @param what its name; of one class, no two of the same name are called
   * @param type of the parameter
   * @throws ReflectiveOperationException if there is none, or if it throws
   */
  public static void tell(Object whom, String what, Class<?> type, Object parameter)
      throws ReflectiveOperationException {
    method(whom.getClass(), what, type).invoke(whom, parameter);
  }

  private static Method method(Class<?> type, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    Map<String, Method> known = METHODS.get(type);
    Method method = known.get(name);
    if (method == null) {
      method = type.getMethod(name, parameters);
      // Public as it is, its class may not be.
      method.setAccessible(true);
      known.put(name, method);
    }
    return method;
  }

  /**
   * A private field, to be read and written.
   *
   * @param declaredBy the name of the class that has it, this one or one that it extends
   * @param content the name of its type
   * @throws ReflectiveOperationException if there is none of that type
   */
  public static Field field(Class<?> type, String declaredBy, String name, String content)
      throws ReflectiveOperationException {
    Map<String, Field> known = FIELDS.get(type);
    Field field = known.get(name);
    if (field == null) {
      field = find(type, declaredBy, name, content);
      known.put(name, field);
    }
    return field;
  }

  private static Field find(Class<?> type, String declaredBy, String name, String content)
      throws ReflectiveOperationException {
    Class<?> owner = superclass(type, declaredBy);
    if (owner == null) {
      throw new ClassNotFoundException(declaredBy + " is nothing that " + type + " extends");
    }
    Field field = owner.getDeclaredField(name);
    if (!field.getType().getName().equals(content)) {
      throw new NoSuchFieldException(name + " is a " + field.getType().getName());
    }
    field.setAccessible(true);
    return field;
  }

  /** Itself or what it extends, by name; null if it is nothing of that name. */
  public static Class<?> superclass(Class<?> type, String name) {
    Class<?> next = type;
    while (next != null && !next.getName().equals(name)) {
      next = next.getSuperclass();
    }
    return next;
  }
}
