package dev.noom.browser;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network of its own (Linux network namespace): addresses as a company has them, on this machine
 * alone, from which nothing leads outside. Only root can make one.
 */
final class Network implements AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String name =
      "noom-" + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet();

  private Network() {}

  /**
   * @param addresses with their prefix lengths, all reachable from everywhere inside
   */
  static Network with(String... addresses) {
    Network network = empty();
    try {
      network.inside("link", "add", "lan", "type", "veth", "peer", "name", "end");
      network.inside("link", "set", "lan", "up");
      network.inside("link", "set", "end", "up");
      for (String address : addresses) {
        network.inside("address", "add", address, "dev", "lan");
      }
      return network;
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** One that has no line to anywhere yet. */
  static Network empty() {
    if (!Packages.isRoot() || Packages.onPath("ip").noneMatch(Files::isExecutable)) {
      abort("This test needs root and iproute2 to make a network of its own, and was NOT RUN.");
    }
    Network network = new Network();
    network.ip("netns", "add", network.name);
    network.inside("link", "set", "lo", "up");
    network.settlesAtOnce();
    return network;
  }

  /**
   * An address of a new line is there at once. Otherwise it is tried out for a second or two, and a
   * browser that loads a page meanwhile has all of it fail (ERR_NETWORK_CHANGED).
   */
  private void settlesAtOnce() {
    String tries = "/proc/sys/net/ipv6/conf/default/accept_dad";
    run(command(List.of("sh", "-c", "[ ! -w " + tries + " ] || echo 0 > " + tries)));
  }

  String name() {
    return name;
  }

  /**
   * From now on there is a way to the rest of the world, which a packet takes and does not come
   * back from. Without it, the kernel refuses before there is a packet that could be seen.
   *
   * @param gateway an address of one of its subnets, at which nobody is
   */
  Network sendsEverythingElseTo(String gateway) {
    inside("neighbour", "add", gateway, "lladdr", "02:00:00:00:00:99", "dev", "lan");
    inside("route", "add", "default", "via", gateway, "dev", "lan");
    return this;
  }

  /**
   * A firewall.
   *
   * @param rules of iptables(8), for what arrives, in their order and instead of those before
   */
  void filters(String... rules) {
    iptables("-F", "INPUT");
    for (String rule : rules) {
      iptables(("-A INPUT " + rule).split(" "));
    }
  }

  /** What leaves by this interface has its address from now on, and answers find their way back. */
  void translates(String dev) {
    iptables("-t", "nat", "-A", "POSTROUTING", "-o", dev, "-j", "MASQUERADE");
  }

  private void iptables(String... arguments) {
    List<String> command = new ArrayList<>(List.of(firewall().toString()));
    command.addAll(List.of(arguments));
    run(command(command));
  }

  private static Path firewall() {
    return installed("iptables")
        .or(() -> Packages.install("iptables") ? installed("iptables") : Optional.empty())
        .orElseGet(
            () ->
                abort(
                    "This test needs iptables (Debian, Ubuntu: apt-get install iptables), and was"
                        + " NOT RUN."));
  }

  private static Optional<Path> installed(String program) {
    return Packages.onPath(program).filter(Files::isExecutable).findFirst();
  }

  /** What runs a command inside. */
  List<String> prefix() {
    return List.of("ip", "netns", "exec", name);
  }

  /** A program that runs another one inside, for those who can only be given a file. */
  Path wrapperOf(Path program) {
    String script = "#!/bin/sh\nexec " + String.join(" ", prefix()) + " '" + program + "' \"$@\"\n";
    try {
      Path directory = Files.createDirectories(Path.of("target/browser").toAbsolutePath());
      Path wrapper = Files.writeString(directory.resolve(name + ".sh"), script);
      return Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProcessBuilder command(List<String> command) {
    List<String> inside = new ArrayList<>(prefix());
    inside.addAll(command);
    return new ProcessBuilder(inside).redirectErrorStream(true);
  }

  @Override
  public void close() {
    ip("netns", "delete", name);
  }

  /** The command {@code ip} for what is inside. */
  void inside(String... arguments) {
    List<String> command = new ArrayList<>(List.of("-netns", name));
    command.addAll(List.of(arguments));
    ip(command.toArray(String[]::new));
  }

  /**
   * @param setting of IPv4, as the kernel calls it below {@code /proc/sys/net/ipv4}
   */
  void sets(String setting, String value) {
    run(command(List.of("sh", "-c", "echo " + value + " > /proc/sys/net/ipv4/" + setting)));
  }

  /** What leaves by one of its interfaces goes through this, tc(8). */
  void shapes(String dev, String... discipline) {
    List<String> command = new ArrayList<>(List.of("tc", "qdisc", "replace", "dev", dev));
    command.addAll(List.of(discipline));
    run(command(command));
  }

  private void ip(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    run(new ProcessBuilder(command).redirectErrorStream(true));
  }

  private static void run(ProcessBuilder command) {
    try {
      Process process = command.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command.command()) + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
