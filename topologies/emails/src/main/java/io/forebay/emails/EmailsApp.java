package io.forebay.emails;

import io.forebay.mail.LanguageIdentifier;
import io.forebay.runtime.Metrics;
import io.forebay.runtime.TopologyApp;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.Topics;
import org.apache.kafka.streams.StreamsConfig;

/** Starts the e-mail triage as an application. */
public final class EmailsApp {
  private EmailsApp() {}

  /** A text short enough to need every model. */
  private static final String SHORT_TEXT = "good morning";

  /** Starts and returns at once; its topics must exist. */
  public static TopologyApp start(EmailsAppConfig config, EmailSteps steps, Metrics metrics) {
    Topics topics = config.topics().catalogue();
    loadLanguageModels();
    var serdes = EventSerdes.connect(config.kafka().registry(), config.kafka().autoRegister());
    String application = topics.emailsApplication();
    return TopologyApp.start(
        application,
        EmailsTopology.build(config.emails(), topics, serdes, steps),
        StreamsConfig.EXACTLY_ONCE_V2,
        config.kafka(),
        config.streams(),
        topics.deadLetters(application).name(),
        metrics);
  }

  /** In the background: the models for short texts take seconds to load, which the first message need not wait for. */
  private static void loadLanguageModels() {
    Thread.ofPlatform().daemon().name("load-language-models").start(() -> new LanguageIdentifier().identify(SHORT_TEXT));
  }
}
