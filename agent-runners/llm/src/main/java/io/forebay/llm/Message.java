package io.forebay.llm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One thing that was said.
 *
 * @param text null where there is none
 * @param toolCallId the call that a {@link Role#TOOL} answers; null for others
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Message(Role role, String text, List<BlobPointer> images, List<ToolCall> toolCalls, String toolCallId) {
  Message {
    images = images == null ? List.of() : List.copyOf(images);
    toolCalls = toolCalls == null ? List.of() : List.copyOf(toolCalls);
  }

  static Message ofAssistant(String text, List<ToolCall> toolCalls) {
    return new Message(Role.ASSISTANT, text, List.of(), toolCalls, null);
  }
}
