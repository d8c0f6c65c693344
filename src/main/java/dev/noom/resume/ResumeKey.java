package dev.noom.resume;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The key that signs the resume tokens, kept in a file that only its owner can read: a server that
 * was restarted honours the tokens that it has given before.
 */
final class ResumeKey {
  private static final Logger LOG = System.getLogger(ResumeKey.class.getName());

  /** As long as what HMAC-SHA256 makes of it (RFC 2104, section 3). */
  private static final int BYTES = 32;

  private ResumeKey() {}

  /**
   * The key in the file {@code resume.key} of that directory, made now if there is none; where that
   * is not possible, one for this life of the server only.
   */
  static byte[] keptIn(Path directory) {
    Path file = directory.resolve("resume.key");
    try {
      return read(file);
    } catch (NoSuchFileException firstStart) {
      return keep(file, newKey());
    } catch (IOException e) {
      return forThisLife(newKey(), file, e);
    }
  }

  private static byte[] read(Path file) throws IOException {
    try {
      byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
      if (key.length >= BYTES) {
        return key;
      }
    } catch (IllegalArgumentException notBase64) {
      throw new IOException(file + " is no Base64.", notBase64);
    }
    throw new IOException(file + " is too short for a key.");
  }

  private static byte[] keep(Path file, byte[] key) {
    try {
      Files.createDirectories(file.getParent());
      // Readable by the owner only, as createTempFile makes them; whole or not there at all.
      Path fresh = Files.createTempFile(file.getParent(), "resume", ".key");
      Files.writeString(fresh, Base64.getEncoder().encodeToString(key));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      LOG.log(Level.INFO, "Made a key for the resume tokens in {0}.", file);
      return key;
    } catch (IOException e) {
      return forThisLife(key, file, e);
    }
  }

  private static byte[] forThisLife(byte[] key, Path file, IOException why) {
    LOG.log(
        Level.WARNING,
        "The key for the resume tokens cannot be kept in {0}: those who are in a call when the server"
            + " is restarted will join as somebody new. Set noom.state.directory or"
            + " noom.resume.key. {1}",
        file,
        why.toString());
    return key;
  }

  private static byte[] newKey() {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }
}
