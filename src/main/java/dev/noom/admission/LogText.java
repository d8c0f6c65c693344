package dev.noom.admission;

/** Somebody else's text for a line of our log: short, printable, and on that line. */
final class LogText {
  private static final int MAX_LENGTH = 200;

  private LogText() {}

  static String of(String text) {
    String printable = text.replaceAll("[^ -~]", "?");
    return printable.length() <= MAX_LENGTH
        ? printable
        : printable.substring(0, MAX_LENGTH) + "...";
  }
}
