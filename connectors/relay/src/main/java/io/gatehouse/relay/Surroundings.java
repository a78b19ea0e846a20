package io.gatehouse.relay;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What the partitions of a task share.
 *
 * @param props of the task, for converters
 * @param unreadable takes a record that is no command; may throw, which ends the task
 */
record Surroundings(
    Map<String, String> props,
    Rules rules,
    Lanes lanes,
    LedgerClients clients,
    Admin admin,
    Duration memory,
    Duration window,
    Duration confirmTimeout,
    BiConsumer<SinkRecord, Exception> unreadable,
    RelayMeters meters,
    Clock clock) {}
