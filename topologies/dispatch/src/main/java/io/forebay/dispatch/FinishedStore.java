package io.forebay.dispatch;

import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.StateSerde;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The results of the last while, for as long as {@link DispatchConfig#resultsTtl()} and up to half as long again.
 *
 * <pre>
 * key    action id, at the beginning of the half of a time to live in which the action ended
 * value  ActionFinished
 * bound  one entry an action; old segments are dropped whole
 * </pre>
 *
 * <p>Times are rounded to halves so that looking for an action takes three gets, which filters answer mostly, and no scan.
 */
final class FinishedStore implements FinishedBook {
  private static final String NAME = "finished";

  private final WindowStore<String, ActionFinished> store;
  private final long halfMs;

  FinishedStore(WindowStore<String, ActionFinished> store, DispatchConfig config) {
    this.store = store;
    halfMs = half(config).toMillis();
  }

  static StoreBuilder<WindowStore<String, ActionFinished>> builder(DispatchConfig config) {
    Duration half = half(config);
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(NAME, half.multipliedBy(3), half, false), Serdes.String(), StateSerde.of(ActionFinished.class));
  }

  static String name() {
    return NAME;
  }

  private static Duration half(DispatchConfig config) {
    return config.resultsTtl().dividedBy(2);
  }

  @Override
  public ActionFinished find(String actionId, long nowMicros) {
    long beginMs = beginMs(nowMicros);
    for (int back = 0; back <= 2; back++) {
      ActionFinished found = store.fetch(actionId, beginMs - back * halfMs);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Override
  public void put(ActionFinished result, long nowMicros) {
    store.put(result.getActionId(), result, beginMs(nowMicros));
  }

  private long beginMs(long nowMicros) {
    long nowMs = Micros.toMillis(nowMicros);
    return nowMs - Math.floorMod(nowMs, halfMs);
  }
}
