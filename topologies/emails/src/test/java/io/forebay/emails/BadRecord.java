package io.forebay.emails;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forebay.schemas.ErrorCode;
import java.util.Map;
import java.util.Optional;

/**
 * A record that nobody should have sent.
 *
 * @param name of the case; also the e-mail id, where there is a result
 * @param key of the record; may be null
 * @param value of the record; may be null
 * @param headers of the record; values may be null
 * @param deadLetter code of the dead letter that it becomes; empty: it is triaged all the same
 * @param defect that the result tells; empty: none in particular
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is and never compared
record BadRecord(String name, byte[] key, byte[] value, Map<String, byte[]> headers, Optional<ErrorCode> deadLetter, String defect) {
  static BadRecord refused(String name, byte[] value, ErrorCode code) {
    return new BadRecord(name, name.getBytes(UTF_8), value, Map.of(), Optional.of(code), "");
  }

  static BadRecord triaged(String name, byte[] value, String defect) {
    return new BadRecord(name, name.getBytes(UTF_8), value, Map.of(), Optional.empty(), defect);
  }

  BadRecord withKey(byte[] newKey) {
    return new BadRecord(name, newKey, value, headers, deadLetter, defect);
  }

  BadRecord withHeaders(Map<String, byte[]> newHeaders) {
    return new BadRecord(name, key, value, newHeaders, deadLetter, defect);
  }

  boolean isTriaged() {
    return deadLetter.isEmpty();
  }
}
