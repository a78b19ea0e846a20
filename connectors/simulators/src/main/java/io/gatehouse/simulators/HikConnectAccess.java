package io.gatehouse.simulators;

import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * One access at a door, whatever shape it is told in.
 *
 * @param at by the device's clock
 * @param type as in section A.1.7, without the prefix Msg
 * @param person if one is known and named
 * @param card if one was shown and is told
 * @param hasMsgType whether the message has a {@code msgType}, not an {@code eventType}
 * @param guid of its certificate record
 */
record HikConnectAccess(
    HikConnectDevice device,
    OffsetDateTime at,
    int type,
    boolean granted,
    Optional<HikConnectPerson> person,
    Optional<String> card,
    boolean hasMsgType,
    long serialNo,
    String guid) {}
