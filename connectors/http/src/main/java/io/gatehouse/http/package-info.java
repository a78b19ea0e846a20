/**
 * Talking HTTP to devices and their clouds: authentication, TLS, timeouts, size limits, a circuit
 * per device, meters.
 *
 * <p>Start at {@link io.gatehouse.http.HttpGateway}: one a task; it hands out one {@link
 * io.gatehouse.http.Endpoint} a device, which sends {@link io.gatehouse.http.Call}s and answers
 * with a {@link io.gatehouse.http.Reply} or one classified {@link io.gatehouse.http.HttpFailure}.
 * Everything of one endpoint runs on one event loop thread. This package knows no Kafka, no Avro
 * and no vendor.
 */
package io.gatehouse.http;
