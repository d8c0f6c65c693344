package dev.noom.ice;

import java.util.List;
import java.util.Locale;

/**
 * What Noom shares with a TURN server. Everybody in a call gets something that was signed with it,
 * and can try at home which secret fits: one that can be guessed is as good as none.
 */
record TurnSecret(String text) {
  /** The length of 96 random bits in Base64, or of 64 in hexadecimal. */
  private static final int LEAST_CHARACTERS = 16;

  /** 16 random hexadecimal digits have fewer in one case of 3,000. */
  private static final int LEAST_DIFFERENT = 6;

  /** What examples say of themselves, and what is quickly typed; without what stands between. */
  private static final List<String> EXAMPLES =
      List.of(
          "changeme",
          "changeit",
          "changethis",
          "replaceme",
          "replacethis",
          "replacewith",
          "insertyour",
          "yoursecret",
          "example",
          "placeholder",
          "password",
          "qwertz",
          "qwerty",
          "0123456789",
          "1234567890");

  TurnSecret {
    if (text.length() < LEAST_CHARACTERS) {
      throw new IllegalArgumentException("it is shorter than " + LEAST_CHARACTERS + " characters");
    }
    if (text.chars().distinct().count() < LEAST_DIFFERENT) {
      throw new IllegalArgumentException("it repeats itself");
    }
    String letters = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    if (EXAMPLES.stream().anyMatch(letters::contains)) {
      throw new IllegalArgumentException("it is an example");
    }
  }

  /** Not in a log by accident. */
  @Override
  public String toString() {
    return "a secret";
  }
}
