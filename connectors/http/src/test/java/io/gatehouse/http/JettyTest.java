package io.gatehouse.http;

import static io.gatehouse.http.TestGateway.await;
import static io.gatehouse.http.TestGateway.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.http.HttpFailure.Kind;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.SecurityHandler;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.DigestAuthenticator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.security.Credential;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Digest against somebody else's server: Jetty's authenticator, which checks nonce counts. */
class JettyTest {

  private final TestGateway gateway = new TestGateway();
  private final DigestAuthenticator authenticator = new DigestAuthenticator();
  private final AtomicInteger unauthorized = new AtomicInteger();
  private final Server server = new Server();
  private String url;

  @BeforeEach
  void start() throws Exception {
    UserStore users = new UserStore();
    users.addUser("user", Credential.getCredential("secret"), new String[] {"api"});
    HashLoginService login = new HashLoginService("door");
    login.setUserStore(users);
    SecurityHandler.PathMapped security = new SecurityHandler.PathMapped();
    security.setAuthenticator(authenticator);
    security.setLoginService(login);
    security.put("/*", Constraint.ANY_USER);
    security.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            response.write(true, null, callback);
            return true;
          }
        });
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Wrapper(security) {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            request.addHttpStreamWrapper(CountingStream::new);
            return super.handle(request, response, callback);
          }
        });
    server.start();
    url = "http://127.0.0.1:" + connector.getLocalPort();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    server.stop();
  }

  @Test
  void oneChallengeCarriesFiveHundredRequests() {
    Endpoint endpoint = gateway.endpoint(url, Credentials.digest("user", "secret"));

    for (int i = 0; i < 500; i++) {
      await(endpoint.send(Call.get("/api/log/pull").query("id", i)));
    }

    assertThat(unauthorized).hasValue(1);
  }

  @Test
  void concurrentRequestsShareANonce() {
    Endpoint endpoint = gateway.endpoint(url, Credentials.digest("user", "secret"));
    await(endpoint.send(Call.get("/x")));

    for (int round = 0; round < 10; round++) {
      await(
          Future.all(
              IntStream.range(0, 20).mapToObj(i -> endpoint.send(Call.get("/" + i))).toList()));
    }

    assertThat(unauthorized).hasValue(1);
  }

  @Test
  void wornNoncesAreReplaced() {
    authenticator.setMaxNonceCount(10);
    Endpoint endpoint = gateway.endpoint(url, Credentials.digest("user", "secret"));

    for (int i = 0; i < 100; i++) {
      await(endpoint.send(Call.get("/x")));
    }

    assertThat(unauthorized).hasValueGreaterThanOrEqualTo(10);
  }

  @Test
  void wrongPasswordIsUnauthorized() {
    HttpFailure failure =
        failure(gateway.endpoint(url, Credentials.digest("user", "wrong")).send(Call.get("/x")));

    assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(unauthorized).hasValue(2);
  }

  /** Counts a refusal before it leaves: a request log would count it after, at its leisure. */
  private final class CountingStream extends HttpStream.Wrapper {

    CountingStream(HttpStream wrapped) {
      super(wrapped);
    }

    @Override
    public void send(
        MetaData.Request request,
        MetaData.Response response,
        boolean last,
        ByteBuffer content,
        Callback callback) {
      if (response != null && response.getStatus() == 401) {
        unauthorized.incrementAndGet();
      }
      super.send(request, response, last, content, callback);
    }
  }
}
