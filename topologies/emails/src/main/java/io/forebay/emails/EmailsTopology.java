package io.forebay.emails;

import io.forebay.mail.EmailLimits;
import io.forebay.schemas.ActionFinished;
import io.forebay.schemas.DraftMail;
import io.forebay.schemas.EmailDrafted;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.EventSerdes;
import io.forebay.schemas.InboundEmail;
import io.forebay.schemas.Lane;
import io.forebay.schemas.ParsedEmail;
import io.forebay.schemas.RememberedEmail;
import io.forebay.schemas.RequestAction;
import io.forebay.schemas.StateSerde;
import io.forebay.schemas.Topics;
import io.forebay.schemas.TriageFeedback;
import io.forebay.schemas.TriageLesson;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Triages e-mail: one {@link EmailTriaged} for each {@link InboundEmail}, or a dead letter.
 *
 * <pre>
 * emails.inbound ─► parse-email ─► [contents: by tenant and content hash] ─► triage-email ─┬► emails.triaged
 *                                                                               ▲          └► [memories: by email id]
 *               [lessons: by tenant] ─► [broadcasts: to every partition] ───────┘                    │
 *                                                    ▲                                               ▼
 * emails.feedback ───────────────────────────────────┴──────────────────────────────────── learn-from-feedback
 *
 * Where {@link DraftSettings#enabled()}:
 *
 * triage-email ─► choose-drafts ─► [drafts: by email id] ─► await-drafts ─┬► actions.requests
 *                                  actions.results.emails ────────┘       └► emails.drafted
 * </pre>
 *
 * <p><b>Why it is an application of its own:</b> it owns what users read on {@code emails.triaged}, so it runs with
 * exactly_once_v2; its work is processor time per message, so it scales with partitions and threads.
 *
 * <p><b>Why a message crosses a repartition topic:</b> the same content arrives under many ids, hence on many partitions.
 * Only where all of it meets can a repetition be recognised for certain.
 *
 * <p><b>Why lessons go to every partition:</b> a tenant's mail is on all of them, and each needs the tenant's model. They
 * are broadcast by a partitioner (KIP-837) inside the transaction.
 *
 * <p><b>Why they are sorted by tenant before:</b> what is learnt depends on the order of lessons. Broadcast from the partitions
 * that feedback comes in on, by a producer each, they would arrive in another order on each partition; from the tenant's one
 * partition they arrive in the same, so that every partition holds the same model.
 *
 * <p><b>Why drafts are asked for behind another repartition topic:</b> a model's answer comes back by email id. Nothing that is triaged waits
 * for it, and nothing of it is there where it is off.
 *
 * <p><b>Stores:</b> {@link ContentStore} (retained for {@link EmailsConfig#duplicatesTtl()}), {@link TenantModelStore} (one
 * bounded model a tenant), {@link MemoryStore} (retained for {@link EmailsConfig#feedbackWindow()}), {@link AwaitedDraftStore} (bounded in number and
 * time).
 *
 * <p><b>Bounds:</b> a message has at most {@link EmailLimits}; every list and text of the records between the steps has
 * its bound in the schema.
 */
public final class EmailsTopology {
  private EmailsTopology() {}

  /**
   * The topology as a function of its configuration.
   *
   * @param steps what is done to a message; shared by all threads
   */
  public static Topology build(EmailsConfig config, Topics topics, EventSerdes serdes, EmailSteps steps) {
    var builder = new StreamsBuilder();
    // Declared here and not by a supplier, because two processors share it: declared by both, each would get a store of its own.
    builder.addStateStore(MemoryStore.builder(config));

    KStream<String, ParsedEmail> contents =
        ingest(builder, topics.emailsInbound().name(), serdes.of(InboundEmail.class))
            .process(() -> new ParseEmailProcessor(steps), Named.as("parse-email"))
            .repartition(through("contents", ParsedEmail.class, topics));

    KStream<String, TriageLesson> lessons =
        ingest(builder, topics.emailsFeedback().name(), serdes.of(TriageFeedback.class))
            .process(() -> new LearnFromFeedbackProcessor(config), Named.as("learn-from-feedback"), MemoryStore.name())
            .repartition(through("lessons", TriageLesson.class, topics))
            .repartition(through("broadcasts", TriageLesson.class, topics).withStreamPartitioner(EmailsTopology::everyPartition));

    KStream<String, TriagedEmail> triaged =
        widen(contents, "widen-contents")
            .merge(widen(lessons, "widen-lessons"), Named.as("merge-work"))
            .process(new TriageEmailProcessor.Supplier(config, steps), Named.as("triage-email"));

    triaged
        .mapValues(TriagedEmail::result, Named.as("take-result"))
        .to(
            topics.emailsTriaged().name(),
            Produced.with(Serdes.String(), serdes.of(EmailTriaged.class)).withName("egress-emails-triaged"));

    triaged
        .mapValues(TriagedEmail::remembered, Named.as("take-memory"))
        .repartition(through("memories", RememberedEmail.class, topics))
        .process(() -> new RememberEmailProcessor(config), Named.as("remember-email"), MemoryStore.name());

    if (config.drafts().enabled()) {
      addDrafts(builder, triaged, config.drafts(), topics, serdes, steps);
    }
    return builder.build();
  }

  private static void addDrafts(
      StreamsBuilder builder, KStream<String, TriagedEmail> triaged, DraftSettings settings, Topics topics, EventSerdes serdes, EmailSteps steps) {
    var choice = new DraftChoice(settings);
    KStream<String, DraftMail> chosen =
        triaged
            .flatMapValues(email -> choice.of(email.result()).stream().toList(), Named.as("choose-drafts"))
            .repartition(through("drafts", DraftMail.class, topics));
    KStream<String, ActionFinished> finished = ingest(builder, topics.actionsResults(DraftRequest.ORIGIN).name(), serdes.of(ActionFinished.class));

    KStream<String, SpecificRecordBase> answers =
        widen(chosen, "widen-drafts")
            .merge(widen(finished, "widen-finished"), Named.as("merge-drafts"))
            .process(new AwaitDraftsProcessor.Supplier(settings, steps), Named.as("await-drafts"));

    only(answers, RequestAction.class, "take-requests")
        .to(
            topics.actionsRequests().name(),
            Produced.with(Serdes.String(), serdes.of(RequestAction.class))
                .withStreamPartitioner((topic, lane, request, partitions) -> Optional.of(Set.of(Lane.of(lane).partition(partitions))))
                .withName("egress-actions-requests"));
    only(answers, EmailDrafted.class, "take-drafted")
        .to(topics.emailsDrafted().name(), Produced.with(Serdes.String(), serdes.of(EmailDrafted.class)).withName("egress-emails-drafted"));
  }

  private static <V extends SpecificRecordBase> KStream<String, V> only(KStream<String, SpecificRecordBase> stream, Class<V> type, String name) {
    return stream.flatMapValues(value -> type.isInstance(value) ? List.of(type.cast(value)) : List.of(), Named.as(name));
  }

  private static <V> KStream<String, V> ingest(StreamsBuilder builder, String topic, Serde<V> serde) {
    return builder.stream(topic, Consumed.with(Serdes.String(), serde).withName("ingest-" + topic.replace('.', '-')));
  }

  private static <V extends SpecificRecordBase> Repartitioned<String, V> through(String name, Class<V> type, Topics topics) {
    return Repartitioned.with(Serdes.String(), StateSerde.of(type)).withName(name).withNumberOfPartitions(topics.partitions());
  }

  private static <V extends SpecificRecordBase> KStream<String, SpecificRecordBase> widen(KStream<String, V> stream, String name) {
    return stream.mapValues(value -> value, Named.as(name));
  }

  private static Optional<Set<Integer>> everyPartition(String topic, String key, TriageLesson lesson, int partitions) {
    return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
  }
}
