/**
 * What is so: passages, doors and devices, each as one record that the latest replaces. All is made
 * of facts in the order in which they happened, so that late ones and a replay give the same.
 */
package io.gatehouse.streams.passages;
