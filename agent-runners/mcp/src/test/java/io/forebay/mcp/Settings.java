package io.forebay.mcp;

import io.forebay.runtime.ByteSize;
import io.forebay.runtime.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Settings as tests need them. */
final class Settings {
  private Settings() {}

  static McpSettings of(Map<String, McpServer> servers) {
    return new McpSettings(servers, new ByteSize(16 << 10), new ByteSize(128 << 10));
  }

  static McpServer program(String command, String... args) {
    return new Builder().command(command, args).build();
  }

  static McpServer at(URI url) {
    return new Builder().url(url).build();
  }

  /** A server of which a test sets what it is about. */
  static final class Builder {
    private String command;
    private List<String> args;
    private URI url;
    private Map<String, String> env;
    private Map<String, Secret> secretEnv;
    private Map<String, String> headers;
    private Secret bearer;
    private List<String> allowedTools;
    private List<String> tenants;
    private Duration timeout;
    private Duration startTimeout;
    private Integer sessionsMax;

    Builder command(String program, String... arguments) {
      command = program;
      args = List.of(arguments);
      return this;
    }

    Builder url(URI endpoint) {
      url = endpoint;
      return this;
    }

    Builder env(Map<String, String> variables, Map<String, Secret> secrets) {
      env = variables;
      secretEnv = secrets;
      return this;
    }

    Builder headers(Map<String, String> values, Secret token) {
      headers = values;
      bearer = token;
      return this;
    }

    Builder allowedTools(String... names) {
      allowedTools = List.of(names);
      return this;
    }

    Builder tenants(String... names) {
      tenants = List.of(names);
      return this;
    }

    Builder timeout(Duration longest) {
      timeout = longest;
      return this;
    }

    Builder startTimeout(Duration longest) {
      startTimeout = longest;
      return this;
    }

    Builder sessionsMax(int most) {
      sessionsMax = most;
      return this;
    }

    McpServer build() {
      return new McpServer(command, args, env, secretEnv, null, url, headers, null, bearer, allowedTools, tenants, timeout, startTimeout, sessionsMax);
    }
  }
}
