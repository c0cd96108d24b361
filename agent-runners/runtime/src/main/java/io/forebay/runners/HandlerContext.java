package io.forebay.runners;

import io.forebay.blobs.BlobStore;
import io.opentelemetry.api.trace.Tracer;

/** What a runner offers its handlers. */
public interface HandlerContext {
  /**
   * The handler's settings: the section {@code handlers.<first word of its capability>} of the runner's configuration and the
   * environment ({@code llm.chat} and {@code llm.embed} share {@code handlers.llm}, {@code FOREBAY_HANDLERS_LLM_...}), bound to a
   * record as every other configuration is; where nothing is set, the record's defaults.
   *
   * @throws io.forebay.runtime.ConfigException if what is set is refused
   */
  <T extends Record> T settings(Class<T> type);

  /** Where large things are kept. */
  BlobStore blobs();

  /** Spans that are started with it belong to the action that the calling thread works on. */
  Tracer tracer();
}
