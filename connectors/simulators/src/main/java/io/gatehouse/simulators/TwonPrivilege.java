package io.gatehouse.simulators;

/** The boxes that can be ticked for an account (section 4). Control does not imply monitoring. */
public enum TwonPrivilege {
  SYSTEM_MONITORING,
  SYSTEM_CONTROL,
  CALL_MONITORING,
  CALL_CONTROL,
  ACCESS_MONITORING,
  ACCESS_CONTROL,
  IO_MONITORING,
  IO_CONTROL,
  /** Switches have no box for monitoring: control lets read as well (section 5.4.2). */
  SWITCH_CONTROL,
  AUDIO_CONTROL,
  CAMERA_MONITORING,
  DISPLAY_CONTROL,
  EMAIL_CONTROL,
  UID_MONITORING,
  KEYPAD_MONITORING,
  AUTOMATION
}
