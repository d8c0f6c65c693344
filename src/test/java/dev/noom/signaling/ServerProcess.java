package dev.noom.signaling;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Payara Micro that Arquillian has started, looked into with the JDK's {@code jcmd}. */
final class ServerProcess {
  /** The folder of its deployments; other servers of these tests run beside it. */
  private static final String ARQUILLIANS = "arquillian-payara-micro";

  private final String pid;

  private ServerProcess(long pid) {
    this.pid = "" + pid;
  }

  static ServerProcess find() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains(ARQUILLIANS))
        .findFirst()
        .map(process -> new ServerProcess(process.pid()))
        .orElseThrow();
  }

  /** Live instances by the name of their class, after a full collection. */
  Map<String, Integer> liveInstances() {
    Map<String, Integer> instances = new HashMap<>();
    for (String line : jcmd("GC.class_histogram")) {
      // Rank, instances, bytes, class, and its module if that has a name.
      String[] columns = line.strip().split("\\s+");
      if (columns.length >= 4 && columns[0].endsWith(":")) {
        instances.merge(columns[3], Integer.parseInt(columns[1]), Integer::sum);
      }
    }
    return instances;
  }

  /**
   * The names of its threads. Without those by which the JVM compiles and those that read HTTP: the
   * container makes them when they are first needed, up to a number of its own.
   */
  List<String> threads() {
    return jcmd("Thread.print").stream()
        .filter(line -> line.startsWith("\""))
        .map(line -> line.substring(1, line.indexOf('"', 1)))
        .filter(name -> !name.contains("CompilerThread") && !name.startsWith("http-thread-pool"))
        .toList();
  }

  private List<String> jcmd(String command) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process process = new ProcessBuilder(jcmd, pid, command).redirectErrorStream(true).start();
      List<String> lines = new ArrayList<>();
      try (BufferedReader reader = process.inputReader()) {
        reader.lines().forEach(lines::add);
      }
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join("\n", lines));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
