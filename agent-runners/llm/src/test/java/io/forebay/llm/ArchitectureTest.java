package io.forebay.llm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.forebay.runners.ActionHandler;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.forebay.llm");

  @Test
  void knowsNoKafka() {
    noClasses().should().dependOnClassesThat().resideInAnyPackage("org.apache.kafka..").because("a handler does its work and leaves records to the runner").check(CLASSES);
  }

  @Test
  void knowsNoTopology() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.forebay.dispatch..", "io.forebay.emails..", "io.forebay.cli..", "io.forebay.http..", "io.forebay.mcp..")
        .because("runners know no topology, and handlers no other handlers")
        .check(CLASSES);
  }

  @Test
  void readsTheEnvironmentNowhere() {
    noClasses()
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .because("settings come from the runner, and secrets with them")
        .check(CLASSES);
  }

  @Test
  void logsNothing() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..")
        .because("what is said to models and what they answer is nobody's business; the runner logs failures")
        .check(CLASSES);
  }

  @Test
  void isFoundByTheRunner() {
    assertThat(ServiceLoader.load(ActionHandler.class)).extracting(ActionHandler::capability).contains("llm.chat", "llm.embed");
  }
}
