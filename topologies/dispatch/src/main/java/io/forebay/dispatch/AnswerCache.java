package io.forebay.dispatch;

import io.forebay.schemas.CacheRule;
import io.forebay.schemas.CachedAnswer;
import io.forebay.schemas.RequestAction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers that are repeated for actions with the same cache key, of one tenant and capability each.
 *
 * <p>The answers are in the ledger; in memory are only the keys, oldest first, so that the bound of a tenant can be kept.
 */
final class AnswerCache {
  /** Answers longer than this are not kept. */
  private static final int ANSWER_CHARS_MAX = 256 << 10;

  private static final int KEY_CHARS_MAX = 512;

  private record Entry(String key, long storedMicros) {}

  private final Ledger ledger;
  private final Map<String, Deque<Entry>> oldestFirst = new HashMap<>();

  AnswerCache(Ledger ledger) {
    this.ledger = ledger;
  }

  Optional<String> find(RequestAction request, CacheRule rule, long nowMicros) {
    if (rule == null || !isCacheable(request)) {
      return Optional.empty();
    }
    CachedAnswer answer = ledger.find(key(request), CachedAnswer.class);
    return answer == null || Micros.of(answer.getExpiresAt()) <= nowMicros ? Optional.empty() : Optional.of(answer.getOutput());
  }

  void put(RequestAction request, CacheRule rule, String output, long nowMicros) {
    if (rule == null || !isCacheable(request) || output == null || output.length() > ANSWER_CHARS_MAX) {
      return;
    }
    String group = Ledger.cacheOf(request.getTenant(), request.getCapability());
    String key = key(request);
    ledger.put(key, new CachedAnswer(output, Micros.instant(nowMicros), Micros.instant(nowMicros + Micros.ofMillis(rule.getTtlMs()))));
    var entries = oldestFirst.computeIfAbsent(group, _ -> new ArrayDeque<>());
    entries.addLast(new Entry(key, nowMicros));
    while (entries.size() > rule.getEntriesMax() || isExpired(entries.peekFirst(), nowMicros)) {
      remove(entries.removeFirst());
    }
    if (entries.isEmpty()) {
      oldestFirst.remove(group);
    }
  }

  /** Learns of an answer that was there at the start; call in the order in which they were stored, or nearly so. */
  void restore(String key, CachedAnswer answer) {
    int tenantEnd = key.indexOf(' ', Ledger.CACHE.length());
    int capabilityEnd = key.indexOf(' ', tenantEnd + 1);
    oldestFirst.computeIfAbsent(key.substring(0, capabilityEnd + 1), _ -> new ArrayDeque<>()).addLast(new Entry(key, Micros.of(answer.getStoredAt())));
  }

  /** Forgets what has expired of the groups' oldest answers; at most so many. */
  void forgetExpired(int answersMax, long nowMicros) {
    int left = answersMax;
    for (var groups = oldestFirst.values().iterator(); groups.hasNext() && left > 0; ) {
      var entries = groups.next();
      while (left > 0 && !entries.isEmpty() && isExpired(entries.peekFirst(), nowMicros)) {
        remove(entries.removeFirst());
        left--;
      }
      if (entries.isEmpty()) {
        groups.remove();
      }
    }
  }

  private boolean isExpired(Entry entry, long nowMicros) {
    if (entry == null) {
      return false;
    }
    CachedAnswer answer = ledger.find(entry.key(), CachedAnswer.class);
    return answer == null || Micros.of(answer.getExpiresAt()) <= nowMicros;
  }

  /** Unless it was stored again since. */
  private void remove(Entry entry) {
    CachedAnswer answer = ledger.find(entry.key(), CachedAnswer.class);
    if (answer != null && Micros.of(answer.getStoredAt()) <= entry.storedMicros()) {
      ledger.remove(entry.key());
    }
  }

  private static boolean isCacheable(RequestAction request) {
    return request.getCacheKey() != null && request.getCacheKey().length() <= KEY_CHARS_MAX;
  }

  private static String key(RequestAction request) {
    return Ledger.cacheOf(request.getTenant(), request.getCapability()) + request.getCacheKey();
  }
}
