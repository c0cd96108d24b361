package io.forebay.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.runners.ActionHandler;
import io.forebay.schemas.Repeatability;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class RegistrationTest {
  @Test
  void isFoundByRunners() {
    ActionHandler handler =
        ServiceLoader.load(ActionHandler.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(HttpRequestHandler.class::isInstance)
            .findFirst()
            .orElseThrow();

    assertThat(handler.capability()).isEqualTo("http.request");
    assertThat(handler.repeatability()).isEqualTo(Repeatability.REPEATABLE);
    assertThat(handler.reconciles()).isFalse();
    handler.close();
  }
}
