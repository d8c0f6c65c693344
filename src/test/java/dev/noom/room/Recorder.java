package dev.noom.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.protocol.Opaque;
import dev.noom.protocol.Peer;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Offer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * A participant that writes down what it is told, and reads like a person: {@code ada.offers(bob)}.
 */
final class Recorder implements Participant {
  final Queue<SignalMessage> heard = new ArrayDeque<>();
  List<Peer> roster;
  private final Peer peer;
  private Room room;

  Recorder(String id) {
    peer = new Peer(id, id.toUpperCase());
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public void joined(RoomName name, List<Peer> others) {
    assertTrue(heard.isEmpty(), "joined must be the first message, but there was " + heard);
    roster = others;
  }

  @Override
  public synchronized void send(SignalMessage message) {
    heard.add(message);
  }

  Recorder joins(Room room) throws Exception {
    this.room = room;
    room.admit(this);
    return this;
  }

  void offers(Recorder to, String sdp) throws Exception {
    room.relay(this, new Offer("forged", to == null ? null : to.peer.id(), Opaque.of(sdp)));
  }

  void leaves() {
    room.dismiss(this);
  }

  void hears(SignalMessage expected) {
    assertEquals(expected, heard.poll());
  }

  void hearsNothing() {
    assertEquals(List.of(), List.copyOf(heard));
  }
}
