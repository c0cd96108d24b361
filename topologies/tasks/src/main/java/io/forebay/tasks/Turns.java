package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.agents.ExpressionException;
import io.forebay.agents.Node;
import io.forebay.agents.Tool;
import io.forebay.tasks.OpenStep.Asked;

/**
 * Questions to a model.
 *
 * <p>The first holds the prompt, each further one what the tools answered and a reference to all that was said before: never the whole history. An event of a
 * turn does not repeat what other events and the definition tell, so the story grows by what a turn adds.
 */
final class Turns {
  private Turns() {}

  /** Asks the model, unless it was asked often enough. */
  static void begin(Decider decider, Reasoning step, Node.Reason node) {
    if (!decider.mayBegin() || !decider.hasRoom()) {
      return;
    }
    if (step.turn() >= node.limits().turns()) {
      Reasons.fail(decider, step, Failures.Problem.of(TaskReason.TURNS, "The model has not answered in " + step.turn() + " turns."));
      return;
    }
    ObjectNode data = Json.object().put("kind", StepKinds.TURN);
    if (step.answer() == null) {
      try {
        Names names = decider.names(step.scope());
        node.system().ifPresent(system -> data.put("system", Requests.text(system.render(names))));
        data.put("prompt", Requests.text(node.prompt().render(names)));
      } catch (ExpressionException e) {
        Reasons.fail(decider, step, Failures.Problem.of(TaskReason.EXPRESSION_FAILED, e.getMessage()));
        return;
      }
    } else if (!step.answer().has("context")) {
      Reasons.fail(decider, step, Failures.Problem.of(TaskReason.CONTEXT_MISSING, "The model's runner answered without a context, so it cannot be told what its tools answered."));
      return;
    }
    data.put("hash", Ids.hash(StepKinds.CHAT, Json.text(input(decider, step, data, node))));
    node.endpoint().ifPresent(endpoint -> data.put("endpoint", endpoint));
    node.limits().timeout().ifPresent(timeout -> data.put("timeoutMs", timeout.toMillis()));
    Actions.start(decider, StepPath.turn(step.path(), step.turn() + 1), data);
  }

  /** What the model is asked in an open turn. */
  static String input(Decider decider, Asked turn) {
    var node = (Node.Reason) Definition.node(decider.agent(), turn);
    return Json.text(input(decider, turn.reasoning(), turn.data(), node));
  }

  private static ObjectNode input(Decider decider, Reasoning step, JsonNode data, Node.Reason node) {
    ObjectNode input = Json.object();
    node.model().ifPresent(model -> input.put("model", model));
    node.endpoint().ifPresent(endpoint -> input.put("endpoint", endpoint));
    if (data.has("system")) {
      input.set("system", data.get("system"));
    }
    ArrayNode messages = input.putArray("messages");
    if (data.has("prompt")) {
      messages.addObject().put("role", "user").set("text", data.get("prompt"));
    } else {
      toolMessages(messages, step, decider.settings().toolResultCharsMax());
      input.set("context", step.answer().get("context"));
    }
    if (!node.tools().isEmpty()) {
      input.put("keepContext", true);
      ArrayNode tools = input.putArray("tools");
      for (Tool tool : node.tools()) {
        tools.addObject().put("name", tool.name()).put("description", tool.description()).set("parameters", tool.arguments().schema());
      }
    }
    node.answer().ifPresent(answer -> input.set("responseSchema", answer.schema()));
    node.limits().maxOutputTokens().ifPresent(tokens -> input.put("maxOutputTokens", tokens));
    return input;
  }

  private static void toolMessages(ArrayNode messages, Reasoning step, int charsMax) {
    for (int i = 0; i < step.toolCalls().size(); i++) {
      String text = Tools.told(step.toolResult(i));
      if (text.length() > charsMax) {
        text = Json.shortened(text, charsMax) + " [cut: the first " + charsMax + " of " + text.length() + " characters]";
      }
      messages.addObject().put("role", "tool").put("toolCallId", step.toolCalls().get(i).path("id").asText()).put("text", text);
    }
  }
}
