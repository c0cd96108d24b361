package io.forebay.connect.screens;

import java.util.Objects;

/** The plugin's version, as its jar says. */
final class Version {
  static final String TEXT = Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "0.1.0-SNAPSHOT");

  private Version() {}
}
