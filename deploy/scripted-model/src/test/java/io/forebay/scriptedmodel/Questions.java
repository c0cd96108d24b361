package io.forebay.scriptedmodel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.scriptedmodel.Question.Message;
import io.forebay.scriptedmodel.Question.Role;
import io.forebay.scriptedmodel.Question.Tool;
import io.forebay.scriptedmodel.Question.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions as tests ask them. */
final class Questions {
  private Questions() {}

  static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static Question of(String system, String prompt) {
    return new Question(system, List.of(new Message(Role.USER, prompt, List.of(), "")), List.of(), Optional.empty());
  }

  static Question withSchema(Question question, String schema) {
    return new Question(question.system(), question.messages(), question.tools(), Optional.of(json(schema)));
  }

  static Question withTools(Question question, String... names) {
    List<Tool> tools = new ArrayList<>();
    for (String name : names) {
      tools.add(new Tool(name, "", json("{'type':'object','required':['path'],'properties':{'path':{'type':'string'}}}")));
    }
    return new Question(question.system(), question.messages(), tools, question.schema());
  }

  /** The same conversation after a tool was asked for and has answered. */
  static Question after(Question question, String tool, String arguments, String result) {
    List<Message> messages = new ArrayList<>(question.messages());
    String id = "call-" + messages.size();
    messages.add(new Message(Role.ASSISTANT, "", List.of(new ToolCall(id, tool, json(arguments))), ""));
    messages.add(new Message(Role.TOOL, result, List.of(), id));
    return new Question(question.system(), messages, question.tools(), question.schema());
  }
}
