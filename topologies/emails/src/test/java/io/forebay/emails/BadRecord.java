package io.forebay.emails;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forebay.schemas.ErrorCode;
import java.util.Map;
import java.util.Optional;

/** A record that nobody should have sent, and what is expected of it. */
final class BadRecord {
  private final String name;
  private final byte[] key;
  private final byte[] value;
  private final Map<String, byte[]> headers;
  private final Optional<ErrorCode> deadLetter;
  private final String defect;

  private BadRecord(String name, byte[] key, byte[] value, Map<String, byte[]> headers, Optional<ErrorCode> deadLetter, String defect) {
    this.name = name;
    this.key = key;
    this.value = value;
    this.headers = headers;
    this.deadLetter = deadLetter;
    this.defect = defect;
  }

  /** One that becomes a dead letter. */
  static BadRecord refused(String name, byte[] value, ErrorCode code) {
    return new BadRecord(name, name.getBytes(UTF_8), value, Map.of(), Optional.of(code), "");
  }

  /**
   * One that is triaged all the same.
   *
   * @param name also its e-mail id
   * @param defect that the result tells; empty: none in particular
   */
  static BadRecord triaged(String name, byte[] value, String defect) {
    return new BadRecord(name, name.getBytes(UTF_8), value, Map.of(), Optional.empty(), defect);
  }

  BadRecord withKey(byte[] newKey) {
    return new BadRecord(name, newKey, value, headers, deadLetter, defect);
  }

  BadRecord withHeaders(Map<String, byte[]> newHeaders) {
    return new BadRecord(name, key, value, newHeaders, deadLetter, defect);
  }

  String name() {
    return name;
  }

  /** Null where the record has none. */
  byte[] key() {
    return key;
  }

  /** Null where the record has none. */
  byte[] value() {
    return value;
  }

  Map<String, byte[]> headers() {
    return headers;
  }

  Optional<ErrorCode> deadLetter() {
    return deadLetter;
  }

  String defect() {
    return defect;
  }

  boolean isTriaged() {
    return deadLetter.isEmpty();
  }
}
