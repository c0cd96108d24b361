package io.forebay.connect.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where drafts go.
 *
 * @param folders where the messages are that are answered: those that the source reads, and the one it moves to
 * @param from the drafts' author
 */
record DraftSinkSettings(
    ImapSettings imap, List<String> folders, String drafts, String from, String triagedTopic, String draftedTopic, URI registry) {
  static final String DRAFTS = "draft.folder";
  static final String FROM = "draft.from";
  static final String TRIAGED = "triaged.topic";
  static final String DRAFTED = "drafted.topic";

  static ConfigDef define() {
    return ImapSettings.define(new ConfigDef())
        .define(
            MailSourceSettings.FOLDERS,
            ConfigDef.Type.LIST,
            "INBOX",
            MailSourceSettings.folderNames(),
            Importance.HIGH,
            "Folders with the messages that are answered: those of the source, and the one it moves to.")
        .define(DRAFTS, ConfigDef.Type.STRING, "Drafts", new NonEmptyString(), Importance.HIGH, "The folder for drafts.")
        .define(FROM, ConfigDef.Type.STRING, "", author(), Importance.MEDIUM, "Author of the drafts; imap.user unless given.")
        .define(TRIAGED, ConfigDef.Type.STRING, "emails.triaged", new NonEmptyString(), Importance.LOW, "The topic that holds EmailTriaged.")
        .define(DRAFTED, ConfigDef.Type.STRING, "emails.drafted", new NonEmptyString(), Importance.LOW, "The topic that holds EmailDrafted.")
        .define(
            MailSourceSettings.REGISTRY,
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            MailSourceSettings.address(),
            Importance.HIGH,
            "The schema registry, for example http://127.0.0.1:8081.");
  }

  static DraftSinkSettings of(Map<String, String> properties) {
    AbstractConfig config = new AbstractConfig(define(), properties, false);
    Conflicts.refuse(config, ImapSettings::missing);
    String from = config.getString(FROM);
    return new DraftSinkSettings(
        ImapSettings.of(config),
        config.getList(MailSourceSettings.FOLDERS).stream().map(MailSourceSettings::folderName).toList(),
        config.getString(DRAFTS),
        from.isBlank() ? config.getString(ImapSettings.USER) : from,
        config.getString(TRIAGED),
        config.getString(DRAFTED),
        URI.create(config.getString(MailSourceSettings.REGISTRY)));
  }

  /** Topics that hold neither event, by the setting's name. */
  static Map<String, String> strangers(Map<String, Object> values, String topics) {
    List<Object> known = Stream.of(TRIAGED, DRAFTED).map(values::get).toList();
    List<String> strangers = topics == null ? List.of() : Arrays.stream(topics.split(",", -1)).map(String::strip).filter(topic -> !known.contains(topic)).toList();
    return strangers.isEmpty() ? Map.of() : Map.of(TRIAGED, TRIAGED + " or " + DRAFTED + " must be each of topics, got " + strangers.getFirst() + ".");
  }

  /** What a draft can be from: nothing, or one address (RFC 5322, 3.4). */
  private static ConfigDef.Validator author() {
    return LambdaValidator.with(
        (name, value) -> {
          if (ImapSettings.isGiven(value) && !isAddress(value.toString())) {
            throw new ConfigException(name, value, "must be one address such as Ann Lee <ann@example.com>");
          }
        },
        () -> "one address");
  }

  private static boolean isAddress(String text) {
    try {
      InternetAddress[] addresses = InternetAddress.parse(text, true);
      return addresses.length == 1 && !addresses[0].isGroup();
    } catch (AddressException e) {
      return false;
    }
  }
}
