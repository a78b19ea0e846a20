/**
 * What is so now, over HTTP: doors, devices and incidents, incidents as they are written, health
 * and metrics. It only reads. Any instance answers for all: it asks the one that has what was asked
 * for.
 */
package io.gatehouse.streams.api;
