package io.forebay.tasks;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.schemas.ScheduleOverlap;
import io.forebay.schemas.TaskSchedule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** The times of a schedule: crontab's five fields, read in a time zone. Where clocks are put forward, a time that does not exist is left out. */
final class Schedule {
  private static final int CRON_CHARS_MAX = 200;

  private final String cron;
  private final ZoneId timeZone;
  private final ScheduleOverlap overlap;
  private final ExecutionTime times;

  private Schedule(String cron, String timeZone, ScheduleOverlap overlap) {
    this.cron = cron;
    this.overlap = overlap;
    if (cron.length() > CRON_CHARS_MAX) {
      throw new IllegalArgumentException("schedule.cron must have at most " + CRON_CHARS_MAX + " characters, got " + cron.length());
    }
    try {
      this.timeZone = ZoneId.of(timeZone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("schedule.time-zone must be a time zone such as Europe/Berlin or UTC, got " + Json.shortened(timeZone, 100), e);
    }
    try {
      times = ExecutionTime.forCron(new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(cron));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "schedule.cron must be minute, hour, day of month, month and day of week as crontab has them, such as 0 9 * * 1-5; got " + cron + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with a sentence if it is none
   */
  static Schedule of(TaskSchedule schedule) {
    return new Schedule(schedule.getCron(), schedule.getTimeZone(), schedule.getOverlap());
  }

  /** Reads it back from an event. */
  static Schedule of(JsonNode json) {
    return new Schedule(json.path("cron").asText(), json.path("timeZone").asText(), ScheduleOverlap.valueOf(json.path("overlap").asText()));
  }

  ObjectNode json() {
    return Json.object().put("cron", cron).put("timeZone", timeZone.getId()).put("overlap", overlap.name());
  }

  ScheduleOverlap overlap() {
    return overlap;
  }

  /** The first time after this one; empty: it never comes again. */
  Optional<Instant> next(Instant after) {
    return times.nextExecution(after.atZone(timeZone)).map(time -> time.toInstant());
  }

  /** The last time after the one and not after the other: of several that were missed only this one counts. */
  Optional<Instant> latest(Instant after, Instant until) {
    return times.lastExecution(until.plusSeconds(1).atZone(timeZone)).map(time -> time.toInstant()).filter(time -> time.isAfter(after));
  }
}
