package io.forebay.http;

import java.io.InterruptedIOException;

/**
 * Whether a request has left: agreed between the thread that sends it and the one that calls it off.
 *
 * <p>What is called off before it passes the gate is never sent, so nobody needs to be in doubt about it.
 */
final class SendGate {
  private boolean isCalledOff;
  private boolean hadEffect;
  private boolean mayTakeEffect;

  /**
   * Lets a request pass, right before its first byte is written.
   *
   * @throws InterruptedIOException if it was called off
   */
  synchronized void pass(Method method) throws InterruptedIOException {
    if (isCalledOff) {
      throw new InterruptedIOException("called off");
    }
    mayTakeEffect = !method.isSafe();
  }

  synchronized void callOff() {
    isCalledOff = true;
  }

  synchronized boolean isCalledOff() {
    return isCalledOff;
  }

  /** The last request was answered with a refusal, or sent elsewhere. */
  synchronized void lastWasNotDone() {
    mayTakeEffect = false;
  }

  /** The last request was done, and the next one only looks at what came of it. */
  synchronized void lastWasDone() {
    hadEffect |= mayTakeEffect;
    mayTakeEffect = false;
  }

  synchronized boolean mayHaveHadEffect() {
    return hadEffect || mayTakeEffect;
  }
}
