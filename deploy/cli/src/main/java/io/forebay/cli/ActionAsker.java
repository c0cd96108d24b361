package io.forebay.cli;

import io.forebay.schemas.Lane;
import io.forebay.schemas.Repeatability;
import io.forebay.schemas.RequestAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Asks for one action, as often as wanted: under the same id it is the same action.
 *
 * <p>What must not start twice is asked for in a transaction on the topic that is read committed; everything else as it comes.
 */
final class ActionAsker implements AutoCloseable {
  private final RequestAction request;
  private final List<Header> headers;
  private final LaneSender<RequestAction> sender;

  private ActionAsker(RequestAction request, List<Header> headers, LaneSender<RequestAction> sender) {
    this.request = request;
    this.headers = headers;
    this.sender = sender;
  }

  /**
   * Gets ready to ask.
   *
   * @param environment names the trace that the action belongs to: {@code TRACEPARENT} and {@code TRACESTATE}, as in W3C Trace Context
   */
  static ActionAsker open(Connection connection, RequestAction request, Map<String, String> environment) {
    var topics = connection.topics();
    LaneSender<RequestAction> sender =
        request.getRepeatability() == Repeatability.ONCE
            ? LaneSender.transactional(
                connection, topics.actionsRequestsOnce(), RequestAction.class, topics.prefix() + "forebay-actions-" + request.getActionId())
            : LaneSender.open(connection, topics.actionsRequests(), RequestAction.class);
    return new ActionAsker(request, traceHeaders(environment), sender);
  }

  /** Asks, and returns when Kafka has it. */
  void ask() {
    sender.send(Lane.of(request.getLane()), request, headers);
  }

  private static List<Header> traceHeaders(Map<String, String> environment) {
    var headers = new ArrayList<Header>();
    for (String name : List.of("traceparent", "tracestate")) {
      String value = environment.getOrDefault(name.toUpperCase(Locale.ROOT), "");
      if (!value.isEmpty()) {
        headers.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return headers;
  }

  @Override
  public void close() {
    sender.close();
  }
}
