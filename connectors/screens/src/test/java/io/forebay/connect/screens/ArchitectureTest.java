package io.forebay.connect.screens;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ServiceLoader;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.forebay.connect.screens");

  @Test
  void isOneFlatPackage() {
    classes().should().resideInAPackage("io.forebay.connect.screens").because("a wish for a second package is a wish for a second module").check(CLASSES);
  }

  @Test
  void decodesNoPicture() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.imageio..", "java.awt..")
        .because("a small file may unfold to gigabytes; what a picture shows is for those who read the events")
        .check(CLASSES);
  }

  @Test
  void isFoundByAWorker() {
    assertThat(ServiceLoader.load(SourceConnector.class)).hasAtLeastOneElementOfType(ScreenSourceConnector.class);
  }
}
