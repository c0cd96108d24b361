package io.forebay.embedded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.forebay.embedded");

  @Test
  void oneClassKnowsKafkasInternals() {
    noClasses()
        .that()
        .doNotHaveSimpleName("EmbeddedBroker")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("kafka..", "org.apache.kafka..", "scala..")
        .because(
            "Kafka's server is not an API and changes with every release: an upgrade should be the reading of one class;"
                + " give EmbeddedBroker a method for what you need")
        .check(MODULE);
  }

  @Test
  void oneClassKnowsContainers() {
    noClasses()
        .that()
        .doNotHaveSimpleName("ContainerStack")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.testcontainers..")
        .because("most machines run without Docker, and what is not loaded costs them nothing")
        .check(MODULE);
  }

  @Test
  void oneClassKnowsPostgres() {
    noClasses()
        .that()
        .doNotHaveSimpleName("PostgresServer")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.zonky..", "org.postgresql..")
        .because("both are optional: who starts a stack without a database has neither of them")
        .check(MODULE);
  }

  @Test
  void keepsNoStaticState() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("two stacks run in one JVM, in the dev stack and in tests; keep state in the stack that it belongs to")
        .check(MODULE);
  }

  @Test
  void opensAnInterfaceAndItsOptionsOnly() {
    classes()
        .that()
        .arePublic()
        .should()
        .haveNameMatching(".*\\.(KafkaStack|StackOptions|RegistryOptions|StackStartException|PostgresServer)")
        .because("every other class may then change without asking anyone")
        .check(MODULE);
  }
}
