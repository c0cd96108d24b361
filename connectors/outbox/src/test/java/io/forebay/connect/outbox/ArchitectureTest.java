package io.forebay.connect.outbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.forebay.connect.outbox");

  @Test
  void isOneFlatPackage() {
    classes().should().resideInAPackage("io.forebay.connect.outbox").because("a wish for a second package is a wish for a second module").check(CLASSES);
  }

  @Test
  void usesTheTaskOfDebeziumAndNotItsEngine() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.debezium.engine..", "io.debezium.embedded..")
        .because("the engine writes offsets apart from what the records became; a crash between the two loses or repeats rows")
        .check(CLASSES);
  }
}
