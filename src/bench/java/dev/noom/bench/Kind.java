package dev.noom.bench;

/** What is relayed: the three messages that every signaling server carries unread. */
enum Kind {
  OFFER,
  ANSWER,
  ICE;

  final byte letter = (byte) name().charAt(0);
}
