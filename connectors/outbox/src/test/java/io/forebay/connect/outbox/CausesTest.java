package io.forebay.connect.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.DebeziumException;
import io.forebay.runtime.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CausesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          28P01 | the database refuses database.user forebay or its password
          3D000 | there is no database shop, which database.name says
          42501 | the role forebay may not do what it has to: it needs REPLICATION and SELECT on public.outbox, and owns the table unless there is the publication forebay_outbox
          42P01 | there is no table public.outbox, which outbox.table says, or the role forebay may not read it
          55000 | the database does not replicate logically: wal_level must be logical
          55006 | somebody else reads the slot forebay_outbox
          08001 | the database at db:5432 does not answer
          """)
  void tellsWhatADatabaseMeansAndNotWhatItSays(String state, String hint) throws IOException {
    var failure = new ConnectException("in host db", new SQLException("for user ann, pw s3cret", state));

    assertThat(Causes.of(failure, config())).isEqualTo(hint + " (ConnectException, because of SQLException (SQLSTATE " + state + "))");
  }

  @Test
  void tellsThatKafkaDoesNotAnswer() throws IOException {
    assertThat(Causes.of(new ConnectException("x", new TimeoutException("y")), config())).startsWith("Kafka at kafka:9092 does not answer (");
  }

  @Test
  void repeatsOrExplainsWhatDebeziumSaysInItsOwnWords() throws IOException {
    assertThat(Causes.of(new ConnectException("x", new DebeziumException("The slot is not there.\nmore")), config()))
        .isEqualTo("The slot is not there (ConnectException, because of DebeziumException)");
    assertThat(Causes.of(new DebeziumException("No table filters found for filtered publication forebay_outbox"), config())).startsWith("there is no table public.outbox");
    assertThat(Causes.of(new DebeziumException("The connector is trying to read change stream starting at X, but this is no longer available on the server."), config()))
        .startsWith("the slot forebay_outbox has lost its place in the database's log");
    assertThat(Causes.of(new DebeziumException("for s3cret", new IllegalStateException("s3cret")), config())).doesNotContain("s3cret");
  }

  @Test
  void namesWhatIsNotKnown() throws IOException {
    assertThat(Causes.of(new IllegalStateException("s3cret", new SQLException("s3cret", "99999")), config()))
        .isEqualTo("IllegalStateException, because of SQLException (SQLSTATE 99999)");
  }

  private OutboxConfig config() throws IOException {
    String text = "kafka: {bootstrap-servers: \"kafka:9092\"}\ndatabase: {host: db, name: shop, user: forebay, password: \"${env:PW}\"}\n";
    return ConfigLoader.load(OutboxConfig.class, Optional.of(Files.writeString(folder.resolve("outbox.yaml"), text)), Map.of("PW", "horse"));
  }
}
