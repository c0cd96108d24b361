package io.forebay.connect.transforms;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * Events as structs: enums become texts, times Connect's timestamps, which are milliseconds, and what may be null optional. One thread at a
 * time.
 */
final class EventStructs {
  private final Map<org.apache.avro.Schema, Schema> schemas = new HashMap<>();

  SchemaAndValue of(IndexedRecord event) {
    Schema schema = schemas.computeIfAbsent(event.getSchema(), EventStructs::schema);
    return new SchemaAndValue(schema, value(schema, event));
  }

  static Schema schema(org.apache.avro.Schema avro) {
    return builder(avro).build();
  }

  private static SchemaBuilder builder(org.apache.avro.Schema avro) {
    return switch (avro.getType()) {
      case RECORD -> {
        SchemaBuilder struct = SchemaBuilder.struct().name(avro.getFullName());
        avro.getFields().forEach(field -> struct.field(field.name(), schema(field.schema())));
        yield struct;
      }
      case UNION -> builder(notNull(avro)).optional();
      case ARRAY -> SchemaBuilder.array(schema(avro.getElementType()));
      case MAP -> SchemaBuilder.map(Schema.STRING_SCHEMA, schema(avro.getValueType()));
      case STRING, ENUM -> SchemaBuilder.string();
      case LONG -> avro.getLogicalType() instanceof LogicalTypes.TimestampMicros ? Timestamp.builder() : SchemaBuilder.int64();
      case INT -> SchemaBuilder.int32();
      case BOOLEAN -> SchemaBuilder.bool();
      case FLOAT -> SchemaBuilder.float32();
      case DOUBLE -> SchemaBuilder.float64();
      case BYTES -> SchemaBuilder.bytes();
      case FIXED, NULL -> throw new DataException("There is no such type in Connect: " + avro.getType());
    };
  }

  private static org.apache.avro.Schema notNull(org.apache.avro.Schema union) {
    List<org.apache.avro.Schema> others = union.getTypes().stream().filter(type -> type.getType() != org.apache.avro.Schema.Type.NULL).toList();
    if (others.size() != 1) {
      throw new DataException("There are no unions in Connect: " + union);
    }
    return others.getFirst();
  }

  private static Object value(Schema schema, Object value) {
    return switch (value) {
      case null -> null;
      case IndexedRecord event -> {
        Struct struct = new Struct(schema);
        event.getSchema().getFields().forEach(field -> struct.put(field.name(), value(schema.field(field.name()).schema(), event.get(field.pos()))));
        yield struct;
      }
      case List<?> list -> {
        List<Object> values = new ArrayList<>();
        list.forEach(each -> values.add(value(schema.valueSchema(), each)));
        yield values;
      }
      case Map<?, ?> map -> {
        Map<String, Object> values = new HashMap<>();
        map.forEach((name, each) -> values.put(name.toString(), value(schema.valueSchema(), each)));
        yield values;
      }
      case Instant at -> Date.from(at);
      case Enum<?> word -> word.name();
      case CharSequence text -> text.toString();
      case ByteBuffer bytes -> bytes.duplicate();
      default -> value;
    };
  }
}
