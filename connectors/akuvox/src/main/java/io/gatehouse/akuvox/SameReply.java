package io.gatehouse.akuvox;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Recognises a reply that is the same as the one before, without keeping it. */
final class SameReply {

  private byte[] last;

  /** Whether the reply is the one that was told last; if not, it is told. */
  boolean is(Buffer reply) {
    byte[] digest = sha256().digest(reply.getBytes());
    boolean same = Arrays.equals(digest, last);
    last = digest;
    return same;
  }

  void forget() {
    last = null;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
