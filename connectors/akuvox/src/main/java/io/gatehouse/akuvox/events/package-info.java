/**
 * What records of Akuvox logs and of the Akuvox cloud's histories mean, apart from how they are
 * got: what the words and digits stand for, what is secret, and which event a record becomes. Pure
 * functions.
 */
package io.gatehouse.akuvox.events;
