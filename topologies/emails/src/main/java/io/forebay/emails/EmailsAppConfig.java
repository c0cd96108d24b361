package io.forebay.emails;

import io.forebay.runtime.ConnectionSettings;
import io.forebay.runtime.StreamsSettings;
import io.forebay.runtime.TopicsSettings;

/**
 * Configuration of the e-mail triage as a process.
 *
 * @param kafka where Kafka and the registry are
 * @param topics which topics it works on
 * @param streams how it runs
 * @param emails how e-mail is triaged
 */
public record EmailsAppConfig(ConnectionSettings kafka, TopicsSettings topics, StreamsSettings streams, EmailsConfig emails) {}
