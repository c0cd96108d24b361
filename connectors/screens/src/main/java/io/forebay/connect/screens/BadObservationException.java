package io.forebay.connect.screens;

/** Says what is wrong with a picture or its sidecar, which trying again does not mend. */
final class BadObservationException extends Exception {
  BadObservationException(String sentence) {
    super(sentence);
  }

  BadObservationException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  static BadObservationException tooLarge(String name, int bytesMax) {
    return new BadObservationException("%s has more than %,d bytes".formatted(name, bytesMax));
  }
}
