package io.gatehouse.simulators;

/** The services of the HTTP API, each with its own security (section 3). */
public enum TwonService {
  SYSTEM,
  ACCESS_CONTROL,
  SWITCH,
  IO,
  AUDIO,
  CAMERA,
  DISPLAY,
  EMAIL,
  PHONE,
  LOGGING,
  AUTOMATION
}
