package io.forebay.privacy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.forebay.privacy");

  @Test
  void knowsNeitherKafkaNorAvro() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..", "io.forebay.schemas..")
        .because("every topology and connector may import this library; convert to records of the contract where they are written")
        .check(CLASSES);
  }

  @Test
  void isOneFlatPackage() {
    classes()
        .should()
        .resideInAPackage("io.forebay.privacy")
        .because("a wish for a second package is a wish for a second module")
        .check(CLASSES);
  }

  @Test
  void runsNoRegularExpressionOfItsOwn() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.regex..")
        .because("foreign text of any size is scanned here, and a pattern that backtracks stops a partition; write a finder on a bounded window")
        .check(CLASSES);
  }

  @Test
  void asksForNoClockAndNoFile() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.time..", "java.io..", "java.nio..", "java.net..")
        .because("findings must be the same when a record is read again")
        .check(CLASSES);
  }
}
