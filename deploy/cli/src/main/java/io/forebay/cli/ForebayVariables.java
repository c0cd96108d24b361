package io.forebay.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The variables of an environment that set something: without those that are the launcher's, and with short names written out. */
final class ForebayVariables {
  private static final Set<String> LAUNCHER = Set.of("FOREBAY_TRACE", "FOREBAY_DATA", "FOREBAY_JAVA_OPTIONS", "FOREBAY_CLASSPATH", "FOREBAY_CONNECT_WORKER");
  private static final String MODEL = "FOREBAY_LLM_";
  private static final String MODEL_HANDLERS = "FOREBAY_HANDLERS_LLM_";

  private ForebayVariables() {}

  /** {@code FOREBAY_LLM_BASE_URL} and its like set what {@code FOREBAY_HANDLERS_LLM_BASE_URL} does, where that is not set itself. */
  static Map<String, String> of(Map<String, String> environment) {
    var variables = new LinkedHashMap<>(environment);
    variables.keySet().removeAll(LAUNCHER);
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(MODEL)) {
            variables.remove(name);
            variables.putIfAbsent(MODEL_HANDLERS + name.substring(MODEL.length()), value);
          }
        });
    return variables;
  }
}
