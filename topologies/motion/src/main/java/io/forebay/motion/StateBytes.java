package io.forebay.motion;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** State as bytes: a version, then numbers in the order in which each part writes its own. Written for each observation, so the buffer is kept; belongs to one thread. */
final class StateBytes {
  private static final byte VERSION = 3;

  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

  interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  interface Reader {
    void read(DataInputStream in) throws IOException;
  }

  byte[] write(Writer writer) {
    buffer.reset();
    try (var out = new DataOutputStream(buffer)) {
      out.writeByte(VERSION);
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    return buffer.toByteArray();
  }

  static void read(String what, byte[] bytes, Reader reader) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException("What is known of " + what + " has version " + version + ", expected " + VERSION + ".");
      }
      reader.read(in);
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("What is known of " + what + " cannot be read: its " + bytes.length + " bytes end too early or are damaged.", e);
    }
  }
}
