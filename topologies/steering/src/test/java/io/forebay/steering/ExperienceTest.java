package io.forebay.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ExperienceTest {
  private final Experience experience = new Experience(Weights.DEFAULT);

  @Test
  void beginsWithWhatIsTakenForGranted() {
    assertThat(experience.weights()).isEqualTo(Weights.DEFAULT);
  }

  @Test
  void riskGrowsDearerWhenPeopleAreOftenNear() {
    for (int i = 0; i < 100; i++) {
      experience.learnSeparation(0.1);
    }
    assertThat(experience.weights().risk()).isGreaterThan(Weights.DEFAULT.risk());
  }

  @Test
  void riskGrowsCheaperWhenNobodyIsNear() {
    for (int i = 0; i < 100; i++) {
      experience.learnSeparation(5);
    }
    assertThat(experience.weights().risk()).isLessThan(Weights.DEFAULT.risk());
  }

  @Test
  void learnsNothingInAnEmptyHall() {
    for (int i = 0; i < 1_000; i++) {
      experience.learnSeparation(Double.MAX_VALUE);
      experience.learnSeparation(5.01);
    }
    assertThat(experience.weights()).isEqualTo(Weights.DEFAULT);
  }

  @Test
  void countsOnPeopleWhoStepAsideOnlyAfterManyDid() {
    experience.learnResponse(0.3, 1);
    assertThat(experience.weights().yieldMetres()).isZero();
    for (int i = 0; i < 200; i++) {
      experience.learnResponse(0.3, 1);
    }
    assertThat(experience.weights().yieldMetres()).isBetween(0.1, 0.3);
  }

  @Test
  void doesNotCountOnPeopleWhoDoNotStepAside() {
    for (int i = 0; i < 200; i++) {
      experience.learnResponse(i % 2 == 0 ? 0.2 : -0.2, 1);
    }
    assertThat(experience.weights().yieldMetres()).isZero();
  }

  @Property(tries = 200)
  void staysWithinBoundsWhateverItIsTaught(@ForAll double separation, @ForAll double away, @ForAll double closeness) {
    var taught = new Experience(Weights.DEFAULT);
    for (int i = 0; i < 1_000; i++) {
      taught.learnSeparation(separation);
      taught.learnResponse(away, closeness);
    }
    assertThat(taught.weights().risk()).isBetween(Weights.DEFAULT.risk() / 2.001, Weights.DEFAULT.risk() * 2.001);
    assertThat(taught.weights().yieldMetres()).isBetween(0.0, 0.3);
  }

  @Test
  void comesBackAsItWasWritten() {
    experience.learnSeparation(0.1);
    experience.learnResponse(0.3, 0.8);
    var other = new Experience(Weights.DEFAULT);

    other.read(experience.write());

    assertThat(other.weights()).isEqualTo(experience.weights());
    assertThat(other.write()).isEqualTo(experience.write());
  }

  @Test
  void refusesBytesOfSomethingElse() {
    assertThatThrownBy(() -> experience.read(new byte[3])).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("33 bytes");
  }
}
