package io.forebay.cli;

import io.forebay.cli.PolicySection.Rate;
import io.forebay.runtime.ConfigException;
import io.forebay.runtime.ConfigException.Problem;
import io.forebay.runtime.ConfigLoader;
import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.EventSchemas;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A YAML file of policies.
 *
 * @param tiers rates by name, for the policies of the same file
 * @param policies by pattern
 */
record PolicyFile(Map<String, Rate> tiers, Map<String, PolicySection> policies) {

  /** Refuses what the rules of policies refuse; what cannot be read at all was refused before. */
  PolicyFile {
    EventSchemas.published(ActionPolicy.class); // Avro's builders work only once it is initialised
    var problems = new ArrayList<Problem>();
    tiers.forEach((name, rate) -> problems(rate).forEach(problem -> problems.add(under("tiers." + name, problem))));
    policies.forEach(
        (pattern, section) -> {
          String key = "policies." + pattern;
          if (section.tier() != null && !tiers.containsKey(section.tier())) {
            problems.add(new Problem(key + ".tier", "must be one of the file's tiers (" + String.join(", ", tiers.keySet()) + "), got " + section.tier()));
          }
          // What is wrong with a tier is said of the tier.
          PolicyRules.problems(section.toPolicy(pattern, tiers)).stream()
              .filter(problem -> section.tier() == null || !problem.key().startsWith("rate"))
              .forEach(problem -> problems.add(under(key, problem)));
        });
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException naming everything that is wrong, with its line and what is allowed
   */
  static PolicyFile read(Path file) {
    return ConfigLoader.load(PolicyFile.class, Optional.of(file), Map.of());
  }

  /**
   * Reads files into policies by pattern, in the order written.
   *
   * @throws ConfigException naming everything that is wrong in any of them
   */
  static Map<String, ActionPolicy> readAll(List<Path> files) {
    var policies = new LinkedHashMap<String, ActionPolicy>();
    var writtenIn = new LinkedHashMap<String, Path>();
    var problems = new ArrayList<Problem>();
    for (Path file : files) {
      try {
        var read = read(file);
        read.policies()
            .forEach(
                (pattern, section) -> {
                  policies.put(pattern, section.toPolicy(pattern, read.tiers()));
                  Path before = writtenIn.put(pattern, file);
                  if (before != null) {
                    problems.add(new Problem("policies." + pattern, "is in " + before + " and in " + file + "; leave one of them"));
                  }
                });
      } catch (ConfigException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return policies;
  }

  /** As for a policy that has nothing else; keys relative to the rate. */
  private static List<Problem> problems(Rate rate) {
    return PolicyRules.problems(ActionPolicy.newBuilder().setPattern("*/*").setRate(rate.toRule()).build()).stream()
        .map(problem -> new Problem(problem.key().replaceFirst("^rate\\.?", ""), problem.complaint()))
        .toList();
  }

  private static Problem under(String path, Problem problem) {
    return new Problem(problem.key().isEmpty() ? path : path + "." + problem.key(), problem.complaint());
  }
}
