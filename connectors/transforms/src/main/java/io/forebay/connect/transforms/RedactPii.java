package io.forebay.connect.transforms;

import io.forebay.privacy.PiiHints;
import io.forebay.privacy.PiiType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Takes personal data and secrets out of records: of the whole record or of named fields, by the types that are wanted, with tokens that
 * are the same for the same content of the same tenant.
 *
 * <p>What cannot be looked into is not passed on: it ends in a {@link DataException} unless settings allow it. One thread at a time.
 */
public final class RedactPii<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {
  static final String FIELDS = "fields";
  static final String REPLACE = "replace";
  static final String TYPES = "types";
  static final String TOKEN_KEY = "token.key";
  static final String TENANT = "tenant.from";
  static final String LANGUAGE = "language";
  static final String REGION = "region";
  static final String BINARY = "binary";
  static final String MISSING = "missing";

  /** What a token calls a field that is replaced as a whole. */
  static final String WHOLE = "REDACTED";

  private static final int TENANT_LENGTH_MAX = 256;

  private final Map<String, String> environment;
  private List<Place> fields = List.of();
  private List<Place> replaced = List.of();
  private Place tenantPlace;
  private Tokens tokens;
  private PiiText text;
  private boolean binaryKept;
  private boolean missingAllowed;

  /** Reads keys that {@code env:} names from the environment of the process. */
  public RedactPii() {
    this(System.getenv());
  }

  RedactPii(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef()
        .define(FIELDS, ConfigDef.Type.LIST, "value", Place.changeableValidator(), ConfigDef.Importance.HIGH, "Where personal data is looked for: value is the whole value; value.notes, key, header.subject.")
        .define(REPLACE, ConfigDef.Type.LIST, "", Place.changeableValidator(), ConfigDef.Importance.MEDIUM, "Fields that are replaced as a whole, for what no detector knows: names, addresses.")
        .define(TYPES, ConfigDef.Type.LIST, "ALL", ConfigDef.LambdaValidator.with((setting, value) -> types(setting, (List<?>) value), () -> "ALL, types and kinds"), ConfigDef.Importance.MEDIUM, "Which types: ALL, or types such as IBAN and kinds such as FINANCIAL.")
        .define(TOKEN_KEY, ConfigDef.Type.PASSWORD, null, ConfigDef.LambdaValidator.with(this::requireKey, () -> "file:/path, env:NAME or base64:..."), ConfigDef.Importance.HIGH, "Reference to the key of tokens, at least 32 bytes; none: only the type is left.")
        .define(TENANT, ConfigDef.Type.STRING, "value.tenant", Place.validator(), ConfigDef.Importance.MEDIUM, "Whose data it is; tokens are the same within a tenant only.")
        .define(LANGUAGE, ConfigDef.Type.STRING, "", ConfigDef.Importance.LOW, "ISO 639 code of the texts, where known.")
        .define(REGION, ConfigDef.Type.STRING, "", ConfigDef.Importance.LOW, "ISO 3166 code of where the texts come from, where known.")
        .define(BINARY, ConfigDef.Type.STRING, "fail", ConfigDef.ValidString.in("fail", "keep"), ConfigDef.Importance.LOW, "What becomes of bytes that are no UTF-8 text.")
        .define(MISSING, ConfigDef.Type.STRING, "fail", ConfigDef.ValidString.in("fail", "ignore"), ConfigDef.Importance.LOW, "What becomes of a record whose struct has no such field.");
  }

  private void requireKey(String setting, Object value) {
    if (value != null) {
      TokenKey.of(setting, ((Password) value).value(), environment);
    }
  }

  private static Set<PiiType> types(String setting, List<?> names) {
    Set<PiiType> types = EnumSet.noneOf(PiiType.class);
    for (Object name : names) {
      List<PiiType> named = Arrays.stream(PiiType.values()).filter(type -> name.equals("ALL") || name.equals(type.name()) || name.equals(type.kind().name())).toList();
      if (named.isEmpty()) {
        throw new ConfigException(setting, name, "must be ALL, a kind (" + Arrays.stream(PiiType.Kind.values()).map(Enum::name).collect(Collectors.joining(", ")) + ") or a type (" + Arrays.stream(PiiType.values()).map(Enum::name).collect(Collectors.joining(", ")) + ")");
      }
      types.addAll(named);
    }
    return types;
  }

  @Override
  public void configure(Map<String, ?> settings) {
    var config = new AbstractConfig(config(), settings, false);
    fields = places(FIELDS, config);
    replaced = places(REPLACE, config);
    tenantPlace = Place.parse(TENANT, config.getString(TENANT));
    Password key = config.getPassword(TOKEN_KEY);
    tokens = new Tokens(key == null ? null : TokenKey.of(TOKEN_KEY, key.value(), environment));
    text = new PiiText(types(TYPES, config.getList(TYPES)), new PiiHints(config.getString(LANGUAGE), config.getString(REGION)), tokens);
    binaryKept = config.getString(BINARY).equals("keep");
    missingAllowed = config.getString(MISSING).equals("ignore");
  }

  private static List<Place> places(String setting, AbstractConfig config) {
    return config.getList(setting).stream().map(place -> Place.parseChangeable(setting, place)).toList();
  }

  @Override
  public R apply(R record) {
    RecordValues values = new RecordValues(record);
    Supplier<String> tenant = () -> tokens.needTenant() ? tenant(values) : "";
    var whole = new Redaction((name, content) -> content.isEmpty() ? content : tokens.of(tenant.get(), WHOLE, content), true, binaryKept, missingAllowed);
    var found = new Redaction((name, content) -> text.redact(tenant, name, content), false, binaryKept, missingAllowed);
    R redacted = record;
    for (Place place : replaced) {
      redacted = rewrite(redacted, place, whole);
    }
    for (Place place : fields) {
      redacted = rewrite(redacted, place, found);
    }
    return redacted;
  }

  /** Asked only where there is something to replace: a tombstone tells no tenant. */
  private String tenant(RecordValues values) {
    String tenant = values.requiredText(TENANT, tenantPlace);
    if (tenant.length() > TENANT_LENGTH_MAX) {
      throw new DataException("What stands at %s, which %s names, has more than %d characters.".formatted(tenantPlace, TENANT, TENANT_LENGTH_MAX));
    }
    return tenant;
  }

  private R rewrite(R record, Place place, Redaction redaction) {
    try {
      return switch (place.part()) {
        case KEY -> with(record, redaction.apply(record.keySchema(), record.key(), place.inside()), record.value(), record.headers());
        case HEADER -> with(record, record.key(), record.value(), headers(record.headers(), place, redaction));
        default -> with(record, record.key(), redaction.apply(record.valueSchema(), record.value(), place.inside()), record.headers());
      };
    } catch (DataException e) {
      throw new DataException("At " + place + ": " + e.getMessage(), e);
    }
  }

  @SuppressWarnings("ReferenceEquality") // the same object says that nothing was found in it
  private R with(R record, Object key, Object value, Headers headers) {
    boolean same = key == record.key() && value == record.value() && headers == record.headers();
    return same ? record : record.newRecord(record.topic(), record.kafkaPartition(), record.keySchema(), key, record.valueSchema(), value, record.timestamp(), headers);
  }

  private static Headers headers(Headers headers, Place place, Redaction redaction) {
    List<Header> changed = new ArrayList<>();
    for (Header header : headers) {
      boolean inFull = header.key().equals(place.headerInFull());
      boolean meant = inFull || header.key().equals(place.header());
      List<String> inside = inFull ? List.of() : place.inside();
      changed.add(meant ? with(header, redaction.apply(null, header.value(), inside)) : header);
    }
    return new ConnectHeaders(changed);
  }

  /** A header has a schema of its own: the number that a converter made of its text may become a text again. */
  @SuppressWarnings("ReferenceEquality") // as above
  private static Header with(Header header, Object value) {
    if (value == header.value()) {
      return header;
    }
    return switch (value) {
      case String text -> header.with(Schema.STRING_SCHEMA, text);
      case Collection<?> list -> header.with(null, list);
      case Map<?, ?> map -> header.with(null, map);
      default -> header.with(header.schema(), value);
    };
  }

  @Override
  public String version() {
    return Versions.of(RedactPii.class);
  }

  @Override
  public void close() {}
}
