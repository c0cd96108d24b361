package io.forebay.dispatch;

import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * What dispatch knows beside its actions.
 *
 * <pre>
 * budget TENANT day N           BudgetState   what a tenant used in a day; two days
 * budget TENANT task ID         BudgetState   what a task used; two days after its last change
 * cache TENANT CAPABILITY KEY   CachedAnswer  until it expires, bounded for each tenant and capability
 * pause LANE                    PausedLane    until resumed
 * policy PATTERN                ActionPolicy  until removed
 * rate KEY                      RateState     until it allows a full burst again
 * </pre>
 */
interface Ledger {
  /** Null where there is nothing under the key. */
  <T extends SpecificRecordBase> T find(String key, Class<T> type);

  void put(String key, SpecificRecordBase entry);

  void remove(String key);

  /** All of it, in the order of keys. */
  void forEach(BiConsumer<String, SpecificRecordBase> action);

  /**
   * Entries from a key on, at most so many.
   *
   * @return the key to go on from; empty after the last
   */
  String forEachFrom(String key, int entriesMax, BiConsumer<String, SpecificRecordBase> action);

  static String budgetOfDay(String tenant, long day) {
    return BUDGET + tenant + " day " + day;
  }

  static String budgetOfTask(String tenant, String task) {
    return BUDGET + tenant + " task " + task;
  }

  static String cacheOf(String tenant, String capability) {
    return CACHE + tenant + " " + capability + " ";
  }

  String BUDGET = "budget ";
  String CACHE = "cache ";
  String PAUSE = "pause ";
  String POLICY = "policy ";
  String RATE = "rate ";
}
