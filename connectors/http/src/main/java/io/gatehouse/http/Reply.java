package io.gatehouse.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Optional;

/**
 * A device's whole answer. Never prints headers or body.
 *
 * @param status 200 to 299 from {@link Endpoint#send}; any inside an {@link HttpFailure}
 * @param headers names are case-insensitive
 */
public record Reply(int status, MultiMap headers, Buffer body) {

  /** The media type in lower case without parameters, such as {@code application/json}. */
  public Optional<String> contentType() {
    return Optional.ofNullable(headers.get("Content-Type"))
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter(type -> !type.isEmpty());
  }

  @Override
  public String toString() {
    return "Reply[status=" + status + ", " + body.length() + " bytes]";
  }
}
