package io.forebay.mail;

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
  private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.forebay.mail");

  @Test
  void knowsNoKafka() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .because("connectors and command lines read mail too; the topology hands a record's value in and takes the result out")
        .check(CLASSES);
  }

  @Test
  void knowsTheContractAndNoOtherModule() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("io.forebay..").and(not(resideInAnyPackage("io.forebay.mail", "io.forebay.schemas"))))
        .because("reading a message needs no judgement of it; what several modules share belongs into the contract")
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
        .because("a message that is read again must give the same content hash and text; take times from the message, and measure in the caller")
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
        .because("a message may name any file or host, and reading it must never touch one; take bytes and let the caller fetch them")
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
        .because("foreign text of any size is read here, and a pattern that backtracks stops a partition; scan by hand on a bounded window")
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
        .resideInAPackage("io.forebay.mail")
        .because("a wish for a second package is a wish for a second module")
        .check(CLASSES);
  }
}
