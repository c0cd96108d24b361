package io.forebay.classifier;

import io.forebay.architecture.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final ModuleRules MODULE = ModuleRules.of("classifier");

  @Test
  void knowsNoKafka() {
    MODULE.knowsNoKafka("the same code trains, evaluates and runs in the topology; the topology hands a message in and stores what comes out");
  }

  @Test
  void knowsTheContractAndNoOtherModule() {
    MODULE.knowsNoModuleBut("a model is trained on parsed messages, whoever parsed them; what several modules share belongs into the contract", "schemas");
  }

  @Test
  void readsNoClockAndThrowsNoDice() {
    MODULE.readsNoClockAndThrowsNoDice("the same lessons must give the same model in every partition, and the same data the same file; pass in what is needed");
  }

  @Test
  void opensNoFileAndNoConnection() {
    MODULE.opensNoFileAndNoConnection("which model file or data is meant is the caller's to say; take streams, and ship what is fixed as a resource of the module");
  }

  @Test
  void runsNoRegularExpression() {
    MODULE.runsNoRegularExpression("foreign text is read here on the hot path, and a pattern that backtracks stops a partition; read it as Words");
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
