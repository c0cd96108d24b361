package io.forebay.agents;

import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The names that expressions of a place may read, with their types; and those that they do read. */
final class Names {
  private final Environment environment;
  private final Set<String> read;

  /** What compiling needs, made once for all places that have the same names. */
  private static final class Environment {
    private final Map<String, CelType> types;
    private final Collection<CelType> structs;
    private ExpressionCompiler compiler;

    private Environment(Map<String, CelType> types, Collection<CelType> structs) {
      this.types = types;
      this.structs = structs;
    }

    private ExpressionCompiler compiler() {
      if (compiler == null) {
        compiler = new ExpressionCompiler(types, structs);
      }
      return compiler;
    }
  }

  Names(Map<String, CelType> types, Collection<CelType> structs) {
    this(new Environment(types, structs), new HashSet<>());
  }

  private Names(Environment environment, Set<String> read) {
    this.environment = environment;
    this.read = read;
  }

  boolean contains(String name) {
    return environment.types.containsKey(name);
  }

  /** A type with fields where CEL only tells its name. */
  CelType resolve(CelType type) {
    return environment.structs.stream().filter(struct -> struct.name().equals(type.name())).findFirst().orElse(type);
  }

  /** The same with more names; what is read of them is noted in both. */
  Names with(Map<String, CelType> more, Collection<CelType> moreStructs) {
    var all = new LinkedHashMap<>(environment.types);
    all.putAll(more);
    var allStructs = new ArrayList<>(environment.structs);
    allStructs.addAll(moreStructs);
    return new Names(new Environment(all, allStructs), read);
  }

  /** The same for another place: nothing is read there yet. */
  Names elsewhere() {
    return new Names(environment, new HashSet<>());
  }

  /** An expression of this place reads a name. */
  void read(String name) {
    read.add(name);
  }

  /** What expressions of this place read. */
  Set<String> read() {
    return read;
  }

  /** Compiles an expression of this place. */
  ExpressionCompiler.Compiled compile(String source) {
    var compiled = environment.compiler().compile(source);
    compiled.expression().ifPresent(expression -> read.addAll(expression.reads()));
    return compiled;
  }
}
