package io.forebay.dispatch;

import io.forebay.schemas.ActionState;
import io.forebay.schemas.BudgetRule;
import io.forebay.schemas.BudgetState;
import io.forebay.schemas.TaskBudget;
import io.forebay.schemas.Usage;
import java.util.Optional;

/** What actions may use: of their tenant's day, and of their task. */
final class Budgets {
  /** A budget that has not changed for so long is forgotten. */
  private static final long KEPT_MICROS = 2L * 24 * 3600 * 1_000_000;

  private final Ledger ledger;

  Budgets(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Reserves what the action will use at most in both budgets, or in none; false if one of them has not enough left. */
  boolean reserve(OpenAction action, ActionState state, long nowMicros) {
    var request = state.getRequest();
    BudgetRule rule = action.lane.policy.budget();
    TaskBudget task = request.getTaskBudget();
    if (rule == null && task == null) {
      return true;
    }
    long day = Micros.days(nowMicros);
    Optional<BudgetState> ofDay =
        rule == null
            ? Optional.empty()
            : reserved(Ledger.budgetOfDay(request.getTenant(), day), action.id, request.getEstimate(), rule.getTokensPerDay(), rule.getCostMicroUsdPerDay(), nowMicros);
    if (rule != null && ofDay.isEmpty()) {
      return false;
    }
    if (task != null) {
      String key = Ledger.budgetOfTask(request.getTenant(), task.getTaskId());
      var ofTask = reserved(key, action.id, request.getEstimate(), task.getTokensMax(), task.getCostMicroUsdMax(), nowMicros);
      if (ofTask.isEmpty()) {
        return false;
      }
      ledger.put(key, ofTask.get());
    }
    if (ofDay.isPresent()) {
      ledger.put(Ledger.budgetOfDay(request.getTenant(), day), ofDay.get());
      state.setBudgetDay(Math.toIntExact(day));
    }
    return true;
  }

  /** Turns the action's reservations into what it used; null: nothing. Where there are none, nothing changes. */
  void settle(ActionState state, Usage used, long nowMicros) {
    var request = state.getRequest();
    if (state.getBudgetDay() >= 0) {
      settle(Ledger.budgetOfDay(request.getTenant(), state.getBudgetDay()), request.getActionId(), used, nowMicros);
      state.setBudgetDay(-1);
    }
    if (request.getTaskBudget() != null) {
      settle(Ledger.budgetOfTask(request.getTenant(), request.getTaskBudget().getTaskId()), request.getActionId(), used, nowMicros);
    }
  }

  /** What the tenant has left of the day. */
  BudgetState ofDay(String tenant, long nowMicros) {
    return find(Ledger.budgetOfDay(tenant, Micros.days(nowMicros)), nowMicros);
  }

  static boolean isForgotten(BudgetState budget, long nowMicros) {
    return nowMicros - Micros.of(budget.getChangedAt()) > KEPT_MICROS;
  }

  private Optional<BudgetState> reserved(String key, String actionId, Usage estimate, Long tokensMax, Long costMax, long nowMicros) {
    return Budget.reserve(find(key, nowMicros), actionId, estimate, tokensMax, costMax, Micros.instant(nowMicros));
  }

  private void settle(String key, String actionId, Usage used, long nowMicros) {
    BudgetState budget = find(key, nowMicros);
    if (budget.getReserved().containsKey(actionId)) {
      ledger.put(key, Budget.settle(budget, actionId, used == null ? new Usage(0L, 0L, 0L) : used, Micros.instant(nowMicros)));
    }
  }

  private BudgetState find(String key, long nowMicros) {
    BudgetState budget = ledger.find(key, BudgetState.class);
    return budget == null ? Budget.empty(Micros.instant(nowMicros)) : budget;
  }
}
