package io.forebay.tasks;

import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.StreamsSettings;
import io.forebay.runtime.TopicsSettings;

/**
 * Everything that the tasks topology is started with.
 *
 * @param kafka where Kafka and the registry are
 * @param topics which topics it works on
 * @param streams how its topology runs; its commit interval is {@link TasksConfig#commitInterval()}
 * @param tasks how tasks are run
 */
public record TasksAppConfig(ConnectionSettings kafka, TopicsSettings topics, StreamsSettings streams, TasksConfig tasks) {}
