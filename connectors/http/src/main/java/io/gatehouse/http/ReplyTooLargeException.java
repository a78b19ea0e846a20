package io.gatehouse.http;

final class ReplyTooLargeException extends Exception {

  private static final long serialVersionUID = 1L;

  ReplyTooLargeException(int limit) {
    super("the reply is longer than " + limit + " bytes");
  }
}
