package io.gatehouse.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of a device made of the JDK alone: none, Basic or Digest. */
final class DeviceClient {

  static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http;
  private final URI base;
  private final String user;
  private final String password;
  private final Authentication authentication;
  private final AtomicInteger nonceCount = new AtomicInteger();
  private volatile String challenge;

  DeviceClient(URI base, String user, String password, Authentication authentication) {
    this(HttpClient.newHttpClient(), base, user, password, authentication);
  }

  DeviceClient(
      HttpClient http, URI base, String user, String password, Authentication authentication) {
    this.http = http;
    this.base = base;
    this.user = user;
    this.password = password;
    this.authentication = authentication;
  }

  static DeviceClient digest(TwonSimulator device) {
    return new DeviceClient(device.url(), "admin", "2n", Authentication.DIGEST);
  }

  static DeviceClient basic(TwonSimulator device) {
    return new DeviceClient(device.url(), "admin", "2n", Authentication.BASIC);
  }

  static DeviceClient anonymous(TwonSimulator device) {
    return new DeviceClient(device.url(), "", "", Authentication.NONE);
  }

  static DeviceClient anonymous(AkuvoxSimulator device) {
    return new DeviceClient(device.url(), "", "", Authentication.NONE);
  }

  /** The reply as JSON, after a handshake where one is needed. */
  JsonNode get(String path) {
    return json(exchange(HttpRequest.newBuilder(base.resolve(path)).GET(), "GET", path));
  }

  /** The {@code result} of a reply that must be a success. */
  JsonNode result(String path) {
    JsonNode reply = get(path);
    if (!reply.path("success").asBoolean()) {
      throw new AssertionError(path + " failed: " + reply);
    }
    return reply.path("result");
  }

  /** The error code of a reply that must be an error. */
  int error(String path) {
    JsonNode reply = get(path);
    if (reply.path("success").asBoolean(true)) {
      throw new AssertionError(path + " did not fail: " + reply);
    }
    return reply.path("error").path("code").asInt();
  }

  HttpResponse<String> raw(String path) {
    return exchange(HttpRequest.newBuilder(base.resolve(path)).GET(), "GET", path);
  }

  JsonNode post(String path, String contentType, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).POST(HttpRequest.BodyPublishers.ofString(body));
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    return json(exchange(request, "POST", path));
  }

  JsonNode send(String method, String path) {
    return json(
        exchange(
            HttpRequest.newBuilder(base.resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody()),
            method,
            path));
  }

  /** Sends with this {@code Authorization}, or without if null, and returns what comes. */
  HttpResponse<String> once(String method, String path, String authorization) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(base.resolve(path))
              .method(method, HttpRequest.BodyPublishers.noBody());
      if (authorization != null) {
        request.header("Authorization", authorization);
      }
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  CompletableFuture<JsonNode> later(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).GET();
    String authorization = authorization("GET", path);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(DeviceClient::json);
  }

  long subscribe(String query) {
    return result("/api/log/subscribe" + (query.isEmpty() ? "" : "?" + query)).path("id").asLong();
  }

  List<JsonNode> pull(long channel) {
    return events(result("/api/log/pull?id=" + channel));
  }

  static List<JsonNode> events(JsonNode result) {
    List<JsonNode> events = new ArrayList<>();
    result.path("events").forEach(events::add);
    return events;
  }

  static String form(String... pairs) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      form.append(i == 0 ? "" : "&")
          .append(URLEncoder.encode(pairs[i], UTF_8))
          .append('=')
          .append(URLEncoder.encode(pairs[i + 1], UTF_8));
    }
    return form.toString();
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request, String method, String path) {
    try {
      String authorization = authorization(method, path);
      HttpResponse<String> response =
          http.send(
              withAuthorization(request, authorization), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() == 401 && authentication == Authentication.DIGEST) {
        useChallengeOf(response);
        response =
            http.send(
                withAuthorization(request, authorization(method, path)),
                HttpResponse.BodyHandlers.ofString());
      }
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest withAuthorization(HttpRequest.Builder request, String authorization) {
    return authorization == null
        ? request.build()
        : request.copy().setHeader("Authorization", authorization).build();
  }

  void useChallengeOf(HttpResponse<String> response) {
    challenge =
        response.headers().allValues("WWW-Authenticate").stream()
            .filter(value -> value.startsWith("Digest "))
            .findFirst()
            .orElse(null);
    nonceCount.set(0);
  }

  String authorization(String method, String path) {
    return switch (authentication) {
      case NONE -> null;
      case BASIC ->
          "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
      case DIGEST -> challenge == null ? null : digest(method, path, nonceCount.incrementAndGet());
    };
  }

  /** Credentials with this nonce count. */
  String digest(String method, String path, int count) {
    String algorithm = challenge.contains("algorithm=") ? field("algorithm") : "MD5";
    String cnonce = "0a4f113b";
    String nc = "%08x".formatted(count);
    String a1 = hash(algorithm, user + ":" + field("realm") + ":" + password);
    String a2 = hash(algorithm, method + ":" + path);
    String response = hash(algorithm, String.join(":", a1, field("nonce"), nc, cnonce, "auth", a2));
    return ("Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", algorithm=%s, qop=auth,"
            + " nc=%s, cnonce=\"%s\", response=\"%s\", opaque=\"%s\"")
        .formatted(
            user,
            field("realm"),
            field("nonce"),
            path,
            algorithm,
            nc,
            cnonce,
            response,
            field("opaque"));
  }

  private String field(String name) {
    Matcher matcher = Pattern.compile("\\b" + name + "=\"?([^\",]+)").matcher(challenge);
    if (!matcher.find()) {
      throw new AssertionError("no " + name + " in " + challenge);
    }
    return matcher.group(1);
  }

  private static String hash(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + response.body(), e);
    }
  }
}
