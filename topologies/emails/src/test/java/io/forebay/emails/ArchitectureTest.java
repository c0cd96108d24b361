package io.forebay.emails;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.forebay.architecture.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final ModuleRules MODULE = ModuleRules.of("emails");

  @Test
  void onlyTheWiringKnowsKafka() {
    MODULE.onlyTheWiringKnowsKafka("what is decided about a message is tested in milliseconds as long as it needs no Kafka; let a processor or a store hand it in");
  }

  @Test
  void knowsNoOtherTopology() {
    MODULE.knowsNoModuleBut("topologies scale and fail apart; let them meet in a topic of the schemas module", "classifier", "drafting", "mail", "privacy", "runtime", "schemas");
  }

  @Test
  void readsNoCalendarAndThrowsNoDice() {
    MODULE.readsNoCalendarAndThrowsNoDice("a record that is read again after a crash must give the same result; take time from the record or the processor's context, ids from the input");
  }

  @Test
  void onlyTheSharedStepsAreHandedTheNanoClock() {
    noClasses()
        .that()
        .doNotHaveSimpleName("EmailSteps")
        .should()
        .callMethod(System.class, "nanoTime")
        .because("tests count steps with a clock of their own; take EmailSteps.nanoClock()")
        .check(MODULE.classes());
  }

  @Test
  void isOneFlatPackage() {
    MODULE.isOneFlatPackage();
  }
}
