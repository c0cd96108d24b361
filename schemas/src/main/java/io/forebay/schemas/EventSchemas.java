package io.forebay.schemas;

import org.apache.avro.Schema;
import org.apache.avro.specific.AvroGenerated;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.ClassSecurityValidator;

/** The Avro schemas of the generated records, as they are published to other languages. */
public final class EventSchemas {
  private static final String JAVA_STRING = "{\"type\":\"string\",\"avro.java.string\":\"String\"}";

  static {
    // Avro loads no class by a name out of a schema unless it is trusted; this is its only way to say which are.
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), EventSchemas::isGenerated));
  }

  private EventSchemas() {}

  /**
   * A record's schema without the hints that only the Java code needs.
   *
   * @param type a generated Avro record
   */
  public static Schema published(Class<?> type) {
    return new Schema.Parser().parse(compiled(type).toString().replace(JAVA_STRING, "\"string\""));
  }

  /** A record's schema as its class was generated from it. */
  static Schema compiled(Class<?> type) {
    return model(type).getSchema(type);
  }

  static SpecificData model(Class<?> type) {
    return SpecificData.getForClass(type);
  }

  private static boolean isGenerated(Class<?> type) {
    return type.getPackageName().equals(EventSchemas.class.getPackageName()) && type.isAnnotationPresent(AvroGenerated.class);
  }
}
