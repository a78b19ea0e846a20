/** From the events of all vendors to passages, states and incidents. */
package io.gatehouse.streams;
