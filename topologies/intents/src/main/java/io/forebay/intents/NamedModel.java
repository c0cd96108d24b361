package io.forebay.intents;

import io.forebay.features.FeatureModel;
import io.forebay.features.FeatureReader;
import io.forebay.schemas.FeatureIntent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model of features as scenes know it, with a reader for one thread. */
final class NamedModel {
  private final String name;
  private final String version;
  private final List<String> labels;
  private final FeatureReader reader;

  NamedModel(String name, String version, FeatureModel model) {
    this.name = name;
    this.version = version;
    labels = model.labels();
    reader = model.reader();
  }

  /** What features mean, a probability for each label; nothing where none of them is known to the model. */
  List<FeatureIntent> read(Map<String, Double> features) {
    double[] probabilities = reader.probabilities(features);
    if (!reader.sawAny()) {
      return List.of();
    }
    var intents = new ArrayList<FeatureIntent>(probabilities.length);
    for (int label = 0; label < probabilities.length; label++) {
      intents.add(new FeatureIntent(name, version, labels.get(label), probabilities[label]));
    }
    return intents;
  }
}
