package io.forebay.drafting;

import io.forebay.architecture.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final ModuleRules MODULE = ModuleRules.of("drafting");

  @Test
  void knowsNoKafka() {
    MODULE.knowsNoKafka("anything that has a parsed message may ask for its priority or a draft; the topology hands it in and takes the result out");
  }

  @Test
  void knowsTheContractAndNoOtherModule() {
    MODULE.knowsNoModuleBut("what earlier steps found comes in as TriageFacts and redacted text; what several modules share belongs into the contract", "schemas");
  }

  @Test
  void readsNoClockAndThrowsNoDice() {
    MODULE.readsNoClockAndThrowsNoDice("a deadline counts from the day of the message, so that a record read again gives the same priority; see MailReader.today");
  }

  @Test
  void opensNoFileAndNoConnection() {
    MODULE.opensNoFileAndNoConnection("a draft says only what stands in the message; ship phrases and templates as resources of the module");
  }

  @Test
  void runsNoRegularExpression() {
    MODULE.runsNoRegularExpression("foreign text is read here on the hot path, and a pattern that backtracks stops a partition; read it as Tokens");
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
