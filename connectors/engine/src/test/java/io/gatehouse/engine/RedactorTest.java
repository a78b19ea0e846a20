package io.gatehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.engine.RedactionRules.Treatment;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RedactorTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RedactionRules RULES =
      (key, value) ->
          switch (key.toLowerCase(Locale.ROOT)) {
            case "code" -> Treatment.REMOVE;
            case "uid" -> Treatment.TOKEN;
            default -> Treatment.KEEP;
          };

  private final Redactor redactor = new Redactor(RULES, "the key", true);

  @Test
  void pinsLeaveNoTraceWhereverAndHoweverTheyAreWritten() throws Exception {
    String raw =
        redactor.raw(
            JSON.readTree(
                """
                {"code":"4711","params":{"Code":4711,"list":[{"CODE":["4711",4711]}],
                 "code":{"inner":{"any":"4711"}}},"name":"Ann"}"""));

    assertThat(raw).doesNotContain("4711").contains("\"name\":\"Ann\"", Redactor.REMOVED);
  }

  @Test
  void aCardIsOneTokenInEverySpelling() throws Exception {
    String raw = redactor.raw(JSON.readTree("{\"uid\":\"4bd9e903\"}"));

    assertThat(raw).isEqualTo("{\"uid\":\"" + redactor.token(" 4BD9E903 ") + "\"}");
    assertThat(redactor.token("4BD9E903")).hasSize(32).doesNotContain("4BD9");
  }

  @Test
  void tokensOfAnotherKeyAreOthers() {
    assertThat(new Redactor(RULES, "another key", true).token("4BD9E903"))
        .isNotEqualTo(redactor.token("4BD9E903"));
  }

  @Test
  void withoutAKeyCardsAreRemoved() throws Exception {
    Redactor keyless = new Redactor(RULES, null, true);

    assertThat(keyless.raw(JSON.readTree("{\"uid\":\"4BD9E903\"}")))
        .isEqualTo("{\"uid\":\"[removed]\"}");
    assertThat(keyless.token("4BD9E903")).isNull();
  }

  @Test
  void otherValuesStayAsTheyWere() throws Exception {
    String payload = "{\"id\":1,\"f\":1.5,\"b\":true,\"n\":null,\"s\":\"a\\\"b\",\"a\":[]}";

    assertThat(redactor.raw(JSON.readTree(payload))).isEqualTo(payload);
  }

  @Test
  void rawCanBeSwitchedOff() throws Exception {
    assertThat(new Redactor(RULES, null, false).raw(JSON.readTree("{}"))).isNull();
  }
}
