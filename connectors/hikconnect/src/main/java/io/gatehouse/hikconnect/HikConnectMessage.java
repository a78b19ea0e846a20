package io.gatehouse.hikconnect;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One message of a queue.
 *
 * @param json as the cloud gave it; any JSON, not even surely an object
 * @param again it was uploaded before and now comes with more, such as pictures
 */
record HikConnectMessage(HikConnectQueue queue, JsonNode json, boolean again) {}
