package io.forebay.cli;

import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.PiiFinding;
import io.forebay.schemas.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the demo found.
 *
 * @param messages sent
 * @param triaged messages with a result
 * @param deadLetters messages that became dead letters
 * @param unaccounted messages with neither
 * @param seconds from the first message sent to the last one accounted for
 * @param perSecond messages accounted for a second
 * @param categories messages by category
 * @param languages messages by language
 * @param personalData findings by type
 * @param defects messages by what was wrong with them
 * @param spam messages taken for spam
 * @param needsAction messages that ask for an action
 * @param repliesDrafted messages with a drafted reply
 * @param duplicates messages whose content had been triaged before
 * @param peakBytes peak resident memory of this process; null where the system does not tell
 * @param registryPeakBytes the same of the registry's process
 */
record DemoReport(
    long messages,
    long triaged,
    long deadLetters,
    long unaccounted,
    double seconds,
    double perSecond,
    Map<String, Long> categories,
    Map<String, Long> languages,
    Map<String, Long> personalData,
    Map<String, Long> defects,
    long spam,
    long needsAction,
    long repliesDrafted,
    long duplicates,
    Long peakBytes,
    Long registryPeakBytes) {

  static DemoReport of(
      long messages, List<EmailTriaged> results, long deadLetters, double seconds, OptionalLong peak, OptionalLong registryPeak) {
    long accounted = results.size() + deadLetters;
    return new DemoReport(
        messages,
        results.size(),
        deadLetters,
        messages - accounted,
        seconds,
        accounted / Math.max(seconds, 1e-9),
        count(results, email -> Stream.of(email.getCategory().getName())),
        count(results, email -> Stream.of(email.getLanguage().getCode())),
        count(results, email -> email.getPii().stream().map(PiiFinding::getType)),
        count(results, email -> email.getDefects().stream()),
        results.stream().filter(email -> email.getSpam().getVerdict() == Verdict.YES).count(),
        results.stream().filter(email -> email.getNeedsAction().getVerdict() == Verdict.YES).count(),
        results.stream().filter(email -> email.getReply() != null).count(),
        results.stream().filter(email -> email.getDuplicateOf() != null).count(),
        boxed(peak),
        boxed(registryPeak));
  }

  String text() {
    return """
        %,d messages in %.1f s (%,.0f/s): %,d triaged, %,d dead letters, %,d unaccounted for
          categories     %s
          languages      %s
          personal data  %s
          stands out     spam %,d · needs action %,d · reply drafted %,d · duplicate %,d
          defects        %s
          peak memory    %s (this process), %s (registry)"""
        .formatted(
            messages,
            seconds,
            perSecond,
            triaged,
            deadLetters,
            unaccounted,
            line(categories),
            line(languages),
            line(personalData),
            spam,
            needsAction,
            repliesDrafted,
            duplicates,
            line(defects),
            megabytes(peakBytes),
            megabytes(registryPeakBytes));
  }

  private static Map<String, Long> count(List<EmailTriaged> results, Function<EmailTriaged, Stream<String>> of) {
    return results.stream().flatMap(of).collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  private static String line(Map<String, Long> counts) {
    return counts.isEmpty()
        ? "none"
        : counts.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
            .map(entry -> TriagedText.printable(entry.getKey()) + " " + "%,d".formatted(entry.getValue()))
            .collect(Collectors.joining(" · "));
  }

  private static Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static String megabytes(Long bytes) {
    return bytes == null ? "unknown" : "%,d MB".formatted(bytes / 1_000_000);
  }
}
