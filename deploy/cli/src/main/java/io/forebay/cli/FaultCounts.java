package io.forebay.cli;

import io.forebay.cli.FaultLedger.Line;
import io.forebay.cli.FaultLedger.Mark;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.Repeatability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of actions under faults.
 *
 * @param actions asked for
 * @param withoutResult that have none
 * @param contradicting that have results with different statuses
 * @param succeeded that succeeded
 * @param otherwise that ended otherwise
 * @param onceStartedTwice {@code ONCE} actions whose handler began more than once
 * @param keysChanged actions whose handler saw different idempotency keys
 * @param neverDone actions that succeeded although no handler ended
 * @param runAgain actions whose handler began more than once
 * @param resolved actions in doubt that a person resolved
 * @param takeoverMedianMs between the begin of an attempt that vanished and of the next
 * @param takeoverMaxMs the longest
 * @param silenceMaxMs the longest time without any result, after the first
 * @param reasons why those that ended otherwise did
 */
record FaultCounts(
    int actions,
    int withoutResult,
    int contradicting,
    int succeeded,
    int otherwise,
    int onceStartedTwice,
    int keysChanged,
    int neverDone,
    int runAgain,
    int resolved,
    long takeoverMedianMs,
    long takeoverMaxMs,
    long silenceMaxMs,
    Map<String, Long> reasons) {

  static FaultCounts of(Map<String, Repeatability> asked, Map<String, List<ActionFinished>> results, List<Line> ledger, int resolved, long silenceMaxMs) {
    Map<String, List<Line>> byAction = new HashMap<>();
    ledger.forEach(line -> byAction.computeIfAbsent(line.actionId(), _ -> new ArrayList<>()).add(line));
    int[] counts = new int[8];
    var takeovers = new ArrayList<Long>();
    asked.forEach(
        (id, repeatability) -> {
          var own = results.getOrDefault(id, List.of());
          var lines = byAction.getOrDefault(id, List.of());
          long statuses = own.stream().map(ActionFinished::getStatus).distinct().count();
          boolean succeeded = statuses == 1 && own.getFirst().getStatus() == io.forebay.schemas.ActionStatus.SUCCEEDED;
          long begun = lines.stream().filter(line -> line.mark() == Mark.BEGAN).count();
          boolean ended = lines.stream().anyMatch(line -> line.mark() == Mark.ENDED);
          counts[0] += own.isEmpty() ? 1 : 0;
          counts[1] += statuses > 1 ? 1 : 0;
          counts[2] += succeeded ? 1 : 0;
          counts[3] += !succeeded && statuses == 1 ? 1 : 0;
          counts[4] += repeatability == Repeatability.ONCE && begun > 1 ? 1 : 0;
          counts[5] += lines.stream().map(Line::idempotencyKey).distinct().count() > 1 ? 1 : 0;
          counts[6] += succeeded && !ended ? 1 : 0;
          counts[7] += begun > 1 ? 1 : 0;
          addTakeovers(lines, takeovers);
        });
    long[] sorted = takeovers.stream().mapToLong(Long::longValue).sorted().toArray();
    return new FaultCounts(
        asked.size(),
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        counts[4],
        counts[5],
        counts[6],
        counts[7],
        resolved,
        sorted.length == 0 ? 0 : sorted[sorted.length / 2],
        Arrays.stream(sorted).max().orElse(0),
        silenceMaxMs,
        reasons(results));
  }

  private static Map<String, Long> reasons(Map<String, List<ActionFinished>> results) {
    return results.values().stream()
        .map(List::getFirst)
        .filter(result -> result.getReason() != null)
        .collect(Collectors.groupingBy(ActionFinished::getReason, TreeMap::new, Collectors.counting()));
  }

  /** Whether everything that must hold does. */
  boolean hold() {
    return withoutResult == 0 && contradicting == 0 && onceStartedTwice == 0 && keysChanged == 0 && neverDone == 0;
  }

  private static void addTakeovers(List<Line> lines, List<Long> takeovers) {
    var sorted = lines.stream().sorted(Comparator.comparingLong(Line::at)).toList();
    for (int i = 0; i + 1 < sorted.size(); i++) {
      Line line = sorted.get(i);
      Line next = sorted.get(i + 1);
      if (line.mark() == Mark.BEGAN && next.mark() == Mark.BEGAN && next.attempt() > line.attempt()) {
        takeovers.add(next.at() - line.at());
      }
    }
  }

  String text(int runnerKills, int dispatchKills, int brokerRestarts) {
    return """
        %,d actions; killed with SIGKILL: %d runners, %d times dispatch; broker restarted: %d times
          without a result                                  %,8d   must be 0
          with contradicting results                        %,8d   must be 0
          ONCE actions whose handler began twice            %,8d   must be 0
          actions that saw different idempotency keys       %,8d   must be 0
          succeeded without a handler that ended            %,8d   must be 0
          succeeded                                         %,8d
          ended otherwise                                   %,8d   %s
          in doubt, resolved by a person                    %,8d
          begun more than once                              %,8d
          from the begin of a lost attempt to the next      %,8d ms median, %,d ms at most
          longest time without any result                   %,8d ms"""
        .formatted(
            actions, runnerKills, dispatchKills, brokerRestarts, withoutResult, contradicting, onceStartedTwice, keysChanged, neverDone, succeeded,
            otherwise, reasons.isEmpty() ? "" : reasons, resolved, runAgain, takeoverMedianMs, takeoverMaxMs, silenceMaxMs);
  }
}
