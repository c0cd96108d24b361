package io.forebay.runtime;

import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kinds of component that a configuration record may have. */
sealed interface SettingType {
  /** Scalars are read from one text; what else there is, is made of them. */
  Set<Class<?>> SCALARS =
      Set.of(
          String.class, Boolean.class, Integer.class, Long.class, Double.class, Duration.class, ByteSize.class, Path.class, URI.class, Secret.class);

  record Scalar(Class<?> type) implements SettingType {}

  record Nested(Class<? extends Record> type) implements SettingType {}

  record Maybe(SettingType of) implements SettingType {}

  record Many(SettingType of) implements SettingType {}

  /** Keys that the user chooses, with values of one type. */
  record Open(SettingType of) implements SettingType {}

  /** A {@link ConfigSection}, whose records are known only when it is bound. */
  record Later() implements SettingType {}

  String LATER_FORM = "section of sections";

  static SettingType of(Type type) {
    return switch (type) {
      case ParameterizedType generic -> ofGeneric(generic);
      case Class<?> primitive when primitive.isPrimitive() -> of(MethodType.methodType(primitive).wrap().returnType());
      case Class<?> plain when plain.isEnum() || SCALARS.contains(plain) -> new Scalar(plain);
      case Class<?> plain when plain == ConfigSection.class -> new Later();
      case Class<?> plain when plain.isRecord() -> new Nested(plain.asSubclass(Record.class));
      default -> throw new IllegalArgumentException(type + " is no type of a setting");
    };
  }

  private static SettingType ofGeneric(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return new Maybe(of(arguments[0]));
    }
    if (type.getRawType() == List.class) {
      return new Many(of(arguments[0]));
    }
    if (type.getRawType() == Map.class && arguments[0] == String.class) {
      return new Open(of(arguments[1]));
    }
    throw new IllegalArgumentException(type + " is no type of a setting");
  }

  /** How a value of it is written, for people. */
  default String form() {
    return switch (this) {
      case Scalar(Class<?> type) -> ScalarReader.form(type);
      case Maybe(SettingType of) -> of.form();
      case Many(SettingType of) -> "list of " + of.form();
      case Open(SettingType of) -> "any key: " + of.form();
      case Nested _ -> "section";
      case Later _ -> LATER_FORM;
    };
  }

  /** Whether one environment variable can hold all of it. */
  default boolean fitsOneText() {
    return switch (this) {
      case Scalar _ -> true;
      case Maybe(SettingType of) -> of.fitsOneText();
      case Many(SettingType of) -> of instanceof Scalar;
      case Nested _, Open _, Later _ -> false;
    };
  }
}
