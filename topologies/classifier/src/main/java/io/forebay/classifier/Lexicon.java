package io.forebay.classifier;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Families of phrases, found in one walk over the words of a text.
 *
 * <p>A trie over word hashes in one open-addressed table; a text of n words costs at most n times the longest phrase look-ups, and
 * nearly always n. Immutable and shareable.
 */
final class Lexicon {
  private static final int MAX_PHRASE_WORDS = 8;

  private final List<String> families;
  private final long[] keys;
  private final int[] nodes;
  private final int[] familyOfNode;
  private final int mask;

  private Lexicon(List<String> families, Map<Long, Integer> edges, List<Integer> familyOfNode) {
    this.families = List.copyOf(families);
    int size = Integer.highestOneBit(Math.max(16, edges.size() * 4));
    this.mask = size - 1;
    this.keys = new long[size];
    this.nodes = new int[size];
    edges.forEach(this::insert);
    this.familyOfNode = familyOfNode.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Reads a lexicon that ships with the module.
   *
   * @param resource a text of lines {@code [FAMILY]} and phrases below it; {@code #} begins a comment line
   */
  static Lexicon load(String resource) {
    try (InputStream in = Lexicon.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the module's resource " + resource + " is missing; build the module again");
      }
      return parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the module's resource " + resource, e);
    }
  }

  static Lexicon parse(List<String> lines) {
    var families = new ArrayList<String>();
    var edges = new LinkedHashMap<Long, Integer>();
    var familyOfNode = new ArrayList<>(List.of(-1));
    var words = new Words();
    for (String line : lines) {
      String entry = line.strip();
      if (entry.startsWith("[")) {
        families.add(entry.substring(1, entry.length() - 1));
      } else if (!entry.isEmpty() && !entry.startsWith("#")) {
        words.read(entry);
        int node = 0;
        for (int i = 0; i < Math.min(words.count(), MAX_PHRASE_WORDS); i++) {
          long edge = edge(node, words.hashes[i]);
          Integer next = edges.get(edge);
          if (next == null) {
            next = familyOfNode.size();
            familyOfNode.add(-1);
            edges.put(edge, next);
          }
          node = next;
        }
        familyOfNode.set(node, families.size() - 1);
      }
    }
    return new Lexicon(families, edges, familyOfNode);
  }

  List<String> families() {
    return families;
  }

  /** Adds to {@code counts}, one element per family, how often its phrases stand in the words from {@code from} to before {@code to}. */
  void count(Words words, int from, int to, int[] counts) {
    int at = from;
    while (at < to) {
      int node = 0;
      int found = -1;
      int foundEnd = at + 1;
      for (int i = at; i < to; i++) {
        node = next(node, words.hashes[i]);
        if (node < 0) {
          break;
        }
        if (familyOfNode[node] >= 0) {
          found = familyOfNode[node];
          foundEnd = i + 1;
        }
      }
      if (found >= 0) {
        counts[found]++;
      }
      at = foundEnd;
    }
  }

  /** The family that a single word is a phrase of, as an index; -1 if none. */
  int familyOf(long word) {
    int node = next(0, word);
    return node < 0 ? -1 : familyOfNode[node];
  }

  private static long edge(int node, long word) {
    long edge = TermHash.finish(word + node * 0x9e3779b97f4a7c15L);
    return edge == 0 ? 1 : edge;
  }

  private void insert(long key, int node) {
    int slot = (int) key & mask;
    while (keys[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    keys[slot] = key;
    nodes[slot] = node;
  }

  private int next(int node, long word) {
    long key = edge(node, word);
    int slot = (int) key & mask;
    while (keys[slot] != 0) {
      if (keys[slot] == key) {
        return nodes[slot];
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }
}
