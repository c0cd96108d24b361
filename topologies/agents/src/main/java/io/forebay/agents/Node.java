package io.forebay.agents;

import io.forebay.schemas.Repeatability;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A step of a graph.
 *
 * <p>Each has what {@link Common} holds. Where a node ends without another to go to, its graph is done.
 */
public sealed interface Node {
  /** What every node has. */
  Common common();

  default String name() {
    return common().name();
  }

  /**
   * What every node has.
   *
   * @param name within the agent
   * @param next where it goes on; empty: the graph is done
   * @param output name that its answer is bound to
   * @param retry of an action, a reason node or a call that failed
   * @param onError after the last attempt
   * @param line in the file, from 1
   */
  record Common(String name, Optional<String> next, String output, Retry retry, OnError onError, int line) {}

  /**
   * One action.
   *
   * @param call what is asked for
   * @param compensate what takes it back; empty: nothing has to
   */
  record Action(Common common, ActionCall call, Optional<ActionCall> compensate) implements Node {}

  /**
   * What dispatch is asked for.
   *
   * @param capability known to the catalogue
   * @param input JSON for its handler
   * @param lane finer part of the lane, behind tenant and capability; empty: none
   * @param endpoint for the circuit breaker; empty: the capability as a whole
   * @param cacheKey empty: never answered from the cache
   * @param timeout of one attempt; empty: as the policy says
   */
  record ActionCall(
      String capability,
      Template input,
      Repeatability repeatability,
      Optional<Template> lane,
      Optional<Template> endpoint,
      Optional<Template> cacheKey,
      Optional<Duration> timeout) {}

  /**
   * A model with tools, asked until it answers.
   *
   * @param model name as its server knows it; empty: the runner's
   * @param endpoint of the runner's models; empty: the first
   * @param system what the model shall be
   * @param prompt the first message
   * @param tools by name
   * @param answer what the answer must match; empty: any text
   * @param limits of this node
   */
  record Reason(
      Common common,
      Optional<String> model,
      Optional<String> endpoint,
      Optional<Template> system,
      Template prompt,
      List<Tool> tools,
      Optional<JsonContract> answer,
      ReasonLimits limits)
      implements Node {}

  /**
   * What a {@link Reason} node may use.
   *
   * @param turns questions to the model
   * @param tokens empty: the task's
   * @param costMicroUsd empty: the task's
   * @param duration from its start
   * @param maxOutputTokens of one answer; empty: the runner's
   * @param timeout of one question
   */
  record ReasonLimits(
      int turns, Optional<Long> tokens, Optional<Long> costMicroUsd, Duration duration, Optional<Integer> maxOutputTokens, Optional<Duration> timeout) {}

  /**
   * The first case that holds says where to go.
   *
   * @param otherwise where none does; empty: the graph is done
   */
  record Switch(Common common, List<Case> cases, Optional<String> otherwise) implements Node {}

  /** A condition, and where to go where it holds. */
  record Case(Expression when, String then) {}

  /**
   * The same graph for each item of a list; its answer is the list of what each answered, null where one failed.
   *
   * @param in the list
   * @param as name of the item within {@code body}; {@code index} is its place from 0
   * @param body what is done
   * @param itemOutput what an item answers; empty: what its last step answered
   * @param maxParallel items at a time
   * @param join when it is done
   * @param failures how many items may fail before it fails
   */
  record Foreach(
      Common common, Expression in, String as, Graph body, Optional<Template> itemOutput, int maxParallel, Join join, int failures)
      implements Node {}

  /** When a {@link Foreach} is done. What still runs then is cancelled. */
  sealed interface Join {
    /** All items have ended. */
    record All() implements Join {}

    /** So many have succeeded; where there are fewer items, all of them. */
    record AtLeast(int count) implements Join {}
  }

  /**
   * Another agent, as a task of its own.
   *
   * @param version empty: the newest
   */
  record Call(Common common, String agent, Optional<Integer> version, Template input) implements Node {}

  /** Waits. */
  record Wait(Common common, Until until) implements Node {}

  /** What a {@link Wait} waits for. */
  sealed interface Until {
    /** An ISO 8601 duration as text, or seconds as a number. */
    record Elapsed(Template duration) implements Until {}

    /** An ISO 8601 time as text. */
    record Moment(Template at) implements Until {}

    /**
     * A message by name; the step answers its payload.
     *
     * @param timeout empty: as long as the task may last
     * @param onTimeout where to go then; empty: the step fails with TIMEOUT
     */
    record Message(String name, Optional<Duration> timeout, Optional<String> onTimeout) implements Until {}
  }

  /**
   * A person decides. Answers {@code {"approved": …, "by": …, "payload": …}}.
   *
   * @param question for the person
   * @param role who may answer; empty: anybody
   * @param timeout empty: as long as the task may last
   * @param defaultApproved what counts after the timeout; empty: the step fails with TIMEOUT
   * @param onReject where to go after a rejection; empty: as {@code next} says
   */
  record Approval(
      Common common, Template question, Optional<String> role, Optional<Duration> timeout, Optional<Boolean> defaultApproved, Optional<String> onReject)
      implements Node {}

  /**
   * The graph is done, here.
   *
   * @param output what it answers; empty: what the last step answered
   * @param failure fails with this message instead; empty: it is a success
   */
  record End(Common common, Optional<Template> output, Optional<Template> failure) implements Node {}
}
