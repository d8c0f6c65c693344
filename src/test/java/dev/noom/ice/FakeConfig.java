package dev.noom.ice;

import dev.noom.config.NoomConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A configuration that an administrator has written. */
public final class FakeConfig extends NoomConfig {
  private List<String> iceUrls = List.of();
  private List<String> turnUrls = List.of();
  private String turnSecret;
  private String username;
  private String credential;

  FakeConfig ice(String... urls) {
    iceUrls = List.of(urls);
    return this;
  }

  FakeConfig knownAs(String name, String password) {
    username = name;
    credential = password;
    return this;
  }

  public FakeConfig turn(String secret, String... urls) {
    turnSecret = secret;
    turnUrls = new ArrayList<>(List.of(urls));
    return this;
  }

  @Override
  public List<String> iceUrls() {
    return iceUrls;
  }

  @Override
  public Optional<String> iceUsername() {
    return Optional.ofNullable(username);
  }

  @Override
  public Optional<String> iceCredential() {
    return Optional.ofNullable(credential);
  }

  @Override
  public List<String> turnUrls() {
    return turnUrls;
  }

  @Override
  public Optional<String> turnSecret() {
    return Optional.ofNullable(turnSecret);
  }

  @Override
  public Duration turnTtl() {
    return Duration.ofMinutes(60);
  }

  @Override
  public Optional<String> stunHost() {
    return Optional.empty();
  }
}
