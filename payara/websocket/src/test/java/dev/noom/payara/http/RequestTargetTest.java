package dev.noom.payara.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "*",
        "/room/x",
        "/room/%ED%9A%8C",
        "/a%20b",
        "/a%2Fb",
        "/%25zz",
        "/a;b=%41"
      })
  void what_is_encoded_as_browsers_do_is_readable(String path) {
    assertTrue(RequestTarget.isReadable(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%zz",
        "/%",
        "/%4",
        "/room/%E0%A4%A",
        "/room/%E0%A4",
        "/room/%ff",
        "/room/%00",
        "/room/a%5cb",
        "/room/a\\b",
        "/%c0%ae",
        "/%+1",
        "/% 1"
      })
  void what_is_not_is_not(String path) {
    assertFalse(RequestTarget.isReadable(path));
  }
}
