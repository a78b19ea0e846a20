/**
 * What Gatehouse looks for. A rule is a pure question to the facts of one device, zone or holder;
 * {@link io.gatehouse.streams.rules.RuleBook} lists them all.
 */
package io.gatehouse.streams.rules;
