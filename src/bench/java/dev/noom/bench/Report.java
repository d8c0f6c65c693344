package dev.noom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Writes what was measured: all samples as JSON, the medians and ratios as Markdown. */
final class Report {
  private static final Map<String, String> HEADINGS =
      Map.of(
          "boot", "Boot: from the start of the process to the first 200 of the page",
          "relay", "Relay: 50 pairs on persistent sockets, closed loop",
          "churn", "Churn: connect, join, exchange, close, 20 calls at a time",
          "fan-out", "Fan-out: a room of 50, each in turn sends to all others",
          "slow", "Slow: one reader stalls while 49 pairs and its own room-mates go on",
          "idle", "Idle: joined sockets in rooms of two",
          "call-0", "Call: two browsers, no delay",
          "call-50", "Call: two browsers, 50 ms each way to the server",
          "call-100", "Call: two browsers, 100 ms each way to the server");

  private final Results results;
  private final Options options;

  Report(Results results, Options options) {
    this.results = results;
    this.options = options;
  }

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("bench.json"), json());
    Files.writeString(folder.resolve("bench.md"), markdown());
    Files.writeString(folder.resolve("bench.svg"), new Chart(results).svg());
  }

  private static Map<String, String> machine() {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    machine.put("processors", "" + Runtime.getRuntime().availableProcessors());
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put("java", System.getProperty("java.runtime.version"));
    machine.put("node", NodePeers.nodeVersion());
    return machine;
  }

  private String json() {
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("rounds", options.rounds);
    asked.put("seconds", options.seconds);
    asked.put("warmUp", options.warmUp);
    asked.put("sockets", options.sockets);
    List<String> samples = new ArrayList<>();
    for (Results.Sample sample : results.samples()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("workload", sample.workload());
      fields.put("server", sample.server());
      fields.put("round", sample.round());
      sample.metrics().forEach((metric, value) -> fields.put(key(metric), value));
      samples.add(object(fields));
    }
    return "{\n\"machine\": %s,\n\"options\": %s,\n\"servers\": %s,\n\"samples\": [\n%s\n]\n}\n"
        .formatted(
            object(machine()),
            object(asked),
            object(results.titles()),
            String.join(",\n", samples));
  }

  private static String key(Metric metric) {
    String key = metric.name().toLowerCase(Locale.ROOT);
    String unit = metric.unit.replace("µ", "u").replace("/", "Per").replaceFirst("^Per", "per");
    return unit.isEmpty() ? key : key + "_" + unit;
  }

  private static String object(Map<String, ?> fields) {
    return fields.entrySet().stream()
        .map(field -> "\"" + field.getKey() + "\": " + value(field.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String value(Object value) {
    if (value instanceof Double number) {
      // NaN and infinities are no JSON.
      return Double.isFinite(number) ? String.format(Locale.ROOT, "%.4f", number) : "null";
    }
    return value instanceof Number ? value.toString() : "\"" + value + "\"";
  }

  private String markdown() {
    StringBuilder text = new StringBuilder("# Noom beside the alternatives\n\n");
    machine().forEach((name, value) -> text.append(name).append(' ').append(value).append(" · "));
    text.append("rounds ").append(options.rounds).append(" of ").append(options.seconds);
    text.append(" s\n\nMedians of all rounds; in parentheses the ratio to ");
    text.append(results.titles().values().iterator().next());
    text.append("; ± is half the spread between the lowest and the highest round.\n");
    for (String workload : results.workloads()) {
      text.append("\n## ").append(HEADINGS.getOrDefault(workload, workload)).append("\n\n");
      table(text, workload);
    }
    return text.toString();
  }

  private void table(StringBuilder text, String workload) {
    text.append("| |");
    results.titles().values().forEach(title -> text.append(' ').append(title).append(" |"));
    text.append("\n|---|").append("---:|".repeat(results.titles().size())).append('\n');
    for (Metric metric : results.metrics(workload)) {
      text.append("| ").append(metric.title);
      text.append(metric.unit.isEmpty() ? " |" : ", " + metric.unit + " |");
      for (String server : results.titles().keySet()) {
        text.append(' ').append(cell(workload, server, metric)).append(" |");
      }
      text.append('\n');
    }
  }

  private String cell(String workload, String server, Metric metric) {
    OptionalDouble median = results.median(workload, server, metric);
    if (median.isEmpty()) {
      return "–";
    }
    if (metric == Metric.FAULTS) {
      return number(results.highest(workload, server, metric), metric);
    }
    String cell = number(median.getAsDouble(), metric);
    double[] values = results.values(workload, server, metric);
    if (values.length > 1 && median.getAsDouble() != 0) {
      double spread = (values[values.length - 1] - values[0]) / 2 / median.getAsDouble();
      cell += String.format(Locale.ROOT, " ± %.0f %%", 100 * spread);
    }
    String first = results.titles().keySet().iterator().next();
    OptionalDouble base = results.median(workload, first, metric);
    if (!server.equals(first) && base.isPresent() && base.getAsDouble() != 0) {
      double ratio = median.getAsDouble() / base.getAsDouble();
      cell += String.format(Locale.ROOT, " (%.2f×)", ratio);
    }
    return cell;
  }

  static String number(double value, Metric metric) {
    return String.format(Locale.ROOT, "%,." + metric.decimals + "f", value);
  }
}
