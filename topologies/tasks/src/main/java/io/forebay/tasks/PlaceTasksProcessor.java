package io.forebay.tasks;

import io.forebay.runtime.TraceHeaders;
import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.RejectedRecordException;
import io.forebay.schemas.RunTask;
import io.forebay.schemas.SignalTask;
import io.forebay.schemas.TaskMail;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Lets in what the contract allows: what belongs on this partition as it is, the rest as mail.
 *
 * <p>Results of actions come where Kafka's own partitioner puts the task id. A producer that hashes keys otherwise would begin a task elsewhere, where it would
 * wait for ever.
 */
final class PlaceTasksProcessor extends ContextualProcessor<String, SpecificRecordBase, String, SpecificRecordBase> {
  private final int partitions;

  PlaceTasksProcessor(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public void process(Record<String, SpecificRecordBase> record) {
    switch (record.value()) {
      case RunTask request -> {
        refuse(TaskRequests.problem(record.key(), request));
        forward(record, isHere(request.getTaskId()) ? request : TaskMail.newBuilder().setRun(request).build());
      }
      case SignalTask signal -> {
        refuse(TaskRequests.problem(record.key(), signal));
        forward(record, isHere(signal.getTaskId()) ? signal : TaskMail.newBuilder().setSignal(signal).build());
      }
      default -> throw new IllegalStateException("no place for " + record.value().getSchema().getFullName());
    }
  }

  private void forward(Record<String, SpecificRecordBase> record, SpecificRecordBase value) {
    context().forward(record.withValue(value).withHeaders(TraceHeaders.of(record.headers())));
  }

  private boolean isHere(String taskId) {
    return Utils.toPositive(Utils.murmur2(taskId.getBytes(StandardCharsets.UTF_8))) % partitions == context().taskId().partition();
  }

  private static void refuse(String problem) {
    if (problem != null) {
      throw new RejectedRecordException(ErrorCode.INVALID_EVENT, problem);
    }
  }
}
