package io.forebay.dispatch;

import io.forebay.schemas.BudgetState;
import io.forebay.schemas.CachedAnswer;
import io.forebay.schemas.RateState;
import java.util.ArrayList;
import org.apache.avro.specific.SpecificRecordBase;

/** Forgets what has no use any more in the ledger, a part at a time. */
final class LedgerSweep {
  private final Ledger ledger;
  private String from = "";

  LedgerSweep(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Looks at the next entries, at most so many; after the last begins again. */
  void next(int entriesMax, long nowMicros) {
    var useless = new ArrayList<String>();
    from =
        ledger.forEachFrom(
            from,
            entriesMax,
            (key, entry) -> {
              if (isUseless(entry, nowMicros)) {
                useless.add(key);
              }
            });
    useless.forEach(ledger::remove);
  }

  private static boolean isUseless(SpecificRecordBase entry, long nowMicros) {
    return switch (entry) {
      case BudgetState budget -> Budgets.isForgotten(budget, nowMicros);
      case RateState rate -> rate.getTheoreticalArrivalMicros() < nowMicros - 3_600_000_000L;
      case CachedAnswer answer -> Micros.of(answer.getExpiresAt()) < nowMicros;
      default -> false;
    };
  }
}
