package io.forebay.steering;

import io.forebay.architecture.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final ModuleRules MODULE = ModuleRules.of("steering");

  @Test
  void knowsNoKafka() {
    MODULE.knowsNoKafka("the same code is evaluated on recordings and runs in the topology; the topology hands people in and sends on what is decided");
  }

  @Test
  void knowsForecastsAndNoOtherModule() {
    MODULE.knowsNoModuleBut("a planner needs to know where people may be and nothing of how that was found; what several modules share belongs into the contract", "motion");
  }

  @Test
  void asksForNoClockAndNoChance() {
    MODULE.readsNoClockAndThrowsNoDice("the same observation must give the same decision under the same id; pass in the time and a seed");
  }

  @Test
  void opensNoFileAndNoConnection() {
    MODULE.opensNoFileAndNoConnection("a decision has a millisecond; what is needed is handed in");
  }

  @Test
  void keepsNoStaticState() {
    MODULE.keepsNoStaticState();
  }

  @Test
  void isOneFlatPackage() {
    MODULE.isOneFlatPackage();
  }
}
