package dev.noom.room;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.protocol.Peer;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Bye;
import dev.noom.protocol.SignalMessage.Left;
import dev.noom.protocol.SignalMessage.Relayed;
import dev.noom.protocol.SignalMessage.Returned;
import dev.noom.protocol.SignalMessage.Welcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One socket of somebody, seen from both of its ends, which need not agree on whether it is open;
 * the far end keeps the roster as a page does.
 */
final class Line implements Participant {
  /** Where it leads; null before the join. */
  Room room;

  /** The far end hears. */
  boolean open = true;

  /** The near end, the server's, believes that the far end hears. */
  boolean connected = true;

  /** Who else is there, as far as the far end was told. */
  final Set<String> roster = new LinkedHashSet<>();

  final List<Relayed> heard = new ArrayList<>();
  private final Peer peer;

  Line(String id) {
    peer = new Peer(id, id);
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public Object address() {
    return peer.id();
  }

  @Override
  public boolean isConnected() {
    return connected;
  }

  @Override
  public void joined(RoomName name, List<Peer> others) {
    others.forEach(other -> roster.add(other.id()));
  }

  @Override
  public void send(SignalMessage message) {
    if (!open) {
      return;
    }
    if (message instanceof Welcome welcome) {
      assertTrue(roster.add(welcome.peer().id()), peer.id() + " calls twice: " + message);
    } else if (message instanceof Returned returned) {
      roster.add(returned.peer().id());
    } else if (message instanceof Left left) {
      assertTrue(roster.remove(left.peer()), peer.id() + " does not know who left: " + message);
    } else if (message instanceof Relayed relayed) {
      assertTrue(roster.contains(relayed.from()), peer.id() + " hears a phantom: " + message);
      heard.add(relayed);
    } else if (message instanceof Bye) {
      open = false;
    }
  }
}
