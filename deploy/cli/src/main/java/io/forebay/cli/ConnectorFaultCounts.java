package io.forebay.cli;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What came in while everything that takes part was killed.
 *
 * @param sources by what they are called
 * @param faults how often what happened
 */
record ConnectorFaultCounts(Map<String, Source> sources, Map<String, Integer> faults) {
  /**
   * What came of one source.
   *
   * @param there what the source holds
   * @param lost of it that never came
   * @param repeated that came more than once
   * @param strange that came and was not in the source
   */
  record Source(int there, long lost, long repeated, long strange) {
    static <T> Source of(Set<T> there, Map<T, Integer> came) {
      return new Source(
          there.size(),
          there.stream().filter(id -> !came.containsKey(id)).count(),
          came.values().stream().filter(times -> times > 1).count(),
          came.keySet().stream().filter(id -> !there.contains(id)).count());
    }

    private boolean holds() {
      return lost == 0 && repeated == 0 && strange == 0;
    }
  }

  /** Whether everything that must hold does. */
  boolean hold() {
    return sources.values().stream().allMatch(Source::holds);
  }

  String text() {
    var text = new StringBuilder();
    new TreeMap<>(sources)
        .forEach(
            (name, source) ->
                text.append(
                    """
                    %,d %s
                      lost                      %,8d   must be 0
                      repeated                  %,8d   must be 0
                      that nobody put there     %,8d   must be 0
                    """
                        .formatted(source.there, name, source.lost, source.repeated, source.strange)));
    new TreeMap<>(faults).forEach((fault, count) -> text.append("%s %d times\n".formatted(fault, count)));
    return text.toString().stripTrailing();
  }
}
