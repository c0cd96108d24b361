package io.forebay.connect.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigTransformer;

/**
 * Follows the references that settings take secrets by, such as {@code ${file:/path:key}}.
 *
 * <p>Connect leaves one that leads nowhere as it was written, and the connector logs in with its text; of a missing file it does not say which
 * setting wants it.
 */
final class Placeholders {
  /** References of the connector's own, which the worker never sees behind. */
  private static final List<String> OWN = List.of("file:", "env:");

  private Placeholders() {}

  /**
   * What is wrong with the references of a connector.
   *
   * @param resolve gives what a worker puts in the place of a reference
   */
  static List<SettingProblem> problems(Map<String, String> config, UnaryOperator<String> resolve) {
    List<SettingProblem> problems = new ArrayList<>();
    config.forEach(
        (setting, value) -> {
          Matcher reference = ConfigTransformer.DEFAULT_PATTERN.matcher(value);
          while (reference.find()) {
            problem(reference.group(), resolve).ifPresent(reason -> problems.add(new SettingProblem(setting, reason)));
          }
        });
    return problems;
  }

  private static Optional<String> problem(String reference, UnaryOperator<String> resolve) {
    try {
      boolean leadsNowhere = resolve.apply(reference).equals(reference);
      return leadsNowhere ? Optional.of("The reference " + reference + " leads nowhere: there is no such key, or no such provider in this worker.") : Optional.empty();
    } catch (KafkaException e) {
      return Optional.of("The reference " + reference + " cannot be followed: " + WorkerFailures.sentence(e) + ".");
    }
  }

  /** Whether a setting of type PASSWORD holds the secret itself, which a worker shows to everybody who asks it for the connector's settings. */
  static boolean isInClear(String secret) {
    return !secret.isBlank() && OWN.stream().noneMatch(secret::startsWith) && !ConfigTransformer.DEFAULT_PATTERN.matcher(secret).find();
  }
}
