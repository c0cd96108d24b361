package io.forebay.agents;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import dev.cel.runtime.standard.CelStandardOverload;
import dev.cel.runtime.standard.MatchesFunction.MatchesOverload;
import io.forebay.jsonschema.LinearPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What expressions can do beyond CEL, and what they do otherwise.
 *
 * <p>Arithmetic takes an int and a double: JSON has one kind of number, and whoever sends 2 for 2.0 is right. Functions that can make much of little, such as {@code
 * replace}, pay for it from the {@link Budget}; CEL's own do not.
 */
final class ExpressionFunctions implements CelCompilerLibrary, CelRuntimeLibrary {
  /** Matching takes a few dozen times longer than copying. */
  private static final int MATCHING = 32;

  private static final Set<CelStandardOverload> REPLACED =
      Set.of(AddOverload.ADD_STRING, AddOverload.ADD_BYTES, AddOverload.ADD_LIST, MatchesOverload.MATCHES, MatchesOverload.MATCHES_STRING);

  /** CEL's standard functions without those that are replaced here. */
  static CelStandardFunctions standard() {
    return CelStandardFunctions.newBuilder().filterFunctions((_, overload) -> !REPLACED.contains(overload)).build();
  }

  @Override
  public void setCheckerOptions(CelCheckerBuilder checker) {
    Mixed.ALL.forEach(operator -> checker.addFunctionDeclarations(operator.declaration()));
    for (Nullness operator : Nullness.values()) {
      checker.addFunctionDeclarations(operator.declaration());
    }
  }

  @Override
  public void setRuntimeOptions(CelRuntimeBuilder runtime) {
    for (Mixed operator : Mixed.ALL) {
      List<CelFunctionBinding> bindings = new ArrayList<>(operator.bindings());
      if (operator.name().equals("_+_")) {
        bindings.add(CelFunctionBinding.from("add_string", String.class, String.class, ExpressionFunctions::concatenate));
        bindings.add(CelFunctionBinding.from("add_bytes", CelByteString.class, CelByteString.class, ExpressionFunctions::concatenate));
        bindings.add(CelFunctionBinding.from("add_list", List.class, List.class, ExpressionFunctions::append));
      }
      // CEL's own equality compares anything, and stays what is called where types are not known.
      boolean isEquality = operator.type().equals(SimpleType.BOOL);
      runtime.addFunctionBindings(isEquality ? bindings : CelFunctionBinding.fromOverloads(operator.name(), bindings));
    }
    for (Nullness operator : Nullness.values()) {
      runtime.addFunctionBindings(operator.bindings());
    }
    runtime.addFunctionBindings(
        CelFunctionBinding.fromOverloads(
            "matches",
            CelFunctionBinding.from("matches", String.class, String.class, ExpressionFunctions::matches),
            CelFunctionBinding.from("matches_string", String.class, String.class, ExpressionFunctions::matches)));
    runtime.addFunctionBindings(
        CelFunctionBinding.fromOverloads(
            "replace",
            CelFunctionBinding.from(
                "string_replace_string_string", List.of(String.class, String.class, String.class), args -> replace(args, Long.MAX_VALUE)),
            CelFunctionBinding.from(
                "string_replace_string_string_int",
                List.of(String.class, String.class, String.class, Long.class),
                args -> replace(args, (Long) args[3] < 0 ? Long.MAX_VALUE : (Long) args[3]))));
    runtime.addFunctionBindings(
        CelFunctionBinding.fromOverloads(
            "join",
            CelFunctionBinding.from("list_join", List.class, list -> join(list, "")),
            CelFunctionBinding.from("list_join_string", List.class, String.class, ExpressionFunctions::join)));
    runtime.addFunctionBindings(
        CelFunctionBinding.fromOverloads("lists.range", CelFunctionBinding.from("lists_range", Long.class, ExpressionFunctions::range)));
    runtime.addFunctionBindings(
        CelFunctionBinding.fromOverloads(
            "reverse",
            CelFunctionBinding.from("string_reverse", String.class, text -> new StringBuilder(text).reverse().toString()),
            CelFunctionBinding.from("list_reverse", List.class, ExpressionFunctions::reverse)));
    runtime.addFunctionBindings(
        CelFunctionBinding.fromOverloads(
            "flatten",
            CelFunctionBinding.from("list_flatten", Collection.class, list -> flatten(list, 1)),
            CelFunctionBinding.from("list_flatten_list_int", Collection.class, Long.class, ExpressionFunctions::flatten)));
  }

  /**
   * An operator on an int and a double.
   *
   * @param name as CEL has it
   * @param type of what it answers
   */
  @SuppressWarnings("Immutable") // the operations are functions of their arguments
  private record Mixed(String name, String overload, CelType type, BiFunction<Double, Double, Object> operation) {
    private static final List<Mixed> ALL =
        List.of(
            new Mixed("_+_", "add", SimpleType.DOUBLE, Double::sum),
            new Mixed("_-_", "subtract", SimpleType.DOUBLE, (x, y) -> x - y),
            new Mixed("_*_", "multiply", SimpleType.DOUBLE, (x, y) -> x * y),
            new Mixed("_/_", "divide", SimpleType.DOUBLE, (x, y) -> x / y),
            new Mixed("_==_", "equals", SimpleType.BOOL, Double::equals),
            new Mixed("_!=_", "not_equals", SimpleType.BOOL, (x, y) -> !x.equals(y)));

    CelFunctionDecl declaration() {
      return CelFunctionDecl.newFunctionDeclaration(
          name,
          CelOverloadDecl.newGlobalOverload(overload + "_int64_double", type, SimpleType.INT, SimpleType.DOUBLE),
          CelOverloadDecl.newGlobalOverload(overload + "_double_int64", type, SimpleType.DOUBLE, SimpleType.INT));
    }

    List<CelFunctionBinding> bindings() {
      return List.of(
          CelFunctionBinding.from(overload + "_int64_double", Long.class, Double.class, (x, y) -> operation.apply(x.doubleValue(), y.doubleValue())),
          CelFunctionBinding.from(overload + "_double_int64", Double.class, Long.class, (x, y) -> operation.apply(x.doubleValue(), y.doubleValue())));
    }
  }

  private static String concatenate(String first, String second) {
    Budget.CURRENT.get().spendText((long) first.length() + second.length());
    return first.concat(second);
  }

  private static CelByteString concatenate(CelByteString first, CelByteString second) {
    Budget.CURRENT.get().spendText((long) first.size() + second.size());
    return first.concat(second);
  }

  private static CollectedList append(List<?> first, List<?> second) {
    Budget budget = Budget.CURRENT.get();
    if (!(first instanceof CollectedList collected && collected.isOpen())) {
      budget.spend(first.size()); // it is copied
    }
    second.forEach(item -> spendFor(item, budget));
    return CollectedList.concatenate(first, second);
  }

  /** What a macro collects stays in memory until the end. */
  private static void spendFor(Object value, Budget budget) {
    switch (value) {
      case String text -> budget.spendText(text.length());
      case CelByteString bytes -> budget.spendText(bytes.size());
      case JsonValues.View _ -> budget.spend(1);
      case CollectedList _ -> budget.spend(1); // paid for when it was made
      case Collection<?> list -> {
        budget.spend(1);
        list.forEach(item -> spendFor(item, budget));
      }
      case Map<?, ?> map -> {
        budget.spend(1);
        map.values().forEach(item -> spendFor(item, budget));
      }
      default -> budget.spend(1);
    }
  }

  private static boolean matches(String text, String pattern) {
    Budget.CURRENT.get().spendText((long) MATCHING * (text.length() + pattern.length()));
    try {
      return LinearPattern.compile(pattern).matcher(text).find();
    } catch (IllegalArgumentException e) {
      throw new CelInvalidArgumentException(e.getMessage());
    }
  }

  private static String replace(Object[] args, long limit) {
    String text = (String) args[0];
    String search = (String) args[1];
    String replacement = (String) args[2];
    Budget budget = Budget.CURRENT.get();
    budget.spendText(text.length());
    var replaced = new StringBuilder();
    int from = 0;
    int at = limit == 0 ? -1 : text.indexOf(search);
    for (long count = 1; at >= 0 && at <= text.length(); count++) {
      budget.spendText(replacement.length());
      replaced.append(text, from, at).append(replacement);
      from = at + search.length();
      // An empty text is found before each character and at the end.
      at = count == limit || at == text.length() ? -1 : text.indexOf(search, search.isEmpty() ? at + 1 : from);
    }
    return replaced.append(text, from, text.length()).toString();
  }

  private static String join(List<?> list, String separator) {
    Budget budget = Budget.CURRENT.get();
    var joined = new StringBuilder();
    String before = "";
    for (Object item : list) {
      if (!(item instanceof String text)) {
        throw new CelInvalidArgumentException("join takes texts only; string(…) makes one of a number");
      }
      budget.spendText((long) separator.length() + text.length());
      joined.append(before).append(text);
      before = separator;
    }
    return joined.toString();
  }

  private static CollectedList reverse(List<?> list) {
    Budget.CURRENT.get().spend(list.size());
    var reversed = new ArrayList<Object>(list);
    Collections.reverse(reversed);
    return new CollectedList(reversed);
  }

  private static CollectedList range(long count) {
    Budget.CURRENT.get().spend(Math.max(0, count));
    var numbers = new ArrayList<Object>();
    for (long i = 0; i < count; i++) {
      numbers.add(i);
    }
    return new CollectedList(numbers);
  }

  private static CollectedList flatten(Collection<?> list, long levels) {
    if (levels < 0) {
      throw new CelInvalidArgumentException("flatten takes no negative number of levels");
    }
    Budget budget = Budget.CURRENT.get();
    var flat = new ArrayList<Object>();
    for (Object item : list) {
      budget.spend(1);
      if (item instanceof Collection<?> inner && levels > 0) {
        flat.addAll(flatten(inner, levels - 1));
      } else {
        flat.add(item);
      }
    }
    return new CollectedList(flat);
  }
}
