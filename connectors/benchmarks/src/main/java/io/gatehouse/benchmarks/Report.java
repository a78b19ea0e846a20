package io.gatehouse.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.benchmarks.Figures.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Figures as a table for people and as JSON for programs.
 *
 * @param surroundings what the figures depend on, such as the number of processors
 */
record Report(Map<String, String> surroundings, Figures figures) {

  private static final List<String> HEAD =
      List.of("benchmark", "figure", "unit", "target", "median", "least", "most", "runs", "met");

  private static final String HEADING =
      """
      # Results

      Written by `connectors/benchmarks/run --record`; what each figure means is in [README.md](README.md).
      """;

  /** The table in Markdown, aligned so that it can be read as it is. */
  String table() {
    return table(figures.all());
  }

  private static String table(Collection<Figure> figures) {
    List<List<String>> rows = figures.stream().map(Report::row).toList();
    int[] widths = new int[HEAD.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = HEAD.get(i).length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder table = new StringBuilder(line(HEAD, widths));
    table.append("|");
    for (int width : widths) {
      table.append(" ").append("-".repeat(width)).append(" |");
    }
    table.append("\n");
    rows.forEach(row -> table.append(line(row, widths)));
    return table.toString();
  }

  /**
   * A page with a section a benchmark.
   *
   * @param before the page so far: what was not measured now stays as it is there
   */
  String page(String before) {
    Map<String, String> sections = new LinkedHashMap<>();
    String[] parts = before.split("(?m)^## ");
    for (String section : List.of(parts).subList(1, parts.length)) {
      sections.put(section.lines().findFirst().orElseThrow(), section.strip());
    }
    Map<String, List<Figure>> measured =
        figures.all().stream()
            .collect(
                Collectors.groupingBy(
                    figure -> figure.name().benchmark(), LinkedHashMap::new, Collectors.toList()));
    measured.forEach((benchmark, its) -> sections.put(benchmark, section(benchmark, its)));
    return HEADING
        + sections.values().stream().map("\n## %s\n"::formatted).collect(Collectors.joining());
  }

  private String section(String benchmark, List<Figure> figures) {
    StringBuilder section = new StringBuilder(benchmark).append("\n\n");
    surroundings.forEach((name, value) -> section.append("- %s: %s\n".formatted(name, value)));
    return section.append("\n").append(table(figures).strip()).toString();
  }

  String json() {
    ObjectMapper json = new ObjectMapper();
    ObjectNode top = json.createObjectNode();
    top.set("surroundings", json.valueToTree(surroundings));
    var list = top.putArray("figures");
    for (Figure figure : figures.all()) {
      ObjectNode node =
          list.addObject()
              .put("benchmark", figure.name().benchmark())
              .put("figure", figure.name().figure())
              .put("unit", figure.name().unit())
              .put("target", target(figure))
              .put("median", figure.median())
              .put("least", figure.min())
              .put("most", figure.max())
              .put("met", figure.isMet());
      node.set("runs", json.valueToTree(figure.values()));
    }
    return top.toPrettyString() + "\n";
  }

  /** The text of a file; empty if there is no such file. */
  static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be read", e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be written", e);
    }
  }

  private static List<String> row(Figure figure) {
    return List.of(
        figure.name().benchmark(),
        figure.name().figure(),
        figure.name().unit(),
        target(figure),
        number(figure.median()),
        number(figure.min()),
        number(figure.max()),
        Integer.toString(figure.values().size()),
        figure.name().aim() == Figures.Aim.NONE ? "" : figure.isMet() ? "yes" : "NO");
  }

  private static String target(Figure figure) {
    String value = number(figure.name().target());
    return switch (figure.name().aim()) {
      case UNDER -> "< " + value;
      case AT_LEAST -> ">= " + value;
      case EXACTLY -> "= " + value;
      case NONE -> "";
    };
  }

  /** Four digits, as no figure here is more exact. */
  private static String number(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) || size >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    String format = size >= 100 ? "%.1f" : size >= 10 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < widths.length; i++) {
      line.append(" ").append(cells.get(i));
      line.append(" ".repeat(widths[i] - cells.get(i).length())).append(" |");
    }
    return line.append("\n").toString();
  }
}
