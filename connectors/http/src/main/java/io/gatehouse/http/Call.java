package io.gatehouse.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One request to a device, as a value. Never prints query, headers or body.
 *
 * @param path starts with a slash, percent-encoded where needed; no query
 * @param query percent-encoded, without the question mark; empty for none
 * @param headers beside those that every call has
 * @param timeout from {@link Endpoint#send} to the last byte of the reply, including connecting,
 *     priming and authentication; {@link HttpLimits#requestTimeout} when empty
 * @param service the authentication group on the device, whose challenge and nonce are kept apart,
 *     and the meter tag; take it from a small fixed set
 * @param single never sent again once bytes may have left, for whatever reason
 * @param primer path of a harmless GET of the same service that goes first and brings a fresh
 *     nonce, so that this call itself is not challenged; left out where the service has answered
 *     something harmless within the last second
 * @param notAfter the moment after which this call itself must not leave any more
 */
public record Call(
    HttpMethod method,
    String path,
    String query,
    Map<String, String> headers,
    Optional<Body> body,
    Optional<Duration> timeout,
    String service,
    boolean single,
    Optional<String> primer,
    Optional<Instant> notAfter) {

  private static final String FORM = "application/x-www-form-urlencoded";

  /** A request body and its media type. */
  public record Body(String contentType, Buffer bytes) {

    public Body {
      if (!contentType.matches("[ -~]+")) {
        throw new IllegalArgumentException(
            "The content type " + contentType + " is empty or not printable ASCII.");
      }
    }

    @Override
    public String toString() {
      return "Body[" + contentType + ", " + bytes.length() + " bytes]";
    }
  }

  public Call {
    Objects.requireNonNull(method, "method");
    headers = Map.copyOf(headers);
    requirePath(path);
    primer.ifPresent(Call::requirePath);
    if (!query.matches("[!-~&&[^#]]*")) {
      throw new IllegalArgumentException("The query of " + path + " is not percent-encoded.");
    }
    if (service.isBlank()) {
      throw new IllegalArgumentException("A call needs a service; " + path + " has a blank one.");
    }
    if (timeout.filter(t -> t.toMillis() <= 0).isPresent()) {
      throw new IllegalArgumentException(
          "The timeout of " + path + " is " + timeout.get() + "; give at least one millisecond.");
    }
  }

  public static Call get(String path) {
    return new Call(
        HttpMethod.GET,
        path,
        "",
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        "default",
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** With an empty form as body, since devices refuse a POST without content type. */
  public static Call post(String path) {
    return new Call(
        HttpMethod.POST,
        path,
        "",
        Map.of(),
        Optional.of(new Body(FORM, Buffer.buffer())),
        Optional.empty(),
        "default",
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** Adds a query parameter; name and value are encoded here. */
  public Call query(String name, Object value) {
    return new Call(
        method,
        path,
        append(query, name, value),
        headers,
        body,
        timeout,
        service,
        single,
        primer,
        notAfter);
  }

  /** Adds a header, or replaces it. Neither name nor value is ever printed. */
  public Call header(String name, String value) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(name, value);
    return new Call(method, path, query, all, body, timeout, service, single, primer, notAfter);
  }

  /** Adds a form field; name and value are encoded here. Replaces a body that is no form. */
  public Call form(String name, Object value) {
    String form =
        body.filter(b -> b.contentType().equals(FORM)).map(b -> b.bytes().toString()).orElse("");
    return body(FORM, Buffer.buffer(append(form, name, value)));
  }

  public Call body(String contentType, Buffer bytes) {
    return new Call(
        method,
        path,
        query,
        headers,
        Optional.of(new Body(contentType, bytes)),
        timeout,
        service,
        single,
        primer,
        notAfter);
  }

  public Call timeout(Duration timeout) {
    return new Call(
        method,
        path,
        query,
        headers,
        body,
        Optional.of(timeout),
        service,
        single,
        primer,
        notAfter);
  }

  public Call service(String service) {
    return new Call(method, path, query, headers, body, timeout, service, single, primer, notAfter);
  }

  /** For what must not happen twice, such as opening a door. */
  public Call once() {
    return new Call(method, path, query, headers, body, timeout, service, true, primer, notAfter);
  }

  public Call primedBy(String path) {
    return new Call(
        method,
        this.path,
        query,
        headers,
        body,
        timeout,
        service,
        single,
        Optional.of(path),
        notAfter);
  }

  /** Looked at when a connection is ready and the bytes would leave. Primers leave all the same. */
  public Call notAfter(Instant moment) {
    return new Call(
        method, path, query, headers, body, timeout, service, single, primer, Optional.of(moment));
  }

  /** What stands in the request line after the endpoint's prefix. */
  String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }

  /** The harmless GET that goes first. */
  Optional<Call> primerCall() {
    return primer.map(path -> get(path).service(service));
  }

  private static String append(String pairs, String name, Object value) {
    return (pairs.isEmpty() ? "" : pairs + "&") + encode(name) + "=" + encode(value.toString());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void requirePath(String path) {
    if (!path.matches("/[!-~&&[^?#]]*")) {
      throw new IllegalArgumentException(
          "The path "
              + path
              + " must start with a slash and have no query, no fragment and nothing unencoded.");
    }
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
