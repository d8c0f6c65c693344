package dev.noom.payara.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

class ReflectionTest {
  private static final String BASE = Base.class.getName();
  private static final String STRING = String.class.getName();

  /** As the server's: not public, with public methods. */
  private static class Base {
    private String secret = "before";

    public String secret() {
      return secret;
    }

    public void learn(CharSequence other) {
      secret = other.toString();
    }
  }

  private static final class Derived extends Base {}

  private final Base someone = new Derived();

  @Test
  void a_method_is_asked_by_its_name() throws ReflectiveOperationException {
    assertEquals("before", Reflection.ask(someone, "secret"));
    Reflection.tell(someone, "learn", CharSequence.class, "after");
    assertEquals("after", Reflection.ask(someone, "secret"));
  }

  @Test
  void a_field_is_found_in_the_class_that_declares_it() throws ReflectiveOperationException {
    Field field = Reflection.field(someone.getClass(), BASE, "secret", STRING);
    field.set(someone, "another");
    assertEquals("another", someone.secret());
  }

  @Test
  void what_is_not_as_expected_is_said() {
    assertThrows(NoSuchMethodException.class, () -> Reflection.ask(someone, "other"));
    assertThrows(ClassNotFoundException.class, () -> field("Base", "secret", STRING));
    assertThrows(NoSuchFieldException.class, () -> field(BASE, "other", STRING));
    assertThrows(NoSuchFieldException.class, () -> field(BASE, "secret", "java.lang.Integer"));
    assertNull(Reflection.superclass(someone.getClass(), "Base"));
  }

  private void field(String declaredBy, String name, String content)
      throws ReflectiveOperationException {
    Reflection.field(someone.getClass(), declaredBy, name, content);
  }
}
