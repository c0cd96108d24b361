package io.forebay.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompanyTest {
  private static final double SPEED = 1.2;

  private final Track ann = walker(0, 0, SPEED, 0);

  @ParameterizedTest(name = "{4}")
  @CsvSource({
    "0, 1, 1.3, 0, walks beside her",
    "-1, 0, 1.3, 0, walks behind her",
    "0, 1.15, 1.2, 0.1, just near enough",
  })
  void isWhoWalksCloseByAndAlike(double fromX, double fromY, double velocityX, double velocityY, String who) {
    Company.cue(ann, List.of(ann, walkerAt(ann.lastX + fromX, ann.lastY + fromY, velocityX, velocityY)));
    assertThat(Math.hypot(ann.cues.companionX, ann.cues.companionY)).as(who).isPositive();
  }

  @ParameterizedTest(name = "{4}")
  @CsvSource({
    "0, 1.3, 1.2, 0.1, too far off",
    "0, 1, -1.2, 0, comes towards her",
    "0, 1, 0, 1.2, crosses her way",
    "0, 1, 0, 0, stands",
    "0, 1, 1.7, 0, overtakes",
    "0.02, 0, 1.3, 0, is herself seen twice",
  })
  void isNobodyWho(double fromX, double fromY, double velocityX, double velocityY, String who) {
    Company.cue(ann, List.of(ann, walkerAt(ann.lastX + fromX, ann.lastY + fromY, velocityX, velocityY)));
    assertThat(ann.cues.companionX).as(who).isZero();
    assertThat(ann.cues.companionY).as(who).isZero();
  }

  @Test
  void isNobodyWhoWasNotSeenForMoreThanASecond() {
    Track gone = walkerAt(ann.lastX, ann.lastY + 1, 1.3, 0);
    ann.cues.seconds = gone.history.last() + 1.01;
    Company.cue(ann, List.of(gone));
    assertThat(ann.cues.companionX).isZero();
    ann.cues.seconds = gone.history.last() + 0.1;
    Company.cue(ann, List.of(gone));
    assertThat(ann.cues.companionX).isNotZero();
  }

  @Test
  void isTheNearestOfSome() {
    Track near = walkerAt(ann.lastX, ann.lastY + 0.8, 1.3, 0);
    Track further = walkerAt(ann.lastX, ann.lastY - 1.1, 1.1, 0);
    Company.cue(ann, List.of(further, near));
    assertThat(ann.cues.companionX).isCloseTo(0.1, within(0.03));
    Company.cue(ann, List.of(further));
    assertThat(ann.cues.companionX).isCloseTo(-0.1, within(0.03));
  }

  /** Somebody who arrives at a place when ann does hers. */
  private static Track walkerAt(double x, double y, double velocityX, double velocityY) {
    return walker(x - 9 * 0.4 * velocityX, y - 9 * 0.4 * velocityY, velocityX, velocityY);
  }

  private static Track walker(double x, double y, double velocityX, double velocityY) {
    var track = new Track();
    track.begin(0, x, y, 0, 0, 2.25);
    for (int step = 1; step < 10; step++) {
      track.follow(0.4 * step, x + 0.4 * step * velocityX, y + 0.4 * step * velocityY);
    }
    track.readCues();
    return track;
  }
}
