package io.forebay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaSetupTest {
  private static final Schema WIDE = SchemaBuilder.record("Drop").fields().requiredInt("litres").requiredString("from").endRecord();
  private static final Schema NARROW = SchemaBuilder.record("Drop").fields().requiredInt("litres").endRecord();
  private static final Schema OPTIONAL = SchemaBuilder.record("Drop").fields().requiredInt("litres").optionalString("from").endRecord();

  @Test
  void saysWhichFieldEarlierRecordsLack() {
    assertThat(SchemaSetup.incompatibilities(WIDE, List.of(NARROW, NARROW)))
        .containsExactly("READER_FIELD_MISSING_DEFAULT_VALUE at /fields/1 (from)");
  }

  @Test
  void allowsWhatCanReadEverything() {
    assertThat(SchemaSetup.incompatibilities(OPTIONAL, List.of(NARROW, WIDE))).isEmpty();
    assertThat(SchemaSetup.incompatibilities(WIDE, List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8081", "registry", "file:///x", "http:/x"})
  void refusesAnAddressThatIsNone(String address) {
    var run = CommandRun.of("schemas", "list", "--registry", URI.create("x:" + address).getSchemeSpecificPart());

    assertThat(run.exitCode()).as(run.out()).isNotZero();
    assertThat(run.err()).doesNotContain("unexpected");
  }
}
