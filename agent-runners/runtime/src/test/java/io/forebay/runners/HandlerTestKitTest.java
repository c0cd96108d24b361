package io.forebay.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.forebay.runtime.ConfigException;
import io.forebay.runtime.Secret;
import io.forebay.schemas.OutcomeKind;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.Usage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit and, through it, how a handler is called. */
class HandlerTestKitTest {
  @TempDir private Path folder;

  private record CrmSettings(String baseUrl, Optional<Secret> token) {}

  /** A user's handler, as the README shows it. */
  private static final class CrmHandler implements ActionHandler {
    private CrmSettings settings;

    @Override
    public String capability() {
      return "crm.lookup";
    }

    @Override
    public String inputSchema() {
      return "{\"type\": \"object\", \"required\": [\"customer\"]}";
    }

    @Override
    public String outputSchema() {
      return "{\"type\": \"object\", \"required\": [\"url\"]}";
    }

    @Override
    public Repeatability repeatability() {
      return Repeatability.IDEMPOTENT;
    }

    @Override
    public void start(HandlerContext context) {
      settings = context.settings(CrmSettings.class);
    }

    @Override
    public ActionResult handle(ActionCall call) throws Exception {
      String customer = call.input().get("customer").asText();
      call.progress(JsonNodeFactory.instance.textNode("asked"));
      JsonNode output =
          switch (customer) {
            case "broken" -> JsonNodeFactory.instance.objectNode();
            case "none" -> null;
            case "error" -> throw new NoClassDefFoundError("com/acme/Crm");
            case "exception" -> throw new IllegalStateException("x".repeat(3_000));
            case "silent" -> throw new IllegalStateException();
            case "told" -> throw ActionFailedException.permanent("UNKNOWN_CUSTOMER", "There is none.").using(new Usage(1L, 2L, 3L));
            default -> JsonNodeFactory.instance.objectNode().put("url", settings.baseUrl() + "/" + customer + "?key=" + call.idempotencyKey());
          };
      return ActionResult.of(output);
    }

    @Override
    public boolean reconciles() {
      return true;
    }

    @Override
    public Reconciliation reconcile(ActionCall call) {
      return switch (call.input().get("customer").asText()) {
        case "done" -> new Reconciliation.Done(JsonNodeFactory.instance.objectNode().put("url", "found"));
        case "broken" -> new Reconciliation.Done(JsonNodeFactory.instance.objectNode());
        case "not" -> new Reconciliation.NotDone();
        default -> new Reconciliation.Unknown();
      };
    }
  }

  private HandlerTestKit kit() throws Exception {
    return HandlerTestKit.start(new CrmHandler(), Map.of("base-url", "http://crm"), folder);
  }

  private static String customer(String name) {
    return "{\"customer\": \"" + name + "\"}";
  }

  @Test
  void givesTheHandlerItsSettingsAndTakesItsAnswer() throws Exception {
    var outcome = kit().run(customer("c-17"));
    assertThat(outcome.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(outcome.output().get("url").asText()).isEqualTo("http://crm/c-17?key=key-1");
    assertThat(outcome.progress()).containsExactly(JsonNodeFactory.instance.textNode("asked"));
  }

  @Test
  void takesSettingsAsARecord() throws Exception {
    try (var kit = HandlerTestKit.start(new CrmHandler(), new CrmSettings("http://other", Optional.empty()), folder)) {
      assertThat(kit.run(customer("c")).output().get("url").asText()).startsWith("http://other/c");
    }
  }

  @Test
  void readsSecretsFromTheVariablesThatATestGives() throws Exception {
    var handler = new CrmHandler();
    try (var _ = HandlerTestKit.start(handler, Map.of("base-url", "http://crm", "token", "${env:CRM_TOKEN}", "CRM_TOKEN", "s3cret"), folder)) {
      assertThat(handler.settings.token().orElseThrow().reveal()).isEqualTo("s3cret");
    }
  }

  @Test
  void refusesASettingThatTheHandlerDoesNotKnow() {
    assertThatThrownBy(() -> HandlerTestKit.start(new CrmHandler(), Map.of("base-uri", "http://crm"), folder))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("FOREBAY_HANDLERS_CRM_BASE_URI is no setting");
  }

  @Test
  void refusesInputThatTheSchemaDoesNotAllow() throws Exception {
    var outcome = kit().run("{}");
    assertThat(outcome.code()).isEqualTo("INVALID_INPUT");
    assertThat(outcome.message()).contains("customer");
    assertThat(outcome.retryable()).isFalse();
    assertThat(kit().run("{").code()).isEqualTo("INVALID_INPUT");
  }

  @Test
  void refusesOutputThatTheSchemaDoesNotAllow() throws Exception {
    var outcome = kit().run(customer("broken"));
    assertThat(outcome.code()).isEqualTo("INVALID_OUTPUT");
    assertThat(outcome.message()).contains("crm.lookup").contains("url");
    assertThat(outcome.retryable()).isFalse();
  }

  @Test
  void refusesARequestThatIsLaxerThanTheHandler() throws Exception {
    var outcome = kit().requested(Repeatability.REPEATABLE).run(customer("c"));
    assertThat(outcome.code()).isEqualTo("REPEATABILITY_TOO_LAX");
    assertThat(outcome.message()).isEqualTo("crm.lookup has to be requested as IDEMPOTENT or stricter, and was requested as REPEATABLE.");
    assertThat(outcome.retryable()).isFalse();
    assertThat(outcome.progress()).isEmpty();
    assertThat(kit().requested(Repeatability.IDEMPOTENT).run(customer("c")).kind()).isEqualTo(OutcomeKind.SUCCEEDED);
  }

  @Test
  void passesOnWhatTheHandlerSaidOfItsFailure() throws Exception {
    var outcome = kit().run(customer("told"));
    assertThat(outcome.code()).isEqualTo("UNKNOWN_CUSTOMER");
    assertThat(outcome.usage()).isEqualTo(new Usage(1L, 2L, 3L));
    assertThat(outcome.retryable()).isFalse();
  }

  @Test
  void takesAnyOtherFailureForOneThatMayPass() throws Exception {
    var once = kit().run(customer("exception"));
    assertThat(once.code()).isEqualTo("HANDLER_FAILED");
    assertThat(once.message()).hasSize(2_000).startsWith("IllegalStateException: xxx").endsWith("...");
    assertThat(once.retryable()).isTrue();
    assertThat(once.inDoubt()).isTrue();
    assertThat(kit().requested(Repeatability.IDEMPOTENT).run(customer("exception")).inDoubt()).isFalse();
    assertThat(kit().run(customer("silent")).message()).isEqualTo("IllegalStateException");
  }

  @Test
  void survivesErrorsAndMissingAnswers() throws Exception {
    assertThat(kit().run(customer("error")).message()).isEqualTo("NoClassDefFoundError: com/acme/Crm");
    assertThat(kit().run(customer("none")).code()).isEqualTo("HANDLER_FAILED");
  }

  @Test
  void asksTheHandlerWhatBecameOfAnAttempt() throws Exception {
    assertThat(kit().reconcile(customer("done")).output().get("url").asText()).isEqualTo("found");
    assertThat(kit().reconcile(customer("not")).kind()).isEqualTo(OutcomeKind.NOT_DONE);
    assertThat(kit().reconcile(customer("other")).kind()).isEqualTo(OutcomeKind.UNKNOWN);
    assertThat(kit().reconcile(customer("broken")).code()).isEqualTo("INVALID_OUTPUT");
  }
}
