package io.forebay.intents;

import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.StreamsSettings;
import io.forebay.runtime.TopicsSettings;

/**
 * Everything that the intents topology is started with.
 *
 * @param kafka where Kafka and the registry are
 * @param topics which topics it works on
 * @param streams how its topology runs; its commit interval is {@link IntentsConfig#commitInterval()}
 * @param intents how intents are decided
 */
public record IntentsAppConfig(ConnectionSettings kafka, TopicsSettings topics, StreamsSettings streams, IntentsConfig intents) {}
