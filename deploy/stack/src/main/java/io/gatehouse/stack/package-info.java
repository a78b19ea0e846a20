/**
 * Kafka broker, schema registry and Connect worker as child processes of this one, on loopback, for
 * tests, benchmarks and the demo.
 *
 * <p>The children are the real programs with their own class paths, so that they can be killed,
 * frozen and started again as an operator would see it. They end when this process ends, however it
 * ends.
 */
package io.gatehouse.stack;
