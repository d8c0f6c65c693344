package dev.noom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Who may import whom, as docs/architecture.md draws it. */
@AnalyzeClasses(packages = "dev.noom", importOptions = ArchitectureTest.NoTests.class)
class ArchitectureTest {
  /** Wherever Maven puts them: {@code -Pplain} has a folder of its own. */
  static final class NoTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }

  private static final List<String> ROOMS =
      List.of(
          "protocol",
          "config",
          "memory",
          "room",
          "ice",
          "net",
          "limits",
          "admission",
          "resume",
          "signaling",
          "web",
          "operations",
          "stun",
          "frames",
          "payara");

  @ArchTest static final ArchRule protocol_knows_nothing_of_ours = only("protocol");
  @ArchTest static final ArchRule config_knows_nothing_of_ours = only("config");
  @ArchTest static final ArchRule memory_knows_nothing_of_ours = only("memory");

  @ArchTest
  static final ArchRule room_knows_the_protocol_and_the_budget =
      only("room", "protocol", "memory", "limits");

  @ArchTest
  static final ArchRule ice_knows_our_stun_server = only("ice", "protocol", "config", "stun");

  @ArchTest static final ArchRule stun_knows_the_configuration = only("stun", "config");

  @ArchTest static final ArchRule limits_know_nothing_of_ours = only("limits");
  @ArchTest static final ArchRule net_knows_the_configuration = only("net", "config");
  @ArchTest static final ArchRule resume_knows_the_configuration = only("resume", "config");

  @ArchTest
  static final ArchRule admission_counts_addresses =
      only("admission", "net", "limits", "config", "frames");

  @ArchTest static final ArchRule frames_knows_nothing_of_ours = only("frames");

  /** They are a source root of their own, and the product is built without them, too. */
  @ArchTest
  static final ArchRule nothing_of_the_product_knows_the_remedies =
      kept("dev.noom.payara..", "payara");

  @ArchTest
  static final ArchRule web_knows_no_room_and_no_socket = only("web", "net", "config", "ice");

  @ArchTest
  static final ArchRule signaling_is_the_edge =
      only(
          "signaling",
          "protocol",
          "room",
          "ice",
          "net",
          "limits",
          "admission",
          "resume",
          "config",
          "frames",
          "memory");

  @ArchTest
  static final ArchRule operations_hear_and_are_not_asked = only("operations", "protocol");

  /** A new package has to be named here, with what it may know. */
  @ArchTest
  static final ArchRule every_package_has_its_rule =
      classes()
          .should()
          .resideInAnyPackage(ROOMS.stream().map(ArchitectureTest::inside).toArray(String[]::new));

  @ArchTest
  static final ArchRule no_package_needs_itself_in_the_end =
      slices().matching("dev.noom.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule websocket_stays_in_signaling =
      kept("jakarta.websocket..", "signaling", "payara");

  @ArchTest
  static final ArchRule threads_of_the_server_stay_at_the_edges =
      kept("jakarta.enterprise.concurrent..", "signaling", "operations", "stun");

  @ArchTest
  static final ArchRule servlet_stays_at_the_page =
      kept("jakarta.servlet..", "web", "net", "admission", "payara");

  @ArchTest
  static final ArchRule nothing_of_a_vendor_outside_its_room =
      noClasses()
          .that()
          .resideOutsideOfPackage(inside("payara"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "fish.payara..",
              "com.hazelcast..",
              "org.glassfish..",
              "org.jboss..",
              "io.undertow..");

  private static ArchRule only(String room, String... mayKnow) {
    String[] forbidden =
        ROOMS.stream()
            .filter(other -> !other.equals(room) && !List.of(mayKnow).contains(other))
            .map(ArchitectureTest::inside)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(inside(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden);
  }

  private static ArchRule kept(String library, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            Arrays.stream(rooms).map(ArchitectureTest::inside).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(Stream.of(library).toArray(String[]::new));
  }

  private static String inside(String room) {
    return "dev.noom." + room + "..";
  }
}
