package io.forebay.cli;

import io.forebay.schemas.ErrorCode;
import java.util.Optional;

/**
 * Decides which dead letters go back.
 *
 * @param code only letters with this code; null for all
 * @param sourceTopic only letters of this topic; null for all
 * @param limit at most so many go back
 * @param redrivesMax a record that was sent back so often stays; the loop guard
 */
record RedriveRules(ErrorCode code, String sourceTopic, long limit, long redrivesMax) {

  /** Why a letter stays where it is. */
  enum Stay {
    ALREADY_REDRIVEN("redriven before"),
    NOT_SELECTED("not selected"),
    OVER_LIMIT("over --limit"),
    REDRIVES_MAX("came back as often as --redrives-max allows"),
    VALUE_CUT("value too large to have been kept whole"),
    VALUE_MISSING("no value, and to send that could delete"),
    ROW("rows of a table: delete them there and insert them mended"),
    NO_SOURCE("no topic to go back to"),
    SOURCE_MISSING("came from a topic that does not exist");

    private final String phrase;

    Stay(String phrase) {
      this.phrase = phrase;
    }

    String phrase() {
      return phrase;
    }
  }

  /** Where letters may go. */
  @FunctionalInterface
  interface Targets {
    /** How many partitions a topic has; 0 if it does not exist. */
    int partitions(String topic);
  }

  /**
   * Decides about one letter.
   *
   * @param sent how many go back before this letter
   * @return why it stays; empty if it goes back
   */
  Optional<Stay> stays(DeadLetter letter, boolean isRedriven, long sent, Targets targets) {
    if (isRedriven) {
      return Optional.of(Stay.ALREADY_REDRIVEN);
    }
    var topic = letter.sourceTopic();
    if (!DeadLetterSelection.hasCode(letter, code) || (sourceTopic != null && !topic.equals(Optional.of(sourceTopic)))) {
      return Optional.of(Stay.NOT_SELECTED);
    }
    if (letter.isRow()) {
      return Optional.of(Stay.ROW);
    }
    if (letter.code().isEmpty() || topic.isEmpty() || topic.get().equals(letter.record().topic())) {
      return Optional.of(Stay.NO_SOURCE);
    }
    if (letter.record().value() == null) {
      return Optional.of(Stay.VALUE_MISSING);
    }
    if (letter.isCut()) {
      return Optional.of(Stay.VALUE_CUT);
    }
    if (letter.redrives() >= redrivesMax) {
      return Optional.of(Stay.REDRIVES_MAX);
    }
    if (targets.partitions(topic.get()) == 0) {
      return Optional.of(Stay.SOURCE_MISSING);
    }
    return sent >= limit ? Optional.of(Stay.OVER_LIMIT) : Optional.empty();
  }
}
