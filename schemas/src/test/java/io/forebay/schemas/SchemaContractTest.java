package io.forebay.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaContractTest {
  private static final Path SOURCES = Path.of("src", "main", "avro");
  private static final Path RELEASED = Path.of("src", "main", "resources", "io", "forebay", "schemas", "released");

  static Stream<Class<?>> published() {
    return Topics.defaults().all().stream().flatMap(topic -> topic.value().stream());
  }

  static List<Schema> records() throws IOException {
    var parser = new SchemaParser();
    try (var files = Files.list(SOURCES)) {
      for (Path file : files.sorted().toList()) {
        parser.parse(file);
      }
    }
    return parser.getParsedNamedSchemas();
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyRecordAndFieldIsDocumented(Schema record) {
    assertDocumented(record);
  }

  @ParameterizedTest
  @MethodSource("published")
  void readsWhatEveryReleasedSchemaWrote(Class<?> type) throws IOException {
    var released = releasedVersions(type);

    assertThat(released).as("released versions of %s in %s", type.getSimpleName(), RELEASED).isNotEmpty();
    for (Path version : released) {
      var writer = new Schema.Parser().parse(Files.readString(version));
      var result = SchemaCompatibility.checkReaderWriterCompatibility(EventSchemas.published(type), writer);
      assertThat(result.getType())
          .as("%s must stay able to read %s: %s", type.getSimpleName(), version, result.getResult().getIncompatibilities())
          .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }
  }

  private static List<Path> releasedVersions(Class<?> type) throws IOException {
    try (var files = Files.list(RELEASED)) {
      return files.filter(file -> file.getFileName().toString().startsWith(type.getSimpleName() + "-")).sorted().toList();
    }
  }

  private static void assertDocumented(Schema schema) {
    switch (schema.getType()) {
      case RECORD -> {
        assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
        for (var field : schema.getFields()) {
          assertThat(field.doc()).as(schema.getFullName() + "." + field.name()).isNotBlank();
          assertDocumented(field.schema());
        }
      }
      case ENUM -> assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
      case ARRAY -> assertDocumented(schema.getElementType());
      case MAP -> assertDocumented(schema.getValueType());
      case UNION -> schema.getTypes().forEach(SchemaContractTest::assertDocumented);
      default -> {}
    }
  }
}
