package io.forebay.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.runtime.ByteSize;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;

/** Reads and writes the JSON of servers, bounded in depth and in the length of a text. */
final class Json {
  /** Far below what readers of results allow, since an answer is nested in an output that is nested again. */
  private static final int DEPTH_MAX = 100;

  private Json() {}

  static JsonMapper mapper(ByteSize answerMax) {
    StreamReadConstraints bounds =
        StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).maxStringLength(Math.toIntExact(answerMax.bytes())).build();
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(bounds).build())
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();
  }

  static McpJsonMapper forSdk(JsonMapper mapper) {
    return new JacksonMcpJsonMapper(mapper);
  }
}
