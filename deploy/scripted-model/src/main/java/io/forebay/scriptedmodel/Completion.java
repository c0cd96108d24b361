package io.forebay.scriptedmodel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.scriptedmodel.Question.Message;
import io.forebay.scriptedmodel.Reply.Wish;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An answer as OpenAI's API reference has it, at once or as events.
 *
 * <p>A token counts for four characters: near enough to see budgets at work, and the same every time.
 */
final class Completion {
  private static final Pattern AFTER_SPACE = Pattern.compile("(?<=\\s)(?=\\S)");
  private static final int CHARACTERS_PER_TOKEN = 4;

  private final String id;
  private final String text;
  private final List<Wish> wishes;
  private final String finishReason;
  private final long tokensRead;
  private final long tokensWritten;

  private Completion(ChatRequest request, String text, List<Wish> wishes) {
    long tokens = tokens(text) + wishes.stream().mapToLong(wish -> tokens(wish.tool()) + tokens(wish.arguments().toString())).sum();
    boolean isCut = tokens > request.outputTokensMax() && wishes.isEmpty();
    this.id = id(request.question());
    this.text = isCut ? Words.cut(text, (int) Math.max(0, request.outputTokensMax()) * CHARACTERS_PER_TOKEN) : text;
    this.wishes = wishes;
    this.finishReason = isCut ? "length" : wishes.isEmpty() ? "stop" : "tool_calls";
    this.tokensRead = tokensRead(request.question());
    this.tokensWritten = isCut ? request.outputTokensMax() : tokens;
  }

  static Completion of(ChatRequest request, Reply reply) throws RefusedException {
    return switch (reply) {
      case Reply.Text(String text) -> new Completion(request, text, List.of());
      case Reply.Json(var value) -> new Completion(request, value.toString(), List.of());
      case Reply.Wishes(List<Wish> wishes) -> new Completion(request, "", wishes);
      case Reply.Refusal(int status, String code, String message) -> throw new RefusedException(status, code, message);
    };
  }

  /** Of a conversation it differs from turn to turn, since ids of tool calls are made from it. */
  private static String id(Question question) {
    int hash = question.system().hashCode();
    for (Message message : question.messages()) {
      hash = 31 * hash + message.text().hashCode();
    }
    return "scripted-" + Integer.toHexString(hash) + "-" + question.messages().size();
  }

  static long tokens(String text) {
    return Math.ceilDiv(text.length(), (long) CHARACTERS_PER_TOKEN);
  }

  private static long tokensRead(Question question) {
    long tokens = tokens(question.system());
    for (Message message : question.messages()) {
      tokens += tokens(message.text());
      for (var call : message.toolCalls()) {
        tokens += tokens(call.arguments().toString());
      }
    }
    for (var tool : question.tools()) {
      tokens += tokens(tool.description()) + tokens(tool.parameters().toString());
    }
    return tokens;
  }

  /** The whole answer. */
  ObjectNode whole() {
    ObjectNode message = Json.object().put("role", "assistant").put("content", wishes.isEmpty() ? text : null);
    if (!wishes.isEmpty()) {
      addWishes(message.putArray("tool_calls"), false);
    }
    ObjectNode answer = answer("chat.completion");
    ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
    choice.set("message", message);
    choice.put("finish_reason", finishReason);
    answer.set("usage", usage());
    return answer;
  }

  /** The answer word by word, as server-sent events. */
  String events(boolean withUsage) {
    StringBuilder events = new StringBuilder();
    append(events, delta(Json.object().put("role", "assistant").put("content", ""), null));
    AFTER_SPACE.splitAsStream(text).filter(piece -> !piece.isEmpty()).forEach(piece -> append(events, delta(Json.object().put("content", piece), null)));
    if (!wishes.isEmpty()) {
      ObjectNode wished = Json.object();
      addWishes(wished.putArray("tool_calls"), true);
      append(events, delta(wished, null));
    }
    append(events, delta(Json.object(), finishReason));
    if (withUsage) {
      ObjectNode last = answer("chat.completion.chunk");
      last.putArray("choices");
      last.set("usage", usage());
      append(events, last);
    }
    return events.append("data: [DONE]\n\n").toString();
  }

  private static void append(StringBuilder events, ObjectNode event) {
    events.append("data: ").append(event).append("\n\n");
  }

  private ObjectNode delta(ObjectNode delta, String reason) {
    ObjectNode event = answer("chat.completion.chunk");
    ObjectNode choice = event.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.put("finish_reason", reason);
    return event;
  }

  /** Numbers are derived from the question, so that the same question has the same answer to the last character. */
  private void addWishes(ArrayNode calls, boolean numbered) {
    for (int i = 0; i < wishes.size(); i++) {
      ObjectNode call = calls.addObject();
      if (numbered) {
        call.put("index", i);
      }
      call.put("id", "call-" + id + "-" + i).put("type", "function");
      call.putObject("function").put("name", wishes.get(i).tool()).put("arguments", wishes.get(i).arguments().toString());
    }
  }

  private ObjectNode answer(String object) {
    return Json.object().put("id", id).put("object", object).put("created", 0).put("model", ScriptedModel.MODEL).put("system_fingerprint", "scripted: no language model");
  }

  private ObjectNode usage() {
    return Json.object().put("prompt_tokens", tokensRead).put("completion_tokens", tokensWritten).put("total_tokens", tokensRead + tokensWritten);
  }
}
