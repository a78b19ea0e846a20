package io.gatehouse.relay;

import java.time.Clock;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What the partitions of a task share.
 *
 * @param codecs makes one for each thread that needs one
 * @param unreadable takes a record that is no command; may throw, which ends the task
 */
record Surroundings(
    Supplier<OutcomeCodec> codecs,
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
