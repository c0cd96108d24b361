package io.forebay.agents;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.forebay.agents");

  @Test
  void knowsNoKafka() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .because("a definition is read by the command line and by tests too; let the topology hand it in")
        .check(CLASSES);
  }

  @Test
  void knowsNoTopology() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.forebay.dispatch..", "io.forebay.intents..", "io.forebay.screens..", "io.forebay.tasks..", "io.forebay.emails..", "io.forebay.operations..", "io.forebay.cli..", "io.forebay.embedded..")
        .because("a definition means the same wherever it is read; let whoever runs it depend on this module")
        .check(CLASSES);
  }

  @Test
  void readsNoClockAndThrowsNoDice() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.(util\\.Random|util\\.concurrent\\.ThreadLocalRandom|security\\.SecureRandom)")
        .because("a task that is replayed must find the same values; hand times and ids in as names of the expression")
        .check(CLASSES);
  }

  @Test
  void isOneFlatPackage() {
    classes()
        .should()
        .resideInAPackage("io.forebay.agents")
        .because("a wish for a second package is a wish for a second module")
        .check(CLASSES);
  }
}
