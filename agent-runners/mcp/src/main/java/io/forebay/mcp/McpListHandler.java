package io.forebay.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.runners.ActionCall;
import io.forebay.runners.ActionFailedException;
import io.forebay.runners.ActionHandler;
import io.forebay.runners.ActionResult;
import io.forebay.runners.HandlerContext;
import io.forebay.schemas.Repeatability;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code mcp.list}: tells which tools there are on which server.
 *
 * <p>Opens a session for the question and closes it afterwards: it is asked seldom, and what runs between two questions costs memory.
 */
public final class McpListHandler implements ActionHandler {
  /** Far below what a record holds, since a character can take six bytes. */
  private static final int OUTPUT_CHARS_MAX = 128 << 10;

  private static final int DESCRIPTION_CHARS_MAX = 4000;

  private McpSettings settings;
  private JsonMapper mapper;

  @Override
  public String capability() {
    return "mcp.list";
  }

  @Override
  public String inputSchema() {
    return Resources.read("list-input.json");
  }

  @Override
  public String outputSchema() {
    return Resources.read("list-output.json");
  }

  @Override
  public Repeatability repeatability() {
    return Repeatability.REPEATABLE;
  }

  @Override
  public void start(HandlerContext context) {
    settings = context.settings(McpSettings.class);
    mapper = Json.mapper(settings.answerMax());
  }

  @Override
  public ActionResult handle(ActionCall call) throws ActionFailedException, InterruptedException, JsonProcessingException {
    try (McpServers servers = new McpServers(settings, mapper)) {
      TimeLimit limit = TimeLimit.in(call.remaining());
      ObjectNode output = mapper.createObjectNode();
      ArrayNode listed = output.putArray("servers");
      int charsLeft = OUTPUT_CHARS_MAX;
      if (call.input().hasNonNull("server")) {
        String name = call.input().get("server").asText();
        add(listed, name, tools(servers.sessions(name, call.tenant()), name, limit), charsLeft);
        return ActionResult.of(output);
      }
      for (Map.Entry<String, Future<List<Tool>>> server : all(servers, call.tenant(), limit)) {
        charsLeft = add(listed, server.getKey(), server.getValue(), charsLeft);
      }
      return ActionResult.of(output);
    }
  }

  /** Asks all at once: one that does not answer takes no time from the others. */
  private List<Map.Entry<String, Future<List<Tool>>>> all(McpServers servers, String tenant, TimeLimit limit)
      throws ActionFailedException, InterruptedException {
    List<String> names = servers.names(tenant);
    List<Callable<List<Tool>>> questions = new ArrayList<>();
    for (String name : names) {
      ServerSessions sessions = servers.sessions(name, tenant);
      questions.add(() -> tools(sessions, name, limit));
    }
    List<Map.Entry<String, Future<List<Tool>>>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Tool>>> asked = threads.invokeAll(questions);
      for (int i = 0; i < asked.size(); i++) {
        answers.add(Map.entry(names.get(i), asked.get(i)));
      }
    }
    return answers;
  }

  private List<Tool> tools(ServerSessions sessions, String name, TimeLimit limit) throws ActionFailedException, InterruptedException {
    Duration patience = settings.servers().get(name).startTimeout();
    TimeLimit own = limit.within(patience.plus(patience));
    try (ServerSessions.Borrowed borrowed = sessions.borrow(own)) {
      return sessions.tools(borrowed.session(), own).tools();
    }
  }

  private int add(ArrayNode listed, String name, Future<List<Tool>> answer, int charsLeft) throws JsonProcessingException, InterruptedException {
    try {
      return add(listed, name, answer.get(), charsLeft);
    } catch (ExecutionException e) {
      ObjectNode server = listed.addObject().put("name", name);
      server.putArray("tools");
      server.put("error", Failures.reason(e.getCause()));
      return charsLeft;
    }
  }

  /** What is left of the characters then. */
  private int add(ArrayNode listed, String name, List<Tool> tools, int charsLeft) throws JsonProcessingException {
    ObjectNode server = listed.addObject().put("name", name);
    ArrayNode array = server.putArray("tools");
    int left = charsLeft;
    for (Tool tool : tools) {
      ObjectNode node = node(tool);
      int chars = mapper.writeValueAsString(node).length();
      if (chars > left) {
        server.put("toolsLeftOut", tools.size() - array.size());
        return left;
      }
      left -= chars;
      array.add(node);
    }
    return left;
  }

  private ObjectNode node(Tool tool) {
    ObjectNode node = mapper.createObjectNode().put("name", tool.name());
    if (tool.title() != null) {
      node.put("title", Foreign.shorten(tool.title(), DESCRIPTION_CHARS_MAX));
    }
    if (tool.description() != null) {
      node.put("description", tool.description().substring(0, Math.min(DESCRIPTION_CHARS_MAX, tool.description().length())));
    }
    node.set("inputSchema", mapper.valueToTree(tool.inputSchema() == null ? Map.of() : tool.inputSchema()));
    ToolAnnotations hints = tool.annotations();
    if (hints != null) {
      putHint(node, "readOnlyHint", hints.readOnlyHint());
      putHint(node, "destructiveHint", hints.destructiveHint());
      putHint(node, "idempotentHint", hints.idempotentHint());
      putHint(node, "openWorldHint", hints.openWorldHint());
    }
    return node;
  }

  private static void putHint(ObjectNode node, String name, Boolean hint) {
    if (hint != null) {
      node.put(name, hint);
    }
  }
}
