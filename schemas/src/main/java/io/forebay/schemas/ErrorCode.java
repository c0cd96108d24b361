package io.forebay.schemas;

/**
 * What went wrong, in one vocabulary for exceptions, dead letters, metrics and logs.
 *
 * <p>A name is part of the contract: dead letters carry it in their {@code error-code} header.
 */
public enum ErrorCode {
  /** The bytes are not in the wire format: no magic byte, cut off, or not Avro. */
  UNREADABLE_RECORD,
  /** The record names a schema id that the registry does not know. */
  UNKNOWN_SCHEMA,
  /** The record was written with a schema that this topic's schema cannot read. */
  INCOMPATIBLE_SCHEMA,
  /** The record could be read, but a field holds what the contract forbids. */
  INVALID_EVENT,
  /** Feedback on an e-mail that was never triaged here, or longer ago than it is remembered. */
  FEEDBACK_UNKNOWN_EMAIL,
  /** Feedback that names another tenant than its e-mail does. */
  FEEDBACK_WRONG_TENANT,
  /** An action has waited or run for longer than its policy's bound. */
  ACTION_STUCK,
  /** The runner of an action that must not run twice vanished; someone must say what became of it. */
  ACTION_IN_DOUBT,
  /** A signal for a task that is not known, or no longer. */
  TASK_UNKNOWN,
  /** A handler did not end when it was interrupted; its slot is taken until it does. */
  HANDLER_STUCK,
  /** Nothing has happened in a task for longer than its agent allows, though an action of it is under way. */
  TASK_STUCK,
  /** The application failed on this record: a bug, or a limit that no step foresaw. */
  PROCESSING_FAILED,
  /** A result could not be written, for example because it is larger than the topic allows. */
  PRODUCTION_FAILED,
  /** The schema registry does not answer. Never a dead letter: the record is read again. */
  REGISTRY_UNAVAILABLE,
  /** The process was started with a configuration that it refuses. */
  BAD_CONFIGURATION
}
