package io.forebay.connect.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailSettingsTest {
  private static final String SECRET = "s3cret-value";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          imap.host               |         | imap.host must be given
          imap.user               |         | imap.user must be given
          imap.password           |         | imap.password must be given
          imap.auth               | oauth2  | imap.oauth2.token or imap.oauth2.endpoint must be given
          imap.oauth2.endpoint    | http://login.example.com/token | imap.oauth2.endpoint: must be an https address
          imap.oauth2.endpoint    | not an address | imap.oauth2.endpoint: must be an https address
          imap.oauth2.endpoint    | https://ann:s3cret-value@login.example.com/token | imap.oauth2.endpoint: must be an https address without user and password
          registry.url            | http://ann:s3cret-value@registry | registry.url: must be an http or https address without user and password
          imap.tls.ca.file        | /no/such/file | imap.tls.ca.file: must be a PEM file of certificates (there is no such file)
          imap.auth               | kerberos| imap.auth: String must be one of: password, oauth2
          imap.security           | ssl     | imap.security: String must be one of: tls, starttls, none
          imap.port               | 70000   | imap.port: Value must be no more than 65535
          imap.timeout.ms         | 10      | imap.timeout.ms: Value must be at least 1000
          imap.folders            | INBOX,INBOX | one or more folders, each once
          imap.folders            | INBOX,inbox | one or more folders, each once
          imap.poll.interval.ms   | 0       | imap.poll.interval.ms: Value must be at least 100
          imap.page.messages      | 0       | imap.page.messages: Value must be at least 1
          imap.page.bytes         | 1       | imap.page.bytes: Value must be at least 1048576
          imap.after              | delete  | imap.after: String must be one of: none, move, flag
          imap.after              | move    | imap.after.folder must name a folder
          imap.after.flag         | a b     | imap.after.flag: must be a flag such as
          imap.after.flag         | \\Foo   | imap.after.flag: must be a flag such as
          imap.after.flag         | \\Recent| imap.after.flag: must be a flag such as
          mail.store              | pop3    | mail.store: String must be one of: imap, maildir, eml, mbox
          mail.store              | mbox    | mail.path must be given where mail.store is mbox
          mail.store              | maildir | mail.path must be given where mail.store is maildir
          tenant                  | No Such | tenant: must be 1 to 64 lower-case letters
          registry.url            | ftp://x | registry.url: must be an http or https address
          topic                   |         | topic: String must be non-empty
          key.converter           | org.apache.kafka.connect.json.JsonConverter | key.converter must be org.apache.kafka.connect.storage.StringConverter
          value.converter         | org.apache.kafka.connect.json.JsonConverter | value.converter must be org.apache.kafka.connect.converters.ByteArrayConverter
          """)
  void refusesASettingByItsName(String name, String value, String sentence) {
    Map<String, String> settings = good();
    settings.put(name, value == null ? "" : value);

    assertThat(errors(settings)).anySatisfy(error -> assertThat(error).contains(sentence));
    assertThat(errors(settings)).noneSatisfy(error -> assertThat(error).contains(SECRET));
  }

  @Test
  void refusesTokensThatNobodyCanAskFor() {
    Map<String, String> settings = good();
    settings.putAll(Map.of("imap.auth", "oauth2", "imap.oauth2.token", SECRET, "imap.oauth2.endpoint", "https://login.example.com/token"));

    assertThat(errors(settings))
        .containsExactlyInAnyOrder(
            "imap.oauth2.token or imap.oauth2.endpoint must be given where imap.auth is oauth2, and not both.",
            "imap.oauth2.client.id must be given with imap.oauth2.endpoint.",
            "imap.oauth2.client.secret or imap.oauth2.refresh.token must be given with imap.oauth2.endpoint.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INBOX", "Inbox"})
  void refusesToMoveIntoAFolderThatIsRead(String folder) {
    Map<String, String> settings = good();
    settings.putAll(Map.of("imap.after", "move", "imap.after.folder", folder));

    assertThat(errors(settings)).containsExactly("imap.after.folder must not be one of imap.folders, got " + folder + ".");
    assertThatThrownBy(() -> new MailSourceConnector().start(settings)).isInstanceOf(ConfigException.class);
  }

  @ParameterizedTest
  @CsvSource({"maildir, folder", "eml, folder", "mbox, file"})
  void refusesAStoreThatIsNotThere(String store, String what) {
    Map<String, String> settings = good();
    settings.putAll(Map.of("mail.store", store, "mail.path", "/no/such/place"));

    assertThat(errors(settings)).containsExactly("mail.path must be a " + what + " that is there, got /no/such/place.");
    new MailSourceConnector().start(settings); // it may come back
  }

  @Test
  void namesAStoreTheSameFromEveryWorkingFolder() {
    Map<String, String> settings = good();
    settings.putAll(Map.of("mail.store", "maildir", "mail.path", "target/../mail"));

    assertThat(MailSourceSettings.of(settings).mailbox()).isEqualTo(Path.of("mail").toAbsolutePath().toString());
  }

  @Test
  void namesTheInboxTheSameInEveryCase() {
    Map<String, String> settings = good();
    settings.put("imap.folders", "inbox,Sent");

    assertThat(MailSourceSettings.of(settings).folders()).containsExactly("INBOX", "Sent");
  }

  @Test
  void takesGoodSettingsAndShowsNoSecret() {
    assertThat(errors(good())).isEmpty();
    assertThat(MailSourceSettings.of(good()).toString()).doesNotContain(SECRET);
    assertThat(MailSourceSettings.of(good()).imap().port()).isEqualTo(993);
  }

  @Test
  void dividesFoldersAmongTasksAndSupportsExactlyOnce() {
    Map<String, String> settings = good();
    settings.put("imap.folders", "A,B,C");
    var connector = new MailSourceConnector();
    connector.start(settings);

    assertThat(connector.taskConfigs(2)).extracting(task -> task.get("imap.folders")).containsExactly("A,B", "C");
    assertThat(connector.taskConfigs(9)).hasSize(3);
    assertThat(connector.exactlyOnceSupport(settings)).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    assertThat(connector.canDefineTransactionBoundaries(settings)).isEqualTo(ConnectorTransactionBoundaries.SUPPORTED);
  }

  @Test
  void refusesADraftSinkWithoutAMailbox() {
    List<String> errors =
        new MailDraftSinkConnector().validate(Map.of("registry.url", "http://127.0.0.1:8081")).configValues().stream()
            .flatMap(value -> value.errorMessages().stream())
            .toList();

    assertThat(errors)
        .containsExactlyInAnyOrder("imap.host must be given for IMAP.", "imap.user must be given for IMAP.", "imap.password must be given for IMAP.");
  }

  @Test
  void leavesTheValueOfARefusedConverterOut() {
    Map<String, String> settings = good();
    settings.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");

    // Connect takes it for a class that is loaded, and would fail over a text.
    assertThat(new MailSourceConnector().validate(settings).configValues()).filteredOn(value -> value.name().equals("value.converter")).singleElement().extracting(ConfigValue::value).isNull();
  }

  @Test
  void saysOfAnUnknownStoreOnlyThatItIsUnknown() {
    Map<String, String> settings = good();
    settings.put("mail.store", "pop3");

    assertThat(errors(settings)).singleElement().asString().contains("mail.store: String must be one of");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          draft.from      | Ada <ada@         | draft.from: must be one address
          draft.from      | a b c             | draft.from: must be one address
          topics          | emails.triaged, emails.inbound | triaged.topic or drafted.topic must be each of topics, got emails.inbound
          draft.from      | ada@a.org,b@b.org | draft.from: must be one address
          value.converter | org.apache.kafka.connect.json.JsonConverter | value.converter must be org.apache.kafka.connect.converters.ByteArrayConverter
          """)
  void refusesASettingOfTheSinkByItsName(String name, String value, String sentence) {
    Map<String, String> settings = good();
    settings.put(name, value);

    List<String> errors = new MailDraftSinkConnector().validate(settings).configValues().stream().map(ConfigValue::errorMessages).flatMap(List::stream).toList();
    assertThat(errors).singleElement().asString().contains(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada", "ada@example.com", "Ada Lovelace <ada@example.com>", ""})
  void takesOneAuthorOfDrafts(String from) {
    Map<String, String> settings = good();
    settings.put("draft.from", from);

    assertThat(new MailDraftSinkConnector().validate(settings).configValues()).flatExtracting(ConfigValue::errorMessages).isEmpty();
  }

  private static List<String> errors(Map<String, String> settings) {
    return new MailSourceConnector().validate(settings).configValues().stream().map(ConfigValue::errorMessages).flatMap(List::stream).toList();
  }

  private static Map<String, String> good() {
    return new HashMap<>(
        Map.of(
            "imap.host", "mail.example.com",
            "imap.user", "ann@example.com",
            "imap.password", SECRET,
            "tenant", "acme",
            "registry.url", "http://127.0.0.1:8081"));
  }
}
