package io.forebay.privacy;

import java.util.List;

/**
 * Which rules apply to a message and what follows from them.
 *
 * @param profile name of the profile
 * @param classification the most sensitive thing found decides
 * @param retentionDays how long the message may be kept, in days
 * @param violations what the profile forbids and the message does, each {@code CODE: source}; in the profile's order
 */
public record ComplianceDecision(String profile, Classification classification, int retentionDays, List<String> violations) {
  public ComplianceDecision {
    violations = List.copyOf(violations);
  }
}
