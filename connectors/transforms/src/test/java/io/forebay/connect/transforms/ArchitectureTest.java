package io.forebay.connect.transforms;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ServiceLoader;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.forebay.connect.transforms");

  @Test
  void isOneFlatPackage() {
    classes().should().resideInAPackage("io.forebay.connect.transforms").because("a wish for a second package is a wish for a second module").check(CLASSES);
  }

  @Test
  void knowsNothingOfWorkers() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka.connect.runtime..", "io.debezium..")
        .because("a transform works in every pipeline, whoever runs it")
        .check(CLASSES);
  }

  @Test
  void isFoundByAWorker() {
    assertThat(ServiceLoader.load(Transformation.class)).extracting(transform -> transform.getClass().getSimpleName()).contains("RedactPii", "ToInboundEmail", "ToRunTask");
  }
}
