package io.forebay.drafting;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The phrases of one language and what each tells, as a trie over folded words.
 *
 * <p>One step in the trie is one look-up of (node, hash of the word) in an open-addressed table, so that reading a text costs about one
 * look-up a word whatever the number of phrases. Hashes are 64 bits wide and stand for the words: a collision would at worst find a
 * phrase that is not there.
 */
final class Phrasebook {
  private static final int ROOT = 0;
  private static final int NONE = -1;
  private static final int FILTER_WORDS = 128;
  private static final int PHRASE_WORDS_MAX = 32;

  private long[] keys = new long[4_096];
  private int[] targets = new int[4_096];
  private final long[] firstWords = new long[FILTER_WORDS];
  private int edges;
  private int nodes = 1;
  private long[] cues = new long[2_048];
  private byte[] values = new byte[2_048];

  private final boolean monthFirst;

  private Phrasebook(boolean monthFirst) {
    this.monthFirst = monthFirst;
  }

  /**
   * Loads the table of a language from {@code phrases/<language>.tsv}: a cue's name (with a value behind a dot where the cue has one),
   * a tab, phrases between bars. Lines that begin with # are comments.
   *
   * @throws IllegalArgumentException if there is no such table, or a line in it is not of this form
   */
  static Phrasebook load(String language) {
    String resource = "phrases/" + language + ".tsv";
    Phrasebook book = new Phrasebook(language.equals("en"));
    try (InputStream in = Phrasebook.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no phrase table " + resource);
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && line.charAt(0) != '#') {
          book.addLine(resource, line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the phrase table " + resource, e);
    }
    return book;
  }

  /** Is 3/4 the fourth of March? So in American English, which most English mail with slashes in its dates is. */
  boolean monthFirst() {
    return monthFirst;
  }

  private void addLine(String resource, String line) {
    int tab = line.indexOf('\t');
    if (tab < 0) {
      throw new IllegalArgumentException("no tab in a line of " + resource + ": " + line);
    }
    String key = line.substring(0, tab).strip();
    int dot = key.indexOf('.');
    Cue cue = Cue.valueOf(dot < 0 ? key : key.substring(0, dot));
    byte value = dot < 0 ? 0 : Byte.parseByte(key.substring(dot + 1));
    for (String phrase : line.substring(tab + 1).split("\\|", -1)) {
      if (!add(phrase, cue, value)) {
        throw new IllegalArgumentException(
            "a phrase needs 1 to " + PHRASE_WORDS_MAX + " words, but not \"" + phrase.strip() + "\" of " + key + " in " + resource);
      }
    }
  }

  private boolean add(String phrase, Cue cue, byte value) {
    Tokens words = new Tokens(phrase, phrase.length());
    words.scan(0, phrase.length());
    if (words.count() == 0 || words.count() > PHRASE_WORDS_MAX) {
      return false;
    }
    int node = ROOT;
    firstWords[filterWord(words.hash(0))] |= filterBit(words.hash(0));
    for (int i = 0; i < words.count(); i++) {
      node = childOrNew(node, words.hash(i));
    }
    cues[node] |= cue.bit();
    if (value != 0) {
      values[node] = value;
    }
    return true;
  }

  private int childOrNew(int node, long word) {
    int child = child(node, word);
    if (child != NONE) {
      return child;
    }
    if (2 * edges >= keys.length) {
      grow();
    }
    if (nodes == cues.length) {
      cues = Arrays.copyOf(cues, 2 * nodes);
      values = Arrays.copyOf(values, 2 * nodes);
    }
    put(key(node, word), nodes);
    edges++;
    return nodes++;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldTargets = targets;
    keys = new long[2 * oldKeys.length];
    targets = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldTargets[i] != 0) {
        put(oldKeys[i], oldTargets[i]);
      }
    }
  }

  private void put(long key, int target) {
    int slot = slot(key);
    while (targets[slot] != 0) {
      slot = (slot + 1) & (keys.length - 1);
    }
    keys[slot] = key;
    targets[slot] = target;
  }

  private int child(int node, long word) {
    long key = key(node, word);
    int slot = slot(key);
    while (targets[slot] != 0) {
      if (keys[slot] == key) {
        return targets[slot];
      }
      slot = (slot + 1) & (keys.length - 1);
    }
    return NONE;
  }

  /** Most words begin no phrase: a filter of 8,192 bits says so without a look into the large table. */
  private boolean mayBegin(long word) {
    return (firstWords[filterWord(word)] & filterBit(word)) != 0;
  }

  private static int filterWord(long hash) {
    return (int) (hash >>> 40) & (FILTER_WORDS - 1);
  }

  private static long filterBit(long hash) {
    return 1L << (hash >>> 58);
  }

  private static long key(int node, long word) {
    long mixed = (word ^ (word >>> 29)) * 0xbf58476d1ce4e5b9L;
    return mixed + node * 0x9e3779b97f4a7c15L;
  }

  private int slot(long key) {
    return (int) ((key ^ (key >>> 32)) & (keys.length - 1));
  }

  /**
   * Finds the phrases in a range of tokens: from left to right, the longest at each place, without overlap.
   *
   * <p>Overlap would find "urgent" inside "not urgent".
   */
  void find(Tokens tokens, int from, int to, Hits hits) {
    for (int at = from; at < to; ) {
      if (!mayBegin(tokens.hash(at))) {
        at++;
        continue;
      }
      int node = ROOT;
      int found = ROOT;
      int behind = at + 1;
      for (int i = at; i < to && tokens.number(i) < 0; i++) {
        node = child(node, tokens.hash(i));
        if (node == NONE) {
          break;
        }
        if (cues[node] != 0) {
          found = node;
          behind = i + 1;
        }
      }
      if (found != ROOT) {
        hits.add(at, behind, cues[found], values[found]);
      }
      at = behind;
    }
  }
}
