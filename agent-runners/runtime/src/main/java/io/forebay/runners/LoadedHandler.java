package io.forebay.runners;

/**
 * A handler that is ready, with its schemas compiled.
 *
 * @param input what it is given
 * @param output what it answers
 * @param time how long it has taken lately
 */
record LoadedHandler(ActionHandler handler, JsonContract input, JsonContract output, TypicalTime time) {
  static LoadedHandler of(ActionHandler handler) {
    return new LoadedHandler(
        handler,
        JsonContract.of(handler.capability() + "'s input schema", handler.inputSchema()),
        JsonContract.of(handler.capability() + "'s output schema", handler.outputSchema()),
        new TypicalTime());
  }

  String capability() {
    return handler.capability();
  }

  /** The first word of a capability: handlers of a family share their settings. */
  static String family(String capability) {
    int dot = capability.indexOf('.');
    return dot < 0 ? capability : capability.substring(0, dot);
  }
}
