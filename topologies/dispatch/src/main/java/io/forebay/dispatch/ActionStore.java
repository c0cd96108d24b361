package io.forebay.dispatch;

import io.forebay.schemas.ActionState;
import io.forebay.schemas.StateSerde;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The actions that have no result yet.
 *
 * <pre>
 * key    action id
 * value  ActionState, at most about 1 MiB
 * bound  {@link DispatchConfig#actionsMax()} entries; an action leaves with its result
 * </pre>
 */
final class ActionStore implements ActionBook {
  private static final String NAME = "actions";

  private final KeyValueStore<String, ActionState> store;

  ActionStore(KeyValueStore<String, ActionState> store) {
    this.store = store;
  }

  static StoreBuilder<KeyValueStore<String, ActionState>> builder() {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.String(), StateSerde.of(ActionState.class));
  }

  static String name() {
    return NAME;
  }

  @Override
  public ActionState find(String actionId) {
    return store.get(actionId);
  }

  @Override
  public void put(ActionState state) {
    store.put(state.getRequest().getActionId(), state);
  }

  @Override
  public void remove(String actionId) {
    store.put(actionId, null);
  }

  @Override
  public void forEach(Consumer<ActionState> action) {
    try (var all = store.all()) {
      all.forEachRemaining(entry -> action.accept(entry.value));
    }
  }
}
