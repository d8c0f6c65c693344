package dev.noom.protocol;

/**
 * A member of a message is not what docs/protocol.md says. The message is a sentence for people.
 */
public final class InvalidMember extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidMember(String sentence) {
    super(sentence);
  }

  /** A client can cause this as often as it likes, so it has to be cheap. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }

  static <T> T require(T value, String member) {
    if (value == null) {
      throw new InvalidMember("The member '" + member + "' is missing.");
    }
    return value;
  }

  /**
   * @param text null is short enough
   * @param longest in characters
   */
  static void requireShort(String text, int longest, String member) {
    if (text != null && text.length() > longest) {
      throw ofShape(member);
    }
  }

  public static InvalidMember ofShape(String member) {
    return new InvalidMember(
        "The member '" + member + "' is missing, too long or has the wrong shape.");
  }
}
