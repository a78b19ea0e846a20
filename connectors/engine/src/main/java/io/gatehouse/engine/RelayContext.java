package io.gatehouse.engine;

import io.gatehouse.http.Endpoint;
import java.net.URI;
import java.time.Clock;
import java.util.function.Function;

/**
 * What a driver works with.
 *
 * @param endpoint the device or its cloud, with its authentication, TLS and limits
 * @param elsewhere the same party at another address, on the same event loop; closed by the engine
 * @param clock the time here
 */
public record RelayContext(Endpoint endpoint, Function<URI, Endpoint> elsewhere, Clock clock) {}
