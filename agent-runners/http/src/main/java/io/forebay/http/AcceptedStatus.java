package io.forebay.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;

/** Which status codes the asker takes for an answer; below 400 all of them, and of the rest those that it names. */
final class AcceptedStatus {
  private static final int CLASS_SIZE = 100;
  private static final int FIRST_FAILURE = 400;
  private static final int END = 600;

  private final BitSet codes = new BitSet(END);

  /**
   * Reads {@code [404, "5xx"]}.
   *
   * @param written may be missing
   */
  AcceptedStatus(JsonNode written) {
    codes.set(CLASS_SIZE, FIRST_FAILURE);
    for (JsonNode entry : written) {
      if (entry.isTextual()) {
        int first = (entry.textValue().charAt(0) - '0') * CLASS_SIZE;
        codes.set(first, first + CLASS_SIZE);
      } else {
        codes.set(entry.intValue());
      }
    }
  }

  boolean contains(int status) {
    return codes.get(status);
  }
}
