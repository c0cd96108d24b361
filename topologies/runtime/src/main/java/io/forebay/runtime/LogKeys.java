package io.forebay.runtime;

/** The keys under which logs name things, as MDC or as key-value pairs; the same in every process, so that one query finds them all. */
public final class LogKeys {
  public static final String TOPIC = "topic";
  public static final String PARTITION = "partition";
  public static final String OFFSET = "offset";
  public static final String APPLICATION_ID = "applicationId";
  public static final String TASK_ID = "taskId";
  public static final String ACTION_ID = "actionId";
  public static final String TENANT = "tenant";
  public static final String ERROR_CODE = "errorCode";

  private LogKeys() {}
}
