package io.forebay.embedded;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a registry listens, as it tells in its own log once it knows. */
record RegistryAddress(URI base, URI management) {
  private static final Pattern STARTED =
      Pattern.compile(" Listening on: (http://[0-9.:]+)\\. Management interface listening on (http://[0-9.:]+)\\.");

  static Optional<RegistryAddress> parse(String line) {
    Matcher started = STARTED.matcher(line);
    return started.find()
        ? Optional.of(new RegistryAddress(URI.create(started.group(1)), URI.create(started.group(2))))
        : Optional.empty();
  }

  URI health() {
    return management.resolve("/health/ready");
  }
}
