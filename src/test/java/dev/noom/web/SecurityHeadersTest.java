package dev.noom.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SecurityHeadersTest {
  @Test
  void a_page_with_a_script_inside_allows_that_script_and_no_other() {
    String policy = SecurityHeaders.policyFor("alert('Hello, world.');");
    // The example of CSP Level 3, section 2.3.1.
    String hash = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='";
    assertTrue(policy.contains("; script-src 'self' " + hash + "; "), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertTrue(policy.startsWith("default-src 'none'; "), policy);
  }
}
