package io.forebay.mcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.runners.ActionFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The servers of a runner, each with its sessions; a tenant sees only those that serve it. */
final class McpServers implements AutoCloseable {
  private final McpSettings settings;
  private final SortedMap<String, ServerSessions> sessions = new TreeMap<>();

  McpServers(McpSettings settings, JsonMapper mapper) {
    this.settings = settings;
    settings.servers().keySet().forEach(name -> sessions.put(name, new ServerSessions(name, settings, mapper)));
  }

  /**
   * Finds a server.
   *
   * @throws ActionFailedException if there is none of that name for the tenant, naming those that there are
   */
  ServerSessions sessions(String server, String tenant) throws ActionFailedException {
    List<String> known = names(tenant);
    if (!known.contains(server)) {
      throw Failures.unknownServer(server, known);
    }
    return sessions.get(server);
  }

  /**
   * Names the servers of a tenant, sorted.
   *
   * @throws ActionFailedException if none at all is configured
   */
  List<String> names(String tenant) throws ActionFailedException {
    if (sessions.isEmpty()) {
      throw Failures.notConfigured();
    }
    return sessions.keySet().stream().filter(name -> settings(name).serves(tenant)).toList();
  }

  McpServer settings(String server) {
    return settings.servers().get(server);
  }

  @Override
  public void close() {
    List<Thread> closing = new ArrayList<>();
    for (Map.Entry<String, ServerSessions> entry : sessions.entrySet()) {
      closing.add(Thread.ofVirtual().name("mcp-" + entry.getKey() + "-close").start(entry.getValue()::close));
    }
    try {
      for (Thread thread : closing) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
