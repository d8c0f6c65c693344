package dev.noom.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The files that a page consists of, read from the WAR once and kept in memory, plain and
 * compressed: they are small. Their {@link #version()} changes when one of them does, and is a part
 * of every URL, so that a browser may keep a file for ever and a redeploy still takes effect at
 * once.
 */
@ApplicationScoped
class Assets {
  private static final Set<String> FOLDERS = Set.of("/js/", "/css/", "/i18n/", "/img/");

  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript",
          "css", "text/css; charset=utf-8",
          "json", "application/json; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "webmanifest", "application/manifest+json");

  /**
   * All sheets of the call page in one: each file has headers, which are as long as a short sheet.
   */
  static final String PAGE_STYLES = "/css/page.css";

  /** In the order in which one goes over another. */
  static final List<String> SHEETS =
      List.of("tokens", "app", "entry", "call", "tiles", "controls", "notices");

  private volatile Loaded loaded;

  /** A file: its media type, its bytes, and the same bytes compressed with gzip. */
  record Asset(String type, byte[] bytes, byte[] gzip) {
    static Asset of(String type, byte[] bytes) {
      return new Asset(type, bytes, Assets.gzip(bytes));
    }
  }

  private record Loaded(String version, Map<String, Asset> byPath) {}

  /** A hash over all files, safe in a URL. */
  String version(ServletContext context) {
    return loaded(context).version;
  }

  /** The file of a path such as {@code /js/main.js}; empty if there is none. */
  Optional<Asset> get(ServletContext context, String path) {
    return Optional.ofNullable(loaded(context).byPath.get(path));
  }

  /** A text that is no asset, such as the page's template. */
  static byte[] read(ServletContext context, String path) {
    try (InputStream in = context.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("The WAR has no " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  private Loaded loaded(ServletContext context) {
    Loaded now = loaded;
    if (now == null) {
      synchronized (this) {
        now = loaded == null ? load(context) : loaded;
        loaded = now;
      }
    }
    return now;
  }

  private static Loaded load(ServletContext context) {
    Map<String, Asset> byPath = new TreeMap<>();
    FOLDERS.forEach(folder -> collect(context, folder, byPath));
    byPath.put(PAGE_STYLES, pageStyles(byPath));
    MessageDigest digest = sha256();
    byPath.forEach(
        (path, asset) -> {
          digest.update(path.getBytes());
          digest.update(asset.bytes);
        });
    return new Loaded(hex(digest), byPath);
  }

  private static Asset pageStyles(Map<String, Asset> byPath) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    SHEETS.forEach(sheet -> all.writeBytes(byPath.get("/css/" + sheet + ".css").bytes));
    return Asset.of(TYPES.get("css"), all.toByteArray());
  }

  /** Another one for other bytes. */
  static String hash(byte[] bytes) {
    MessageDigest digest = sha256();
    digest.update(bytes);
    return hex(digest);
  }

  private static String hex(MessageDigest digest) {
    // 64 bits: an accident is out of the question, and nobody gains by forging it.
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static void collect(ServletContext context, String folder, Map<String, Asset> byPath) {
    Set<String> paths = context.getResourcePaths(folder);
    if (paths == null) {
      return;
    }
    for (String path : paths) {
      if (path.endsWith("/")) {
        collect(context, path, byPath);
        continue;
      }
      String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
      if (type != null) {
        byte[] bytes = served(path, read(context, path));
        byPath.put(path, Asset.of(type, bytes));
      }
    }
  }

  private static byte[] served(String path, byte[] source) {
    if (path.endsWith(".js")) {
      return Comments.outOfModule(new String(source, UTF_8)).getBytes(UTF_8);
    }
    if (path.endsWith(".css")) {
      return Comments.outOfStyles(new String(source, UTF_8)).getBytes(UTF_8);
    }
    return source;
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new SmallestGzip(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return out.toByteArray();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** Slow and small: a file is compressed once and sent often. */
  private static final class SmallestGzip extends GZIPOutputStream {
    SmallestGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
