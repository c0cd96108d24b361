package io.forebay.runners;

import io.forebay.blobs.BlobStore;
import io.forebay.runtime.ConfigException;
import io.forebay.runtime.ConfigSection;
import io.opentelemetry.api.trace.Tracer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The handlers of a runner: chosen, ready, and with their schemas compiled. */
final class Handlers implements AutoCloseable {
  private final SortedMap<String, LoadedHandler> byCapability;

  private Handlers(SortedMap<String, LoadedHandler> byCapability) {
    this.byCapability = byCapability;
  }

  /**
   * Makes the chosen ones of those that were found ready.
   *
   * @param wanted capabilities; empty for all
   * @param known capabilities that have a topic
   * @throws ConfigException naming what is wanted and not found, found twice, without a topic, or what a handler refuses
   */
  static Handlers start(
      List<ActionHandler> found, List<String> wanted, Set<String> known, ConfigSection settings, BlobStore blobs, Tracer tracer) {
    var families = new TreeSet<String>();
    var chosen = new TreeMap<String, ActionHandler>();
    for (ActionHandler handler : found) {
      String capability = handler.capability();
      if (!wanted.isEmpty() && !wanted.contains(capability)) {
        families.add(LoadedHandler.family(capability));
      } else if (chosen.put(capability, handler) != null) {
        throw new ConfigException("", "two handlers on the class path do " + capability + "; leave one of them out");
      } else if (!known.contains(capability)) {
        throw new ConfigException(
            "topics.capabilities", "must name " + capability + ", which a handler does and which therefore needs a topic of its own");
      }
    }
    var missing = new TreeSet<>(wanted);
    missing.removeAll(chosen.keySet());
    if (!missing.isEmpty() || chosen.isEmpty()) {
      throw new ConfigException(
          "runner.capabilities", "must be among what the handlers on the class path can do, " + capabilities(found) + ", got " + wanted);
    }
    return start(chosen, families, settings, blobs, tracer);
  }

  private static Handlers start(
      SortedMap<String, ActionHandler> chosen, Set<String> families, ConfigSection settings, BlobStore blobs, Tracer tracer) {
    var bound = new HashSet<>(families);
    var loaded = new TreeMap<String, LoadedHandler>();
    try {
      chosen.forEach(
          (capability, handler) -> {
            loaded.put(capability, LoadedHandler.of(handler));
            handler.start(new StartContext(LoadedHandler.family(capability), settings, bound, blobs, tracer));
          });
      settings.requireKnown(new TreeSet<>(bound));
      return new Handlers(loaded);
    } catch (RuntimeException e) {
      new Handlers(loaded).close();
      throw e;
    }
  }

  private static SortedSet<String> capabilities(List<ActionHandler> handlers) {
    return new TreeSet<>(handlers.stream().map(ActionHandler::capability).toList());
  }

  /** What this runner can do, in alphabetical order. */
  List<String> capabilities() {
    return List.copyOf(byCapability.keySet());
  }

  /** The capabilities whose handlers can find out what became of a vanished attempt. */
  List<String> reconciling() {
    return byCapability.values().stream().filter(loaded -> loaded.handler().reconciles()).map(LoadedHandler::capability).toList();
  }

  /** The handler of a capability, or null. */
  LoadedHandler get(String capability) {
    return byCapability.get(capability);
  }

  @Override
  public void close() {
    var failures = new ArrayList<Exception>();
    for (Map.Entry<String, LoadedHandler> entry : byCapability.entrySet()) {
      try {
        entry.getValue().handler().close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("a handler did not close", failures.getFirst());
    }
  }

  private record StartContext(String family, ConfigSection all, Set<String> bound, BlobStore blobs, Tracer tracer) implements HandlerContext {
    @Override
    public <T extends Record> T settings(Class<T> type) {
      bound.add(family);
      return all.bind(family, type);
    }
  }
}
