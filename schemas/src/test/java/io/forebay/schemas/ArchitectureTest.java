package io.forebay.schemas;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.forebay.schemas");

  @Test
  void knowsNoOtherModule() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("io.forebay..").and(not(resideInAPackage("io.forebay.schemas"))))
        .because("every module depends on the contract; put what needs another module into that module")
        .check(CLASSES);
  }

  @Test
  void knowsClientsOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka.streams..", "org.apache.kafka.connect..", "org.apache.kafka.server..")
        .because("producers, connectors and runners use the contract too; put what needs Kafka Streams into a topology")
        .check(CLASSES);
  }

  @Test
  void threeClassesKnowTheRegistrysLibrary() {
    noClasses()
        .that()
        .doNotHaveSimpleName("EventSerdes")
        .and()
        .doNotHaveSimpleName("TypedDatumProvider")
        .and()
        .doNotHaveSimpleName("InMemoryRegistry")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.apicurio..", "com.microsoft.kiota..", "io.kiota..")
        .because("the wire format is the contract and the library is not: another one should be the reading of three classes; ask EventSerdes for a serde")
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
        .resideInAPackage("io.forebay.schemas")
        .because("the namespace of the published schemas is this package; a wish for a second one is a wish for a second module")
        .check(CLASSES);
  }
}
