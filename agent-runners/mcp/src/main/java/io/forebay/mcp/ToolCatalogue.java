package io.forebay.mcp;

import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tools of a server that may be called, as it listed them; schemas are compiled when they are first needed. Thread-safe. */
final class ToolCatalogue {
  private final Map<String, Tool> tools = new LinkedHashMap<>();
  private final Map<String, ToolArguments> compiled = new ConcurrentHashMap<>();
  private final ToolSchemas schemas;
  private final long generation;
  private final long readAtNanos = System.nanoTime();

  /**
   * Takes those that are allowed; of two of the same name the first one.
   *
   * @param generation of the server's state that they were read from
   */
  ToolCatalogue(List<Tool> listed, McpServer server, ToolSchemas schemas, long generation) {
    this.schemas = schemas;
    this.generation = generation;
    listed.stream().filter(tool -> server.allows(tool.name())).forEach(tool -> tools.putIfAbsent(tool.name(), tool));
  }

  List<Tool> tools() {
    return List.copyOf(tools.values());
  }

  Set<String> names() {
    return tools.keySet();
  }

  boolean has(String tool) {
    return tools.containsKey(tool);
  }

  /** What the tool takes; empty if there is none of that name. */
  Optional<ToolArguments> find(String tool) {
    return Optional.ofNullable(tools.get(tool)).map(known -> compiled.computeIfAbsent(tool, _ -> schemas.compile(known)));
  }

  boolean isOf(long otherGeneration) {
    return generation == otherGeneration;
  }

  long ageNanos() {
    return System.nanoTime() - readAtNanos;
  }
}
