package io.forebay.intents;

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
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.forebay.intents");

  /** The classes that are about Kafka: the rest decides in a scene and could do so anywhere. */
  private static final String WIRING = ".*\\.(\\w+(Topology|Processor|Store|App)(\\$\\w+)?)";

  @Test
  void onlyTheWiringKnowsKafka() {
    noClasses()
        .that()
        .haveNameNotMatching(WIRING)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .because("what is decided in a scene is tested in milliseconds as long as it needs no Kafka; let a processor or a store hand it in")
        .check(CLASSES);
  }

  @Test
  void knowsNoOtherTopology() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.forebay.dispatch..", "io.forebay.screens..", "io.forebay.tasks..", "io.forebay.emails..", "io.forebay.operations..", "io.forebay.cli..", "io.forebay.embedded..")
        .because("topologies scale and fail apart; let them meet in a topic of the schemas module")
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
        .because("a record that is read again after a crash must give the same result; take time from the record or the processor's context, ids from the input")
        .check(CLASSES);
  }

  @Test
  void isOneFlatPackage() {
    classes()
        .should()
        .resideInAPackage("io.forebay.intents")
        .because("a wish for a second package is a wish for a second module")
        .check(CLASSES);
  }
}
