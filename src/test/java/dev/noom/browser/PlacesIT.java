package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same WAR under another path, behind a proxy, with TLS, with ICE servers. */
class PlacesIT {
  private static final String ICE_SERVERS =
      "other => observed.connectionTo(other).getConfiguration().iceServers.flatMap(({urls}) => urls)";

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void without_stun_no_ice_server_is_asked() {
    Person ada = stage.person("Ada").enters(stage.room());
    Person bob = stage.person("Bob").enters(stage.room());
    ada.sees(bob);
    assertEquals(List.of(), ada.asks(ICE_SERVERS, "Bob"));
    assertEquals(List.of(), bob.asks(ICE_SERVERS, "Ada"));
  }

  @Test
  void our_stun_server_has_the_host_of_the_page_unless_that_is_this_very_machine() {
    URI home = Elsewhere.url(stage.noom(Elsewhere.OPTIONS));
    URI named = URI.create(Elsewhere.tlsUrl().toString().replace("localhost", "noom.test"));
    Person ada = stage.visitor("Ada").at(named).comes().enters(stage.room());
    Person bob = stage.visitor("Bob").at(home).comes().enters(stage.room());
    ada.sees(bob);
    String own = "stun:noom.test:" + Elsewhere.OWN_STUN_PORT;
    assertEquals(List.of(own, Elsewhere.STUN), ada.asks(ICE_SERVERS, "Bob"));
    assertEquals(List.of(Elsewhere.STUN), bob.asks(ICE_SERVERS, "Ada"));
  }

  @Test
  void it_works_under_a_context_path_and_the_configured_ice_servers_reach_the_connection() {
    URI url = Elsewhere.url(stage.noom(Elsewhere.OPTIONS));
    Person ada = stage.visitor("Ada").at(url).comes().enters(stage.room());
    Person bob = stage.visitor("Bob").at(url).comes().followsTheLinkTo(stage.room());
    ada.sees(bob);
    bob.sees(ada);
    ada.hears(bob);
    List<String> expected = List.of(Elsewhere.STUN);
    assertEquals(expected, ada.asks(ICE_SERVERS, "Bob"));
    assertEquals(expected, bob.asks(ICE_SERVERS, "Ada"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"about", "a/b"})
  void other_paths_lead_home_under_a_context_path(String path) {
    URI url = Elsewhere.url(stage.noom(Elsewhere.OPTIONS));
    Person ada = stage.visitor("Ada").at(url).comes().opens(path);
    assertThat(ada.page()).hasURL(url.toString());
    assertThat(ada.button("Enter")).isVisible();
  }

  @Test
  void it_works_behind_a_proxy_that_strips_a_prefix() throws IOException {
    try (PrefixProxy proxy = PrefixProxy.to(stage.noom().port(), "/tools/video/")) {
      Person ada = stage.visitor("Ada").at(proxy.url()).comes().enters(stage.room());
      Person bob = stage.visitor("Bob").at(proxy.url()).comes().followsTheLinkTo(stage.room());
      ada.sees(bob);
      bob.sees(ada);
      bob.hears(ada);
      bob.leaves();
      assertThat(bob.page()).hasURL(proxy.url().toString());
      ada.seesNobodyBut();
      bob.opens("a/b");
      assertThat(bob.page()).hasURL(proxy.url().toString());
      assertThat(bob.button("Enter")).isVisible();
    }
  }

  @Test
  void it_works_with_tls() {
    stage.noom(Elsewhere.OPTIONS);
    Person ada = stage.visitor("Ada").at(Elsewhere.tlsUrl()).comes().enters(stage.room());
    Person bob = stage.visitor("Bob").at(Elsewhere.tlsUrl()).comes().enters(stage.room());
    ada.sees(bob);
    bob.sees(ada);
    bob.hears(ada);
    assertEquals("https:", ada.asks("location.protocol"));
  }
}
