package io.forebay.motion;

import io.forebay.architecture.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final ModuleRules MODULE = ModuleRules.of("motion");

  @Test
  void knowsNoKafka() {
    MODULE.knowsNoKafka("the same code evaluates recordings and runs in the topology; the topology hands observations in and stores what comes out");
  }

  @Test
  void knowsNoOtherModule() {
    MODULE.knowsNoModuleBut("positions are plain numbers here, whoever saw them; events are the topology's to read and write");
  }

  @Test
  void asksForNoClockAndNoChance() {
    MODULE.readsNoClockAndThrowsNoDice("the same observations must give the same decision when a record is repeated; pass in what is needed");
  }

  @Test
  void opensNoFileAndNoConnection() {
    MODULE.opensNoFileAndNoConnection("a decision has less than a millisecond; what is to be kept leaves as bytes");
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
