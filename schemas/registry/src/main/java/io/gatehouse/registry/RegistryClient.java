package io.gatehouse.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.registry.RegistryConfig.Endpoint;
import io.gatehouse.registry.RegistryException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Client of a schema registry that speaks Confluent's REST API, for Avro schemas.
 *
 * <p>Ids and schemas are remembered, because a registry never changes them. Callers that ask for
 * the same thing at the same time share one request. Every method is thread-safe, blocks for at
 * most the connect plus the read timeout for each configured URL, and throws {@link
 * RegistryException}; an interrupted caller gets {@link InterruptException} with its interrupt flag
 * set, and does not disturb the others.
 */
public final class RegistryClient implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RegistryClient.class);
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final String JAVA_STRING = "avro.java.string";
  private static final int LONGEST_QUOTE = 300;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A schema as the registry holds it for a subject. */
  public record Registered(int id, int version, Schema schema) {}

  /** A registry's verdict on a schema, and what speaks against it. */
  public record Compatibility(boolean compatible, List<String> messages) {}

  private record SchemaOfSubject(String subject, String schema) {}

  private final List<Endpoint> endpoints;
  private final String normalize;
  private final long timeoutMs;
  private final ExecutorService threads;
  private final HttpClient http;
  private final ConcurrentMap<SchemaOfSubject, CompletableFuture<Integer>> registered =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<SchemaOfSubject, CompletableFuture<Integer>> lookedUp =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, CompletableFuture<Schema>> schemas =
      new ConcurrentHashMap<>();

  /** Index of the URL that answered last; it is asked first. */
  private volatile int preferred;

  /**
   * A client with Confluent's options, at least {@code schema.registry.url}. Makes no request yet.
   *
   * @throws org.apache.kafka.common.config.ConfigException if an option cannot be honoured
   */
  public RegistryClient(Map<String, ?> configs) {
    this(new RegistryConfig(configs));
  }

  RegistryClient(RegistryConfig config) {
    endpoints = config.endpoints();
    normalize = config.getBoolean(RegistryConfig.NORMALIZE) ? "?normalize=true" : "";
    timeoutMs = config.connectTimeout().plus(config.readTimeout()).toMillis();
    threads = Executors.newCachedThreadPool(RegistryClient::daemon);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.connectTimeout())
            .executor(threads);
    config
        .tls()
        .ifPresent(
            tls ->
                builder
                    .sslContext(tls.sslContext())
                    .sslParameters(tls.createClientSslEngine("", 0, "https").getSSLParameters()));
    http = builder.build();
  }

  /**
   * Registers a schema under a subject unless it is there already, and gives its id.
   *
   * @throws RegistryException {@code INCOMPATIBLE} if it breaks the subject's compatibility rule
   */
  public int register(String subject, Schema schema) {
    SchemaOfSubject key = new SchemaOfSubject(subject, text(schema));
    String path = "/subjects/" + encoded(subject) + "/versions" + normalize;
    return once(registered, key, () -> id(subject, post(path, key.schema())));
  }

  /**
   * The id of a schema that is registered under a subject.
   *
   * @throws RegistryException {@code NOT_FOUND} if it is not
   */
  public int lookup(String subject, Schema schema) {
    SchemaOfSubject key = new SchemaOfSubject(subject, text(schema));
    String path = "/subjects/" + encoded(subject) + normalize;
    return once(lookedUp, key, () -> id(subject, post(path, key.schema())));
  }

  /**
   * The schema with an id.
   *
   * @throws RegistryException {@code NOT_FOUND} if there is none, {@code INVALID} if it is no Avro
   *     schema of one piece
   */
  public Schema byId(int id) {
    return once(schemas, id, () -> schema("schema id " + id, get("/schemas/ids/" + id)));
  }

  /**
   * The latest version of a subject, asked for anew at every call.
   *
   * @throws RegistryException {@code NOT_FOUND} if there is no such subject
   */
  public Registered latest(String subject) {
    JsonNode answer = get("/subjects/" + encoded(subject) + "/versions/latest");
    return new Registered(
        id(subject, answer), answer.path("version").asInt(), schema(subject, answer));
  }

  /**
   * Whether the subject's rule lets a schema follow its latest version; registers nothing.
   *
   * @throws RegistryException {@code NOT_FOUND} from Confluent's registry if there is no such
   *     subject; Apicurio calls any schema compatible then
   */
  public Compatibility compatibility(String subject, Schema schema) {
    String path = "/compatibility/subjects/" + encoded(subject) + "/versions/latest?verbose=true";
    JsonNode answer = post(path, text(schema));
    List<String> messages = new ArrayList<>();
    answer.path("messages").forEach(message -> messages.add(message.asText()));
    return new Compatibility(required(subject, answer, "is_compatible").asBoolean(), messages);
  }

  /** Ends the client's threads; requests under way fail. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  @Override
  public String toString() {
    return "registry " + endpoints;
  }

  /** The schema as it is registered: without what Avro's code generator adds for Java alone. */
  private static String text(Schema schema) {
    String text = schema.toString();
    if (!text.contains(JAVA_STRING)) {
      return text;
    }
    try {
      JsonNode tree = JSON.readTree(text);
      tree.findParents(JAVA_STRING).forEach(type -> ((ObjectNode) type).remove(JAVA_STRING));
      return parse(tree.toString()).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a schema: " + text, e);
    }
  }

  /** As lenient as it can be: a schema that is in use is not refused for its names or defaults. */
  private static Schema parse(String text) {
    return new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false).parse(text);
  }

  private static Schema schema(String what, JsonNode answer) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new RegistryException(Kind.INVALID, what + " is of type " + type + ", not AVRO");
    }
    JsonNode references = answer.path("references");
    if (!references.isEmpty()) {
      throw new RegistryException(
          Kind.INVALID,
          what + " refers to other subjects: " + references + "; register it in one piece");
    }
    String text = required(what, answer, "schema").asText();
    try {
      return parse(text);
    } catch (AvroRuntimeException e) {
      throw new RegistryException(
          Kind.INVALID, what + " is not an Avro schema: " + quoted(text), e);
    }
  }

  private static int id(String subject, JsonNode answer) {
    return required(subject, answer, "id").asInt();
  }

  private static JsonNode required(String what, JsonNode answer, String field) {
    if (answer.path(field).isMissingNode()) {
      throw new RegistryException(
          Kind.INVALID,
          "the registry's answer for "
              + what
              + " has no "
              + field
              + ": "
              + quoted(answer.toString()));
    }
    return answer.get(field);
  }

  private <K, V> V once(ConcurrentMap<K, CompletableFuture<V>> known, K key, Supplier<V> request) {
    CompletableFuture<V> shared = known.get(key);
    if (shared == null) {
      CompletableFuture<V> own = new CompletableFuture<>();
      shared = known.putIfAbsent(key, own);
      if (shared == null) {
        shared = own;
        fetch(own, request, () -> known.remove(key, own));
      }
    }
    try {
      return shared.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  /** On a thread of its own, so that the interruption of one caller leaves the others alone. */
  private <V> void fetch(CompletableFuture<V> result, Supplier<V> request, Runnable forget) {
    try {
      threads.execute(
          () -> {
            try {
              result.complete(request.get());
            } catch (Throwable e) {
              forget.run();
              result.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException e) {
      forget.run();
      result.completeExceptionally(new IllegalStateException(this + " is closed", e));
    }
  }

  private JsonNode get(String path) {
    return ask(path, HttpRequest.newBuilder().GET());
  }

  private JsonNode post(String path, String schema) {
    String body = JSON.createObjectNode().put("schema", schema).toString();
    return ask(path, HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)));
  }

  /** Asks one URL after the other, the one that answered last first, until one answers. */
  private JsonNode ask(String path, HttpRequest.Builder request) {
    int first = preferred;
    RegistryException outage = null;
    for (int i = 0; i < endpoints.size(); i++) {
      int index = (first + i) % endpoints.size();
      try {
        JsonNode answer = ask(endpoints.get(index), path, request.copy());
        prefer(index, outage);
        return answer;
      } catch (RegistryException e) {
        if (e.kind() != Kind.OUTAGE) {
          prefer(index, outage);
          throw e;
        }
        if (outage != null) {
          e.addSuppressed(outage);
        }
        outage = e;
      }
    }
    throw outage;
  }

  private void prefer(int index, RegistryException outage) {
    if (preferred != index) {
      preferred = index;
      log.warn("registry failed over url={} cause={}", endpoints.get(index), outage.getMessage());
    }
  }

  private JsonNode ask(Endpoint endpoint, String path, HttpRequest.Builder request) {
    request.uri(URI.create(endpoint.base() + path)).header("Accept", MEDIA_TYPE);
    request.header("Content-Type", MEDIA_TYPE);
    endpoint.authorization().ifPresent(value -> request.header("Authorization", value));
    String what = "registry " + endpoint + path;
    CompletableFuture<HttpResponse<String>> call =
        http.sendAsync(request.build(), BodyHandlers.ofString());
    try {
      return answer(what, call.get(timeoutMs, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw new RegistryException(Kind.OUTAGE, what + " gave no answer in " + timeoutMs + " ms", e);
    } catch (InterruptedException e) {
      throw new InterruptException(what + " was interrupted", e);
    } catch (ExecutionException e) {
      String remedy =
          e.getCause() instanceof SSLException
              ? "; check its certificate and schema.registry.ssl.truststore.location"
              : "";
      throw new RegistryException(
          Kind.OUTAGE, what + " cannot be reached: " + e.getCause() + remedy, e.getCause());
    } finally {
      call.cancel(true);
    }
  }

  private static JsonNode answer(String what, HttpResponse<String> response) {
    int status = response.statusCode();
    JsonNode body = json(response.body());
    if (status == 200 && body != null) {
      return body;
    }
    String said =
        body != null && body.hasNonNull("message")
            ? body.get("message").asText() + " (code " + body.path("error_code").asText() + ")"
            : quoted(response.body());
    String message = what + " answered " + status + ": " + quoted(said);
    throw switch (status) {
      case 401, 403 ->
          new RegistryException(
              Kind.UNAUTHORIZED,
              message
                  + "; check basic.auth.user.info or bearer.auth.token, and the account's rights");
      case 404 ->
          new RegistryException(
              Kind.NOT_FOUND,
              message + "; check schema.registry.url, or register the schema first");
      case 409 ->
          new RegistryException(
              Kind.INCOMPATIBLE,
              message
                  + "; give added fields a default, or change the subject's compatibility rule");
      case 429 -> new RegistryException(Kind.THROTTLED, message);
      default ->
          // A page that is no JSON comes from something in front of the registry.
          new RegistryException(
              status < 300 || status >= 500 ? Kind.OUTAGE : Kind.INVALID, message);
    };
  }

  private static JsonNode json(String body) {
    try {
      JsonNode tree = JSON.readTree(body);
      return tree.isObject() ? tree : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static String quoted(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "...";
  }

  private static String encoded(String pathSegment) {
    return URLEncoder.encode(pathSegment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "gatehouse-registry");
    thread.setDaemon(true);
    return thread;
  }
}
