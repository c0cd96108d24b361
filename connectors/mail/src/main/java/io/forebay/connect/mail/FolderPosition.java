package io.forebay.connect.mail;

import java.util.Map;
import java.util.TreeMap;

/**
 * A message's place in a folder, or how far a folder was read.
 *
 * @param uidValidity the folder's generation: UIDs of another one mean nothing
 * @param uid 0 before the first
 */
record FolderPosition(long uidValidity, long uid) {
  private static final String UID_VALIDITY = "uidValidity";
  private static final String UID = "uid";

  /** A folder as Connect's offsets name it. */
  record Place(String mailbox, String folder) {
    /** Sorted: Connect finds an offset by the bytes of its partition, and {@code Map.of} has another order in every process. */
    Map<String, String> partition() {
      return new TreeMap<>(Map.of("mailbox", mailbox, "folder", folder));
    }

    @Override
    public String toString() {
      return folder + " of " + mailbox;
    }

    static Place of(Map<String, ?> partition) {
      return new Place(String.valueOf(partition.get("mailbox")), String.valueOf(partition.get("folder")));
    }
  }

  Map<String, Object> offset() {
    return Map.of(UID_VALIDITY, uidValidity, UID, uid);
  }

  /** Reads an offset; null if there is none. */
  static FolderPosition of(Map<String, ?> offset) {
    return offset != null && offset.get(UID_VALIDITY) instanceof Number validity && offset.get(UID) instanceof Number uid
        ? new FolderPosition(validity.longValue(), uid.longValue())
        : null;
  }
}
