package io.gatehouse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.benchmarks.Figures.Name;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Name DELAY = Name.of("delay", "p50", "ms").under(25);
  private static final Name RATE = Name.of("backlog", "rate", "events/s").atLeast(20_000);
  private static final Name LOST = Name.of("backlog", "lost", "events").exactly(0);

  private final Figures figures = new Figures();
  private final Report report = new Report(Map.of("processors", "2"), figures);

  @Test
  void theMedianDecidesAndTheSpreadIsTold() {
    figures.add(DELAY, 30);
    figures.add(DELAY, 10.25);
    figures.add(DELAY, 20);
    figures.add(RATE, 19_999);
    figures.add(RATE, 20_003);

    assertThat(report.table())
        .isEqualTo(
            """
            | benchmark | figure | unit     | target    | median | least  | most   | runs | met |
            | --------- | ------ | -------- | --------- | ------ | ------ | ------ | ---- | --- |
            | delay     | p50    | ms       | < 25      | 20     | 10.25  | 30     | 3    | yes |
            | backlog   | rate   | events/s | >= 20,000 | 20,001 | 19,999 | 20,003 | 2    | yes |
            """);
  }

  @Test
  void oneLostEventInOneRunIsAMiss() throws Exception {
    figures.add(LOST, 0);
    figures.add(LOST, 1);
    figures.add(LOST, 0);

    JsonNode lost = new ObjectMapper().readTree(report.json()).path("figures").path(0);

    assertThat(lost.path("met").asBoolean()).isFalse();
    assertThat(lost.path("median").asDouble()).isZero();
    assertThat(lost.path("runs").toString()).isEqualTo("[0.0,1.0,0.0]");
    assertThat(report.table()).contains("| = 0    | 0      | 0     | 1    | 3    | NO  |");
  }

  @Test
  void thePageNamesTheSurroundings() {
    figures.add(RATE, 1);

    assertThat(report.page("")).endsWith("\n\n## backlog\n\n- processors: 2\n\n" + report.table());
  }

  @Test
  void whatIsNotMeasuredStaysOnThePage() {
    figures.add(DELAY, 1);
    figures.add(RATE, 1);
    String before = report.page("");
    Figures again = new Figures();
    again.add(RATE, 2);

    String page = new Report(Map.of("processors", "4"), again).page(before);

    assertThat(page)
        .startsWith(before.substring(0, before.indexOf("## backlog")))
        .endsWith("\n\n## backlog\n\n- processors: 4\n\n" + new Report(Map.of(), again).table());
  }
}
