package io.forebay.mcp;

import io.forebay.runtime.Check;
import io.forebay.runtime.ConfigException;
import io.forebay.runtime.Secret;
import io.forebay.runtime.Setting;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A server that actions may call: a program that the runner starts ({@code command}), or one that runs elsewhere ({@code url}).
 *
 * @param env added to {@code PATH}, {@code HOME}, {@code LANG} and {@code TMPDIR}, which are all that a program sees of the runner's environment
 * @param bearer sent as {@code Authorization: Bearer ...}
 * @param allowedTools every tool where none is named
 * @param tenants every tenant where none is named
 * @param timeout longest call; the attempt's own time may be shorter
 * @param sessionsMax calls share one session until a second call arrives while the first one runs; then there may be more
 */
public record McpServer(
    @Setting("Program to start; it speaks MCP on its standard input and output.") String command,
    @Setting("Arguments of the program.") List<String> args,
    @Setting("Environment variables of the program.") Map<String, String> env,
    @Setting("More environment variables of the program, by reference.") Map<String, Secret> secretEnv,
    @Setting("Folder that the program starts in; the runner's unless given.") Path workingDir,
    @Setting("Endpoint of a server that runs elsewhere; it speaks streamable HTTP.") URI url,
    @Setting("HTTP headers for the server.") Map<String, String> headers,
    @Setting("More HTTP headers for the server, by reference.") Map<String, Secret> secretHeaders,
    @Setting("Bearer token for the server, by reference.") Secret bearer,
    @Setting("Tools that may be called; all of the server's unless given.") List<String> allowedTools,
    @Setting("Tenants whose actions may use it; every tenant unless given.") List<String> tenants,
    @Setting("Longest call; PT5M unless given.") Duration timeout,
    @Setting("Longest time to start and greet; PT30S unless given.") Duration startTimeout,
    @Setting("Most sessions at a time; 1 unless given.") Integer sessionsMax) {
  private static final Duration TIMEOUT_MIN = Duration.ofMillis(1);
  private static final Duration TIMEOUT_MAX = Duration.ofDays(1);

  public McpServer {
    if ((command == null) == (url == null)) {
      throw new ConfigException("command", "must be given, or else url; not both, not neither");
    }
    args = args == null ? List.of() : List.copyOf(args);
    env = env == null ? Map.of() : Map.copyOf(env);
    secretEnv = secretEnv == null ? Map.of() : Map.copyOf(secretEnv);
    headers = headers == null ? Map.of() : Map.copyOf(headers);
    secretHeaders = secretHeaders == null ? Map.of() : Map.copyOf(secretHeaders);
    if (command == null) {
      requireEndpoint(url);
      headers.forEach((name, value) -> requireHeader("headers", name, value));
      secretHeaders.forEach((name, value) -> requireHeader("secret-headers", name, value.reveal()));
      requireHeader("bearer", "Authorization", bearer == null ? "" : bearer.reveal());
      refuse("args", !args.isEmpty(), "command");
      refuse("env", !env.isEmpty() || !secretEnv.isEmpty(), "command");
      refuse("working-dir", workingDir != null, "command");
    } else {
      Check.present("command", command);
      requireVariables(env.keySet());
      requireVariables(secretEnv.keySet());
      refuse("headers", !headers.isEmpty() || !secretHeaders.isEmpty(), "url");
      refuse("bearer", bearer != null, "url");
    }
    allowedTools = allowedTools == null ? List.of() : List.copyOf(allowedTools);
    tenants = tenants == null ? List.of() : List.copyOf(tenants);
    timeout = Check.between("timeout", timeout == null ? Duration.ofMinutes(5) : timeout, TIMEOUT_MIN, TIMEOUT_MAX);
    startTimeout = Check.between("start-timeout", startTimeout == null ? Duration.ofSeconds(30) : startTimeout, TIMEOUT_MIN, Duration.ofMinutes(10));
    sessionsMax = Check.between("sessions-max", sessionsMax == null ? 1 : sessionsMax, 1, 64);
  }

  private static void requireEndpoint(URI url) {
    boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!isHttp || url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw new ConfigException("url", "must be an http or https URL with a host, and without user and fragment");
    }
  }

  /** What the JDK's client refuses only when it sends; the value is not named, since it may be a secret. */
  private static void requireHeader(String key, String name, String value) {
    try {
      HttpRequest.newBuilder().header(name, value);
    } catch (IllegalArgumentException _) {
      throw new ConfigException(key, "must be headers that a client may send, with values on one line, got " + name);
    }
  }

  private static void requireVariables(Set<String> names) {
    names.forEach(name -> Check.that("env", name, !name.isEmpty() && name.indexOf('=') < 0 && name.indexOf(0) < 0, "names without ="));
  }

  private static void refuse(String key, boolean isGiven, String other) {
    if (isGiven) {
      throw new ConfigException(key, "goes with " + other + ", which is not given");
    }
  }

  boolean isProgram() {
    return command != null;
  }

  boolean serves(String tenant) {
    return tenants.isEmpty() || tenants.contains(tenant);
  }

  boolean allows(String tool) {
    return allowedTools.isEmpty() || allowedTools.contains(tool);
  }
}
