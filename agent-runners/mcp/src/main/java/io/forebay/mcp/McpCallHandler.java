package io.forebay.mcp;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.blobs.BlobStore;
import io.forebay.runners.ActionCall;
import io.forebay.runners.ActionFailedException;
import io.forebay.runners.ActionHandler;
import io.forebay.runners.ActionResult;
import io.forebay.runners.HandlerContext;
import io.forebay.schemas.Repeatability;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code mcp.call}: calls a tool of a server that speaks the Model Context Protocol.
 *
 * <p>A tool that says that it failed has answered: its words are the output, with {@code isError}, for the model that asked to read.
 */
public final class McpCallHandler implements ActionHandler {
  private static final int MESSAGE_CHARS_MAX = 1000;
  private static final TypeReference<Map<String, Object>> ARGUMENTS = new TypeReference<>() {};

  private McpSettings settings;
  private JsonMapper mapper;
  private McpServers servers;
  private BlobStore blobs;
  private Tracer tracer;

  @Override
  public String capability() {
    return "mcp.call";
  }

  @Override
  public String inputSchema() {
    return Resources.read("call-input.json");
  }

  @Override
  public String outputSchema() {
    return Resources.read("call-output.json");
  }

  @Override
  public Repeatability repeatability() {
    return Repeatability.REPEATABLE;
  }

  @Override
  public void start(HandlerContext context) {
    settings = context.settings(McpSettings.class);
    mapper = Json.mapper(settings.answerMax());
    servers = new McpServers(settings, mapper);
    blobs = context.blobs();
    tracer = context.tracer();
  }

  @Override
  public ActionResult handle(ActionCall call) throws ActionFailedException, InterruptedException, IOException {
    String name = call.input().path("server").asText();
    String tool = call.input().path("tool").asText();
    ServerSessions sessions = servers.sessions(name, call.tenant());
    TimeLimit limit = TimeLimit.in(call.remaining()).within(servers.settings(name).timeout());
    Span span =
        tracer
            .spanBuilder("tools/call " + Foreign.shorten(tool, 100))
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("mcp.method.name", "tools/call")
            .setAttribute("gen_ai.tool.name", Foreign.shorten(tool, 100))
            .startSpan();
    try {
      CallToolResult answer = askAgainIfOver(sessions, name, tool, call, limit, span.getSpanContext());
      if (Boolean.TRUE.equals(answer.isError())) {
        span.setStatus(StatusCode.ERROR).setAttribute("error.type", "tool_error");
      }
      return ActionResult.of(output(name, answer, call.tenant()));
    } catch (ActionFailedException e) {
      span.setStatus(StatusCode.ERROR).setAttribute("error.type", e.code());
      throw e;
    } finally {
      span.end();
    }
  }

  /** A server that has forgotten the session has not done what it was asked; a new session costs less than another attempt. */
  private CallToolResult askAgainIfOver(ServerSessions sessions, String server, String tool, ActionCall call, TimeLimit limit, SpanContext span)
      throws ActionFailedException, InterruptedException {
    try {
      return ask(sessions, server, tool, call, limit, span);
    } catch (ActionFailedException e) {
      if (!e.code().equals(Failures.SESSION_OVER)) {
        throw e;
      }
      return ask(sessions, server, tool, call, limit, span);
    }
  }

  private CallToolResult ask(ServerSessions sessions, String server, String tool, ActionCall call, TimeLimit limit, SpanContext span)
      throws ActionFailedException, InterruptedException {
    JsonNode arguments = call.input().has("arguments") ? call.input().get("arguments") : JsonNodeFactory.instance.objectNode();
    try (ServerSessions.Borrowed borrowed = sessions.borrow(limit)) {
      Session session = borrowed.session();
      ToolCatalogue tools = sessions.toolsWith(tool, session, limit);
      ToolArguments wanted = tools.find(tool).orElseThrow(() -> Failures.unknownTool(server, tool, tools.names()));
      Optional<String> complaint = wanted.complaint(arguments);
      if (complaint.isPresent()) {
        throw Failures.badArguments(server, tool, complaint.get());
      }
      CallToolRequest request = CallToolRequest.builder(tool).arguments(mapper.convertValue(arguments, ARGUMENTS)).build();
      CallToolResult answer = session.call(request, metadata(call, span), limit, progress -> call.progress(progress(progress)));
      borrowed.worked();
      return answer;
    }
  }

  /** The key that is the same with every attempt, and the trace as W3C Trace Context writes it. */
  private static Map<String, Object> metadata(ActionCall call, SpanContext span) {
    Map<String, Object> metadata = new HashMap<>(Session.idempotencyKey(call.idempotencyKey()));
    if (span.isValid()) {
      metadata.put("traceparent", "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex());
    }
    return metadata;
  }

  private static ObjectNode progress(ProgressNotification told) {
    ObjectNode progress = JsonNodeFactory.instance.objectNode();
    if (told.progress() != null) {
      progress.put("progress", told.progress());
    }
    if (told.total() != null) {
      progress.put("total", told.total());
    }
    if (told.message() != null) {
      progress.put("message", Foreign.shorten(told.message(), MESSAGE_CHARS_MAX));
    }
    return progress;
  }

  private ObjectNode output(String server, CallToolResult answer, String tenant) throws ActionFailedException, IOException {
    try {
      return new AnswerJson(blobs, tenant, mapper, settings.inlineMax().bytes()).output(answer);
    } catch (IllegalArgumentException e) {
      throw Failures.badAnswer(server, e).inDoubt();
    }
  }

  @Override
  public void close() {
    if (servers != null) {
      servers.close();
    }
  }
}
