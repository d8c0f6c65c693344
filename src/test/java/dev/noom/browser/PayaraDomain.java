package dev.noom.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A domain of a Payara Server, set up as docs/operations.md tells the administrator. */
final class PayaraDomain {
  private static final String NAME = "domain1";

  /**
   * Of the domain as it is shipped: http, https, its console, JMX and JMS; IIOP is opened at need.
   */
  private static final List<Integer> PORTS = List.of(8080, 8181, 4848, 8686, 7676);

  private PayaraDomain() {}

  /**
   * @param home of the server as it was unpacked
   * @param jvmOptions for the server's Java
   */
  static List<String> command(Path home, int port, Path state, List<String> jvmOptions) {
    Path domains = state.resolve("domains");
    Path deployment = state.resolve("deploy.asadmin");
    try {
      // Where there is one already, the server comes back.
      if (!Files.exists(domains)) {
        Launch.copy(home.resolve("glassfish/domains").resolve(NAME), domains.resolve(NAME));
        setUp(domains.resolve(NAME).resolve("config/domain.xml"), port, jvmOptions);
      }
      String war = Path.of(System.getProperty("noom.war")).toAbsolutePath().toString();
      Files.writeString(
          deployment,
          "set-openapi-configuration --enabled=false\n"
              + "deploy --force=true --name noom --contextroot / "
              + war
              + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(
        home.resolve("bin/asadmin").toString(),
        "start-domain",
        "--verbose",
        "--domaindir",
        domains.toString(),
        "--postbootcommandfile",
        deployment.toString(),
        NAME);
  }

  private static void setUp(Path configuration, int port, List<String> jvmOptions)
      throws IOException {
    String xml = Files.readString(configuration);
    for (int shipped : PORTS) {
      int own = shipped == PORTS.get(0) ? port : NoomServer.freePort();
      xml = replaced(xml, "\"" + shipped + "\"", "\"" + own + "\"");
    }
    String options =
        jvmOptions.stream()
            .map(option -> "<jvm-options>" + option + "</jvm-options>")
            .collect(Collectors.joining());
    xml = replaced(xml, "</java-config>", options + "</java-config>");
    String discreet = "server-header=\"false\" xpowered-by=\"false\" http2-enabled=\"false\"";
    xml = replaced(xml, "<http ", "<http " + discreet + " ");
    xml =
        replaced(
            xml,
            "<microprofile-metrics-configuration>",
            "<microprofile-metrics-configuration enabled=\"false\">");
    Files.writeString(configuration, xml);
  }

  private static String replaced(String text, String what, String by) {
    if (!text.contains(what)) {
      throw new IllegalStateException("This Payara Server is another: no " + what);
    }
    return text.replace(what, by);
  }
}
