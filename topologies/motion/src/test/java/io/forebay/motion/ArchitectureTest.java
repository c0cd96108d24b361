package io.forebay.motion;

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
  private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.forebay.motion");

  @Test
  void knowsNoKafka() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .because("the same code evaluates recordings and runs in the topology; the topology hands observations in and stores what comes out")
        .check(CLASSES);
  }

  @Test
  void knowsNoOtherModule() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("io.forebay..").and(not(resideInAnyPackage("io.forebay.motion"))))
        .because("positions are plain numbers here, whoever saw them; events are the topology's to read and write")
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
        .because("the same observations must give the same decision when a record is repeated; pass in what is needed")
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
        .because("a decision has less than a millisecond; what is to be kept leaves as bytes")
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
        .resideInAPackage("io.forebay.motion")
        .because("a wish for a second package is a wish for a second module")
        .check(CLASSES);
  }
}
