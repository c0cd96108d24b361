package io.forebay.mail;

/**
 * What a single message may cost: bounds on everything that a sender decides. Reaching one is never an error; the rest is left out and a
 * {@link MailDefect} says so.
 *
 * @param depthMax nested multiparts and attached messages that are opened, 1 to 50
 * @param partsMax parts that are looked at, 1 to 10,000
 * @param fieldsMax header fields of a part that are read, 1 to 10,000
 * @param fieldBytesMax bytes of a header field that are read, 998 to 1,048,576
 * @param workBytesMax bytes read from all bodies together, attached messages counting again at each level, at least 4,096
 * @param htmlCharsMax characters of all HTML parts together that are rendered, 1,024 to 4,194,304
 * @param htmlDepthMax nested HTML elements, 16 to 1,024; deeper ones are taken as siblings
 * @param bodyCharsMax characters of the text shown to a reader that quotes and signatures are looked for in, at least 1,024
 */
public record EmailLimits(
    int depthMax,
    int partsMax,
    int fieldsMax,
    int fieldBytesMax,
    int workBytesMax,
    int htmlCharsMax,
    int htmlDepthMax,
    int bodyCharsMax) {

  /** Bounds that no honest message was seen to reach. */
  public static final EmailLimits DEFAULT = new EmailLimits(20, 200, 500, 32_768, 4 << 20, 131_072, 256, 262_144);

  /** Refuses bounds that would lose honest mail or let a hostile one stop the pipeline. */
  public EmailLimits {
    requireBetween("depthMax", depthMax, 1, 50);
    requireBetween("partsMax", partsMax, 1, 10_000);
    requireBetween("fieldsMax", fieldsMax, 1, 10_000);
    requireBetween("fieldBytesMax", fieldBytesMax, 998, 1 << 20);
    requireBetween("workBytesMax", workBytesMax, 4_096, Integer.MAX_VALUE);
    requireBetween("htmlCharsMax", htmlCharsMax, 1_024, 4 << 20);
    requireBetween("htmlDepthMax", htmlDepthMax, 16, 1_024);
    requireBetween("bodyCharsMax", bodyCharsMax, 1_024, Integer.MAX_VALUE);
  }

  private static void requireBetween(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException("%s must be from %d to %d, got %d".formatted(name, least, most, value));
    }
  }
}
