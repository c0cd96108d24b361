package io.forebay.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.forebay.runtime");

  @Test
  void readsTheEnvironmentNowhere() {
    noClasses()
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .because("configuration comes in as a map, so that several applications share a process and tests share nothing")
        .check(CLASSES);
  }

  @Test
  void sharesNoRegistry() {
    noClasses()
        .should()
        .accessField(PrometheusRegistry.class, "defaultRegistry")
        .because("metrics belong to a process and are handed to those who count")
        .check(CLASSES);
  }

  @Test
  void knowsNoTopology() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.forebay.emails..", "io.forebay.privacy..", "io.forebay.cli..", "io.forebay.embedded..")
        .because("topologies start from here; what they need of each other is in the schemas")
        .check(CLASSES);
  }
}
