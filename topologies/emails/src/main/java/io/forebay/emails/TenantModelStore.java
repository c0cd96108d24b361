package io.forebay.emails;

import io.forebay.classifier.TenantModel;
import io.forebay.schemas.StateSerde;
import io.forebay.schemas.TenantModelState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The tenants' models, the same in every partition.
 *
 * <pre>
 * key    tenant
 * value  TenantModelState
 * bound  one bounded model a tenant that has given feedback
 * </pre>
 *
 * <p>Remembers the models that were used last, decoded; only this object changes them, so they are never stale.
 */
final class TenantModelStore {
  private static final String NAME = "tenant-models";
  private static final int DECODED_MAX = 256;

  private final KeyValueStore<String, TenantModelState> store;
  private final Map<String, TenantModel> decoded =
      new LinkedHashMap<>(DECODED_MAX, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TenantModel> eldest) {
          return size() > DECODED_MAX;
        }
      };

  TenantModelStore(KeyValueStore<String, TenantModelState> store) {
    this.store = store;
  }

  static StoreBuilder<KeyValueStore<String, TenantModelState>> builder() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(NAME), Serdes.String(), StateSerde.of(TenantModelState.class));
  }

  static String name() {
    return NAME;
  }

  /** The tenant's model; {@link TenantModel#none()} before its first feedback. */
  TenantModel get(String tenant) {
    TenantModel known = decoded.get(tenant);
    if (known == null) {
      TenantModelState state = store.get(tenant);
      known = state == null ? TenantModel.none() : TenantModel.of(state);
      decoded.put(tenant, known);
    }
    return known;
  }

  void put(String tenant, TenantModel model) {
    store.put(tenant, model.toState());
    decoded.put(tenant, model);
  }
}
