package io.forebay.dispatch;

import io.forebay.schemas.ActionState;
import java.util.function.Consumer;

/** The actions that have no result yet, by id. */
interface ActionBook {
  /** Null where there is none. */
  ActionState find(String actionId);

  void put(ActionState state);

  void remove(String actionId);

  /** All of them, once, in any order. */
  void forEach(Consumer<ActionState> action);
}
