/**
 * Akuvox devices on the local network. They keep a log of doors and one of calls, which can only be
 * read over and over: newest first, in local time, without ids that could be relied on. What
 * differs from siblings is therefore the question which records are new; {@code log} answers it.
 */
package io.gatehouse.akuvox;
