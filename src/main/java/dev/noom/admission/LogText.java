package dev.noom.admission;

/** Somebody else's text for a line of our log: short, printable, and on that line. */
final class LogText {
  private static final int LONGEST = 200;

  private LogText() {}

  static String of(String text) {
    String printable = text.replaceAll("[^ -~]", "?");
    return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "...";
  }
}
