package io.forebay.dispatch;

import io.forebay.schemas.ActionPolicy;
import io.forebay.schemas.DispatchNotice;
import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.RejectedRecordException;
import io.forebay.schemas.RunnerHeartbeat;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Turns what every partition must know into notices: policies that make sense, removed policies, heartbeats. */
final class NoticeProcessor extends ContextualProcessor<String, SpecificRecordBase, String, SpecificRecordBase> {
  @Override
  public void process(Record<String, SpecificRecordBase> record) {
    DispatchNotice notice =
        switch (record.value()) {
          case null -> Notices.of(record.key(), null);
          case ActionPolicy policy -> Notices.of(checked(record.key(), policy).getPattern(), policy);
          case RunnerHeartbeat heartbeat -> Notices.of(heartbeat);
          default -> throw new IllegalStateException("no notice of " + record.value().getSchema().getFullName());
        };
    context().forward(record.withValue(notice));
  }

  private static ActionPolicy checked(String key, ActionPolicy policy) {
    var problems = PolicyBook.problems(policy);
    if (!problems.isEmpty()) {
      throw new RejectedRecordException(ErrorCode.INVALID_EVENT, String.join("; ", problems));
    }
    if (!policy.getPattern().equals(key)) {
      throw new RejectedRecordException(ErrorCode.INVALID_EVENT, "The key must be the policy's pattern " + policy.getPattern() + ", got " + key);
    }
    return policy;
  }
}
