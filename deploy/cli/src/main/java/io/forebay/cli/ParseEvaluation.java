package io.forebay.cli;

import io.forebay.mail.EmailParser;
import io.forebay.schemas.ParsedEmail;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Parses whatever there is, mail or not, and counts what came of it. */
final class ParseEvaluation {
  private static final long SLOW_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int FAILURES_SHOWN = 20;
  private static final String TENANT = "evaluation";
  private static final byte[] WARM_UP =
      "From: a@example.com\r\nContent-Type: text/html\r\n\r\n<p>Hello".getBytes(StandardCharsets.US_ASCII);

  private final EmailParser parser;
  private final Map<String, Integer> defects = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private int messages;
  private int clean;
  private int exceptions;
  private int overOneSecond;
  private long bytes;
  private long nanos;
  private long slowestNanos;
  private String slowest = "";

  /** An evaluation of a parser, which is called once before anything is timed. */
  ParseEvaluation(EmailParser parser) {
    this.parser = parser;
    parser.parse(new MailMessage("warm-up", ByteBuffer.wrap(WARM_UP), WARM_UP.length).toInbound("0", TENANT, Instant.EPOCH, "evaluate"));
  }

  /**
   * The figures.
   *
   * @param messages how many were parsed
   * @param clean how many had no defect
   * @param withDefects how many had at least one
   * @param defects how many had each
   * @param exceptions how many ended in an exception; must be 0
   * @param failures the first of them
   * @param overOneSecond how many took longer than a second; must be 0
   * @param slowest which took longest
   * @param slowestMillis how long, in milliseconds
   * @param microsPerMessage mean time of a message, cold start included, in microseconds
   * @param megabytesPerSecond 1,000,000 bytes of mail a second
   */
  record Report(
      int messages,
      int clean,
      int withDefects,
      Map<String, Integer> defects,
      int exceptions,
      List<String> failures,
      int overOneSecond,
      String slowest,
      double slowestMillis,
      double microsPerMessage,
      double megabytesPerSecond) {

    boolean isGood() {
      return exceptions == 0 && overOneSecond == 0;
    }
  }

  /** Parses a message and counts. */
  void take(MailMessage message) {
    long start = System.nanoTime();
    try {
      ParsedEmail parsed = parser.parse(message.toInbound(message.name(), TENANT, Instant.EPOCH, "evaluate"));
      parsed.getDefects().forEach(defect -> defects.merge(defect, 1, Integer::sum));
      clean += parsed.getDefects().isEmpty() ? 1 : 0;
    } catch (RuntimeException | StackOverflowError e) {
      exceptions++;
      if (failures.size() < FAILURES_SHOWN) {
        failures.add(message.name() + ": " + e);
      }
    }
    long taken = System.nanoTime() - start;
    messages++;
    bytes += message.raw().remaining();
    nanos += taken;
    overOneSecond += taken > SLOW_NANOS ? 1 : 0;
    if (taken > slowestNanos) {
      slowestNanos = taken;
      slowest = message.name();
    }
  }

  Report report() {
    return new Report(
        messages,
        clean,
        messages - clean - exceptions,
        Map.copyOf(defects),
        exceptions,
        List.copyOf(failures),
        overOneSecond,
        slowest,
        slowestNanos / 1e6,
        messages == 0 ? 0 : nanos / 1e3 / messages,
        nanos == 0 ? 0 : bytes * 1e3 / nanos);
  }
}
