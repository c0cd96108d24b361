package io.forebay.intents;

import io.forebay.runtime.Check;
import io.forebay.runtime.Setting;
import java.time.Duration;

/**
 * How intents are decided; what differs from scene to scene is said by scenes.
 *
 * @param commitInterval time between commits; what a crash has done again. Nothing is decided while one is made, so there are few
 * @param behind age of a record from which on only the newest observation of each subject is decided
 * @param subjectsMax subjects of one scene that are followed at a time
 */
public record IntentsConfig(
    @Setting("Time between commits of the intents topology: what a crash has done again; PT5S unless given.") Duration commitInterval,
    @Setting("Age of a record from which on only the newest observation of each subject is decided; PT0.02S unless given.") Duration behind,
    @Setting("Subjects of one scene that are followed at a time; 200 unless given.") Integer subjectsMax) {

  public IntentsConfig {
    commitInterval =
        Check.between("commit-interval", commitInterval == null ? Duration.ofSeconds(5) : commitInterval, Duration.ofMillis(10), Duration.ofMinutes(1));
    behind = Check.between("behind", behind == null ? Duration.ofMillis(20) : behind, Duration.ofMillis(1), Duration.ofMinutes(1));
    subjectsMax = Check.between("subjects-max", subjectsMax == null ? 200 : subjectsMax, 1, 10_000);
  }

  public static IntentsConfig defaults() {
    return new IntentsConfig(null, null, null);
  }
}
