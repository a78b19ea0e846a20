package io.gatehouse.akuvox.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.akuvox.events.AkuvoxHistory;
import io.gatehouse.akuvox.log.LogMemory;
import io.gatehouse.akuvox.log.LogRecord;
import io.gatehouse.akuvox.log.LogShape;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AkuvoxCloudStateTest {

  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");

  @Test
  void anOffsetHoldsBothHistories() throws Exception {
    AkuvoxCloudState state = AkuvoxCloudState.unread().with(AkuvoxHistory.CALL, memoryOfOneCall());

    AkuvoxCloudState read = AkuvoxCloudState.ofOffset(state.toOffset());

    assertThat(read.toOffset()).isEqualTo(state.toOffset());
    assertThat(read.of(AkuvoxHistory.CALL).count()).isEqualTo(1);
    assertThat(read.of(AkuvoxHistory.CALL).newestAt()).isEqualTo(TEN);
    assertThat(read.of(AkuvoxHistory.OPEN_DOOR).count()).isZero();
  }

  @Test
  void aHistoryThatIsLeftOutWasNeverRead() throws Exception {
    Map<String, Object> offset = new HashMap<>();
    memoryOfOneCall().addTo(offset, "call_history");

    AkuvoxCloudState read = AkuvoxCloudState.ofOffset(offset);

    assertThat(read.of(AkuvoxHistory.CALL).count()).isEqualTo(1);
    assertThat(read.of(AkuvoxHistory.OPEN_DOOR).count()).isZero();
  }

  @Test
  void whatIsNoOffsetIsRefusedByName() {
    Map<String, Object> offset = new HashMap<>(AkuvoxCloudState.unread().toOffset());

    offset.put("lastId", 7);
    assertThatThrownBy(() -> AkuvoxCloudState.ofOffset(offset)).hasMessageContaining("lastId");
    offset.remove("lastId");
    offset.put("open_door_history.size", "many");
    assertThatThrownBy(() -> AkuvoxCloudState.ofOffset(offset))
        .hasMessageContainingAll("open_door_history.size", "many");
  }

  private static LogMemory memoryOfOneCall() throws Exception {
    LogRecord call =
        LogRecord.of(
            new ObjectMapper().readTree("{\"call_time\":\"2026-03-02 10:00:00\"}"),
            LogShape.CALL_HISTORY);
    return LogMemory.empty(256).compare(List.of(call), true).remember(1, TEN);
  }
}
