package io.forebay.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.blobs.BlobStore;
import io.forebay.schemas.BlobRef;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceLink;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Makes an action's output of a tool's answer: what is short as it is, what is beyond {@code inline-max} as references to the blob store.
 *
 * <p>One answer is one object: it counts what it has put inline so far.
 */
final class AnswerJson {
  private static final int ITEMS_MAX = 1000;
  private static final int NAME_CHARS_MAX = 500;
  private static final int URI_CHARS_MAX = 2000;
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String BINARY = "application/octet-stream";

  private final BlobStore blobs;
  private final String tenant;
  private final JsonMapper mapper;
  private long inlineLeft;

  AnswerJson(BlobStore blobs, String tenant, JsonMapper mapper, long inlineMax) {
    this.blobs = blobs;
    this.tenant = tenant;
    this.mapper = mapper;
    this.inlineLeft = inlineMax;
  }

  /**
   * Builds the output.
   *
   * @throws IllegalArgumentException if the answer is not what its types say, for example an image that is no base64
   * @throws IOException if the blob store fails
   */
  ObjectNode output(CallToolResult answer) throws IOException {
    ObjectNode output = mapper.createObjectNode();
    ArrayNode content = output.putArray("content");
    List<Content> items = answer.content() == null ? List.of() : answer.content();
    for (Content item : items.subList(0, Math.min(ITEMS_MAX, items.size()))) {
      content.add(item(item));
    }
    if (items.size() > ITEMS_MAX) {
      output.put("contentLeftOut", items.size() - ITEMS_MAX);
    }
    if (answer.structuredContent() != null) {
      addStructured(output, answer.structuredContent());
    }
    return output.put("isError", Boolean.TRUE.equals(answer.isError()));
  }

  private ObjectNode item(Content item) throws IOException {
    ObjectNode node = mapper.createObjectNode();
    switch (item) {
      case TextContent text -> addText(node.put("type", "text"), text.text(), TEXT);
      case ImageContent image -> addBytes(node.put("type", "image").put("mediaType", mediaType(image.mimeType(), BINARY)), image.data());
      case AudioContent audio -> addBytes(node.put("type", "audio").put("mediaType", mediaType(audio.mimeType(), BINARY)), audio.data());
      case EmbeddedResource embedded -> addResource(node.put("type", "resource"), embedded.resource());
      case ResourceLink link -> addLink(node.put("type", "link"), link);
      default -> throw new IllegalArgumentException("its answer has content of the unknown type " + item.type());
    }
    return node;
  }

  private void addResource(ObjectNode node, ResourceContents resource) throws IOException {
    putBounded(node, "uri", resource.uri(), URI_CHARS_MAX);
    switch (resource) {
      case TextResourceContents text -> {
        String mediaType = mediaType(text.mimeType(), TEXT);
        addText(node.put("mediaType", mediaType), text.text(), mediaType);
      }
      case BlobResourceContents blob -> addBytes(node.put("mediaType", mediaType(blob.mimeType(), BINARY)), blob.blob());
      default -> throw new IllegalArgumentException("its answer has a resource that is neither text nor bytes");
    }
  }

  private void addLink(ObjectNode node, ResourceLink link) {
    putBounded(node, "uri", link.uri(), URI_CHARS_MAX);
    putBounded(node, "name", link.name(), NAME_CHARS_MAX);
    putBounded(node, "description", link.description(), NAME_CHARS_MAX);
    if (link.mimeType() != null) {
      node.put("mediaType", mediaType(link.mimeType(), BINARY));
    }
  }

  private void addStructured(ObjectNode output, Object structured) throws IOException {
    JsonNode json = mapper.valueToTree(structured);
    byte[] written = mapper.writeValueAsBytes(json);
    if (fits(written.length)) {
      output.set("structuredContent", json);
    } else {
      output.set("structuredContentBlob", blob(written, "application/json"));
    }
  }

  private void addText(ObjectNode node, String text, String mediaType) throws IOException {
    String given = text == null ? "" : text;
    byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
    if (fits(bytes.length)) {
      node.put("text", given);
    } else {
      node.set("blob", blob(bytes, mediaType));
    }
  }

  private void addBytes(ObjectNode node, String base64) throws IOException {
    String given = base64 == null ? "" : base64;
    byte[] bytes = decode(given);
    if (fits(given.length())) {
      node.put("data", given);
    } else {
      node.set("blob", blob(bytes, node.get("mediaType").textValue()));
    }
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its answer has bytes that are no base64", e);
    }
  }

  private void putBounded(ObjectNode node, String name, String value, int charsMax) {
    if (value != null) {
      String bounded = Foreign.shorten(value, charsMax);
      inlineLeft -= bounded.length();
      node.put(name, bounded);
    }
  }

  private boolean fits(long bytes) {
    if (bytes > inlineLeft) {
      return false;
    }
    inlineLeft -= bytes;
    return true;
  }

  private JsonNode blob(byte[] bytes, String mediaType) throws IOException {
    BlobRef reference = blobs.put(tenant, bytes, mediaType);
    return mapper
        .createObjectNode()
        .put("uri", reference.getUri())
        .put("sha256", reference.getSha256())
        .put("bytes", reference.getBytes())
        .put("mediaType", reference.getMediaType());
  }

  /** Foreign text that goes into references: a type and a subtype of RFC 6838 4.2 and nothing else. */
  private static String mediaType(String given, String otherwise) {
    String type = given == null ? "" : given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    int slash = type.indexOf('/');
    boolean isSound =
        slash > 0
            && slash < type.length() - 1
            && type.length() <= 127
            && type.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "!#$&-^_.+/".indexOf(c) >= 0);
    return isSound ? type : otherwise;
  }
}
