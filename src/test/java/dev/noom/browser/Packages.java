package dev.noom.browser;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Programs that a test needs: where they are, and how they come onto a machine that lacks them. */
final class Packages {
  private static final Path APT = Path.of("/usr/bin/apt-get");

  /** What Debian's packages ask before they start a service (invoke-rc.d(8)). */
  private static final Path SERVICE_POLICY = Path.of("/usr/sbin/policy-rc.d");

  private static final Path LOCK = Path.of(System.getProperty("java.io.tmpdir"), "noom-apt.lock");

  private Packages() {}

  /** The files of that name in the folders of PATH, whether they are there or not. */
  static Stream<Path> onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program));
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /**
   * Installs a package of Debian or Ubuntu, if that is what this machine has and we may.
   *
   * @return whether it is there now
   */
  static boolean install(String name) {
    if (!isRoot() || !Files.isExecutable(APT)) {
      return false;
    }
    System.out.println("There is no " + name + " on this machine: installing it with apt-get.");
    try (FileChannel lock = FileChannel.open(LOCK, CREATE, WRITE)) {
      // The other lane may be about to install the same; apt-get then finds it there.
      lock.lock();
      return withoutServices(() -> aptGet("update") && aptGet("install", "-y", name));
    } catch (IOException e) {
      System.out.println("It cannot be kept from starting services: " + e.getMessage());
      return false;
    }
  }

  /** Nothing that is installed meanwhile starts its service. */
  private static boolean withoutServices(BooleanSupplier installs) throws IOException {
    if (Files.exists(SERVICE_POLICY)) {
      // The machine has its own, as containers do; it says no.
      return installs.getAsBoolean();
    }
    Files.writeString(SERVICE_POLICY, "#!/bin/sh\nexit 101\n");
    Files.setPosixFilePermissions(SERVICE_POLICY, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      return installs.getAsBoolean();
    } finally {
      Files.delete(SERVICE_POLICY);
    }
  }

  private static boolean aptGet(String... arguments) {
    ProcessBuilder command = new ProcessBuilder(APT.toString(), "-qq");
    command.command().addAll(List.of(arguments));
    return succeeds(command);
  }

  static boolean succeeds(ProcessBuilder command) {
    command.environment().put("DEBIAN_FRONTEND", "noninteractive");
    try {
      return command.inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      System.out.println(String.join(" ", command.command()) + ": " + e.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
