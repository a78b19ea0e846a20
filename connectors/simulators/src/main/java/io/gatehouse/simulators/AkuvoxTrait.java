package io.gatehouse.simulators;

/** In what the firmware of a device differs from the manual's, or one firmware from another. */
public enum AkuvoxTrait {
  /** Pages are not known: {@code page} is ignored, every reply has the whole log. */
  UNPAGED,
  /** A request without {@code page} gets the first one: a page is all that a reply has. */
  ALWAYS_PAGED,
  /** {@code Type} and {@code Status} are the digits of the tables, not words. */
  DIGITS,
  /** Words are in lower case. */
  LOWER_CASE,
  /** A call has {@code Number}, as the table says, instead of {@code Num}. */
  NUMBER,
  /** Records have no {@code ID}. */
  NO_IDS,
  /** The first record after a clear has the ID 1 again. */
  IDS_RESTART,
  /** Every record has the ID 1. */
  IDS_REPEAT,
  /** The ID is the place in the log, 1 for the newest: every record moves those of all others. */
  RENUMBERED,
  /** The reply of an empty log has no {@code data}. */
  EMPTY_WITHOUT_DATA,
  /** The {@code data} of an empty log has no {@code item}. */
  EMPTY_WITHOUT_ITEM,
  /** The {@code item} of an empty log is a string. */
  EMPTY_ITEM_IS_TEXT,
  /** A single record stands in {@code item} itself, not in a list. */
  SINGLE_ITEM_IS_OBJECT,
  /** JSON comes as {@code text/html}. */
  JSON_AS_HTML,
  /** JSON comes without a content type. */
  NO_CONTENT_TYPE,
  /** A POST must be {@code application/json}, wrapped in target, action and data. */
  WRAPPED_ONLY,
  /** GET is an action that it does not support, whatever the function. */
  POST_ONLY,
  /** A path without a slash at its end is HTTP 404. */
  SLASH_REQUIRED,
  /** A path with a slash at its end is HTTP 404. */
  SLASH_REFUSED
}
