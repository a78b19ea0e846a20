package io.gatehouse.simulators;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Where to listen.
 *
 * @param port of HTTP, 0 for any free one
 * @param httpsPort of HTTPS, 0 for any free one
 */
record AkuvoxAddress(String host, int port, int httpsPort, AkuvoxTransport transport) {

  static final AkuvoxAddress DEFAULT = new AkuvoxAddress("127.0.0.1", 0, 0, AkuvoxTransport.HTTP);

  AkuvoxAddress {
    check(port);
    check(httpsPort);
  }

  AkuvoxAddress withHost(String host) {
    return new AkuvoxAddress(host, port, httpsPort, transport);
  }

  AkuvoxAddress withPort(int port) {
    return new AkuvoxAddress(host, port, httpsPort, transport);
  }

  AkuvoxAddress withHttpsPort(int httpsPort) {
    return new AkuvoxAddress(host, port, httpsPort, transport);
  }

  AkuvoxAddress withTransport(AkuvoxTransport transport) {
    return new AkuvoxAddress(host, port, httpsPort, transport);
  }

  /** A new key for whoever listens here; null if that needs none. */
  TlsIdentity newIdentity() {
    try {
      return transport.hasHttps() ? TlsIdentity.selfSigned() : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the device with this index listens, from 0: ports count up unless they are 0. */
  AkuvoxAddress numbered(int index) {
    return new AkuvoxAddress(
        host, port == 0 ? 0 : port + index, httpsPort == 0 ? 0 : httpsPort + index, transport);
  }

  private static void check(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
  }
}
