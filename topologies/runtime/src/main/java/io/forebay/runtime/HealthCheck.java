package io.forebay.runtime;

/** A part of a process that can say how it is. */
public interface HealthCheck {
  /** The part's name in the report: lower case, hyphens. */
  String name();

  /**
   * How the part is now. Called from any thread, often, and answered from what is known: no request to anywhere. A check that throws or
   * takes longer than the server's limit counts as down.
   */
  Health check();
}
