/**
 * Hik-Connect for Teams: one cloud account whose queues tell of many devices, unlike the siblings
 * that talk to each device. Here is how queues are read and completed, and what is remembered of
 * them, and how the account's doors and alarm outputs are commanded; what messages mean is in
 * {@code events}.
 */
package io.gatehouse.hikconnect;
