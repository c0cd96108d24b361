package io.forebay.intents;

import io.forebay.architecture.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final ModuleRules MODULE = ModuleRules.of("intents");

  @Test
  void onlyTheWiringKnowsKafka() {
    MODULE.onlyTheWiringKnowsKafka("what is decided in a scene is tested in milliseconds as long as it needs no Kafka; let a processor or a store hand it in");
  }

  @Test
  void knowsNoOtherTopology() {
    MODULE.knowsNoModuleBut("topologies scale and fail apart; let them meet in a topic of the schemas module", "runtime", "schemas", "motion", "steering", "features");
  }

  @Test
  void readsNoClockAndThrowsNoDice() {
    MODULE.readsNoClockAndThrowsNoDice("a record that is read again after a crash must give the same result; take time from the record or the processor's context, ids from the input");
  }

  @Test
  void isOneFlatPackage() {
    MODULE.isOneFlatPackage();
  }
}
