package io.gatehouse.simulators;

/** What is special about one access. */
public enum HikConnectTrait {
  /** The rawmsg queue never gets it. */
  LOST,
  /** Nobody is named in it: {@code intelliInfo} has an {@code authResult} only. */
  NO_PERSON,
  /** Its outer {@code basicInfo} has an {@code eventType} in place of {@code msgType}. */
  NO_MSG_TYPE,
  /** It comes in the combine queue too, under the code that it has there. */
  COMBINE,
  /** It comes as a certificate record too. */
  RECORD
}
