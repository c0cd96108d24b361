package io.forebay.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.runtime.ByteSize;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnswerJsonTest {
  private static final int INLINE_MAX = 100;
  private static final JsonMapper MAPPER = Json.mapper(ByteSize.mebibytes(1));

  private final MemoryBlobs blobs = new MemoryBlobs();

  private JsonNode output(CallToolResult answer) throws IOException {
    return new AnswerJson(blobs, "acme", MAPPER, INLINE_MAX).output(answer);
  }

  private JsonNode output(Content... items) throws IOException {
    return output(new CallToolResult(List.of(items), null, null, null)).get("content");
  }

  private static Content text(String text) {
    return TextContent.builder(text).build();
  }

  private static String base64(int bytes) {
    byte[] content = new byte[bytes];
    Arrays.fill(content, (byte) 7);
    return Base64.getEncoder().encodeToString(content);
  }

  @Test
  void putsInlineWhatFitsAndTheRestIntoTheBlobStore() throws IOException {
    JsonNode items = output(text("a".repeat(60)), text("b".repeat(41)), text("c".repeat(40)));

    assertThat(items.get(0).get("text").textValue()).hasSize(60);
    assertThat(items.get(1).has("text")).isFalse();
    assertThat(blobs.get(items.get(1).at("/blob/uri").textValue())).isEqualTo("b".repeat(41).getBytes(StandardCharsets.UTF_8));
    assertThat(items.get(2).get("text").textValue()).hasSize(40);
  }

  @Test
  void countsBytesAndNotCharacters() throws IOException {
    assertThat(output(text("ü".repeat(51))).get(0).at("/blob/bytes").intValue()).isEqualTo(102);
  }

  @Test
  void keepsLongImagesAndSoundsAsBytes() throws IOException {
    JsonNode items = output(ImageContent.builder(base64(30), "image/png").build(), AudioContent.builder(base64(200), "audio/wav").build());

    assertThat(items.get(0).get("data").textValue()).isEqualTo(base64(30));
    assertThat(items.get(1).at("/blob/bytes").intValue()).isEqualTo(200);
    assertThat(items.get(1).at("/blob/mediaType").textValue()).isEqualTo("audio/wav");
  }

  @Test
  void answersResourcesOfTextAndOfBytes() throws IOException {
    JsonNode items =
        output(
            EmbeddedResource.builder(TextResourceContents.builder("file:///a", "# a").mimeType("text/markdown").build()).build(),
            EmbeddedResource.builder(BlobResourceContents.builder("file:///b", base64(3)).build()).build());

    assertThat(items.get(0)).isEqualTo(TestRunner.json("{\"type\":\"resource\",\"uri\":\"file:///a\",\"mediaType\":\"text/markdown\",\"text\":\"# a\"}"));
    assertThat(items.get(1).get("mediaType").textValue()).isEqualTo("application/octet-stream");
  }

  @ParameterizedTest
  @CsvSource({
    "image/PNG, image/png",
    "image/png; x=y, image/png",
    "'image/png\r\nX: y', application/octet-stream",
    "image, application/octet-stream",
    "/png, application/octet-stream",
  })
  void trustsNoMediaType(String given, String expected) throws IOException {
    assertThat(output(ImageContent.builder(base64(1), given).build()).get(0).get("mediaType").textValue()).isEqualTo(expected);
  }

  @Test
  void keepsLongStructuredContentInTheBlobStore() throws IOException {
    JsonNode brief = output(new CallToolResult(List.of(), false, Map.of("a", 1), null));
    JsonNode lengthy = output(new CallToolResult(List.of(), false, Map.of("a", "x".repeat(200)), null));

    assertThat(brief.at("/structuredContent/a").intValue()).isEqualTo(1);
    assertThat(lengthy.has("structuredContent")).isFalse();
    assertThat(MAPPER.readTree(blobs.get(lengthy.at("/structuredContentBlob/uri").textValue())).get("a").textValue()).hasSize(200);
  }

  @Test
  void saysThatAToolFailed() throws IOException {
    assertThat(output(new CallToolResult(List.of(), true, null, null)).get("isError").booleanValue()).isTrue();
    assertThat(output(new CallToolResult(List.of(), null, null, null)).get("isError").booleanValue()).isFalse();
  }

  @Test
  void refusesBytesThatAreNone() {
    assertThatThrownBy(() -> output(ImageContent.builder("???", "image/png").build())).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("base64");
  }
}
