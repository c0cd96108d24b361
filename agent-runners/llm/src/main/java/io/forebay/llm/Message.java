package io.forebay.llm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One thing that was said.
 *
 * @param text null where there is none
 * @param toolCallId the call that a {@link Role#TOOL} answers; null for others
 */
record Message(
    Role role,
    String text,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<BlobPointer> images,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ToolCall> toolCalls,
    String toolCallId) {

  Message {
    images = images == null ? List.of() : List.copyOf(images);
    toolCalls = toolCalls == null ? List.of() : List.copyOf(toolCalls);
    // A context is read from the blob store, where a stranger may have put something that only looks like one.
    boolean whole =
        switch (role) {
          case USER -> text != null || !images.isEmpty();
          case ASSISTANT -> text != null || !toolCalls.isEmpty();
          case TOOL -> text != null && toolCallId != null;
          case null -> false;
        };
    if (!whole) {
      throw new IllegalArgumentException("a message without what its role demands");
    }
  }

  static Message ofAssistant(String text, List<ToolCall> toolCalls) {
    return new Message(Role.ASSISTANT, text, List.of(), toolCalls, null);
  }
}
