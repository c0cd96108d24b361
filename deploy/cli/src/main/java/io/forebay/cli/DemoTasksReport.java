package io.forebay.cli;

import java.util.List;

/**
 * What came of the demo's tasks.
 *
 * @param children tasks that they called
 * @param unaccounted tasks without a result
 * @param resultsTooMany results beyond the first of a task; there must be none
 * @param takenBack steps that were taken back, in order
 */
record DemoTasksReport(int asked, List<Line> kinds, int children, int unaccounted, int resultsTooMany, List<String> takenBack) {
  private static final int ENDING_MAX = 220;

  /**
   * Tasks of one kind.
   *
   * @param what is particular about them
   * @param steps of all together, with those of the tasks that they called
   * @param tokens read and written by models
   * @param p50Ms from the request to the result
   * @param ending of the first: its output, or why there is none
   */
  record Line(String agent, String what, int asked, long completed, long failed, long steps, long tokens, long p50Ms, String ending) {}

  String text() {
    var table = new TextTable("agent", "", "asked", "completed", "failed", "steps", "tokens", "p50");
    kinds.forEach(
        kind ->
            table.add(
                kind.agent(), kind.what(), kind.asked(), kind.completed(), kind.failed(), kind.steps(), "%,d".formatted(kind.tokens()), "%,d ms".formatted(kind.p50Ms())));
    var text = new StringBuilder("%d tasks, and %d that they called: %d unaccounted for%n".formatted(asked, children, unaccounted));
    table.toString().lines().forEach(line -> text.append("  ").append(line).append('\n'));
    text.append("  demo-order took back ").append(takenBack.isEmpty() ? "nothing" : String.join(", then ", takenBack)).append("\n\n");
    kinds.forEach(kind -> text.append("  ").append(kind.agent()).append(", ").append(kind.what()).append("\n    ").append(SafeText.of(kind.ending(), ENDING_MAX)).append('\n'));
    return text.toString().stripTrailing();
  }
}
