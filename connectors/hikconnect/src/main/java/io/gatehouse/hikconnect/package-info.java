/**
 * Hik-Connect for Teams: one cloud account whose queues tell of many devices, unlike the siblings
 * that talk to each device.
 */
package io.gatehouse.hikconnect;
