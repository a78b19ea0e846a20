/**
 * From what rules find to incidents that open, change and close, and the commands that follow by
 * themselves where somebody has configured it.
 */
package io.gatehouse.streams.incidents;
