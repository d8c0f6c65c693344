package dev.noom.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The medians as one SVG: a panel a figure, a bar a server, readable on light and dark pages. */
final class Chart {
  private static final int PANEL_WIDTH = 400;
  private static final int COLUMNS = 2;
  private static final int MARGIN = 20;
  private static final int TITLE_HEIGHT = 50;
  private static final int ROW_HEIGHT = 26;
  private static final int LABEL_WIDTH = 150;
  private static final int VALUE_WIDTH = 70;
  private static final int BAR_WIDTH = PANEL_WIDTH - 2 * MARGIN - LABEL_WIDTH - VALUE_WIDTH;

  private record Panel(String workload, Metric metric, String title, boolean moreIsBetter) {}

  private static final List<Panel> PANELS =
      List.of(
          new Panel("relay", Metric.RATE, "Relay: messages/s", true),
          new Panel("relay", Metric.CPU_PER_MESSAGE, "Relay: server CPU, µs a message", false),
          new Panel("relay", Metric.P99, "Relay: p99, ms", false),
          new Panel("relay", Metric.RSS, "Relay: resident memory, MiB", false),
          new Panel("churn", Metric.CALLS, "Churn: calls/s", true),
          new Panel("churn", Metric.CPU_PER_CALL, "Churn: server CPU, ms a call", false),
          new Panel("fan-out", Metric.P99, "Fan-out to 49: p99, ms", false),
          new Panel("fan-out", Metric.CPU_PER_MESSAGE, "Fan-out: server CPU, µs a delivery", false),
          new Panel("slow", Metric.P99_CALM, "Others' p99 without a stalled reader, ms", false),
          new Panel("slow", Metric.P99_STALLED, "Others' p99 beside a stalled reader, ms", false),
          new Panel("idle", Metric.BYTES_PER_SOCKET, "Idle: memory a socket, KiB", false),
          new Panel("idle", Metric.RSS, "Idle: resident memory, MiB", false),
          new Panel("boot", Metric.BOOT, "Boot: process start to page, s", false),
          new Panel("call-0", Metric.FIRST_FRAME_BOTH, "Call: first frames, 0 ms delay, ms", false),
          new Panel("call-50", Metric.FIRST_FRAME_BOTH, "Call: 50 ms delay, ms", false),
          new Panel("call-100", Metric.FIRST_FRAME_BOTH, "Call: 100 ms delay, ms", false));

  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, sans-serif; fill: #1f2328; }
        .title { font-weight: 600; font-size: 14px; }
        .note { fill: #59636e; font-size: 11px; }
        .value { font-variant-numeric: tabular-nums; }
        .back { fill: #ffffff; }
        .track { fill: #eaeef2; }
        .bar { fill: #9aa4af; }
        .ours { fill: #0969da; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; }
          .note { fill: #9198a1; }
          .back { fill: #0d1117; }
          .track { fill: #21262d; }
          .bar { fill: #6e7681; }
          .ours { fill: #4493f8; }
        }
      </style>
      """;

  private final Results results;

  Chart(Results results) {
    this.results = results;
  }

  String svg() {
    List<Panel> panels = new ArrayList<>(PANELS);
    panels.removeIf(panel -> !results.metrics(panel.workload).contains(panel.metric));
    int panelHeight = TITLE_HEIGHT + ROW_HEIGHT * results.titles().size() + MARGIN;
    int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
    int width = COLUMNS * PANEL_WIDTH;
    int height = rows * panelHeight + MARGIN;
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">\n"
            .formatted(width, height));
    svg.append("<title>Noom beside the alternatives, medians</title>\n").append(STYLE);
    svg.append("<rect class=\"back\" width=\"%d\" height=\"%d\"/>\n".formatted(width, height));
    for (int i = 0; i < panels.size(); i++) {
      int x = i % COLUMNS * PANEL_WIDTH + MARGIN;
      int y = i / COLUMNS * panelHeight + MARGIN;
      svg.append("<g transform=\"translate(%d %d)\">\n".formatted(x, y));
      panel(svg, panels.get(i));
      svg.append("</g>\n");
    }
    return svg.append("</svg>\n").toString();
  }

  private void panel(StringBuilder svg, Panel panel) {
    svg.append("<text class=\"title\" y=\"12\">%s</text>\n".formatted(panel.title));
    String note = panel.moreIsBetter ? "more is better" : "less is better";
    svg.append("<text class=\"note\" y=\"28\">%s</text>\n".formatted(note));
    double longest =
        results.titles().keySet().stream()
            .map(server -> results.median(panel.workload, server, panel.metric))
            .mapToDouble(median -> median.orElse(0))
            .max()
            .orElse(0);
    int y = TITLE_HEIGHT;
    for (Map.Entry<String, String> server : results.titles().entrySet()) {
      OptionalDouble median = results.median(panel.workload, server.getKey(), panel.metric);
      row(svg, y, server.getKey(), server.getValue(), median, longest, panel.metric);
      y += ROW_HEIGHT;
    }
  }

  private static void row(
      StringBuilder svg,
      int y,
      String server,
      String title,
      OptionalDouble median,
      double longest,
      Metric metric) {
    double share = longest > 0 ? Math.max(0, median.orElse(0)) / longest : 0;
    String value = median.isPresent() ? Report.number(median.getAsDouble(), metric) : "–";
    // Express is what the page is served with; in a narrow label socket.io is enough.
    String label = title.replace("Express + ", "");
    svg.append("<text y=\"%d\">%s</text>\n".formatted(y, label));
    svg.append(
        "<rect class=\"track\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"12\" rx=\"2\"/>\n"
            .formatted(LABEL_WIDTH, y - 10, BAR_WIDTH));
    svg.append(
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"12\" rx=\"2\"/>\n"
            .formatted(
                server.equals("noom") ? "ours" : "bar", LABEL_WIDTH, y - 10, share * BAR_WIDTH));
    svg.append(
        "<text class=\"value\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n"
            .formatted(LABEL_WIDTH + BAR_WIDTH + VALUE_WIDTH, y, value));
  }
}
