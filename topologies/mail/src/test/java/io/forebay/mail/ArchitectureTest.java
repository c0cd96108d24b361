package io.forebay.mail;

import io.forebay.architecture.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final ModuleRules MODULE = ModuleRules.of("mail");

  @Test
  void knowsNoKafka() {
    MODULE.knowsNoKafka("connectors and command lines read mail too; the topology hands a record's value in and takes the result out");
  }

  @Test
  void knowsTheContractAndNoOtherModule() {
    MODULE.knowsNoModuleBut("reading a message needs no judgement of it; what several modules share belongs into the contract", "schemas");
  }

  @Test
  void readsNoClockAndThrowsNoDice() {
    MODULE.readsNoClockAndThrowsNoDice("a message that is read again must give the same content hash and text; take times from the message, and measure in the caller");
  }

  @Test
  void opensNoFileAndNoConnection() {
    MODULE.opensNoFileAndNoConnection("a message may name any file or host, and reading it must never touch one; take bytes and let the caller fetch them");
  }

  @Test
  void runsNoRegularExpression() {
    MODULE.runsNoRegularExpression("foreign text of any size is read here, and a pattern that backtracks stops a partition; scan by hand on a bounded window");
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
