/**
 * Logs that are read over and over: newest first, without ids that could be relied on, in local
 * time. Devices and the cloud of Akuvox have this in common. No I/O in here.
 */
package io.gatehouse.akuvox.log;
