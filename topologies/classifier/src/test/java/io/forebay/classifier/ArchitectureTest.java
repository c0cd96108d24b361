package io.forebay.classifier;

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
  private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.forebay.classifier");

  @Test
  void knowsNoKafka() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .because("the same code trains, evaluates and runs in the topology; the topology hands a message in and stores what comes out")
        .check(CLASSES);
  }

  @Test
  void knowsTheContractAndNoOtherModule() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("io.forebay..").and(not(resideInAnyPackage("io.forebay.classifier", "io.forebay.schemas"))))
        .because("a model is trained on parsed messages, whoever parsed them; what several modules share belongs into the contract")
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
        .because("the same lessons must give the same model in every partition, and the same data the same file; pass in what is needed")
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
        .because("which model file or data is meant is the caller's to say; take streams, and ship what is fixed as a resource of the module")
        .check(CLASSES);
  }

  @Test
  void runsNoRegularExpression() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.regex..")
        .orShould()
        .callMethod(String.class, "matches", String.class)
        .orShould()
        .callMethod(String.class, "replaceAll", String.class, String.class)
        .because("foreign text is read here on the hot path, and a pattern that backtracks stops a partition; read it as Words")
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
        .resideInAPackage("io.forebay.classifier")
        .because("a wish for a second package is a wish for a second module")
        .check(CLASSES);
  }
}
