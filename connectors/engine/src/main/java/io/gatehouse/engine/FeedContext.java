package io.gatehouse.engine;

import io.gatehouse.http.Endpoint;
import java.time.Clock;

/**
 * What a feed works with.
 *
 * @param endpoint the device, with its authentication, TLS and limits
 * @param redactor takes secrets out, by the vendor's rules
 * @param notices what Gatehouse itself says of this device
 * @param clock the time here
 */
public record FeedContext(Endpoint endpoint, Redactor redactor, Notices notices, Clock clock) {}
