package io.forebay.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes an action's idempotency key into a header. */
final class IdempotencyKey {
  /** What widely used interfaces take. */
  private static final int LENGTH_MAX = 255;

  private IdempotencyKey() {}

  /** The key as it is where it fits, otherwise its SHA-256 in hexadecimal digits: always the same for the same key. */
  static String inHeader(String key) {
    if (!key.isEmpty() && key.length() <= LENGTH_MAX && key.chars().allMatch(c -> c > ' ' && c <= '~')) {
      return key;
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
