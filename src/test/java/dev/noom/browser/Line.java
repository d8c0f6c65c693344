package dev.noom.browser;

/** A cable or a Wi-Fi between a computer and the router of a {@link Site}. */
final class Line {
  private final Network router;
  private final Network computer;
  private final String name;
  private final String hub;
  private final String port;
  private final String gateway;

  /** The bridge between the two is the switch or access point, where a line can be cut unseen. */
  Line(Network router, Network computer, String name, int subnet) {
    this.router = router;
    this.computer = computer;
    this.name = name;
    hub = "hub" + subnet;
    port = "port" + subnet;
    gateway = "10." + subnet + ".0.1";
    router.inside("link", "add", "name", hub, "type", "bridge");
    router.inside("address", "add", gateway + "/24", "dev", hub);
    router.inside("link", "set", hub, "up");
    router.inside(
        "link", "add", port, "type", "veth", "peer", "name", name, "netns", computer.name());
    router.inside("link", "set", port, "master", hub, "up");
    computer.inside("address", "add", "10." + subnet + ".0.2/24", "dev", name);
  }

  /**
   * From now on the computer prefers this way to those of a higher metric, as it does with a cable
   * and a Wi-Fi.
   */
  Line carriesAll(int metric) {
    isUp();
    computer.inside("route", "add", "default", "via", gateway, "dev", name, "metric", "" + metric);
    return this;
  }

  /** It is there, and nothing is sent by it that is not for the router's end. */
  Line isUp() {
    computer.inside("link", "set", name, "up");
    return this;
  }

  /**
   * It is pulled out or switched off: the computer knows it at once, and has its address no more.
   */
  void isDown() {
    computer.inside("address", "flush", "dev", name);
    computer.inside("link", "set", name, "down");
  }

  /** Somewhere behind the next switch: nothing comes through, and nobody is told. */
  void isCut() {
    router.inside("link", "set", port, "nomaster");
  }

  /**
   * From now on it carries so much each way, and what waits for longer is dropped.
   *
   * @param kilobits a second
   */
  void carries(int kilobits, int latencyMs) {
    String[] limit = {
      "root", "tbf", "rate", kilobits + "kbit", "burst", "2000", "latency", latencyMs + "ms"
    };
    router.shapes(port, limit);
    computer.shapes(name, limit);
  }

  void isMended() {
    router.inside("link", "set", port, "master", hub);
  }
}
