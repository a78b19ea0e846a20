/**
 * The vendors' devices and clouds as real HTTP servers, written from the vendors' manuals.
 *
 * <p>This package knows nothing of the code it is used to test: a misread field must not be
 * confirmed by its own twin. {@link io.gatehouse.simulators.TwonSimulator} is one 2N device, {@link
 * io.gatehouse.simulators.TwonFleet} many of them in one process, {@link
 * io.gatehouse.simulators.HikConnectSimulator} a Hik-Connect for Teams cloud with its devices,
 * {@link io.gatehouse.simulators.AkuvoxSimulator} one Akuvox device, {@link
 * io.gatehouse.simulators.AkuvoxFleet} many, {@link io.gatehouse.simulators.AkuvoxCloudSimulator}
 * the cloud of Akuvox, {@link io.gatehouse.simulators.Simulators} the program around them all. Each
 * keeps a journal of all that it emitted and received, so that a test can compare what was said
 * with what arrived, and plays {@linkplain io.gatehouse.simulators.Faults faults} on request.
 *
 * <p>A 2N device speaks first and is asked by many; the cloud keeps what its devices told until a
 * batch of it is completed; an Akuvox device has logs to be read again and again. Sections named in
 * this package are those of the 2N HTTP API manual 2.38 in {@code Twon…}, and of the Hik-Connect
 * for Teams OpenAPI guide 2.13 in {@code HikConnect…}; those of the Akuvox HTTP API manual for
 * access control 2.0 and of the Akuvox Service API 3.0 have names instead of numbers.
 */
package io.gatehouse.simulators;
