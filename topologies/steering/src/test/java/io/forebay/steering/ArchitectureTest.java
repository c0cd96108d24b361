package io.forebay.steering;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.forebay.steering");

  @Test
  void knowsNoKafka() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .because("the same code is evaluated on recordings and runs in the topology; the topology hands people in and sends on what is decided")
        .check(CLASSES);
  }

  @Test
  void knowsForecastsAndNoOtherModule() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("io.forebay..").and(not(resideInAnyPackage("io.forebay.steering", "io.forebay.motion"))))
        .because("a planner needs to know where people may be and nothing of how that was found; what several modules share belongs into the contract")
        .check(CLASSES);
  }

  @Test
  void asksForNoClockAndNoChance() {
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
        .dependOnClassesThat()
        .areAssignableTo(RandomGenerator.class)
        .because("the same observation must give the same decision under the same id; pass in the time and a seed")
        .check(CLASSES);
  }

  @Test
  void opensNoFileAndNoConnection() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\.(File|RandomAccessFile).*")
        .because("a decision has a millisecond; what is needed is handed in")
        .check(CLASSES);
  }

  @Test
  void keepsNoStaticState() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("several applications run in one JVM, in the dev stack and in tests; keep state in the object that it belongs to")
        .check(CLASSES);
  }

  @Test
  void isOneFlatPackage() {
    classes()
        .should()
        .resideInAPackage("io.forebay.steering")
        .because("a wish for a second package is a wish for a second module")
        .check(CLASSES);
  }
}
