package io.forebay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.avro.specific.SpecificRecordBase;

/** Avro records as JSON, without the type names that Avro's own JSON encoding puts into unions. */
final class AvroJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private AvroJson() {}

  static JsonNode of(SpecificRecordBase record) {
    try {
      return JSON.readTree(record.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro wrote a " + record.getClass().getSimpleName() + " that is not JSON", e);
    }
  }
}
