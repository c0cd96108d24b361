package io.forebay.connect.transforms;

import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InboundEmail;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Makes a record that holds a message (RFC 5322) an {@link InboundEmail}: settings say where its fields stand.
 *
 * <p>A message over 900 KiB is refused, because cutting it would lose the rest; the mail connector puts such a one into the blob store.
 */
public final class ToInboundEmail<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {
  static final String ID = "email.id.from";
  static final String TENANT = "tenant.from";
  static final String RAW = "raw.from";
  static final String ENCODING = "raw.encoding";
  static final String RECEIVED_AT = "received.at.from";
  static final String REGION = "region.from";
  static final String SOURCE = "source";

  private static final int RAW_BYTES_MAX = 900 << 10;
  private static final int ID_LENGTH_MAX = 256;
  private static final Pattern BREAKS = Pattern.compile("[ \\t\\r\\n]+");
  private static final Pattern TENANT_NAME = Pattern.compile("[a-z0-9._-]{1,64}");

  private final EventSerdes serdes;
  private Place id;
  private Place tenant;
  private Place raw;
  private Place receivedAt;
  private Place region;
  private String source;
  private boolean isBase64;
  private EventBytes<InboundEmail> events;

  /** Looks schemas up in the registry that its settings name. */
  public ToInboundEmail() {
    this(null);
  }

  /** Looks schemas up with these serdes, whatever its settings say. */
  public ToInboundEmail(EventSerdes serdes) {
    this.serdes = serdes;
  }

  @Override
  public ConfigDef config() {
    ConfigDef def = EventBytes.define(new ConfigDef(), "emails.inbound");
    define(def, ID, "value.id", "The id of the message, at most 256 characters; the same id again is the same message.");
    define(def, TENANT, "value.tenant", "Whose mail it is.");
    define(def, RAW, "value.raw", "The message as it was received.");
    define(def, RECEIVED_AT, "value.received_at", "When the mail system took it in; absent: the record's timestamp.");
    define(def, REGION, "value.region", "Where the addressee lives, such as DE or US-CA; absent: unknown.");
    return def.define(ENCODING, ConfigDef.Type.STRING, "text", ConfigDef.ValidString.in("text", "base64"), ConfigDef.Importance.LOW, "How the message is written: as it is, or in base64 (RFC 4648, either alphabet, with or without line breaks).")
        .define(SOURCE, ConfigDef.Type.STRING, "connect", ConfigDef.Importance.LOW, "What brought it in.");
  }

  private static void define(ConfigDef def, String setting, String place, String meaning) {
    def.define(setting, ConfigDef.Type.STRING, place, Place.validator(), ConfigDef.Importance.MEDIUM, meaning);
  }

  @Override
  public void configure(Map<String, ?> settings) {
    var config = new AbstractConfig(config(), settings, false);
    id = Place.parse(ID, config.getString(ID));
    tenant = Place.parse(TENANT, config.getString(TENANT));
    raw = Place.parse(RAW, config.getString(RAW));
    receivedAt = Place.parse(RECEIVED_AT, config.getString(RECEIVED_AT));
    region = Place.parse(REGION, config.getString(REGION));
    source = config.getString(SOURCE);
    isBase64 = config.getString(ENCODING).equals("base64");
    EventSchemas.published(InboundEmail.class); // Avro's builders work only once it is initialised
    events = EventBytes.of(InboundEmail.class, config, serdes);
  }

  @Override
  public R apply(R record) {
    if (record.value() == null && raw.isIn(Place.Part.VALUE)) {
      return null; // a tombstone holds no message
    }
    RecordValues values = new RecordValues(record);
    String emailId = values.requiredText(ID, id);
    if (emailId.length() > ID_LENGTH_MAX) {
      throw new DataException("The id at %s must have at most %d characters.".formatted(id, ID_LENGTH_MAX));
    }
    String owner = values.requiredText(TENANT, tenant);
    if (!TENANT_NAME.matcher(owner).matches()) {
      throw new DataException("The tenant at %s must have 1 to 64 lower-case letters, digits, dots, hyphens and underscores.".formatted(tenant));
    }
    InboundEmail email =
        InboundEmail.newBuilder()
            .setEmailId(emailId)
            .setTenant(owner)
            .setReceivedAt(receivedAt(values))
            .setRaw(ByteBuffer.wrap(message(values)))
            .setRegion(values.text(region).orElse(null))
            .setSource(source)
            .build();
    return events.write(record, emailId, email);
  }

  private byte[] message(RecordValues values) {
    byte[] bytes = values.bytes(raw).orElseThrow(() -> new DataException("There is nothing at %s, which %s names.".formatted(raw, RAW)));
    if (isBase64) {
      try {
        bytes = Base64.getDecoder().decode(BREAKS.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).replaceAll("").replace('-', '+').replace('_', '/'));
      } catch (IllegalArgumentException e) {
        throw new DataException("What stands at %s is not base64.".formatted(raw));
      }
    }
    if (bytes.length > RAW_BYTES_MAX) {
      throw new DataException("The message at %s has %,d bytes, more than the %,d that a record takes; bring it in by the mail connector.".formatted(raw, bytes.length, RAW_BYTES_MAX));
    }
    return bytes;
  }

  private Instant receivedAt(RecordValues values) {
    return values.time(receivedAt)
        .or(() -> values.time(new Place(Place.Part.TIMESTAMP, List.of())))
        .orElseThrow(() -> new DataException("There is nothing at %s, and the record has no timestamp.".formatted(receivedAt)));
  }

  @Override
  public String version() {
    return Versions.of(ToInboundEmail.class);
  }

  @Override
  public void close() {
    if (events != null) {
      events.close();
    }
  }
}
