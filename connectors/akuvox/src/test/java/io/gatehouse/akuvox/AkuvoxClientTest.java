package io.gatehouse.akuvox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.akuvox.events.AkuvoxLog;
import io.gatehouse.engine.FeedFailure;
import io.gatehouse.http.HttpFailure.Kind;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as an answer. */
class AkuvoxClientTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'retcode':0,'action':'upgrade','message':'OK'}",
        "{'retcode':'0','data':null}",
        "{'retcode':0,'data':{'num':0}}",
        "{'retcode':0,'data':{'num':'0','item':[]}}",
        "{'retcode':0,'data':{'num':0,'item':''}}",
        "{'retcode':0,'data':{'num':0,'item':'not-a-list'}}",
        "{'retcode':0,'data':{}}"
      })
  void anEmptyLogIsToldInManyWays(String reply) {
    assertThat(AkuvoxClient.records(AkuvoxLog.DOORLOG, json(reply))).isEmpty();
  }

  @Test
  void aSingleRecordMayStandAlone() {
    assertThat(
            AkuvoxClient.records(
                AkuvoxLog.CALLLOG, json("{'retcode':0,'data':{'num':1,'item':{'ID':'7'}}}")))
        .singleElement()
        .satisfies(item -> assertThat(item.path("ID").asText()).isEqualTo("7"));
  }

  /** Taken for an empty log, they would be taken for a cleared one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>Akuvox</html>",
        "",
        "{'retcode':0,'data':{'num':2,'item':[{'ID':'1'},{'ID'",
        "[]",
        "7",
        "{}",
        "{'retcode':{},'data':{'num':0}}",
        "{'retcode':0,'data':'busy'}",
        "{'retcode':0,'data':[]}",
        "{'retcode':0,'data':{'num':3}}",
        "{'retcode':0,'data':{'num':3,'item':'busy'}}",
        "{'retcode':0,'data':{'num':{},'item':''}}",
        "{'retcode':0,'data':{'num':0,'item':7}}",
        "{'retcode':0,'data':{'num':2,'item':[{'ID':'1'},7]}}"
      })
  void whatIsNoAnswerIsAFailureThatPasses(String reply) {
    assertThatThrownBy(() -> AkuvoxClient.records(AkuvoxLog.DOORLOG, json(reply)))
        .isInstanceOfSatisfying(
            FeedFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT))
        .hasMessageContaining("/api/doorlog/get")
        .hasMessageContaining("Akuvox");
  }

  @Test
  void aNegativeReplyIsToldInTheDevicesWords() {
    assertThatThrownBy(
            () ->
                AkuvoxClient.records(
                    AkuvoxLog.DOORLOG, json("{'retcode':-1,'action':'get','message':'Failed'}")))
        .isInstanceOfSatisfying(
            AkuvoxError.class, error -> assertThat(error.kind()).isEqualTo(Kind.TRANSIENT))
        .hasMessageContaining("-1")
        .hasMessageContaining("Failed");
    assertThatThrownBy(
            () ->
                AkuvoxClient.records(
                    AkuvoxLog.CALLLOG,
                    json("{'retcode':-1,'action':'unknow','message':'unsupport action'}")))
        .isInstanceOfSatisfying(
            AkuvoxError.class, error -> assertThat(error.kind()).isEqualTo(Kind.REJECTED))
        .hasMessageContaining("firmware lacks");
  }

  private static Buffer json(String quoted) {
    return Buffer.buffer(quoted.replace('\'', '"'));
  }
}
