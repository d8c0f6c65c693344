package dev.noom.security;

/** Somebody else's text for a line of our log: short, printable, and on that line. */
final class Loggable {
  private static final int LONGEST = 200;

  private Loggable() {}

  static String of(String text) {
    String printable = text.replaceAll("[^ -~]", "?");
    return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "...";
  }
}
