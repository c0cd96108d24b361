package io.forebay.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses FOREBAY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/generated-"))
          .importPackages("io.forebay");

  private static final JavaClasses CLI =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.forebay.cli");

  @Test
  void onlyTheCommandLineStartsABroker() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.forebay.cli..", "io.forebay.embedded..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.forebay.embedded..")
        .because("applications run against a Kafka that is there; the embedded one is for the dev stack and for tests, so take it in test scope")
        .check(FOREBAY);
  }

  @Test
  void nothingKnowsTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.forebay.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.forebay.cli..")
        .because("it is the outermost module; move what is needed to the module that it is about")
        .check(FOREBAY);
  }

  @Test
  void onlyTheDevStackStartsApplications() {
    noClasses()
        .that()
        .haveNameNotMatching("io\\.forebay\\.cli\\.(DevStack|DevCommand|Bench\\w*|\\w*Bench\\w*)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("EmailsApp")
        .because("a command that starts an application beside the dev stack would start it differently; give DevStack.Options what it needs")
        .check(CLI);
  }

  @Test
  void keepsNoStaticState() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("tests run several commands in one process; keep state in the command")
        .check(CLI);
  }

  @Test
  void isOneFlatPackage() {
    classes()
        .should()
        .resideInAPackage("io.forebay.cli")
        .because("a wish for a second package is a wish for a second module")
        .check(CLI);
  }
}
