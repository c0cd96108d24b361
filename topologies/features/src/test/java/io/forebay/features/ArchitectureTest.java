package io.forebay.features;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.forebay.architecture.ModuleRules;
import java.time.Instant;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final ModuleRules MODULE = ModuleRules.of("features");

  @Test
  void knowsNoKafka() {
    MODULE.knowsNoKafka("the same code trains, evaluates and runs in the topology, which hands features in and writes what comes out");
  }

  @Test
  void knowsNoOtherModule() {
    MODULE.knowsNoModuleBut("features are names and numbers, whoever measured them; the topology reads events and asks");
  }

  @Test
  void asksForNoClockAndNoChanceWithoutASeed() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .callConstructor(SplittableRandom.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocalRandom.class)
        .because("the same examples must give the same model, byte for byte; draw from the seed of the options")
        .check(MODULE.classes());
  }

  @Test
  void knowsTheLibraryInTrainingOnly() {
    noClasses()
        .that()
        .doNotHaveSimpleName("LinearTrainer")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("de.bwaldvogel..")
        .because("what was trained is read without the library that trained it")
        .check(MODULE.classes());
  }

  @Test
  void opensNoFileAndNoConnection() {
    MODULE.opensNoFileAndNoConnection("which model or data is meant is the caller's to say; take bytes and examples");
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
