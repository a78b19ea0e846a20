package io.gatehouse.http;

enum NoCredentials implements Credentials {
  NONE
}
