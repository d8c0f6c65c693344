package dev.noom;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What is tested. */
public final class Deployments {
  private Deployments() {}

  /** The WAR exactly as Maven built it. */
  public static WebArchive war() {
    return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("noom.war")));
  }

  /** The same with a configuration, lines such as {@code noom.room.capacity=4}. */
  public static WebArchive war(String... configuration) {
    return war()
        .addAsResource(
            new StringAsset(String.join("\n", configuration)),
            "META-INF/microprofile-config.properties");
  }
}
