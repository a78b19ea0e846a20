/**
 * What the cloud's messages say, apart from how they are got: where things are in each shape, what
 * the codes mean, which record it becomes, and what tells a message from another. Pure functions.
 */
package io.gatehouse.hikconnect.events;
