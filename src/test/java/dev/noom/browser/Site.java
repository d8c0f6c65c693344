package dev.noom.browser;

import java.util.ArrayList;
import java.util.List;

/**
 * Computers in networks of their own and the router between them, on which Noom runs: lines can be
 * cut, plugged in and pulled out while people talk. Everything in it is a Linux network namespace.
 */
final class Site implements AutoCloseable {
  /** Where everybody reaches Noom, whichever line they have. */
  static final String SERVER = "10.9.0.1";

  private final List<Network> networks = new ArrayList<>();
  private final Network router;
  private int lines;

  Site() {
    router = computer();
    router.inside("address", "add", SERVER + "/32", "dev", "lo");
    router.sets("ip_forward", "1");
  }

  Network router() {
    return router;
  }

  /** Another computer, without a line. */
  Network computer() {
    Network computer = Network.empty();
    networks.add(computer);
    // As distributions have it: what comes by one line may be answered by another.
    computer.sets("conf/all/rp_filter", "2");
    return computer;
  }

  /**
   * A line in a subnet of its own from this computer to the router, pulled out still.
   *
   * @param name of the computer's interface
   */
  Line line(Network computer, String name) {
    return new Line(router, computer, name, ++lines);
  }

  /** A computer with a line to a box of its own, which gives all its packets another address. */
  Network computerBehindNat() {
    Network box = computer();
    line(box, "uplink").carriesAll(100);
    box.sets("ip_forward", "1");
    box.translates("uplink");
    Network computer = computer();
    new Line(box, computer, "cable", ++lines).carriesAll(100);
    return computer;
  }

  @Override
  public void close() {
    networks.forEach(Network::close);
  }
}
