package io.gatehouse.http;

import java.util.Objects;

record Bearer(TokenSource tokens) implements Credentials {

  Bearer {
    Objects.requireNonNull(tokens, "tokens");
  }

  @Override
  public String toString() {
    return "Bearer";
  }
}
