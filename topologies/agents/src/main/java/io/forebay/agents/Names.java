package io.forebay.agents;

import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names that expressions of a place may read, with their types. */
final class Names {
  private final Map<String, CelType> types;
  private final Collection<CelType> structs;
  private ExpressionCompiler compiler;

  Names(Map<String, CelType> types, Collection<CelType> structs) {
    this.types = types;
    this.structs = structs;
  }

  boolean contains(String name) {
    return types.containsKey(name);
  }

  /** The same with more names. */
  Names with(Map<String, CelType> more, Collection<CelType> moreStructs) {
    var all = new LinkedHashMap<>(types);
    all.putAll(more);
    var allStructs = new ArrayList<>(structs);
    allStructs.addAll(moreStructs);
    return new Names(all, allStructs);
  }

  ExpressionCompiler compiler() {
    if (compiler == null) {
      compiler = new ExpressionCompiler(types, structs);
    }
    return compiler;
  }
}
