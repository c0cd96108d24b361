package io.forebay.agents;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compiles expressions over names of known types.
 *
 * <p>CEL's standard library with its extensions for texts, numbers and lists (Common Expression Language, cel-spec). What an expression may cost is bounded: its
 * length, its nesting, and how often a macro such as {@code filter} goes round.
 */
final class ExpressionCompiler {
  static final int LENGTH_MAX = 4_000;
  private static final int NESTING_MAX = 60;
  private static final int ROUNDS_MAX = 20_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(LENGTH_MAX)
          .maxParseRecursionDepth(NESTING_MAX)
          .comprehensionMaxIterations(ROUNDS_MAX)
          .enableHeterogeneousNumericComparisons(true)
          .build();

  private final Cel cel;
  private final Map<String, CelType> names;

  /** What came of an attempt: an expression, or the problem with it. */
  record Compiled(Optional<CelExpression> expression, String problem) {}

  /**
   * @param names that expressions may read
   * @param structs types among them that have fields
   */
  ExpressionCompiler(Map<String, CelType> names, Collection<CelType> structs) {
    this.names = Map.copyOf(names);
    var functions = new ExpressionFunctions();
    var builder =
        CelFactory.plannerCelBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setStandardFunctions(ExpressionFunctions.standard())
            .addCompilerLibraries(CelExtensions.strings(), CelExtensions.math(), CelExtensions.lists(), CelExtensions.bindings(), functions)
            // The first binding of a function counts: ours go before those of the extensions.
            .addRuntimeLibraries(functions, CelExtensions.strings(), CelExtensions.math(), CelExtensions.lists())
            .setTypeProvider(new Structs(ImmutableList.copyOf(structs)));
    names.forEach(builder::addVar);
    cel = builder.build();
  }

  /** Compiles and checks one. */
  Compiled compile(String source) {
    if (source.isBlank()) {
      return new Compiled(Optional.empty(), "an expression is empty");
    }
    try {
      var checked = cel.compile(source);
      if (checked.hasError()) {
        return new Compiled(Optional.empty(), new ExpressionErrors(names).describe(source, checked.getErrors()));
      }
      var ast = checked.getAst();
      return new Compiled(Optional.of(new CelExpression(source, cel.createProgram(ast), ast.getResultType(), names, reads(ast))), null);
    } catch (CelValidationException | CelEvaluationException | RuntimeException e) {
      return new Compiled(Optional.empty(), "the expression " + source + " cannot be used: " + e.getMessage());
    }
  }

  /** Names that an expression reads; what its macros call their items is none of them, also where a name is the same. */
  private Set<String> reads(CelAbstractSyntaxTree ast) {
    var reads = new HashSet<String>();
    ast.getReferenceMap().values().forEach(reference -> reads.add(reference.name()));
    reads.retainAll(names.keySet());
    CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION)
        .forEach(node -> reads.remove(node.expr().comprehension().iterVar()));
    return reads;
  }

  private record Structs(ImmutableList<CelType> all) implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return all;
    }

    @Override
    public Optional<CelType> findType(String name) {
      return all.stream().filter(type -> type.name().equals(name)).findFirst();
    }
  }
}
