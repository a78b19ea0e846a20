/**
 * The language of Gatehouse: events, inventory, commands, outcomes and incidents.
 *
 * <p>The {@code .avsc} files are the one source of truth. The records here are generated from them,
 * {@link io.gatehouse.events.ConnectSchemas} derives what Kafka Connect needs from them, and {@link
 * io.gatehouse.events.Topics} says which topic carries which.
 */
package io.gatehouse.events;
