package io.forebay.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The metrics of one name, one for each combination of label values.
 *
 * <p>A hot path asks once, keeps the metric and counts on it: {@link #with} costs a look-up, counting does not. There are at most
 * {@link Metrics#CHILDREN_MAX} combinations; one more is counted with {@link Metrics#OTHER} for every label, so that no input can fill
 * the memory with series.
 *
 * @param <M> {@link Counter}, {@link Timer} or {@link Gauge}
 */
public final class Family<M> {
  private final String name;
  private final List<String> labels;
  private final Function<String[], M> make;
  private final Map<List<String>, M> metrics = new ConcurrentHashMap<>();

  Family(String name, List<String> labels, Function<String[], M> make) {
    this.name = name;
    this.labels = List.copyOf(labels);
    this.make = make;
  }

  /**
   * The metric with these label values, in the order of the family's labels.
   *
   * @throws IllegalArgumentException where there are more or fewer values than labels
   */
  public M with(String... labelValues) {
    if (labelValues.length != labels.size()) {
      throw new IllegalArgumentException(name + " has the labels " + labels + ", got " + List.of(labelValues));
    }
    List<String> values = List.of(labelValues);
    M known = metrics.get(values);
    if (known != null) {
      return known;
    }
    return metrics.size() < Metrics.CHILDREN_MAX ? made(values) : made(Collections.nCopies(labels.size(), Metrics.OTHER));
  }

  private M made(List<String> values) {
    return metrics.computeIfAbsent(List.copyOf(values), key -> make.apply(key.toArray(String[]::new)));
  }

  List<String> labels() {
    return labels;
  }

  void forEach(BiConsumer<String[], M> action) {
    for (Map.Entry<List<String>, M> entry : new ArrayList<>(metrics.entrySet())) {
      action.accept(entry.getKey().toArray(String[]::new), entry.getValue());
    }
  }
}
