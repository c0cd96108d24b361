package io.forebay.jsonschema;

import io.forebay.architecture.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final ModuleRules MODULE = ModuleRules.of("jsonschema");

  @Test
  void knowsNoKafka() {
    MODULE.knowsNoKafka("runners and the command line hold strangers' schemas too; hand a value in");
  }

  @Test
  void knowsNoOtherModule() {
    MODULE.knowsNoModuleBut("topologies and runners alike use it; what one of them needs beyond that is its own");
  }

  @Test
  void runsNoRegularExpression() {
    MODULE.runsNoRegularExpression("a stranger's pattern would choose how long it takes; compile it as a LinearPattern");
  }

  @Test
  void opensNoFileAndNoConnection() {
    MODULE.opensNoFileAndNoConnection("a schema is what it says, and nothing that it points to");
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
