package dev.noom.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.noom.frames.TextFrames;
import dev.noom.net.IpAddress;
import dev.noom.net.WebOrigin;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemoteClientTest {
  private static final AddressLimits LIMITS = new AddressLimits(0, 0, () -> 0);

  @Test
  void the_host_of_the_page_has_no_port() {
    assertEquals(Optional.of("noom.example"), cameBy("noom.example:8443").host());
    assertEquals(Optional.of("[2001:db8:0:0:0:0:0:1]"), cameBy("[2001:DB8::1]:8443").host());
    assertEquals(Optional.of("192.0.2.1"), cameBy("noom.example").seenAs());
  }

  @Test
  void of_somebody_the_container_has_not_handed_on_nothing_is_known() {
    assertEquals(Optional.empty(), RemoteClient.of(null).host());
    assertEquals(Optional.empty(), RemoteClient.of(null).seenAs());
  }

  @Test
  void a_shorter_way_to_write_is_found_by_who_opens_the_websocket_and_by_nobody_else() {
    TextFrames shorter = (text, done) -> done.accept(null);
    RemoteClient ada = cameBy("noom.example");
    ada.offer(shorter);
    assertEquals(Optional.of(shorter), RemoteClient.of(ada).takeFrames());
    assertEquals(Optional.empty(), RemoteClient.of(ada).takeFrames(), "it is handed over once");
    assertEquals(Optional.empty(), cameBy("noom.example").takeFrames());
    assertEquals(Optional.empty(), RemoteClient.of(null).takeFrames());
  }

  private static RemoteClient cameBy(String authority) {
    IpAddress client = IpAddress.of("192.0.2.1").orElseThrow();
    return new RemoteClient(client, LIMITS, WebOrigin.of("https", authority).orElseThrow(), true);
  }
}
