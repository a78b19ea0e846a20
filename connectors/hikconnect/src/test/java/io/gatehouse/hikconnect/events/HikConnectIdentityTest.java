package io.gatehouse.hikconnect.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class HikConnectIdentityTest {

  private static final String ALARM =
      "{'guid':'g1','msgType':'1','timeInfo':{'startTime':'2026-03-01T12:00:00Z'}%s}";
  private static final String PASSAGE =
      "{'basicInfo':{'msgType':'Msg110003'},'data':{'openDoorInfo':{'event':{'basicInfo':"
          + "{'deviceId':'d1','serialNo':%s,'occurTime':'2026-03-01T12:00:00Z'}}}}}";

  @Test
  void aMessageThatComesAgainIsItselfThoughItsLinksWereSignedAnewAndItsKeysMoved() {
    HikConnectIdentity first =
        identity("{'eventId':'e1','file':{'url':'https://h/p?sign=1'},'type':'1'}");
    HikConnectIdentity again =
        identity("{'type':'1','file':{'url':'https://h/p?sign=2'},'eventId':'e1'}");

    assertThat(again).isEqualTo(first);
    assertThat(again.eventId()).isEqualTo(first.eventId());
  }

  @Test
  void aSecondUploadWithPicturesIsAnotherVariantOfTheSame() {
    HikConnectIdentity first = identity(ALARM.formatted(""));
    HikConnectIdentity second =
        identity(ALARM.formatted(",'fileInfo':{'file':[{'url':'https://h/p'}]}"));

    assertThat(second.base()).isEqualTo(first.base());
    assertThat(second.key()).isNotEqualTo(first.key());
    assertThat(second.eventId()).isNotEqualTo(first.eventId());
    assertThat(HikConnectIdentity.baseOf(second.key())).isEqualTo(first.base());
  }

  @Test
  void phasesAndPulsesOfAnAlarmAreNotTheSame() {
    assertThat(identity(ALARM.formatted("").replace("'msgType':'1'", "'msgType':'0'")).base())
        .isNotEqualTo(identity(ALARM.formatted("")).base());
    assertThat(identity(ALARM.formatted("").replace("12:00:00", "12:00:01")).base())
        .isNotEqualTo(identity(ALARM.formatted("")).base());
  }

  @Test
  void passagesAreToldByTheDevicesNumberSpeltAsTextOrAsNumber() {
    assertThat(identity(PASSAGE.formatted("7")).base())
        .isEqualTo(identity(PASSAGE.formatted("'7'")).base())
        .isNotEqualTo(identity(PASSAGE.formatted("8")).base());
  }

  @Test
  void callsAreToldByTheirRecordAndWhatBecameOfThem() {
    String call =
        "{'data':{'deviceTalkInfo':{'deviceId':'d','roomNumber':1,'msgType':%d,'deviceTimeStamp':1}}}";

    assertThat(identity(call.formatted(0)).base()).isNotEqualTo(identity(call.formatted(2)).base());
  }

  @Test
  void whatHasNoNameIsToldByAllThatItSays() {
    assertThat(identity("{'a':1}"))
        .isEqualTo(identity("{'a':1}"))
        .isNotEqualTo(identity("{'a':2}"));
    assertThat(identity("'text'")).isNotEqualTo(identity("[1]"));
  }

  @Test
  void theSameWordsInTwoQueuesAreTwoMessages() {
    assertThat(HikConnectIdentity.of(event(HikConnectQueue.ALARM, "{'eventId':'e'}")))
        .isNotEqualTo(HikConnectIdentity.of(event(HikConnectQueue.COMBINE, "{'eventId':'e'}")));
  }

  private static HikConnectIdentity identity(String json) {
    return HikConnectIdentity.of(event(HikConnectQueue.RAWMSG, json));
  }

  private static HikConnectEvent event(HikConnectQueue queue, String json) {
    try {
      return HikConnectEvent.of(queue, new ObjectMapper().readTree(json.replace('\'', '"')));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
