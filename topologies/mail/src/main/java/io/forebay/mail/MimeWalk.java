package io.forebay.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Event;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/**
 * Takes a message apart into its parts, once, within {@link EmailLimits}. Not thread safe; one walk per message.
 *
 * <p>mime4j reads the structure. What it would do without bound it is not left to do: nested multiparts beyond the depth are reported to it
 * as text, attached messages are walked by a stream of their own, header fields are cut, and the bytes read from all bodies are counted.
 */
final class MimeWalk {
  private static final MimeConfig LENIENT =
      MimeConfig.custom()
          .setMaxLineLen(-1)
          .setMaxHeaderCount(-1)
          .setMaxHeaderLen(-1)
          .setMaxContentLen(-1)
          .setMalformedHeaderStartsBody(false)
          .build();
  private static final byte[] NOTHING = {};

  private final EmailLimits limits;
  private final Set<MailDefect> defects;
  private final List<String> mediaTypes = new ArrayList<>();
  private byte[] buffer = new byte[8_192];
  private int workLeft;

  MimeWalk(EmailLimits limits, Set<MailDefect> defects) {
    this.limits = limits;
    this.defects = defects;
    this.workLeft = limits.workBytesMax();
  }

  /** Media types of all parts in their order, multiparts and parts of attached messages included. */
  List<String> mediaTypes() {
    return mediaTypes;
  }

  MailPart walk(byte[] bytes) {
    return walk(bytes, 0);
  }

  private MailPart walk(byte[] message, int depth) {
    HeaderBlock block = HeaderBlock.of(message, defects);
    MimeTokenStream stream =
        new MimeTokenStream(
            LENIENT,
            structureDefects(),
            new PartHeaderReader.BoundedFields(limits.fieldBytesMax(), defects),
            new PartHeaderReader(limits, defects, depth));
    stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
    stream.parse(block.stream());
    Tree tree = new Tree();
    try {
      EntityState state = stream.getState();
      while (state != EntityState.T_END_OF_STREAM && isWithinLimits()) {
        take(state, stream, tree, depth);
        state = stream.next();
      }
    } catch (IOException | MimeException | IllegalStateException e) {
      defects.add(MailDefect.BROKEN_STRUCTURE);
    }
    return tree.root();
  }

  private boolean isWithinLimits() {
    if (mediaTypes.size() >= limits.partsMax()) {
      defects.add(MailDefect.PART_LIMIT);
      return false;
    }
    if (workLeft <= 0) {
      defects.add(MailDefect.WORK_LIMIT);
      return false;
    }
    return true;
  }

  private void take(EntityState state, MimeTokenStream stream, Tree tree, int depth) throws IOException {
    if (state == EntityState.T_START_MULTIPART) {
      PartHeader header = (PartHeader) stream.getBodyDescriptor();
      mediaTypes.add(header.mediaType());
      tree.open(header);
    } else if (state == EntityState.T_PREAMBLE) {
      tree.preamble(read(stream.getInputStream()));
    } else if (state == EntityState.T_END_MULTIPART) {
      if (tree.close()) {
        defects.add(MailDefect.EMPTY_MULTIPART);
      }
    } else if (state == EntityState.T_BODY) {
      PartHeader header = (PartHeader) stream.getBodyDescriptor();
      mediaTypes.add(header.mediaType());
      tree.add(body(header, stream.getInputStream(), depth + tree.depth()));
    }
  }

  private MailPart body(PartHeader header, InputStream content, int depth) throws IOException {
    boolean message = header.mediaType().equals("message/rfc822") || header.mediaType().equals("message/global");
    boolean attachedText = header.disposition().value().equals("attachment");
    if (message || (header.isText() && !attachedText) || !header.followed()) {
      byte[] raw = read(content);
      byte[] decoded = TransferDecoding.decode(raw, header.transferEncoding(), defects);
      if (!message) {
        return new MailPart.Leaf(header, decoded, raw.length);
      }
      if (depth < limits.depthMax()) {
        return new MailPart.AttachedMessage(header, walk(decoded, depth + 1), raw.length);
      }
      defects.add(MailDefect.DEPTH_LIMIT);
      return new MailPart.Leaf(header, NOTHING, raw.length);
    }
    return new MailPart.Leaf(header, NOTHING, skip(content));
  }

  /** Reads a body as far as work is left. */
  private byte[] read(InputStream content) throws IOException {
    int size = 0;
    int read = 0;
    while (read >= 0 && size < workLeft) {
      size += read;
      if (size == buffer.length) {
        buffer = Arrays.copyOf(buffer, size * 2);
      }
      read = content.read(buffer, size, Math.min(buffer.length - size, Math.max(1, workLeft - size)));
    }
    workLeft -= size;
    return Arrays.copyOf(buffer, size);
  }

  private long skip(InputStream content) throws IOException {
    long size = 0;
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      size += read;
    }
    workLeft -= (int) size;
    return size;
  }

  private DecodeMonitor structureDefects() {
    return new DecodeMonitor() {
      @Override
      public boolean warn(String error, String dropDesc) {
        if (error.startsWith(Event.MIME_BODY_PREMATURE_END.toString())) {
          defects.add(MailDefect.UNCLOSED_MULTIPART);
        }
        return false;
      }

      @Override
      public boolean isListening() {
        return true;
      }
    };
  }

  /** The parts as they come, multiparts that are still open on a stack. */
  private static final class Tree {
    private final Deque<MailPart.Multipart> open = new ArrayDeque<>();
    private MailPart root;
    private byte[] preamble = NOTHING;

    int depth() {
      return open.size();
    }

    void open(PartHeader header) {
      MailPart.Multipart multipart = new MailPart.Multipart(header, new ArrayList<>());
      add(multipart);
      open.push(multipart);
      preamble = NOTHING;
    }

    /** What stands before the first boundary; of no interest where there is one. */
    void preamble(byte[] text) {
      preamble = text;
    }

    /** Closes the innermost multipart; true if it has no part, in which case its text takes the place of one. */
    boolean close() {
      MailPart.Multipart multipart = open.pop();
      if (!multipart.parts().isEmpty()) {
        return false;
      }
      multipart.parts().add(new MailPart.Leaf(PartHeader.NONE, preamble, preamble.length));
      return true;
    }

    void add(MailPart part) {
      if (!open.isEmpty()) {
        open.peek().parts().add(part);
      } else if (root == null) {
        root = part;
      }
    }

    MailPart root() {
      return root != null ? root : new MailPart.Leaf(PartHeader.NONE, NOTHING, 0);
    }
  }
}
