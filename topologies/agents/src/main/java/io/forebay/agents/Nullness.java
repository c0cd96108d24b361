package io.forebay.agents;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;

/** Whether a list or a map is null. In CEL neither can be; here each is until something binds its name. */
enum Nullness {
  IS_NULL("_==_", "equals"),
  IS_NOT_NULL("_!=_", "not_equals");

  private static final CelType LIST = ListType.create(TypeParamType.create("A"));
  private static final CelType MAP = MapType.create(TypeParamType.create("A"), TypeParamType.create("B"));

  private final String operator;
  private final String overload;

  Nullness(String operator, String overload) {
    this.operator = operator;
    this.overload = overload;
  }

  CelFunctionDecl declaration() {
    return CelFunctionDecl.newFunctionDeclaration(
        operator,
        CelOverloadDecl.newGlobalOverload(overload + "_list_null", SimpleType.BOOL, LIST, SimpleType.NULL_TYPE),
        CelOverloadDecl.newGlobalOverload(overload + "_null_list", SimpleType.BOOL, SimpleType.NULL_TYPE, LIST),
        CelOverloadDecl.newGlobalOverload(overload + "_map_null", SimpleType.BOOL, MAP, SimpleType.NULL_TYPE),
        CelOverloadDecl.newGlobalOverload(overload + "_null_map", SimpleType.BOOL, SimpleType.NULL_TYPE, MAP));
  }

  List<CelFunctionBinding> bindings() {
    return List.of("_list_null", "_null_list", "_map_null", "_null_map").stream()
        .map(suffix -> CelFunctionBinding.from(overload + suffix, Object.class, Object.class, this::holds))
        .toList();
  }

  private boolean holds(Object first, Object second) {
    boolean areNull = first instanceof NullValue && second instanceof NullValue;
    return areNull == (this == IS_NULL);
  }
}
