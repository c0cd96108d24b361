package io.forebay.connect.transforms;

/** The version that a worker shows of a plugin: the jar's. */
final class Versions {
  private Versions() {}

  static String of(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
