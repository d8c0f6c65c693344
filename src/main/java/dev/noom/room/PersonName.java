package dev.noom.room;

import dev.noom.protocol.ErrorCode;
import dev.noom.protocol.Refusal;

/** How a person wants to be called; a bad name cannot exist. Two people may share one. */
public record PersonName(String text) {

  /**
   * @throws Refusal {@code bad-name}
   */
  public static PersonName of(String text) throws Refusal {
    return new PersonName(NameRules.check(text, ErrorCode.BAD_NAME, "Your name"));
  }

  @Override
  public String toString() {
    return text;
  }
}
