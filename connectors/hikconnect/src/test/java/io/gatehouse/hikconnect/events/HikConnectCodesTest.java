package io.gatehouse.hikconnect.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.AlarmEvent;
import io.gatehouse.events.DeviceEvent;
import io.gatehouse.hikconnect.events.HikConnectMeaning.Access;
import io.gatehouse.hikconnect.events.HikConnectMeaning.Alarm;
import io.gatehouse.hikconnect.events.HikConnectMeaning.Call;
import io.gatehouse.hikconnect.events.HikConnectMeaning.State;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All codes of manual 004, A.1.4, A.1.5 and A.1.7, class by class. */
class HikConnectCodesTest {

  private static final String GRANTED =
      """
      80001 80002 80021 80025 80032 80034 80072 80075 80078 80081 80084 80093 80147 80273 100344
      100571 100620 110001-110006 110008-110013 110018 110020 110022-110024
      """;

  private static final String DENIED =
      """
      80008 80009 80016-80018 80020 80022-80024 80026-80031 80033 80035 80073 80074 80076 80077
      80079 80080 80082 80083 80085 80086 80094 80099 80148 80152-80157 80173 80263 80264 80274
      100345 100348 100572 100574 100621 110501 110502 110505-110507 110509-110531 110533
      110545-110552 110554-110557 110559 110561 110564-110567
      """;

  private static final String TIMED_OUT =
      """
      80017 80022 80026 80035 80074 80077 80080 80083 80086 80148 110506 110510 110513 110520 110522
      110524 110526 110528 110530 110545
      """;

  private static final String DURESS = "80036 110007";

  private static final String ALARMS =
      """
      10000-10002 10019 10032-10036 10057 10100-10103 10106 10500 10610 10611 10621 10630 10635
      10636 11009-11014 11017 20002 20003 20005 20006 50000 50002 50101-50104 50109-50112 70007
      70113 70118 70200 70203-70205 70213 70221 70223 70224 70250 70253 70255 70302 70307-70311
      70402 70451 70452 70502 100105 100351 100352 100359-100374 100376 100377 100396 100398 100657
      300002 300003 330101 330102 330201-330205 330301 330401-330406 330501-330509 335001
      """;

  private static final String ENDS = "10056 11016 20008 50120 70119 300001";

  private static final String OTHERS =
      """
      10016 10501 70001-70004 70006 70453 70454 100302 100303 100346 100375 110019 110560 330001
      330407 330408 330510 335000
      """;

  static Stream<String> all() {
    return Stream.of(GRANTED, DENIED, DURESS, ALARMS, ENDS, OTHERS, "140001")
        .flatMap(HikConnectCodesTest::codes);
  }

  static Stream<String> granted() {
    return codes(GRANTED);
  }

  static Stream<String> denied() {
    return codes(DENIED);
  }

  static Stream<String> timedOut() {
    return codes(TIMED_OUT);
  }

  static Stream<String> alarms() {
    return codes(ALARMS);
  }

  static Stream<String> others() {
    return codes(OTHERS);
  }

  @ParameterizedTest
  @MethodSource("granted")
  void accessGranted(String code) {
    Access access = (Access) HikConnectCodes.meaningOf(code);

    assertThat(access.decision()).isEqualTo("GRANTED");
    assertThat(access.factors()).isNotEmpty();
    assertThat(access.reason()).isNull();
    assertThat(access.duress()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("denied")
  void accessDenied(String code) {
    Access access = (Access) HikConnectCodes.meaningOf(code);

    assertThat(access.decision()).isEqualTo("DENIED");
    assertThat(access.factors().isEmpty() && access.reason() == null)
        .as("it says what was shown, or why it was refused")
        .isFalse();
    assertThat(access.duress()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("timedOut")
  void accessTimedOut(String code) {
    Access access = (Access) HikConnectCodes.meaningOf(code);

    assertThat(access.decision()).isEqualTo("DENIED");
    assertThat(access.reason()).isEqualTo("TIMED_OUT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"80036", "Msg110007"})
  void duressIsAnAccessAndAnAlarm(String code) {
    Access access = (Access) HikConnectCodes.meaningOf(code);

    assertThat(access.duress()).isTrue();
    assertThat(access.asAlarm().type()).isEqualTo("DURESS");
    assertThat(access.asAlarm().severity()).isEqualTo("CRITICAL");
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void alarmsBegin(String code) {
    Alarm alarm = (Alarm) HikConnectCodes.meaningOf(code);

    assertThat(alarm.phase()).isIn("START", "PULSE");
  }

  @ParameterizedTest
  @CsvSource({
    "10057, 10056",
    "11017, 11016",
    "50000, 20008",
    "50101, 50120",
    "70118, 70119",
    "300002, 300001"
  })
  void aRestoreCodeEndsTheAlarmOfItsPair(String startCode, String endCode) {
    Alarm start = (Alarm) HikConnectCodes.meaningOf(startCode);
    Alarm end = (Alarm) HikConnectCodes.meaningOf(endCode);

    assertThat(start.phase()).isEqualTo("START");
    assertThat(end)
        .isEqualTo(new Alarm(start.type(), start.subtype(), start.severity(), "END", false));
  }

  @ParameterizedTest
  @MethodSource("others")
  void othersAreEventsOfTheDevice(String code) {
    assertThat(HikConnectCodes.meaningOf(code)).isInstanceOf(State.class);
  }

  @Test
  void callsAreCalls() {
    assertThat(HikConnectCodes.meaningOf("140001")).isEqualTo(new Call());
  }

  @ParameterizedTest
  @MethodSource("all")
  void everySpellingIsTheSame(String code) {
    HikConnectMeaning meaning = HikConnectCodes.meaningOf(code);

    assertThat(meaning).isNotNull();
    for (String spelling : List.of("Msg" + code, "Msg " + code, "msg" + code, " " + code + " ")) {
      assertThat(HikConnectCodes.meaningOf(spelling)).as(spelling).isEqualTo(meaning);
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "Msg", "110999", "10061", "0", "-80001", "80001x", "99999999999999", "८०"})
  void whatIsInNoTableHasNoMeaning(String code) {
    assertThat(HikConnectCodes.meaningOf(code)).isNull();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theWordsAreThoseOfTheSchemas(String code) {
    HikConnectMeaning meaning = HikConnectCodes.meaningOf(code);

    String alarmTypes = words(AlarmEvent.getClassSchema(), "type");
    String deviceTypes = words(DeviceEvent.getClassSchema(), "type");
    assertThat(alarmTypes + deviceTypes).containsPattern("\\b" + meaning.asAlarm().type() + "\\b");
    if (meaning instanceof Alarm alarm) {
      assertThat(alarmTypes).containsPattern("\\b" + alarm.type() + "\\b");
    }
    if (meaning instanceof State state) {
      assertThat(deviceTypes).containsPattern("\\b" + state.type() + "\\b");
      if (state.state() != null) {
        assertThat(deviceTypes + words(DeviceEvent.getClassSchema(), "state"))
            .containsPattern("\\b" + state.state() + "\\b");
      }
    }
    if (meaning instanceof Access access) {
      List<String> methods = new ArrayList<>(access.factors());
      methods.add(access.method());
      for (String method : methods) {
        assertThat(words(AccessEvent.getClassSchema(), "method"))
            .containsPattern("\\b" + method + "\\b");
      }
    }
  }

  private static String words(Schema schema, String field) {
    return schema.getField(field).doc();
  }

  private static Stream<String> codes(String list) {
    return Stream.of(list.strip().split("\\s+", -1)).flatMap(HikConnectCodesTest::range);
  }

  private static Stream<String> range(String codes) {
    int dash = codes.indexOf('-');
    int first = Integer.parseInt(dash < 0 ? codes : codes.substring(0, dash));
    int last = Integer.parseInt(dash < 0 ? codes : codes.substring(dash + 1));
    return IntStream.rangeClosed(first, last).mapToObj(Integer::toString);
  }
}
