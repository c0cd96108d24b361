package io.forebay.connect.worker;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Looks for secrets that are written into settings instead of referred to.
 *
 * <p>A worker keeps settings as they were written in a topic, and shows them so to whoever asks its REST interface.
 */
final class InlineSecrets {
  private static final Pattern NAME = Pattern.compile("(?:.*[._-])?(?:password|passphrase|secret|token|credentials|jaas[.]config)");
  private static final Pattern IN_ADDRESS = Pattern.compile("://[^/?#@:]{1,256}:[^/?#@]{1,256}@|[?&;](?i:password|passwd|secret|token)=[^&;]");
  private static final String REFERENCE = "${";
  private static final int VALUE_LENGTH_MAX = 8_192;

  private InlineSecrets() {}

  static List<SettingProblem> problems(Map<String, String> config) {
    return config.entrySet().stream().filter(setting -> isInline(setting.getKey(), setting.getValue())).map(Map.Entry::getKey).sorted().map(InlineSecrets::problem).toList();
  }

  private static boolean isInline(String name, String value) {
    if (value.isBlank() || value.contains(REFERENCE)) {
      return false;
    }
    return NAME.matcher(name.toLowerCase(Locale.ROOT)).matches() || IN_ADDRESS.matcher(value.substring(0, Math.min(value.length(), VALUE_LENGTH_MAX))).find();
  }

  private static SettingProblem problem(String name) {
    return new SettingProblem(name, "A secret must be given by reference, such as ${file:/run/secrets/mail.properties:password} or ${env:NAME}: a worker shows settings as they were written.");
  }
}
