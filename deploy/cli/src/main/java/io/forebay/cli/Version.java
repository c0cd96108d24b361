package io.forebay.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code forebay --version} answers: the jar's version and the Java that runs it. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"forebay " + (version == null ? "(not packaged)" : version) + ", Java " + Runtime.version()};
  }
}
