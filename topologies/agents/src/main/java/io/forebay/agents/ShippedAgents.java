package io.forebay.agents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** The agents that ship. */
public final class ShippedAgents {
  /** What {@code desktop-example} needs; no runner that ships can do it. */
  public static final Set<String> DESKTOP_CAPABILITIES = Set.of("desktop.observe", "desktop.click", "desktop.type");

  private static final List<String> NAMES =
      List.of(
          "email-classify",
          "email-prioritise",
          "email-summarise",
          "email-respond",
          "email-crew",
          "research",
          "approval-example",
          "fan-out-example",
          "desktop-example");

  private ShippedAgents() {}

  /**
   * An agent that ships.
   *
   * @param name of the agent
   * @param source its definition: YAML
   */
  public record Shipped(String name, String source) {
    /** Whether it needs {@link #DESKTOP_CAPABILITIES}. */
    public boolean needsDesktop() {
      return name.equals("desktop-example");
    }
  }

  /** All of them, those that others call first. */
  public static List<Shipped> all() {
    return NAMES.stream().map(name -> new Shipped(name, source(name))).toList();
  }

  private static String source(String name) {
    String resource = "shipped/" + name + ".yaml";
    try (var stream = ShippedAgents.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is missing from the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
