package io.forebay.embedded;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where the stack behind integration tests runs. */
enum StackKind {
  /** A broker in this JVM and a registry beside it. */
  EMBEDDED {
    @Override
    KafkaStack startThrowAway() {
      return EmbeddedStack.start(StackOptions.throwAway());
    }
  },
  /** Containers; needs Docker. */
  TESTCONTAINERS {
    @Override
    KafkaStack startThrowAway() {
      return ContainerStack.start();
    }
  };

  abstract KafkaStack startThrowAway();

  static StackKind fromSystemProperty() {
    return named(System.getProperty(KafkaStack.STACK_PROPERTY, EMBEDDED.lowerCase()));
  }

  static StackKind named(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.lowerCase().equals(name))
        .findFirst()
        .orElseThrow(() -> new StackStartException(
            "System property %s must be one of %s, got \"%s\".".formatted(KafkaStack.STACK_PROPERTY, names(), name)));
  }

  private static String names() {
    return Arrays.stream(values()).map(StackKind::lowerCase).collect(Collectors.joining(", "));
  }

  private String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
