package io.forebay.connect.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a worker thinks of a connector's settings.
 *
 * @param refused what is wrong, by setting; a worker starts no connector while there is any
 * @param unread settings that neither Connect nor the connector's documented settings know: misspelt ones, or some that the connector passes on
 * @param inClear secrets that are not given by reference; a worker shows them to everybody who asks it for the connector's settings
 */
public record SettingsCheck(List<SettingProblem> refused, List<String> unread, List<String> inClear) {
  /** Settings below these are for whoever the connector hands them to. */
  private static final List<String> PASSED_ON =
      List.of("producer.override.", "consumer.override.", "admin.override.", "key.converter.", "value.converter.", "header.converter.");

  public SettingsCheck {
    refused = List.copyOf(refused);
    unread = List.copyOf(unread);
    inClear = List.copyOf(inClear);
  }

  /**
   * @param config what was asked about
   * @param answer every setting that is known, with what is wrong with its value
   * @param secrets those whose type is PASSWORD
   */
  static SettingsCheck of(Map<String, String> config, Map<String, List<String>> answer, Set<String> secrets) {
    List<SettingProblem> refused = new ArrayList<>();
    answer.forEach((setting, reasons) -> reasons.forEach(reason -> refused.add(new SettingProblem(setting, reason))));
    List<String> unread =
        config.keySet().stream()
            .filter(setting -> !answer.containsKey(setting) && PASSED_ON.stream().noneMatch(setting::startsWith))
            .sorted()
            .toList();
    List<String> inClear = secrets.stream().filter(secret -> Placeholders.isInClear(config.getOrDefault(secret, ""))).sorted().toList();
    return new SettingsCheck(refused, unread, inClear);
  }

  /**
   * The worker could not look at them, which it says of the connector as a whole.
   *
   * @param sentence without a full stop
   */
  static SettingsCheck failed(Map<String, String> config, String sentence) {
    return new SettingsCheck(List.of(new SettingProblem(ConnectorFile.CLASS, "Connect cannot check " + config.get(ConnectorFile.CLASS) + ": " + sentence + ".")), List.of(), List.of());
  }
}
