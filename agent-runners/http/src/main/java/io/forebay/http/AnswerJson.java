package io.forebay.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.blobs.BlobStore;
import io.forebay.schemas.BlobRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;

/** Makes an action's output of an answer: JSON as JSON, text as text, and what is neither or too long as a reference to the blob store. */
final class AnswerJson {
  /** Far below what readers of results allow, since the body is nested in an output that is nested again. */
  private static final int DEPTH_MAX = 100;

  private static final int HEADER_CHARACTERS_MAX = 32 << 10;
  private static final String BINARY = "application/octet-stream";

  /** They give away a session, and results are kept and read by many. */
  private static final Set<String> DROPPED = Set.of("set-cookie", "set-cookie2");

  private static final Set<String> TEXT =
      Set.of("application/xml", "application/javascript", "application/x-www-form-urlencoded", "application/yaml", "application/graphql", "application/x-ndjson");

  private final BlobStore blobs;
  private final long inlineMax;
  private final ObjectMapper mapper;

  AnswerJson(BlobStore blobs, long inlineMax) {
    this.blobs = blobs;
    this.inlineMax = inlineMax;
    this.mapper =
        JsonMapper.builder(
                JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build()).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
  }

  /**
   * The output.
   *
   * @throws IOException if the blob store fails
   */
  ObjectNode output(Answer answer, String tenant) throws IOException {
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    output.put("status", answer.status());
    output.put("url", answer.from().urlWithoutQuery());
    output.put("redirects", answer.redirects());
    addHeaders(output, answer);
    if (answer.body().length > 0) {
      addBody(output, answer, tenant);
    }
    return output;
  }

  private static void addHeaders(ObjectNode output, Answer answer) {
    ObjectNode headers = output.putObject("headers");
    int characters = 0;
    int leftOut = 0;
    for (Header header : answer.headers()) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      characters += name.length() + header.getValue().length();
      if (DROPPED.contains(name)) {
        continue;
      }
      if (characters > HEADER_CHARACTERS_MAX) {
        leftOut++;
      } else {
        headers.put(name, headers.has(name) ? headers.get(name).textValue() + ", " + header.getValue() : header.getValue());
      }
    }
    if (leftOut > 0) {
      output.put("headersLeftOut", leftOut);
    }
  }

  private void addBody(ObjectNode output, Answer answer, String tenant) throws IOException {
    Optional<ContentType> type = Optional.ofNullable(ContentType.parseLenient(answer.contentType()));
    String mediaType = type.map(ContentType::getMimeType).orElse("").toLowerCase(Locale.ROOT);
    boolean isInline = answer.body().length <= inlineMax && !answer.isEncoded();
    Optional<JsonNode> json = isInline && isJson(mediaType) ? json(answer.body()) : Optional.empty();
    Optional<String> text = isInline && (isJson(mediaType) || isText(mediaType)) ? text(answer.body(), charset(answer.contentType())) : Optional.empty();
    if (json.isPresent()) {
      output.set("json", json.get());
    } else if (text.isPresent()) {
      output.put("text", text.get());
    } else {
      BlobRef blob = blobs.put(tenant, answer.body(), isSound(mediaType) ? mediaType : BINARY);
      output
          .putObject("blob")
          .put("uri", blob.getUri())
          .put("sha256", blob.getSha256())
          .put("bytes", blob.getBytes())
          .put("mediaType", blob.getMediaType());
    }
  }

  private static boolean isJson(String mediaType) {
    return mediaType.equals("application/json") || mediaType.endsWith("+json");
  }

  private static boolean isText(String mediaType) {
    return mediaType.startsWith("text/") || mediaType.endsWith("+xml") || TEXT.contains(mediaType);
  }

  /** Foreign text that goes into references: a type and a subtype of RFC 6838 4.2 and nothing else. */
  private static boolean isSound(String mediaType) {
    int slash = mediaType.indexOf('/');
    return slash > 0
        && slash < mediaType.length() - 1
        && mediaType.length() <= 127
        && mediaType.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "!#$&-^_.+/".indexOf(c) >= 0);
  }

  private Optional<JsonNode> json(byte[] body) {
    Optional<String> text = text(body, Optional.of(StandardCharsets.UTF_8));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode read = mapper.readTree(text.get());
      return read.isMissingNode() ? Optional.empty() : Optional.of(read);
    } catch (JsonProcessingException e) {
      // It says that it is JSON and is not: the asker gets the text.
      return Optional.empty();
    }
  }

  private static Optional<Charset> charset(String contentType) {
    try {
      ContentType type = ContentType.parse(contentType);
      return Optional.of(type == null || type.getCharset() == null ? StandardCharsets.UTF_8 : type.getCharset());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(byte[] body, Optional<Charset> charset) {
    if (charset.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          charset.get().newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
