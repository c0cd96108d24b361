package io.forebay.classifier;

/**
 * Marks that mail programs leave: the client's name, and the shapes of the message's id and of the boundary between its parts.
 *
 * <p>Shapes, not texts: a run of letters or digits is one character, so that no host and no counter gets in.
 */
final class ToolMarks {
  private static final long CLIENT = TermHash.of("client");
  private static final long ID = TermHash.of("id");
  private static final long BOUNDARY = TermHash.of("boundary");
  private static final int MAX_NAME_WORDS = 3;
  private static final int MAX_SHAPE_CHARS = 60;

  private ToolMarks() {}

  /** Adds the marks of a message as terms of the vector's open family. */
  static void write(String messageId, SpamHeader header, FeatureVector vector) {
    clientName(header.client, vector);
    if (messageId != null) {
      vector.term(shape(ID, messageId, 0, Math.max(0, messageId.lastIndexOf('@'))));
    }
    int boundary = header.contentType.indexOf("boundary=");
    if (boundary >= 0) {
      vector.term(shape(BOUNDARY, header.contentType, boundary + 9, header.contentType.length()));
    }
  }

  private static void clientName(String name, FeatureVector vector) {
    int words = 0;
    long hash = CLIENT;
    for (int i = 0; i <= name.length() && words < MAX_NAME_WORDS; i++) {
      boolean letter = i < name.length() && Character.isLetter(name.charAt(i));
      if (letter) {
        hash = TermHash.add(hash, Character.toLowerCase(name.charAt(i)));
      } else if (hash != CLIENT) {
        vector.term(hash);
        hash = CLIENT;
        words++;
      }
    }
    if (words == 0) {
      vector.term(CLIENT);
    }
  }

  private static long shape(long salt, String text, int from, int to) {
    long hash = salt;
    char before = 0;
    for (int i = from; i < Math.min(to, from + MAX_SHAPE_CHARS); i++) {
      char c = text.charAt(i);
      char kind = TextShape.isDigit(c) ? '0' : Character.isUpperCase(c) ? 'A' : Character.isLetter(c) ? 'a' : c;
      hash = kind == before ? hash : TermHash.add(hash, kind);
      before = kind;
    }
    return hash;
  }
}
