/**
 * 2N intercoms. Their log is a channel that the reader opens and pulls by long poll, fed from a
 * history of 10,000 events that a restart empties; there is nothing to acknowledge. What differs
 * from siblings is therefore the question whether a new channel reaches back to the last event
 * read. Commands are in {@code relay}.
 */
package io.gatehouse.twon;
