/**
 * Commands to 2N intercoms: switches, outputs, access points and the lift. What differs from
 * siblings is that the device authenticates each of these groups by itself, and that its log shows
 * what a status cannot, such as an access that was granted.
 */
package io.gatehouse.twon.relay;
