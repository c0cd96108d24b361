package io.forebay.intents;

import java.util.Optional;

/** Where models of features are found. */
@FunctionalInterface
interface Models {
  /** The newest version; empty: there is none that can be used. */
  Optional<NamedModel> find(String name);
}
