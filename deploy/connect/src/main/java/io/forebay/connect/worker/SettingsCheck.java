package io.forebay.connect.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a worker thinks of a connector's settings.
 *
 * @param refused what is wrong, by setting; a worker starts no connector while there is any
 * @param unread settings that neither Connect nor the connector's documented settings know: misspelt ones, or some that the connector passes on
 */
public record SettingsCheck(List<SettingProblem> refused, List<String> unread) {
  /** Settings below these are for whoever the connector hands them to. */
  private static final List<String> PASSED_ON =
      List.of("producer.override.", "consumer.override.", "admin.override.", "key.converter.", "value.converter.", "header.converter.");

  public SettingsCheck {
    refused = List.copyOf(refused);
    unread = List.copyOf(unread);
  }

  /**
   * @param config what was asked about
   * @param answer every setting that is known, with what is wrong with its value
   */
  static SettingsCheck of(Map<String, String> config, Map<String, List<String>> answer) {
    List<SettingProblem> refused = new ArrayList<>();
    answer.forEach(
        (setting, reasons) -> {
          String consequence = "Invalid value null for configuration " + setting + ":";
          reasons.stream()
              .filter(reason -> reasons.indexOf(reason) == 0 || !reason.startsWith(consequence)) // of a value that could not be read
              .forEach(reason -> refused.add(new SettingProblem(setting, reason)));
        });
    List<String> unread =
        config.keySet().stream()
            .filter(setting -> !answer.containsKey(setting) && PASSED_ON.stream().noneMatch(setting::startsWith))
            .sorted()
            .toList();
    return new SettingsCheck(refused, unread);
  }

  /** With more that is refused. */
  SettingsCheck and(List<SettingProblem> more) {
    return new SettingsCheck(Stream.concat(refused.stream(), more.stream()).toList(), unread);
  }

  /**
   * The worker could not look at them, which it says of the connector as a whole.
   *
   * @param sentence without a full stop
   */
  static SettingsCheck failed(Map<String, String> config, String sentence) {
    return new SettingsCheck(List.of(new SettingProblem(ConnectorFile.CLASS, "Connect cannot check " + config.get(ConnectorFile.CLASS) + ": " + sentence + ".")), List.of());
  }
}
