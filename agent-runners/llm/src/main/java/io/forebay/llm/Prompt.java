package io.forebay.llm;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.ImageContent.DetailLevel;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import io.forebay.runners.ActionFailedException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Puts together what a model is told, with images in place of references to them. */
final class Prompt {
  static final long IMAGE_BYTES_MAX = 8 << 20;
  static final long IMAGES_BYTES_MAX = 16 << 20;

  private static final Set<String> IMAGE_TYPES = Set.of("image/png", "image/jpeg", "image/webp", "image/gif");

  private final TenantBlobs blobs;
  private final List<ChatMessage> said = new ArrayList<>();
  private long imageBytes;

  Prompt(TenantBlobs blobs) {
    this.blobs = blobs;
  }

  /**
   * Begins with what the model is.
   *
   * @param text null adds nothing
   */
  Prompt system(String text) {
    if (text != null) {
      said.add(SystemMessage.from(text));
    }
    return this;
  }

  Prompt add(List<Message> messages) throws ActionFailedException, InterruptedException {
    for (Message message : messages) {
      said.add(
          switch (message.role()) {
            case USER -> user(message);
            case ASSISTANT -> AiMessage.builder().text(message.text()).toolExecutionRequests(requests(message.toolCalls())).build();
            case TOOL -> ToolExecutionResultMessage.builder().id(message.toolCallId()).text(message.text()).build();
          });
    }
    return this;
  }

  List<ChatMessage> messages() {
    return said;
  }

  private UserMessage user(Message message) throws ActionFailedException, InterruptedException {
    List<Content> contents = new ArrayList<>();
    if (message.text() != null) {
      contents.add(TextContent.from(message.text()));
    }
    for (BlobPointer image : message.images()) {
      contents.add(ImageContent.from(Base64.getEncoder().encodeToString(bytes(image)), image.mediaType(), DetailLevel.AUTO));
    }
    return UserMessage.from(contents);
  }

  private byte[] bytes(BlobPointer image) throws ActionFailedException, InterruptedException {
    if (!IMAGE_TYPES.contains(image.mediaType()) || image.bytes() <= 0) {
      throw ActionFailedException.permanent(
          "INVALID_IMAGE", "An image has the media type " + image.mediaType() + " and " + image.bytes() + " bytes; allowed are png, jpeg, webp and gif that are not empty.");
    }
    imageBytes += image.bytes();
    if (image.bytes() > IMAGE_BYTES_MAX || imageBytes > IMAGES_BYTES_MAX) {
      throw ActionFailedException.permanent(
          "IMAGES_TOO_LARGE",
          "An image may have " + IMAGE_BYTES_MAX + " bytes, and all images of a call, those of its context as well, " + IMAGES_BYTES_MAX + ".");
    }
    return blobs.get(image);
  }

  private static List<ToolExecutionRequest> requests(List<ToolCall> calls) {
    return calls.stream().map(call -> ToolExecutionRequest.builder().id(call.id()).name(call.name()).arguments(Json.text(call.arguments())).build()).toList();
  }
}
