package io.gatehouse.engine;

import java.time.Instant;

/**
 * How Gatehouse came to see one event: what a mapping needs beside the vendor's own words.
 *
 * @param eventId the same device event always has the same id
 * @param receivedAt when the bytes arrived here, by this machine's clock
 * @param recovered the event was read from a history or a backlog: it is evidence, no cause to act
 * @param clockSkewMs device clock minus ours in milliseconds, or null where it was not measured
 */
public record Seen(String eventId, Instant receivedAt, boolean recovered, Long clockSkewMs) {}
