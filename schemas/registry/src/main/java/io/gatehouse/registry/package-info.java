/**
 * Talks to any schema registry that speaks Confluent's REST API, and writes and reads Avro records
 * in Confluent's wire format: {@link io.gatehouse.registry.AvroConverter} for Kafka Connect, {@link
 * io.gatehouse.registry.AvroSerde} for producers, consumers and Kafka Streams.
 *
 * <p>Knows no Gatehouse event and no vendor.
 */
package io.gatehouse.registry;
