package io.forebay.runners;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.forebay.runners");

  @Test
  void knowsNoTopologyAndNoFamilyOfHandlers() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.forebay.dispatch..", "io.forebay.emails..", "io.forebay.llm..", "io.forebay.http..", "io.forebay.mcp..", "io.forebay.cli..")
        .because("a runner meets dispatch in the schemas, and its handlers in ActionHandler")
        .check(CLASSES);
  }

  @Test
  void keepsKafkaOutOfWhatHandlersSee() {
    noClasses()
        .that()
        .haveNameMatching(".*\\.(ActionHandler|ActionCall|ActionResult|ActionFailedException|Reconciliation|HandlerContext)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .because("a handler is the user's code, and works the same in a test without Kafka")
        .check(CLASSES);
  }

  @Test
  void readsTheEnvironmentNowhere() {
    noClasses()
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .because("configuration comes in as a record, so that several runners share a process")
        .check(CLASSES);
  }

  @Test
  void writesToTheConsoleNowhere() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("a runner says what it has to say in its log, its health and its metrics")
        .check(CLASSES);
  }

  @Test
  void keepsTheLoopToItself() {
    classes()
        .that()
        .haveSimpleNameNotStartingWith("Runner")
        .and()
        .haveSimpleNameNotStartingWith("Tracing")
        .and()
        .haveNameNotMatching(
            ".*\\.(Action(Handler|Call|Result|FailedException)|Reconciliation|HandlerContext|HandlerTestKit|EchoHandler|SleepHandler|FailHandler)(\\$.*)?")
        .should()
        .notBePublic()
        .because("users see handlers, the test kit and how a runner is started; the rest may change any day")
        .check(CLASSES);
  }
}
