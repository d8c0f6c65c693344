package dev.noom.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.noom.protocol.IceCandidate;
import dev.noom.protocol.Peer;
import dev.noom.protocol.RawJson;
import dev.noom.protocol.SignalMessage;
import dev.noom.protocol.SignalMessage.Ice;
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
  boolean connected = true;
  private final Peer peer;
  private Object address;
  private long lastLine;
  private boolean crosses;
  private RawJson offer;
  private Room room;

  Recorder(String id) {
    peer = new Peer(id, id.toUpperCase());
    address = id;
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

  /** Somebody of another address. */
  Recorder from(Object other) {
    address = other;
    return this;
  }

  @Override
  public Object address() {
    return address;
  }

  @Override
  public long heard() {
    return lastLine;
  }

  /** Somebody whose page understands crossed offers, and may have made one before it came. */
  Recorder crossing(String sdp) {
    crosses = true;
    offer = sdp == null ? null : RawJson.of(sdp);
    return this;
  }

  @Override
  public boolean crosses() {
    return crosses;
  }

  @Override
  public RawJson takeOffer() {
    RawJson taken = offer;
    offer = null;
    return taken;
  }

  @Override
  public boolean isConnected() {
    return connected;
  }

  Recorder joins(Room room) throws Exception {
    this.room = room;
    room.admit(this);
    return this;
  }

  /** A new socket of the same person, with a token. */
  Recorder returns(Room room) throws Exception {
    return returns(room, 0);
  }

  /** The same, and its page has the lines of the chat up to this number. */
  Recorder returns(Room room, long heard) throws Exception {
    Recorder again = new Recorder(peer.id());
    again.lastLine = heard;
    again.room = room;
    room.readmit(again);
    return again;
  }

  void offers(Recorder to, String sdp) throws Exception {
    room.relay(this, offer("forged", to == null ? null : to.peer.id(), sdp));
  }

  void trickles(Recorder to, String candidate) throws Exception {
    room.relay(this, ice(null, to.peer.id(), candidate));
  }

  static Offer offer(String from, String to, String sdp) {
    return new Offer(from, to, RawJson.of(sdp));
  }

  static Ice ice(String from, String to, String candidate) {
    return new Ice(from, to, List.of(new IceCandidate(candidate, null, null, null)));
  }

  void leaves() {
    room.dismiss(this);
  }

  /** The connection is lost, and the room learns it. */
  void drops(long until) {
    room.detach(this, until);
  }

  void hears(SignalMessage expected) {
    assertEquals(expected, heard.poll());
  }

  void hearsNothing() {
    assertEquals(List.of(), List.copyOf(heard));
  }
}
