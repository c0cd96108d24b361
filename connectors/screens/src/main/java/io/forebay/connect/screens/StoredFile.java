package io.forebay.connect.screens;

import java.util.Locale;
import java.util.Set;

/**
 * A file or object as a place lists it.
 *
 * @param name below the place, with slashes
 * @param version what tells this content from what is written there later; empty where only time does
 */
record StoredFile(String name, String version) {
  private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "webp");
  private static final String SIDECAR = "json";

  /** The name without its ending: what a picture and its sidecar have in common. */
  String stem() {
    return name.substring(0, name.lastIndexOf('.'));
  }

  boolean isSidecar() {
    return isSidecar(ending(name));
  }

  /** Whether a name is that of a picture or a sidecar, and not hidden. */
  static boolean isOurs(String name) {
    String ending = ending(name);
    return (isSidecar(ending) || PICTURES.contains(ending)) && !name.startsWith(".") && !name.contains("/.");
  }

  private static boolean isSidecar(String ending) {
    return ending.equals(SIDECAR);
  }

  private static String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
  }
}
