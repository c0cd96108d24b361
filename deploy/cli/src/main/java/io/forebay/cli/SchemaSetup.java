package io.forebay.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.forebay.schemas.EventSchemas;
import io.forebay.schemas.TopicSpec;
import io.forebay.schemas.Topics;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * Brings a registry's schemas to what the catalogue says, and tells where they differ.
 *
 * <p>A subject is {@code <topic>-value}; its compatibility is set to {@value #COMPATIBILITY}. Whether a schema is compatible
 * is computed here too, against every version: the registry's own rule is only there if somebody has set it, and it does not
 * say what is wrong.
 */
final class SchemaSetup {
  static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";

  private final URI address;

  /**
   * A schema of the catalogue beside the registry's.
   *
   * @param subject in the registry
   * @param type simple name of the record
   * @param id of this very schema in the registry; 0 if it is not registered
   * @param versions how many versions the subject has
   * @param rule the compatibility that the registry itself upholds for the subject; empty if none was set
   * @param incompatibilities why records of earlier versions cannot be read, a phrase each
   */
  record Found(String subject, String type, int id, int versions, String rule, List<String> incompatibilities) {
    boolean isRegistered() {
      return id != 0;
    }

    @JsonProperty("compatible")
    boolean isCompatible() {
      return incompatibilities.isEmpty();
    }

    /** What is wrong with it, in a sentence; empty if nothing is. */
    String problem() {
      if (!isCompatible()) {
        return "%s is not compatible with what %s has: %s.".formatted(type, subject, String.join("; ", incompatibilities));
      }
      return isRegistered() ? "" : "%s is not registered as %s; run forebay schemas apply.".formatted(type, subject);
    }
  }

  SchemaSetup(URI address) {
    this.address = address;
  }

  /**
   * Looks at the subject of every topic that has a schema.
   *
   * @throws CommandFailedException if the registry does not answer
   */
  List<Found> look(Topics topics) {
    try (var registry = new SchemaRegistry(address)) {
      return look(registry, topics);
    }
  }

  /**
   * Registers what is missing and sets compatibilities; all or nothing where a schema is incompatible.
   *
   * @return what was done, a sentence each
   * @throws CommandFailedException if a schema is not compatible with those before it; then nothing was registered
   */
  List<String> apply(Topics topics) {
    try (var registry = new SchemaRegistry(address)) {
      var found = look(registry, topics);
      found.stream()
          .filter(schema -> !schema.isCompatible())
          .findFirst()
          .ifPresent(
              schema -> {
                throw new CommandFailedException(schema.problem() + " Give new fields defaults and keep the old ones; nothing was registered.");
              });
      var done = new ArrayList<String>();
      for (TopicSpec topic : topics.all()) {
        topic.value().ifPresent(type -> register(registry, find(found, subject(topic)), EventSchemas.published(type), done));
      }
      return done;
    }
  }

  private static List<Found> look(SchemaRegistry registry, Topics topics) {
    var found = new ArrayList<Found>();
    for (TopicSpec topic : topics.all()) {
      topic.value().ifPresent(type -> found.add(look(registry, subject(topic), type)));
    }
    return found;
  }

  private static Found look(SchemaRegistry registry, String subject, Class<?> type) {
    Schema schema = EventSchemas.published(type);
    var versions = registry.versions(subject);
    var id = versions.isEmpty() ? OptionalInt.empty() : registry.idOf(subject, schema);
    String rule = versions.isEmpty() ? "" : registry.compatibility(subject).orElse("");
    return new Found(subject, type.getSimpleName(), id.orElse(0), versions.size(), rule, incompatibilities(schema, versions));
  }

  /** Why a reader's schema cannot read records of earlier ones. */
  static List<String> incompatibilities(Schema reader, List<Schema> writers) {
    return writers.stream()
        .flatMap(writer -> SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult().getIncompatibilities().stream())
        .map(SchemaSetup::phrase)
        .distinct()
        .toList();
  }

  private static String phrase(Incompatibility incompatibility) {
    return "%s at %s (%s)".formatted(incompatibility.getType(), incompatibility.getLocation(), SafeText.of(incompatibility.getMessage()));
  }

  private static void register(SchemaRegistry registry, Found found, Schema schema, List<String> done) {
    if (!found.isRegistered()) {
      done.add("registered " + found.subject() + " with id " + registry.register(found.subject(), schema));
    }
    if (!found.rule().equals(COMPATIBILITY)) {
      registry.setCompatibility(found.subject(), COMPATIBILITY);
      done.add("set the compatibility of " + found.subject() + " to " + COMPATIBILITY);
    }
  }

  private static Found find(List<Found> found, String subject) {
    return found.stream().filter(schema -> schema.subject().equals(subject)).findFirst().orElseThrow();
  }

  private static String subject(TopicSpec topic) {
    return topic.name() + "-value";
  }
}
