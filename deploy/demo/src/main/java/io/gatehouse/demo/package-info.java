/** All of Gatehouse on one machine: what {@code deploy/demo/run} runs. */
package io.gatehouse.demo;
