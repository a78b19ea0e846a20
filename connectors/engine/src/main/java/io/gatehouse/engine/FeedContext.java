package io.gatehouse.engine;

import io.gatehouse.http.Endpoint;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * What a feed works with.
 *
 * @param endpoint the device or cloud, with its authentication, TLS and limits
 * @param elsewhere the same party at another address, on the same event loop; closed by the engine
 * @param devices as the operator described them, where one feed tells of many
 * @param redactor takes secrets out, by the vendor's rules
 * @param notices what Gatehouse itself says of this device
 * @param clock the time here
 */
public record FeedContext(
    Endpoint endpoint,
    Function<URI, Endpoint> elsewhere,
    List<DeviceSpec> devices,
    Redactor redactor,
    Notices notices,
    Clock clock) {}
