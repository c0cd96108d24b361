package io.forebay.cli;

import java.util.Map;

/**
 * How one part of an installation is, seen from outside.
 *
 * @param name of the part
 * @param up whether it does its work
 * @param reason why it is down, or what is worth knowing of it
 * @param figures the same for machines: strings, numbers, or maps of them
 */
record HealthPart(String name, boolean up, String reason, Map<String, Object> figures) {
  static HealthPart up(String name, String reason, Map<String, Object> figures) {
    return new HealthPart(name, true, reason, figures);
  }

  static HealthPart down(String name, String reason) {
    return new HealthPart(name, false, reason, Map.of());
  }
}
