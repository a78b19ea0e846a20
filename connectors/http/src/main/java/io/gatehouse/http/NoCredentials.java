package io.gatehouse.http;

enum NoCredentials implements Credentials {
  NONE;

  @Override
  public String toString() {
    return "none";
  }
}
