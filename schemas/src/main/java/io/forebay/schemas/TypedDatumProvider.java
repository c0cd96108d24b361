package io.forebay.schemas;

import io.apicurio.registry.serde.avro.AvroDatumProvider;
import io.apicurio.registry.serde.avro.AvroSerdeConfig;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Reads and writes one generated record type, whatever schema a record claims to be written with.
 *
 * <p>The provider that comes with the serde looks the class up by the name that the writer's schema gives, which lets a
 * foreign schema choose the class, and computes the schema's fingerprint again for every record. Public because the
 * serde instantiates it by its class.
 *
 * @param <T> a generated Avro record
 */
public final class TypedDatumProvider<T> implements AvroDatumProvider<T> {
  /** Configuration key under which {@link EventSerdes} passes the record's class. */
  static final String TYPE = "forebay.serde.type";

  /** How many writers' schemas are remembered; beyond it a reader is built for each record. */
  private static final int READERS_MAX = 100;

  private final Map<SchemaIdentity, DatumReader<T>> readers = new ConcurrentHashMap<>();
  private SpecificData model;
  private Schema schema;
  private Schema published;

  /** A schema compared by identity: the resolver hands out the same object for the same id. */
  private record SchemaIdentity(Schema schema) {
    @Override
    @SuppressWarnings("ReferenceEquality") // the point of this class: hashing a schema walks all of it
    public boolean equals(Object other) {
      return other instanceof SchemaIdentity that && that.schema == schema;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(schema);
    }
  }

  @Override
  public void configure(AvroSerdeConfig config) {
    var type = (Class<?>) config.originals().get(TYPE);
    model = EventSchemas.model(type);
    schema = EventSchemas.compiled(type);
    published = EventSchemas.published(type);
  }

  @Override
  public DatumReader<T> createDatumReader(Schema writer) {
    var reader = readers.get(new SchemaIdentity(writer));
    if (reader == null) {
      reader = newReader(writer);
      if (readers.size() < READERS_MAX) {
        readers.put(new SchemaIdentity(writer), reader);
      }
    }
    return reader;
  }

  private DatumReader<T> newReader(Schema writer) {
    var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(schema, writer);
    if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new AvroTypeException(
          "a record written as " + writer.getFullName() + " cannot be read as " + schema.getFullName());
    }
    return new SpecificDatumReader<>(writer, schema, model);
  }

  @Override
  public DatumWriter<T> createDatumWriter(T data, Schema writer) {
    return new SpecificDatumWriter<>(writer, model);
  }

  @Override
  public Schema toSchema(T data) {
    return published;
  }
}
