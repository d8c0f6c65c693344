package dev.noom.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a server is started.
 *
 * @param ready what it logs as soon as it is of use
 * @param redeploying the file that an administrator touches to have the application deployed again;
 *     on Payara Micro, of an application that is a folder of that name
 */
record Launch(List<String> command, String ready, Path redeploying) {
  /** Quick to start, not quick at work: fit for a test. */
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final int WILDFLYS_PORT = 8080;

  /**
   * Payara Micro, or the WildFly of the property {@code noom.wildfly}, or the Payara Server of
   * {@code noom.payara}.
   *
   * @param options of {@code payara/Start.java}; the others understand those that are properties
   */
  static Launch choose(int port, Path state, List<String> options) {
    String wildfly = System.getProperty("noom.wildfly", "");
    if (!wildfly.isEmpty()) {
      return wildfly(Path.of(wildfly), port, state, options);
    }
    String payara = System.getProperty("noom.payara", "");
    return payara.isEmpty()
        ? payaraMicro(port, state, options)
        : payara(Path.of(payara), port, state, options);
  }

  private static Launch payara(Path home, int port, Path state, List<String> options) {
    List<String> all = new ArrayList<>(QUICK);
    all.addAll(properties(state, options));
    return new Launch(
        PayaraDomain.command(home, port, state, all),
        "was successfully deployed",
        state.resolve("domains/domain1/applications/noom/.reload"));
  }

  /** Noom's configuration, which is all that another server understands of the options. */
  private static List<String> properties(Path state, List<String> options) {
    List<String> properties = new ArrayList<>();
    properties.add("-Dnoom.state.directory=" + state);
    properties.add("-Dnoom.stun.port=0");
    options.stream().filter(option -> option.startsWith("-D")).forEach(properties::add);
    return properties;
  }

  private static Launch payaraMicro(int port, Path state, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String server = System.getProperty("noom.server");
    command.addAll(List.of("-cp", Path.of(server).getParent().toString(), "Start"));
    command.addAll(List.of("--port", "" + port, "--address", "127.0.0.1"));
    command.addAll(List.of("--war", System.getProperty("noom.war"), "--server", server));
    command.addAll(List.of("--state", state.toString()));
    command.add("-Dnoom.stun.port=0");
    command.addAll(QUICK);
    command.addAll(options);
    return new Launch(command, "Noom is ready", state.resolve("ROOT/.reload"));
  }

  private static Launch wildfly(Path home, int port, Path state, List<String> options) {
    Path base = state.resolve("standalone");
    Path deployments = base.resolve("deployments");
    try {
      copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
      withoutPlainHttp2(base.resolve("configuration/standalone.xml"));
      Files.createDirectories(deployments);
      Path war = Path.of(System.getProperty("noom.war"));
      Files.copy(war, deployments.resolve("ROOT.war"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = new ArrayList<>();
    command.add("env");
    command.add("JAVA_OPTS=-Xmx512m -Djava.net.preferIPv4Stack=true " + String.join(" ", QUICK));
    command.add(home.resolve("bin/standalone.sh").toString());
    command.add("-Djboss.server.base.dir=" + base.toAbsolutePath());
    command.add("-Djboss.socket.binding.port-offset=" + (port - WILDFLYS_PORT));
    command.addAll(properties(state, options));
    return new Launch(command, "WFLYSRV0025", deployments.resolve("ROOT.war.dodeploy"));
  }

  /** As docs/operations.md tells the administrator, and as {@code payara/Start.java} does. */
  private static void withoutPlainHttp2(Path configuration) throws IOException {
    String before = Files.readString(configuration);
    String after =
        before.replaceAll("(<http-listener name=\"default\"[^>]*) enable-http2=\"true\"", "$1");
    if (after.equals(before)) {
      throw new IllegalStateException(configuration + " has no HTTP/2 without TLS to turn off.");
    }
    Files.writeString(configuration, after);
  }

  /** A folder and all that is in it. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
