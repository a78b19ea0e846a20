/**
 * How fast Gatehouse is and what it costs, beside the limit of the same machine in the same run.
 *
 * <p>Broker, registry and Connect worker run in processes of their own, with the plugin as users
 * get it. A benchmark is a class with a {@code run} that adds {@link
 * io.gatehouse.benchmarks.Figures}.
 */
package io.gatehouse.benchmarks;
