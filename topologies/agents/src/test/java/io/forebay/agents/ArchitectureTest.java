package io.forebay.agents;

import io.forebay.architecture.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final ModuleRules MODULE = ModuleRules.of("agents");

  @Test
  void knowsNoKafka() {
    MODULE.knowsNoKafka("a definition is read by the command line and by tests too; let the topology hand it in");
  }

  @Test
  void knowsNoTopology() {
    MODULE.knowsNoModuleBut("a definition means the same wherever it is read; let whoever runs it depend on this module", "jsonschema", "schemas");
  }

  @Test
  void readsNoClockAndThrowsNoDice() {
    MODULE.readsNoClockAndThrowsNoDice("a task that is replayed must find the same values; hand times and ids in as names of the expression");
  }

  @Test
  void isOneFlatPackage() {
    MODULE.isOneFlatPackage();
  }
}
