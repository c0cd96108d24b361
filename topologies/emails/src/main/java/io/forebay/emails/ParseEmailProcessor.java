package io.forebay.emails;

import io.forebay.runtime.TraceHeaders;
import io.forebay.schemas.ErrorCode;
import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.ParsedEmail;
import io.forebay.schemas.RejectedRecordException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Parses a message and sends it to where all messages of the tenant with the same content meet. */
final class ParseEmailProcessor extends ContextualProcessor<String, InboundEmail, String, ParsedEmail> {
  private final EmailSteps steps;

  ParseEmailProcessor(EmailSteps steps) {
    this.steps = steps;
  }

  @Override
  public void process(Record<String, InboundEmail> record) {
    InboundEmail email = record.value();
    if (email == null) {
      throw new RejectedRecordException(ErrorCode.INVALID_EVENT, "The record has no value; send an InboundEmail.");
    }
    InboundContract.check(email);
    long startNanos = steps.nanoClock().getAsLong();
    ParsedEmail parsed = steps.parser().parse(email);
    parsed.setParseMicros((steps.nanoClock().getAsLong() - startNanos) / 1_000);
    context().forward(record.withKey(contentKey(parsed)).withValue(parsed).withHeaders(TraceHeaders.of(record.headers())));
  }

  /** The line feed keeps tenants apart: {@link InboundContract} refuses one that holds it. */
  private static String contentKey(ParsedEmail email) {
    return email.getTenant() + '\n' + email.getContentHash();
  }
}
