package io.forebay.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.blobs.FileBlobStore;
import io.forebay.runtime.ConfigException;
import io.forebay.runtime.ConfigSection;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.Topics;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandlersTest {
  @TempDir private Path folder;

  private Handlers start(List<String> wanted, Map<String, String> environment, ActionHandler... found) throws Exception {
    var known = Topics.defaults().allCapabilities();
    var tracer = OpenTelemetry.noop().getTracer("test");
    return Handlers.start(List.of(found), wanted, known, ConfigSection.of("handlers", environment), new FileBlobStore(folder), tracer);
  }

  /** Notes what is done to it. */
  private static final class Noting implements ActionHandler {
    private final String capability;
    private final List<String> notes;
    private final boolean refuses;

    private record NotingSettings(Integer size) {}

    private Noting(String capability, List<String> notes, boolean refuses) {
      this.capability = capability;
      this.notes = notes;
      this.refuses = refuses;
    }

    @Override
    public String capability() {
      return capability;
    }

    @Override
    public String inputSchema() {
      return "true";
    }

    @Override
    public String outputSchema() {
      return "true";
    }

    @Override
    public Repeatability repeatability() {
      return Repeatability.ONCE;
    }

    @Override
    public boolean reconciles() {
      return true;
    }

    @Override
    public void start(HandlerContext context) {
      notes.add("start " + capability + " " + context.settings(NotingSettings.class).size());
      if (refuses) {
        throw new IllegalStateException("cannot work like this");
      }
    }

    @Override
    public ActionResult handle(ActionCall call) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      notes.add("close " + capability);
    }
  }

  @Test
  void findsTheCoreHandlersOnTheClassPath() throws Exception {
    var found = ServiceLoader.load(ActionHandler.class).stream().map(ServiceLoader.Provider::get).toArray(ActionHandler[]::new);
    try (Handlers handlers = start(List.of(), Map.of(), found)) {
      assertThat(handlers.capabilities()).containsExactly("core.echo", "core.fail", "core.sleep");
      assertThat(handlers.reconciling()).isEmpty();
    }
  }

  @Test
  void startsAndClosesOnlyWhatIsWanted() throws Exception {
    var notes = new ArrayList<String>();
    var handlers =
        start(List.of("llm.chat"), Map.of("FOREBAY_HANDLERS_LLM_SIZE", "7"), new Noting("llm.chat", notes, false), new Noting("mcp.call", notes, false));
    assertThat(handlers.capabilities()).containsExactly("llm.chat");
    assertThat(handlers.reconciling()).containsExactly("llm.chat");
    assertThat(handlers.get("mcp.call")).isNull();
    handlers.close();
    assertThat(notes).containsExactly("start llm.chat 7", "close llm.chat");
  }

  @Test
  void closesWhatHasStartedWhenAnotherCannot() {
    var notes = new ArrayList<String>();
    assertThatThrownBy(() -> start(List.of(), Map.of(), new Noting("llm.chat", notes, false), new Noting("mcp.call", notes, true)))
        .hasMessage("cannot work like this");
    assertThat(notes).contains("close llm.chat");
  }

  @Test
  void refusesWhatNoHandlerDoes() {
    assertThatThrownBy(() -> start(List.of("core.echo", "llm.chat"), Map.of(), new EchoHandler()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("runner.capabilities must be among what the handlers on the class path can do, [core.echo], got [core.echo, llm.chat]");
  }

  @Test
  void refusesTwoHandlersOfOneCapability() {
    assertThatThrownBy(() -> start(List.of(), Map.of(), new EchoHandler(), new EchoHandler()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("core.echo");
  }

  @Test
  void refusesAHandlerWithoutATopic() {
    assertThatThrownBy(() -> start(List.of(), Map.of(), new Noting("acme.invoice", new ArrayList<>(), false)))
        .isInstanceOf(ConfigException.class)
        .hasMessage("topics.capabilities must name acme.invoice, which a handler does and which therefore needs a topic of its own");
  }

  @Test
  void refusesSettingsThatNoHandlerReads() {
    assertThatThrownBy(() -> start(List.of(), Map.of("FOREBAY_HANDLERS_CORE_SIZE", "1"), new EchoHandler()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("FOREBAY_HANDLERS_CORE_SIZE is no setting");
  }

  @Test
  void toleratesSettingsOfHandlersThatAreNotWanted() throws Exception {
    try (Handlers handlers =
        start(List.of("core.echo"), Map.of("FOREBAY_HANDLERS_LLM_SIZE", "1"), new EchoHandler(), new Noting("llm.chat", new ArrayList<>(), false))) {
      assertThat(handlers.capabilities()).containsExactly("core.echo");
    }
  }
}
