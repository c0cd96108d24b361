package io.forebay.tasks;

import io.forebay.schemas.QueryTasks;
import io.forebay.schemas.TaskEvent;
import io.forebay.schemas.TaskHead;
import io.forebay.schemas.TaskPhase;
import io.forebay.schemas.TaskSummary;
import io.forebay.schemas.TasksDescribed;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Answers questions about the tasks of one partition, from its stores.
 *
 * <p>A list looks at every task. That is done a part at a time, so that tasks go on meanwhile; of questions that come faster than they can be answered the
 * latest are answered with nothing but {@code more}.
 */
final class TaskQueries {
  static final int LISTS_MAX = 100;
  private static final int LIMIT_MAX = 1_000;

  /** What an answer may hold: a record has at most 1 MiB, and text may take three bytes a character. */
  private static final int ANSWER_LENGTH_MAX = 300 << 10;

  private static final Comparator<TaskSummary> BY_AGE = Comparator.comparing(TaskSummary::getRequestedAt).thenComparing(TaskSummary::getTaskId);

  private final int partition;
  private final AgentBook agents;
  private final TaskDesk desk;
  private final HeadStore heads;
  private final StoryStore stories;
  private final Outbox outbox;
  private final Deque<Listing> listings = new ArrayDeque<>();

  TaskQueries(int partition, AgentBook agents, TaskDesk desk, HeadStore heads, StoryStore stories, Outbox outbox) {
    this.partition = partition;
    this.agents = agents;
    this.desk = desk;
    this.heads = heads;
    this.stories = stories;
    this.outbox = outbox;
  }

  /** A list that is being made: the newest that match, of what was looked at so far. */
  private static final class Listing {
    private final QueryTasks query;
    private final int limit;
    private final PriorityQueue<TaskSummary> newest = new PriorityQueue<>(BY_AGE);
    private String after;
    private boolean more;

    Listing(QueryTasks query) {
      this.query = query;
      limit = Math.clamp(query.getLimit(), 1, LIMIT_MAX);
    }

    void look(TaskHead head) {
      TaskSummary summary = head.getSummary();
      if (matches(query, summary)) {
        newest.add(summary);
        if (newest.size() > limit) {
          newest.remove();
          more = true;
        }
      }
    }
  }

  /** Takes a question. */
  void take(QueryTasks query, Instant now) {
    switch (query.getKind()) {
      case GET -> get(query, now);
      case HISTORY -> history(query, now);
      case AGENT -> agent(query, now);
      case LIST -> {
        if (listings.size() < LISTS_MAX) {
          listings.add(new Listing(query));
        } else {
          send(answer(query, now).setMore(true).build());
        }
      }
    }
  }

  /** Goes on with lists; looks at so many tasks at most. */
  void proceed(int countMax, Instant now) {
    Listing listing = listings.peek();
    if (listing == null) {
      return;
    }
    var last = heads.visit(listing.after, countMax, listing::look);
    if (last.isPresent()) {
      listing.after = last.get();
      return;
    }
    listings.remove();
    finish(listing, now);
  }

  private void finish(Listing listing, Instant now) {
    var tasks = new ArrayList<TaskSummary>();
    int length = 0;
    boolean cut = listing.more;
    for (TaskSummary found : listing.newest.stream().sorted(BY_AGE.reversed()).toList()) {
      TaskSummary summary = bounded(fresh(found));
      length += length(summary);
      if (length > ANSWER_LENGTH_MAX) {
        cut = true;
        break;
      }
      tasks.add(summary);
    }
    send(answer(listing.query, now).setTasks(tasks).setMore(cut).build());
  }

  private void get(QueryTasks query, Instant now) {
    send(answer(query, now).setTasks(one(query)).build());
  }

  private void history(QueryTasks query, Instant now) {
    var events = new ArrayList<TaskEvent>();
    var length = new int[1];
    var more = new boolean[1];
    List<TaskSummary> task = one(query);
    if (!task.isEmpty()) {
      stories.visit(
          query.getTaskId(),
          query.getAfterSequence(),
          event -> {
            length[0] += 200 + (event.getData() == null ? 0 : event.getData().length());
            more[0] = !events.isEmpty() && length[0] > ANSWER_LENGTH_MAX;
            return !more[0] && events.add(event);
          });
    }
    send(answer(query, now).setTasks(task.stream().map(TaskQueries::bounded).toList()).setEvents(events).setMore(more[0]).build());
  }

  private void agent(QueryTasks query, Instant now) {
    boolean known = query.getAgent() != null && query.getVersion() != null && agents.find(query.getAgent(), query.getVersion()).isPresent();
    send(answer(query, now).setKnown(known).build());
  }

  private List<TaskSummary> one(QueryTasks query) {
    return query.getTaskId() == null
        ? List.of()
        : desk.describe(query.getTaskId()).filter(summary -> query.getTenant() == null || query.getTenant().equals(summary.getTenant())).stream().toList();
  }

  private TaskSummary fresh(TaskSummary summary) {
    return summary.getPhase() == TaskPhase.FINISHED ? summary : desk.describe(summary.getTaskId()).orElse(summary);
  }

  /** Without the output, which a list or a history need not repeat. */
  private static TaskSummary bounded(TaskSummary summary) {
    if (summary.getResult() == null || summary.getResult().getOutput() == null) {
      return summary;
    }
    var copy = TaskSummary.newBuilder(summary).build();
    copy.getResult().setOutput(null);
    return copy;
  }

  private static int length(TaskSummary summary) {
    int labels = summary.getLabels().entrySet().stream().mapToInt(label -> label.getKey().length() + label.getValue().length()).sum();
    int doing = summary.getDoing().stream().mapToInt(String::length).sum();
    return 600 + doing + 2 * labels;
  }

  private static boolean matches(QueryTasks query, TaskSummary summary) {
    return (query.getTenant() == null || query.getTenant().equals(summary.getTenant()))
        && (query.getAgent() == null || query.getAgent().equals(summary.getAgent()))
        && (query.getPhases().isEmpty() || query.getPhases().contains(summary.getPhase()))
        && (!query.getStuck() || summary.getStuck())
        && (query.getFrom() == null || !summary.getRequestedAt().isBefore(query.getFrom()))
        && (query.getTo() == null || summary.getRequestedAt().isBefore(query.getTo()))
        && query.getLabels().entrySet().stream().allMatch(label -> label.getValue().equals(summary.getLabels().get(label.getKey())));
  }

  private TasksDescribed.Builder answer(QueryTasks query, Instant now) {
    return TasksDescribed.newBuilder().setQueryId(query.getQueryId()).setPartition(partition).setAt(now);
  }

  private void send(TasksDescribed answer) {
    outbox.send(answer.getQueryId(), answer, null);
  }
}
