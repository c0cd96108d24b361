package io.forebay.llm;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.function.Consumer;

/** Takes a streamed answer, all of it on the thread that asked. */
final class StreamedAnswer implements StreamingChatResponseHandler {
  private final Consumer<String> onText;
  private ChatResponse response;
  private Throwable firstError;

  StreamedAnswer(Consumer<String> onText) {
    this.onText = onText;
  }

  @Override
  public void onPartialResponse(String piece) {
    onText.accept(piece);
  }

  @Override
  public void onCompleteResponse(ChatResponse whole) {
    response = whole;
  }

  @Override
  public void onError(Throwable error) {
    if (firstError == null) {
      firstError = error;
    }
  }

  /**
   * The answer, once the stream has ended.
   *
   * @throws RuntimeException what LangChain4j complained of first, since it goes on after an error as if there had been none
   */
  ChatResponse complete() {
    if (firstError != null || response == null) {
      throw firstError instanceof RuntimeException e ? e : new IllegalStateException("the stream brought no answer", firstError);
    }
    return response;
  }
}
