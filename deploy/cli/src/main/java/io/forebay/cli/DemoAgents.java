package io.forebay.cli;

import io.forebay.agents.ShippedAgents;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.TasksDescribed;
import io.forebay.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;

/** The agents of the demo: those that ship and need no desktop, one whose manager has no time, and one that fails. */
final class DemoAgents {
  private static final List<String> OWN = List.of("demo-hurry", "demo-order");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private DemoAgents() {}

  /** Definitions by name. */
  static SequencedMap<String, String> definitions() {
    var definitions = new LinkedHashMap<String, String>();
    ShippedAgents.all().stream().filter(agent -> !agent.needsDesktop()).forEach(agent -> definitions.put(agent.name(), agent.source()));
    OWN.forEach(name -> definitions.put(name, read(name)));
    return definitions;
  }

  private static String read(String name) {
    try (var stream = DemoAgents.class.getResourceAsStream("agents/" + name + ".yaml")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the bundled agent " + name, e);
    }
  }

  /** Applies them, and waits until they are known: a task of an agent that nobody knows fails. */
  static void apply(DemoOutbox outbox, String kafka, Topics topics, EventSerdes serdes) {
    Map<String, String> definitions = definitions();
    var awaited = new TreeSet<>(definitions.keySet());
    try (var answers = new TopicReader<>(kafka, topics.tasksAnswers(), serdes.of(TasksDescribed.class).deserializer(), false)) {
      definitions.forEach(outbox::define);
      outbox.flush();
      long startNanos = System.nanoTime();
      while (!awaited.isEmpty()) {
        if (System.nanoTime() - startNanos > PATIENCE.toNanos()) {
          throw new CommandFailedException("The tasks topology does not know these agents " + PATIENCE.toSeconds() + " s after they were applied: " + String.join(", ", awaited) + ".");
        }
        awaited.forEach(outbox::ask);
        for (var record : answers.poll()) {
          if (record.value().getKnown()) {
            awaited.remove(record.value().getQueryId());
          }
        }
      }
    }
  }
}
