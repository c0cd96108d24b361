package io.forebay.classifier;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * The models that every tenant begins with: spam of a message, needs-action of a sentence. Immutable and shareable.
 *
 * <p>MODEL_CARD.md tells what the one that ships was trained on, how well it does, and what it is not for.
 */
public final class BaseModel {
  private static final int MAGIC = 0x46424d31;
  private static final String RESOURCE = "base-model.bin";

  private final LinearModel spam;
  private final LinearModel action;

  BaseModel(LinearModel spam, LinearModel action) {
    this.spam = spam;
    this.action = action;
  }

  /** The model that ships with this module. */
  public static BaseModel shipped() {
    try (InputStream in = BaseModel.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the module's resource " + RESOURCE + " is missing; build the module again");
      }
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the module's resource " + RESOURCE + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a model.
   *
   * @throws IOException if it is no model, cut short, or made for another version of this code
   */
  public static BaseModel read(InputStream from) throws IOException {
    var in = new DataInputStream(new BufferedInputStream(from));
    if (in.readInt() != MAGIC) {
      throw new IOException("not a model of this format; write one with the train command");
    }
    LinearModel spam = LinearModel.read(in, SpamFeatures.SIGNALS, SpamFeatures.BUCKET_BITS);
    LinearModel action = LinearModel.read(in, ActionFeatures.SIGNALS, ActionFeatures.BUCKET_BITS);
    return new BaseModel(spam, action);
  }

  /** Writes a model so that {@link #read} reads the same; the same model gives the same bytes. */
  public void write(OutputStream to) throws IOException {
    var out = new DataOutputStream(to);
    out.writeInt(MAGIC);
    spam.write(out);
    action.write(out);
    out.flush();
  }

  /** Names the spam model in every result, for example {@code spam-2026.11}. */
  public String spamVersion() {
    return spam.version();
  }

  /** Names the needs-action model in every result, for example {@code needs-action-2026.11}. */
  public String actionVersion() {
    return action.version();
  }

  LinearModel spam() {
    return spam;
  }

  LinearModel action() {
    return action;
  }
}
