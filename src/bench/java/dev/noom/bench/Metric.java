package dev.noom.bench;

/** What is reported, in the order of the columns. */
enum Metric {
  BOOT("process start to page", "s", 2),
  RATE("messages delivered", "/s", 0),
  CALLS("calls", "/s", 0),
  CPU_PER_MESSAGE("server CPU a message", "µs", 1),
  CPU_PER_CALL("server CPU a call", "ms", 2),
  P50("p50", "ms", 2),
  P99("p99", "ms", 2),
  P999("p99.9", "ms", 2),
  P99_CALM("p99 without the stall", "ms", 2),
  P99_STALLED("p99 with the stall", "ms", 2),
  P99_MATES_CALM("room-mates' p99 without", "ms", 2),
  P99_MATES_STALLED("room-mates' p99 with", "ms", 2),
  STALLED_CLOSED("stalled sockets the server closed", "", 0),
  WIRE_FRAMES("frames on the wire a unit", "", 1),
  WIRE_BYTES("bytes on the wire a unit", "", 0),
  JOINS("joins", "/s", 0),
  BYTES_PER_SOCKET("resident memory a socket", "KiB", 1),
  IDLE_CPU("server CPU while idle", "ms/s", 1),
  RSS("resident memory", "MiB", 0),
  CPU_SHARE("server's CPU, in cores", "", 2),
  CLIENT_CPU_SHARE("client's CPU, in cores", "", 2),
  FIRST_FRAME_NEWCOMER("click to first frame, newcomer", "ms", 0),
  FIRST_FRAME_OTHER("click to first frame, other side", "ms", 0),
  FIRST_FRAME_BOTH("click to first frame, both sides", "ms", 0),
  SIGNALING_MESSAGES("signaling messages on the wire", "", 0),
  FAULTS("lost, reordered, damaged, errors", "", 0);

  final String title;
  final String unit;
  final int decimals;

  Metric(String title, String unit, int decimals) {
    this.title = title;
    this.unit = unit;
    this.decimals = decimals;
  }
}
