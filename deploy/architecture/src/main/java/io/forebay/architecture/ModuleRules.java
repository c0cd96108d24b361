package io.forebay.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Rules that several modules keep, for the {@code ArchitectureTest} of each.
 *
 * <p>Each throws an {@link AssertionError} that names what breaks it. {@code because} is printed with it: why this module needs the rule, and what to do instead.
 */
public final class ModuleRules {
  private static final String KAFKA = "org.apache.kafka..";

  /** Classes of a topology that are about Kafka; the rest could decide anywhere. */
  private static final String WIRING = ".*\\.(\\w+(Topology|Processor|Store|App)(\\$\\w+)?)";

  private final String root;
  private final JavaClasses classes;

  private ModuleRules(String root, JavaClasses classes) {
    this.root = root;
    this.classes = classes;
  }

  /**
   * The rules of a module, about its classes without its tests.
   *
   * @param module as in its package: {@code dispatch}
   */
  public static ModuleRules of(String module) {
    String root = "io.forebay." + module;
    return new ModuleRules(root, new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(root));
  }

  /** For rules of the module's own. */
  public JavaClasses classes() {
    return classes;
  }

  public void isOneFlatPackage() {
    ArchRuleDefinition.classes().should().resideInAPackage(root).because("a wish for a second package is a wish for a second module").check(classes);
  }

  public void knowsNoKafka(String because) {
    noClasses().should().dependOnClassesThat().resideInAPackage(KAFKA).because(because).check(classes);
  }

  /** Only classes called Topology, Processor, Store or App know Kafka. */
  public void onlyTheWiringKnowsKafka(String because) {
    noClasses().that().haveNameNotMatching(WIRING).should().dependOnClassesThat().resideInAPackage(KAFKA).because(because).check(classes);
  }

  /**
   * Of all modules it knows these only.
   *
   * @param modules as in their packages, beside the module itself
   */
  public void knowsNoModuleBut(String because, String... modules) {
    String[] known = Stream.concat(Stream.of(root + ".."), Stream.of(modules).map(module -> "io.forebay." + module + "..")).toArray(String[]::new);
    noClasses().should().dependOnClassesThat(resideInAPackage("io.forebay..").and(not(resideInAnyPackage(known)))).because(because).check(classes);
  }

  public void readsNoClockAndThrowsNoDice(String because) {
    readsNoCalendarAndThrowsNoDice(because);
    noClasses().should().callMethod(System.class, "nanoTime").because(because).check(classes);
  }

  /** The same where a stop-watch is allowed. */
  public void readsNoCalendarAndThrowsNoDice(String because) {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(RandomGenerator.class)
        .because(because)
        .check(classes);
  }

  public void opensNoFileAndNoConnection(String because) {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\.(File|RandomAccessFile).*")
        .because(because)
        .check(classes);
  }

  /** It runs no regular expression that can backtrack. */
  public void runsNoRegularExpression(String because) {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.regex..")
        .orShould()
        .callMethod(String.class, "matches", String.class)
        .orShould()
        .callMethod(String.class, "replaceAll", String.class, String.class)
        .because(because)
        .check(classes);
  }

  public void keepsNoStaticState() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("several applications run in one JVM, in the dev stack and in tests; keep state in the object that it belongs to")
        .check(classes);
  }
}
