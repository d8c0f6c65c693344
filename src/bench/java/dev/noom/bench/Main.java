package dev.noom.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runs the asked workloads against the asked servers, interleaved, and writes the report. See
 * src/bench/README.md.
 */
public final class Main {
  private static final Path TARGET = Path.of("target/bench");
  private static final Map<String, Supplier<Adapter>> ADAPTERS =
      Map.of("noom", Noom::new, "socketio", SocketIo::new, "peerserver", PeerServer::new);

  private final Options options;
  private final List<Adapter> adapters = new ArrayList<>();
  private final Results results = new Results();

  private Main(Options options) {
    this.options = options;
  }

  /** Exits with 1 if anything was lost, reordered, damaged or refused. */
  public static void main(String[] args) throws Exception {
    Main main;
    try {
      main = new Main(Options.parse(args));
      main.prepare();
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    main.run();
    System.exit(main.results.faults() > 0 ? 1 : 0);
  }

  private void prepare() throws Exception {
    for (String id : options.servers) {
      if (!ADAPTERS.containsKey(id)) {
        throw new IllegalArgumentException("The servers are noom, socketio and peerserver.");
      }
      Adapter adapter = ADAPTERS.get(id).get();
      adapter.prepare(TARGET);
      adapters.add(adapter);
      results.server(id, adapter.title());
    }
  }

  private void run() throws Exception {
    for (int round = 1; round <= options.rounds; round++) {
      for (Adapter adapter : adapters) {
        serve(adapter, round, chosen("relay", "churn", "fan-out", "slow"));
      }
      // Memory a socket is counted from a fresh process.
      for (Adapter adapter : adapters) {
        serve(adapter, round, chosen("idle"));
      }
      new Report(results, options).write(TARGET);
    }
    if (options.has("call")) {
      new Call(adapters, options, TARGET.resolve("logs")).run(this::report);
      new Report(results, options).write(TARGET);
    }
    System.out.println("\nWritten to " + TARGET + ": bench.json, bench.md, bench.svg");
  }

  private Map<String, Bench.Workload> chosen(String... names) {
    Map<String, Bench.Workload> chosen = new LinkedHashMap<>();
    for (String name : names) {
      if (options.has(name)) {
        chosen.put(name, workload(name));
      }
    }
    return chosen;
  }

  private static Bench.Workload workload(String name) {
    return switch (name) {
      case "relay" -> new Relay();
      case "churn" -> new Churn();
      case "fan-out" -> new FanOut();
      case "slow" -> new Slow();
      case "idle" -> new Idle();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** One fresh process, and the workloads one after another. */
  private void serve(Adapter adapter, int round, Map<String, Bench.Workload> workloads)
      throws Exception {
    if (workloads.isEmpty()) {
      return;
    }
    try (Server server = Server.start(adapter, TARGET.resolve("logs"));
        WebSocketClient client = new WebSocketClient()) {
      report("boot", adapter, round, Map.of(Metric.BOOT, server.bootSeconds()));
      Bench bench = new Bench(adapter, server, client, options);
      for (Map.Entry<String, Bench.Workload> workload : workloads.entrySet()) {
        run(workload.getKey(), workload.getValue(), bench, round);
      }
    }
  }

  private void run(String name, Bench.Workload workload, Bench bench, int round) throws Exception {
    Tally tally = new Tally();
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    try {
      metrics.putAll(workload.run(bench, tally));
    } catch (IllegalStateException | ExecutionException | TimeoutException e) {
      tally.error(String.valueOf(e.getMessage()));
    }
    if (tally.faults() > 0) {
      System.out.println("FAULTS in " + name + ": " + tally.explain());
    }
    metrics.put(Metric.FAULTS, (double) tally.faults());
    report(name, bench.adapter(), round, metrics);
  }

  private void report(String workload, Adapter adapter, int round, Map<Metric, Double> metrics) {
    results.add(workload, adapter.id(), round, metrics);
    StringBuilder line =
        new StringBuilder("round %d  %-8s %-10s ".formatted(round, workload, adapter.id()));
    metrics.forEach(
        (metric, value) ->
            line.append(" %s=%s%s".formatted(metric, Report.number(value, metric), metric.unit)));
    System.out.println(line);
  }
}
