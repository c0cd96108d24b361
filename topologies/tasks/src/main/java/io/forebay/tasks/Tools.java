package io.forebay.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.agents.ExpressionException;
import io.forebay.agents.Node;
import io.forebay.agents.Tool;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tools that a model asks for.
 *
 * <p>What a model writes is data: it can name only tools of the definition, and arguments are held against the tool's schema before anything runs. What is not
 * allowed is told to the model, and so is a tool's failure.
 */
final class Tools {
  private static final int NAME_CHARS_MAX = 64;

  private Tools() {}

  /** Begins a tool, or records why it does not run. */
  static void begin(Decider decider, Reasoning step, Node.Reason node, int index) {
    JsonNode call = step.toolCalls().get(index);
    String name = call.path("name").asText();
    JsonNode arguments = call.path("arguments");
    Tool tool = node.tools().stream().filter(known -> known.name().equals(name)).findFirst().orElse(null);
    if (tool == null) {
      String known = node.tools().stream().map(Tool::name).collect(Collectors.joining(", "));
      String message = "There is no tool " + Json.shortened(name, NAME_CHARS_MAX) + "; there " + (known.isEmpty() ? "are none." : "are: " + known + ".");
      refuse(decider, step, "unknown", index, TaskReason.UNKNOWN_TOOL, message);
      return;
    }
    List<String> problems = tool.arguments().problems(arguments);
    if (problems.isEmpty()) {
      start(decider, step, tool, arguments, index);
    } else {
      refuse(decider, step, name, index, TaskReason.INVALID_ARGUMENTS, "The arguments are not as the tool's schema says: " + String.join("; ", problems));
    }
  }

  private static void start(Decider decider, Reasoning step, Tool tool, JsonNode arguments, int index) {
    String path = path(step, tool.name(), index);
    Names names = decider.names(step.scope()).with("args", arguments);
    String tenant = decider.run().tenant();
    ObjectNode data = Json.object().put("kind", StepKinds.TOOL).put("index", index);
    try {
      switch (tool.target()) {
        case Tool.Target.Action(Node.ActionCall call) -> Actions.start(decider, path, Requests.data(data, tenant, call, names));
        case Tool.Target.Mcp(_, _, Node.ActionCall call) -> Actions.start(decider, path, Requests.data(data, tenant, call, names));
        case Tool.Target.Agent(String agent, var version) -> Calls.start(decider, path, Calls.data(data, agent, version, arguments));
      }
    } catch (ExpressionException e) {
      refuse(decider, step, tool.name(), index, TaskReason.EXPRESSION_FAILED, e.getMessage());
    }
  }

  private static void refuse(Decider decider, Reasoning step, String name, int index, TaskReason reason, String message) {
    decider.failed(path(step, name, index), Json.NULL, reason.name(), message, null);
  }

  private static String path(Reasoning step, String name, int index) {
    return StepPath.tool(StepPath.turn(step.path(), step.turn()), name, index);
  }

  /** What the model is told of a tool that has ended. */
  static String told(Reasoning.ToolResult result) {
    if (result.problem() != null) {
      return "The tool failed. " + result.problem();
    }
    JsonNode output = result.output();
    return isMcp(output) ? mcpText(output) : Requests.text(output);
  }

  private static boolean isMcp(JsonNode output) {
    return output.path("content").isArray() && output.path("isError").isBoolean();
  }

  /** What an MCP tool said, without the wrapping, where it is text only. */
  private static String mcpText(JsonNode output) {
    var text = new StringBuilder(output.get("isError").asBoolean() ? "The tool says that it failed.\n" : "");
    for (JsonNode item : output.get("content")) {
      if (!item.path("type").asText().equals("text") || !item.has("text")) {
        return Json.text(output);
      }
      text.append(item.get("text").asText()).append('\n');
    }
    return text.toString().strip();
  }
}
