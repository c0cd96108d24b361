package io.forebay.runners;

import io.forebay.schemas.Repeatability;

/**
 * Does one kind of outside work: a model call, a tool, a request to another system.
 *
 * <p>Found by {@link java.util.ServiceLoader}: one class with a constructor without parameters, named in {@code
 * META-INF/services/io.forebay.runners.ActionHandler} of a jar on the runner's class path.
 *
 * <h2>What a handler may rely on</h2>
 *
 * <ul>
 *   <li>{@link #start} is called once, before everything else, and {@link #close} once, after everything else.
 *   <li>{@link #handle} is called by many virtual threads at once, each with an input that {@link #inputSchema} allows.
 *   <li>The thread is interrupted when the attempt takes too long, is cancelled, or the runner stops without more patience. A handler
 *       that does not end then is reported, and takes a slot of its runner until it does.
 *   <li>What it returns is checked against {@link #outputSchema} and published; what it throws is published as well.
 * </ul>
 *
 * <h2>What is relied on</h2>
 *
 * <ul>
 *   <li>It keeps nothing between calls that a later call needs: the next attempt may be on another machine.
 *   <li>It may be called as often for one action as {@link #repeatability} and the request allow.
 * </ul>
 */
public interface ActionHandler extends AutoCloseable {
  /** Name of what it does, for example {@code llm.chat}; lower-case words with dots between. */
  String capability();

  /** JSON Schema (draft 2020-12) of what it is given. */
  String inputSchema();

  /** JSON Schema (draft 2020-12) of what it answers. */
  String outputSchema();

  /** How careful a request has to be at least: a request that is less so is refused. */
  Repeatability repeatability();

  /**
   * Makes it ready, for example by reading its settings.
   *
   * @throws RuntimeException with one sentence if it cannot work like this; the runner then does not start
   */
  default void start(HandlerContext context) {}

  /**
   * Does the work.
   *
   * @throws ActionFailedException if it failed, saying whether it is worth trying again
   * @throws InterruptedException if it was interrupted
   * @throws Exception anything else is a failure that may be retried
   */
  ActionResult handle(ActionCall call) throws Exception;

  /** Whether {@link #reconcile} can find anything out. */
  default boolean reconciles() {
    return false;
  }

  /**
   * Finds out whether an attempt whose runner vanished had its effect, for example by asking the other system for the idempotency
   * key. Only called for {@link Repeatability#ONCE}, and only where {@link #reconciles()}.
   */
  default Reconciliation reconcile(ActionCall call) throws Exception {
    return new Reconciliation.Unknown();
  }

  @Override
  default void close() {}
}
