/**
 * Turns a vendor's feed into a Kafka Connect source. Event loops read devices ({@link
 * io.gatehouse.engine.Feed}), the task's thread writes to Kafka, and they meet in one bounded
 * hand-over. A vendor brings a {@link io.gatehouse.engine.Vendor} and two classes that name it;
 * what all vendors share is here, and no vendor is known here.
 */
package io.gatehouse.engine;
