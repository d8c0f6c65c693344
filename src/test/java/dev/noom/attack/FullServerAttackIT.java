package dev.noom.attack;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.noom.wire.Client;
import dev.noom.wire.Handshake;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A whole server that is filled by dropping: one of our own, which is small. */
@Tag("attack")
class FullServerAttackIT {
  @Test
  void it_takes_newcomers() {
    assumeTrue(System.getProperty("noom.url", "").isBlank());
    try (Target small = Target.own("-Dnoom.proxies=none", "-Dnoom.participants=50")) {
      for (int i = 0; i < 100; i++) {
        try (Client mallory = Handshake.with(small.address()).into("room " + i / 4).open()) {
          mallory.say("{\"type\":\"join\",\"name\":\"Mallory\"}");
          mallory.next();
        }
      }
      try (Client eve = GhostAttackIT.comesIn(small.address(), "honest")) {
        GhostAttackIT.leave(eve);
      }
    }
  }
}
