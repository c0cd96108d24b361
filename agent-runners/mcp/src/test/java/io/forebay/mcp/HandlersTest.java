package io.forebay.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.runners.ActionFailedException;
import io.forebay.runners.ActionHandler;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What can be said without any server. */
final class HandlersTest {
  private static final String CALL = "{\"server\": \"files\", \"tool\": \"read\"}";

  @Test
  void areFoundByTheRunner() {
    assertThat(ServiceLoader.load(ActionHandler.class)).extracting(ActionHandler::capability).contains("mcp.call", "mcp.list");
  }

  @Test
  void sayWhatToSetWhereNoServerIsConfigured() {
    try (TestRunner caller = new TestRunner(new McpCallHandler(), Settings.of(Map.of()));
        TestRunner lister = new TestRunner(new McpListHandler(), Settings.of(Map.of()))) {
      for (ActionFailedException failure : new ActionFailedException[] {caller.failure(CALL), lister.failure("{}"), lister.failure("{\"server\": \"a\"}")}) {
        assertThat(failure.code()).isEqualTo("MCP_NOT_CONFIGURED");
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure).hasMessageContaining("handlers.mcp.servers");
      }
    }
  }

  @Test
  void nameToATenantOnlyTheServersThatServeIt() throws Exception {
    McpServer own = new Settings.Builder().command("no-such-program").tenants("acme").build();
    McpServer others = new Settings.Builder().command("no-such-program").tenants("globex").build();
    McpSettings settings = Settings.of(Map.of("files", others, "search", own));
    try (TestRunner caller = new TestRunner(new McpCallHandler(), settings);
        TestRunner lister = new TestRunner(new McpListHandler(), settings)) {
      ActionFailedException failure = caller.failure(CALL);

      assertThat(failure.code()).isEqualTo("SERVER_UNKNOWN");
      assertThat(failure.isRetryable()).isFalse();
      assertThat(failure).hasMessage("there is no MCP server files; there are search");
      assertThat(caller.failure(TestCall.of(CALL).by("globex")).code()).isEqualTo("SERVER_UNAVAILABLE");
      assertThat(lister.run("{}").get("servers").findValuesAsText("name")).containsExactly("search");
    }
  }

  @Test
  void closeWithoutHavingBeenStarted() {
    try (ActionHandler caller = new McpCallHandler();
        ActionHandler lister = new McpListHandler()) {
      assertThat(caller.capability()).isNotEqualTo(lister.capability());
    }
  }
}
