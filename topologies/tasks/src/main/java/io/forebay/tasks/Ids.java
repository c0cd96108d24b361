package io.forebay.tasks;

import java.util.HexFormat;

/**
 * Ids of actions and children: the task's id, the step, the attempt from the second on, and a hash of what is asked for.
 *
 * <p>They derive from their cause alone, so that a replay asks for the same thing under the same id. Requests are read uncommitted, so a crash can take a step
 * back and the same step can then ask for something else: the hash keeps the two apart.
 */
final class Ids {
  static final int ACTION_MAX = 256;
  static final int TASK_MAX = 200;

  private Ids() {}

  /** For example {@code t-17/gather[3]/fetch#2~3/0b53c98e1f20aa41}: the third attempt of the second visit of {@code fetch} in the fourth item. */
  static String action(String taskId, String step, int attempt, String hash) {
    return id(taskId, step, attempt, hash, ACTION_MAX);
  }

  /** The id of a child; made of what a task's id may hold. */
  static String child(String taskId, String step, int attempt, String hash) {
    return id(taskId, step.replace('[', ':').replace("]", "").replace('#', '@'), attempt, hash, TASK_MAX).replace('~', '_');
  }

  private static String id(String taskId, String step, int attempt, String hash, int lengthMax) {
    String path = attempt == 1 ? step : step + "~" + attempt;
    String id = taskId + "/" + path + "/" + hash;
    if (id.length() <= lengthMax) {
      return id;
    }
    String shorter = taskId + "/" + hash(path) + "/" + hash;
    return shorter.length() <= lengthMax ? shorter : hash(taskId) + "/" + hash(path) + "/" + hash;
  }

  /** Sixteen hexadecimal digits: FNV-1a with 64 bits (Fowler, Noll and Vo) over the characters. */
  static String hash(String... texts) {
    long hash = 0xcbf29ce484222325L;
    for (String text : texts) {
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
      }
      hash = (hash ^ 0xffff) * 0x100000001b3L;
    }
    return HexFormat.of().toHexDigits(hash);
  }
}
