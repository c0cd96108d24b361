package io.forebay.dispatch;

import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.StreamsSettings;
import io.forebay.runtime.TopicsSettings;

/**
 * Everything that dispatch is started with.
 *
 * @param kafka where Kafka and the registry are
 * @param topics which topics it works on
 * @param streams how its topologies run
 * @param dispatch how actions are dispatched
 */
public record DispatchAppConfig(ConnectionSettings kafka, TopicsSettings topics, StreamsSettings streams, DispatchConfig dispatch) {}
