package io.forebay.agents;

import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The names that expressions of a place may read, with their types; and those that they do read. */
final class Names {
  /** Compiling one takes a millisecond, and a definition is foreign text. */
  private static final int EXPRESSIONS_MAX = 1_000;

  private final Environment environment;
  private final Set<String> read;
  private final AtomicInteger expressions;

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
    this(new Environment(types, structs), new HashSet<>(), new AtomicInteger());
  }

  private Names(Environment environment, Set<String> read, AtomicInteger expressions) {
    this.environment = environment;
    this.read = read;
    this.expressions = expressions;
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
    return new Names(new Environment(all, allStructs), read, expressions);
  }

  /** The same for another place: nothing is read there yet. */
  Names elsewhere() {
    return new Names(environment, new HashSet<>(), expressions);
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
    if (expressions.incrementAndGet() > EXPRESSIONS_MAX) {
      return new ExpressionCompiler.Compiled(Optional.empty(), "an agent has at most " + EXPRESSIONS_MAX + " expressions");
    }
    var compiled = environment.compiler().compile(source);
    compiled.expression().ifPresent(expression -> read.addAll(expression.reads()));
    return compiled;
  }
}
