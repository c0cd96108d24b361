package io.forebay.connect.transforms;

import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.ScheduleOverlap;
import io.forebay.schemas.TaskSchedule;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
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
 * Makes a row or JSON a {@link RunTask}: settings say where in the record each of its fields stands.
 *
 * <p>The same record makes the same command with the same task id, so that a record that comes twice is one task. What the contract
 * forbids ends in a {@link DataException} that names the field and the task id, never the content.
 */
public final class ToRunTask<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {
  static final String ID_PREFIX = "task.id.prefix";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:@/-]{1,200}");
  private static final Pattern TENANT = Pattern.compile("[a-z0-9._-]{1,64}");
  private static final int LABELS_MAX = 32;
  private static final int LABEL_NAME_LENGTH_MAX = 64;
  private static final int LABEL_VALUE_LENGTH_MAX = 256;
  private static final int PRIORITY_DEFAULT = 5;
  private static final int PRIORITY_MAX = 9;

  /** The fields that settings place. */
  private enum Wanted {
    ID("task.id.from", "value.id", "The task id; the same id again is the same task."),
    TENANT("tenant.from", "value.tenant", "Whose work it is."),
    AGENT("agent.from", "value.agent", "Who shall do it."),
    VERSION("version.from", "value.version", "Version of the agent; absent: the newest."),
    INPUT("input.from", "value.input", "What the agent is given: JSON text, or a struct or map that becomes JSON; absent: {}."),
    PRIORITY("priority.from", "value.priority", "0 to 9; absent: 5."),
    NOT_BEFORE("not.before.from", "value.not_before", "It does not start before."),
    DEADLINE("deadline.from", "value.deadline", "It expires if it has not ended by then."),
    CRON("cron.from", "value.cron", "Run it again and again; absent: once."),
    TIME_ZONE("time.zone.from", "value.time_zone", "Zone of the cron fields; absent: UTC."),
    OVERLAP("overlap.from", "value.overlap", "SKIP, ALLOW or QUEUE; absent: SKIP."),
    LABELS("labels.from", "value.labels", "An object of names and texts."),
    TOKENS_MAX("tokens.max.from", "value.tokens_max", "Input and output tokens of everything that it does."),
    COST_MAX("cost.micro.usd.max.from", "value.cost_micro_usd_max", "Cost of everything that it does, in millionths of a US dollar."),
    REQUESTED_AT("requested.at.from", "timestamp", "When it was asked for; absent: the record's timestamp.");

    private final String setting;
    private final String place;
    private final String meaning;

    Wanted(String setting, String place, String meaning) {
      this.setting = setting;
      this.place = place;
      this.meaning = meaning;
    }
  }

  private final EventSerdes serdes;
  private final Map<Wanted, Place> places = new EnumMap<>(Wanted.class);
  private String idPrefix = "";
  private EventBytes<RunTask> events;

  /** Looks schemas up in the registry that its settings name. */
  public ToRunTask() {
    this(null);
  }

  /** Looks schemas up with these serdes, whatever its settings say. */
  public ToRunTask(EventSerdes serdes) {
    this.serdes = serdes;
  }

  @Override
  public ConfigDef config() {
    ConfigDef def = EventBytes.define(new ConfigDef(), "tasks.requests");
    for (Wanted wanted : Wanted.values()) {
      def.define(wanted.setting, ConfigDef.Type.STRING, wanted.place, Place.validator(), ConfigDef.Importance.MEDIUM, wanted.meaning);
    }
    return def.define(ID_PREFIX, ConfigDef.Type.STRING, "", ConfigDef.LambdaValidator.with(ToRunTask::requirePrefix, () -> "letters, digits and . _ : @ / -"), ConfigDef.Importance.LOW, "Put before every task id, to keep sources apart.");
  }

  private static void requirePrefix(String setting, Object value) {
    if (!((String) value).isEmpty() && (!ID.matcher((String) value).matches() || ((String) value).length() > 100)) {
      throw new org.apache.kafka.common.config.ConfigException(setting, value, "must have at most 100 letters, digits and . _ : @ / -");
    }
  }

  @Override
  public void configure(Map<String, ?> settings) {
    var config = new AbstractConfig(config(), settings, false);
    Arrays.stream(Wanted.values()).forEach(wanted -> places.put(wanted, Place.parse(wanted.setting, config.getString(wanted.setting))));
    idPrefix = config.getString(ID_PREFIX);
    EventSchemas.published(RunTask.class); // Avro's builders work only once it is initialised
    events = EventBytes.of(RunTask.class, config, serdes);
  }

  @Override
  public R apply(R record) {
    if (record.value() == null && places.get(Wanted.ID).isIn(Place.Part.VALUE)) {
      return null; // a tombstone: a row that is gone asks for nothing
    }
    RecordValues values = new RecordValues(record);
    String id = idPrefix + values.requiredText(Wanted.ID.setting, places.get(Wanted.ID));
    if (!ID.matcher(id).matches()) {
      throw new DataException("The task id at %s must have 1 to 200 letters, digits and . _ : @ / -.".formatted(places.get(Wanted.ID)));
    }
    try {
      return events.write(record, id, command(id, values));
    } catch (DataException e) {
      throw new DataException("Task " + id + ": " + e.getMessage(), e);
    }
  }

  private RunTask command(String id, RecordValues values) {
    String tenant = values.requiredText(Wanted.TENANT.setting, places.get(Wanted.TENANT));
    require(TENANT.matcher(tenant).matches(), Wanted.TENANT, "must have 1 to 64 lower-case letters, digits, dots, hyphens and underscores");
    int priority = values.integer(places.get(Wanted.PRIORITY)).orElse(PRIORITY_DEFAULT);
    require(priority >= 0 && priority <= PRIORITY_MAX, Wanted.PRIORITY, "must be from 0 to 9");
    return RunTask.newBuilder()
        .setTaskId(id)
        .setTenant(tenant)
        .setAgent(values.requiredText(Wanted.AGENT.setting, places.get(Wanted.AGENT)))
        .setVersion(values.integer(places.get(Wanted.VERSION)).orElse(null))
        .setInput(values.json(places.get(Wanted.INPUT)).orElse("{}"))
        .setPriority(priority)
        .setNotBefore(values.time(places.get(Wanted.NOT_BEFORE)).orElse(null))
        .setDeadline(values.time(places.get(Wanted.DEADLINE)).orElse(null))
        .setSchedule(schedule(values))
        .setLabels(labels(values))
        .setTokensMax(amount(Wanted.TOKENS_MAX, values))
        .setCostMicroUsdMax(amount(Wanted.COST_MAX, values))
        .setHistory(List.of())
        .setRequestedAt(requestedAt(values))
        .build();
  }

  private Instant requestedAt(RecordValues values) {
    return values.time(places.get(Wanted.REQUESTED_AT))
        .or(() -> values.time(new Place(Place.Part.TIMESTAMP, List.of())))
        .orElseThrow(() -> new DataException("There is nothing at %s, and the record has no timestamp.".formatted(places.get(Wanted.REQUESTED_AT))));
  }

  private TaskSchedule schedule(RecordValues values) {
    String cron = values.text(places.get(Wanted.CRON)).filter(text -> !text.isBlank()).orElse(null);
    if (cron == null) {
      return null;
    }
    String overlap = values.text(places.get(Wanted.OVERLAP)).orElse(ScheduleOverlap.SKIP.name());
    require(Arrays.stream(ScheduleOverlap.values()).anyMatch(known -> known.name().equals(overlap)), Wanted.OVERLAP, "must be SKIP, ALLOW or QUEUE");
    return TaskSchedule.newBuilder()
        .setCron(cron)
        .setTimeZone(values.text(places.get(Wanted.TIME_ZONE)).orElse("UTC"))
        .setOverlap(ScheduleOverlap.valueOf(overlap))
        .build();
  }

  private Map<String, String> labels(RecordValues values) {
    Map<String, String> labels = values.texts(places.get(Wanted.LABELS)).orElse(Map.of());
    boolean fit = labels.entrySet().stream().allMatch(label -> label.getKey().length() <= LABEL_NAME_LENGTH_MAX && label.getValue().length() <= LABEL_VALUE_LENGTH_MAX);
    require(fit && labels.size() <= LABELS_MAX, Wanted.LABELS, "must have at most 32 labels, names up to 64 and values up to 256 characters");
    return labels;
  }

  private Long amount(Wanted wanted, RecordValues values) {
    Long amount = values.whole(places.get(wanted)).orElse(null);
    require(amount == null || amount >= 0, wanted, "must be at least 0");
    return amount;
  }

  private void require(boolean holds, Wanted wanted, String allowed) {
    if (!holds) {
      throw new DataException("What stands at %s (%s) %s.".formatted(places.get(wanted), wanted.setting, allowed));
    }
  }

  @Override
  public String version() {
    return Versions.of(ToRunTask.class);
  }

  @Override
  public void close() {
    if (events != null) {
      events.close();
    }
  }
}
