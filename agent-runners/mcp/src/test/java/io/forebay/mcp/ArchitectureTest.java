package io.forebay.mcp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.forebay.mcp");

  @Test
  void knowsNothingOfKafka() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .because("a handler does its work and answers; the runner alone speaks with the broker: use ActionCall and ActionResult")
        .check(CLASSES);
  }

  @Test
  void startsProgramsInOnePlaceOnly() {
    noClasses()
        .that()
        .doNotHaveSimpleName("ServerProgram")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ProcessBuilder.class)
        .because("what is started gets the runner's environment unless somebody takes it away: start it with ServerProgram")
        .check(CLASSES);
  }

  @Test
  void takesItsPipesFromHereAndNotFromTheSdk() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveSimpleName("StdioClientTransport")
        .because("it passes the runner's secrets on and does not tell when the program dies: use PipeTransport")
        .check(CLASSES);
  }
}
