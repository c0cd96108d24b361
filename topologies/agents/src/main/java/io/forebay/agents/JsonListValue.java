package io.forebay.agents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelType;

/** A JSON array as CEL sees it, converted as far as it is looked at. */
@SuppressWarnings("Immutable") // nobody changes JSON that is bound to a name
final class JsonListValue extends ListValue implements JsonValues.View {
  private final JsonNode node;
  private final CelType itemType;
  private final Budget budget;

  JsonListValue(JsonNode node, CelType itemType, Budget budget) {
    this.node = node;
    this.itemType = itemType;
    this.budget = budget;
  }

  @Override
  public JsonNode node() {
    return node;
  }

  @Override
  public Object get(int index) {
    JsonNode item = node.get(index);
    if (item == null) {
      throw new IndexOutOfBoundsException(index);
    }
    return JsonValues.toCel(item, itemType, budget);
  }

  @Override
  public int size() {
    return node.size();
  }
}
