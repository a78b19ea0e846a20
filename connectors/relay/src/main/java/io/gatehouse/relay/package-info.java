/**
 * The sink: {@link io.gatehouse.relay.RelaySinkConnector} takes commands from Kafka, has doors
 * carry them out at most once and in time, and writes what became of each. It knows no vendor.
 */
package io.gatehouse.relay;
