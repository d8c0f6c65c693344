package dev.noom.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Everything that was measured, a sample a workload, server and round. */
final class Results {
  record Sample(String workload, String server, int round, Map<Metric, Double> metrics) {}

  private final List<Sample> samples = new ArrayList<>();
  private final Map<String, String> titles = new LinkedHashMap<>();

  /** In the order of the columns and bars. */
  void server(String id, String title) {
    titles.put(id, title);
  }

  void add(String workload, String server, int round, Map<Metric, Double> metrics) {
    samples.add(new Sample(workload, server, round, new EnumMap<>(metrics)));
  }

  List<Sample> samples() {
    return samples;
  }

  Map<String, String> titles() {
    return titles;
  }

  Set<String> workloads() {
    Map<String, Boolean> seen = new LinkedHashMap<>();
    samples.forEach(sample -> seen.put(sample.workload, true));
    return seen.keySet();
  }

  /** Only those that have a value, in the order of the enum. */
  Set<Metric> metrics(String workload) {
    Set<Metric> metrics = EnumSet.noneOf(Metric.class);
    samples.stream()
        .filter(sample -> sample.workload.equals(workload))
        .forEach(sample -> metrics.addAll(sample.metrics.keySet()));
    return metrics;
  }

  OptionalDouble median(String workload, String server, Metric metric) {
    double[] values = values(workload, server, metric);
    if (values.length == 0) {
      return OptionalDouble.empty();
    }
    int half = values.length / 2;
    return OptionalDouble.of(
        values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2);
  }

  /** The worst, for what must not happen even once. */
  double highest(String workload, String server, Metric metric) {
    double[] values = values(workload, server, metric);
    return values.length == 0 ? 0 : values[values.length - 1];
  }

  /** Sorted. */
  double[] values(String workload, String server, Metric metric) {
    return samples.stream()
        .filter(sample -> sample.workload.equals(workload) && sample.server.equals(server))
        .filter(sample -> sample.metrics.containsKey(metric))
        .mapToDouble(sample -> sample.metrics.get(metric))
        .sorted()
        .toArray();
  }

  double faults() {
    return samples.stream().mapToDouble(s -> s.metrics.getOrDefault(Metric.FAULTS, 0.0)).sum();
  }
}
