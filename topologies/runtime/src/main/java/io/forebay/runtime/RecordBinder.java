package io.forebay.runtime;

import io.forebay.runtime.ConfigException.Problem;
import io.forebay.runtime.ConfigNode.Blank;
import io.forebay.runtime.ConfigNode.Scalar;
import io.forebay.runtime.ConfigNode.Section;
import io.forebay.runtime.ConfigNode.Sequence;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds configuration records from nodes and collects what is wrong with them. */
final class RecordBinder {
  private final ScalarReader scalars;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> sources = new HashMap<>();

  RecordBinder(ScalarReader scalars) {
    this.scalars = scalars;
  }

  List<Problem> problems() {
    return problems;
  }

  /** The record, or null where a problem was found in it or below it. */
  <T extends Record> T bind(Class<T> type, Section section, String path) {
    int problemsBefore = problems.size();
    RecordComponent[] components = type.getRecordComponents();
    refuseUnknown(components, section, path);
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = ConfigKey.name(components[i]);
      String key = ConfigKey.join(path, name);
      values[i] = value(SettingType.of(components[i].getGenericType()), section.entries().get(name), key);
      if (values[i] == null && components[i].getType().isPrimitive() && !sources.containsKey(key)) {
        complain(key, "is required", "");
      }
    }
    return problems.size() == problemsBefore ? construct(type, components, values, path) : null;
  }

  private void refuseUnknown(RecordComponent[] components, Section section, String path) {
    List<String> known = Arrays.stream(components).map(ConfigKey::name).toList();
    section
        .entries()
        .forEach(
            (name, node) -> {
              if (!known.contains(name)) {
                complain(ConfigKey.join(path, name), "is no setting; known here are " + String.join(", ", known), node.source());
              }
            });
  }

  private Object value(SettingType type, ConfigNode node, String key) {
    if (node == null || node instanceof Blank) {
      return absent(type, key);
    }
    sources.put(key, node.source());
    return switch (type) {
      case SettingType.Maybe(SettingType of) -> Optional.ofNullable(value(of, node, key));
      case SettingType.Scalar(Class<?> scalar) -> scalar(scalar, node, key);
      case SettingType.Nested(Class<? extends Record> nested) -> node instanceof Section section ? bind(nested, section, key) : wrong(key, "a section", node);
      case SettingType.Many(SettingType of) -> list(of, node, key);
      case SettingType.Open(SettingType of) -> map(of, node, key);
      case SettingType.Later _ -> node instanceof Section section ? new ConfigSection(key, section, scalars.environment()) : wrong(key, "a section", node);
    };
  }

  /** Sections and maps are never null; of the rest the record's own constructor says what null stands for. */
  private Object absent(SettingType type, String key) {
    return switch (type) {
      case SettingType.Maybe _ -> Optional.empty();
      case SettingType.Nested(Class<? extends Record> nested) -> bind(nested, Section.empty(), key);
      case SettingType.Open _ -> Map.of();
      case SettingType.Later _ -> new ConfigSection(key, Section.empty(), scalars.environment());
      case SettingType.Scalar _, SettingType.Many _ -> null;
    };
  }

  private Object scalar(Class<?> type, ConfigNode node, String key) {
    if (!(node instanceof Scalar(String text, String source))) {
      return wrong(key, "a single value", node);
    }
    try {
      return scalars.read(type, text);
    } catch (ScalarReader.Refused e) {
      complain(key, e.getMessage(), source);
      return null;
    }
  }

  private Object list(SettingType of, ConfigNode node, String key) {
    List<ConfigNode> items =
        switch (node) {
          case Sequence sequence -> sequence.items();
          case Scalar(String text, String source) when of instanceof SettingType.Scalar ->
              Arrays.stream(text.split(",")).map(item -> (ConfigNode) new Scalar(item.strip(), source)).toList();
          default -> List.of();
        };
    if (items.isEmpty() && !(node instanceof Sequence)) {
      return wrong(key, "a list", node);
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Object value = value(of, items.get(i), key + "[" + i + "]");
      if (value != null) {
        values.add(value);
      }
    }
    return List.copyOf(values);
  }

  private Object map(SettingType of, ConfigNode node, String key) {
    if (!(node instanceof Section section)) {
      return wrong(key, "a section", node);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    section
        .entries()
        .forEach(
            (name, entry) -> {
              Object value = value(of, entry, ConfigKey.join(key, name));
              if (value != null) {
                values.put(name, value);
              }
            });
    return Collections.unmodifiableMap(values);
  }

  private <T extends Record> T construct(Class<T> type, RecordComponent[] components, Object[] values, String path) {
    try {
      Class<?>[] parameters = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<T> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      complain(type, path, e.getCause());
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot construct " + type.getName(), e);
    }
  }

  private void complain(Class<?> type, String path, Throwable cause) {
    switch (cause) {
      case ConfigException refused -> {
        for (Problem problem : refused.problems()) {
          Problem full = problem.under(path);
          complain(full.key(), full.complaint(), sources.getOrDefault(full.key(), ""));
        }
      }
      case IllegalArgumentException refused -> complain(path, "is refused: " + refused.getMessage(), sources.getOrDefault(path, ""));
      default -> throw new IllegalStateException("the constructor of " + type.getName() + " failed", cause);
    }
  }

  private Object wrong(String key, String wanted, ConfigNode node) {
    complain(key, "must be " + wanted, node.source());
    return null;
  }

  private void complain(String key, String complaint, String source) {
    problems.add(new Problem(key, source.isEmpty() ? complaint : complaint + " (" + source + ")"));
  }
}
