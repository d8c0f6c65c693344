package dev.noom.bench;

import java.nio.file.Path;
import java.util.List;

/** What the command line may change; the defaults are the documented run. */
final class Options {
  static final List<String> WORKLOADS =
      List.of("relay", "churn", "fan-out", "slow", "idle", "call");

  List<String> servers = List.of("noom", "socketio", "peerserver");
  // The call benchmark needs a Chromium, so it is asked for by name.
  List<String> only = List.of("relay", "churn", "fan-out", "slow", "idle");
  int rounds = 3;
  int seconds = 10;
  // In seconds, at most: the warm-up ends when the load gets no faster.
  int warmUp = 60;
  int sockets = 10_000;
  int repetitions = 15;
  Path chromium = Path.of("/usr/bin/chromium");

  static Options parse(String[] args) {
    Options options = new Options();
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException("There is no value for " + args[i]);
      }
      options.set(args[i], args[i + 1]);
    }
    return options;
  }

  boolean has(String workload) {
    return only.contains(workload);
  }

  private void set(String name, String value) {
    switch (name) {
      case "--servers" -> servers = List.of(value.split(","));
      case "--only" -> only = known(List.of(value.split(",")));
      case "--rounds" -> rounds = number(name, value, 1, 100);
      case "--seconds" -> seconds = number(name, value, 1, 600);
      case "--warm-up" -> warmUp = number(name, value, 2, 600);
      case "--sockets" -> sockets = number(name, value, 2, 20_000);
      case "--chromium" -> chromium = Path.of(value);
      case "--repetitions" -> repetitions = number(name, value, 1, 1_000);
      default ->
          throw new IllegalArgumentException(
              "There is no option " + name + "; src/bench/README.md lists them.");
    }
  }

  private static List<String> known(List<String> workloads) {
    if (!WORKLOADS.containsAll(workloads)) {
      throw new IllegalArgumentException("The workloads are " + String.join(", ", WORKLOADS));
    }
    return workloads;
  }

  private static int number(String name, String value, int least, int most) {
    int number = Integer.parseInt(value);
    if (number < least || number > most) {
      throw new IllegalArgumentException(name + " is from " + least + " to " + most);
    }
    return number;
  }
}
