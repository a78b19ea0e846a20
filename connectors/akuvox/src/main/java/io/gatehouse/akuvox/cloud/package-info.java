/**
 * The cloud of Akuvox: one feed for each residence, whose histories tell of all its devices, unlike
 * the sibling that asks each device for its logs. A history is always read as a whole, for the
 * cloud knows neither pages nor times nor ids to ask from; which of its records are new is found as
 * for a device's log.
 */
package io.gatehouse.akuvox.cloud;
