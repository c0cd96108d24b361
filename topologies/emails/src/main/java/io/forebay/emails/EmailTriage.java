package io.forebay.emails;

import io.forebay.classifier.EmailClassification;
import io.forebay.classifier.EmailClassifier;
import io.forebay.classifier.TenantModel;
import io.forebay.drafting.MailReader;
import io.forebay.drafting.OneLine;
import io.forebay.drafting.Priority;
import io.forebay.drafting.PriorityScorer;
import io.forebay.drafting.Reading;
import io.forebay.drafting.ReplyDrafter;
import io.forebay.drafting.Summarizer;
import io.forebay.drafting.TriageFacts;
import io.forebay.mail.LanguageIdentifier;
import io.forebay.privacy.ComplianceDecision;
import io.forebay.privacy.PiiDetector;
import io.forebay.schemas.Classification;
import io.forebay.schemas.Compliance;
import io.forebay.schemas.DetectedLanguage;
import io.forebay.schemas.EmailTriaged;
import io.forebay.schemas.ParsedEmail;
import io.forebay.schemas.Reason;
import io.forebay.schemas.RememberedEmail;
import io.forebay.schemas.ReplyDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Everything that happens to a message between its parsing and its result, in order: language, personal data, compliance,
 * classification, priority, summary, reply.
 *
 * <p>Deterministic but for the times it reports. The classifier and the language identifier keep buffers, so an instance belongs to one thread.
 */
final class EmailTriage {
  private static final int TEXT_LENGTH_MAX = 8_192;
  private static final int REASONS_MAX = 20;
  private static final int PRIORITY_MAX = 10;

  private final EmailsConfig config;
  private final LanguageIdentifier languages;
  private final PiiDetector pii;
  private final EmailClassifier classifier;
  private final MailReader reader;
  private final PriorityScorer priorities = new PriorityScorer();
  private final Summarizer summarizer = new Summarizer();
  private final ReplyDrafter drafter;
  private final String stepVersions;
  private final LongSupplier nanoClock;

  EmailTriage(EmailsConfig config, EmailSteps steps) {
    this.config = config;
    languages = new LanguageIdentifier();
    pii = steps.pii();
    classifier = new EmailClassifier(steps.model());
    reader = new MailReader(steps.phrasebooks());
    drafter = steps.drafter();
    stepVersions = String.join(" ", classifier.version(), PiiDetector.VERSION, LanguageIdentifier.VERSION);
    nanoClock = steps.nanoClock();
  }

  /** What findings depend on beside the content: models, the tenant's settings, the region. They hold as long as it stays the same. */
  String version(ParsedEmail email, TenantModel model) {
    // The hash of the settings and not of their text: in that, the order of a map differs from process to process.
    String settings = Integer.toHexString(config.tenant(email.getTenant()).hashCode());
    return stepVersions + ' ' + model.version() + ' ' + settings + ' ' + email.getRegion();
  }

  long nanos() {
    return nanoClock.getAsLong();
  }

  TriagedEmail triage(ParsedEmail email, TenantModel model) {
    var settings = config.tenant(email.getTenant());
    var timer = new StepTimer(nanoClock);
    timer.took("parse", email.getParseMicros());

    DetectedLanguage language = languages.identify(email.getText().isBlank() ? email.getSubject() : email.getText());
    timer.ended("language");
    RedactedEmail redacted = RedactedEmail.of(email, language.getCode(), pii);
    timer.ended("pii");
    ComplianceDecision compliance = settings.privacyProfile(email.getRegion()).decide(redacted.counts());
    timer.ended("compliance");
    EmailClassification classified = classifier.classify(email, language.getCode(), model, settings.classifier());
    timer.ended("classify");
    var facts =
        new TriageFacts(
            language.getCode(),
            classified.spam().getProbability(),
            classified.needsAction().getProbability(),
            classified.category().getName());
    Reading reading = reader.read(email, redacted.subject(), redacted.text(), language.getCode());
    Priority priority = priorities.score(email, reading, facts);
    int corrected = corrected(priority.value(), model.priorityCorrection(classified.lessonFeatures()));
    timer.ended("priority");
    String summary = summarizer.summarize(email, reading);
    timer.ended("summary");
    ReplyDraft reply = drafter.draft(email, reading, facts).orElse(null);
    timer.ended("reply");

    var result =
        EmailTriaged.newBuilder()
            .setEmailId(email.getEmailId())
            .setTenant(email.getTenant())
            .setReceivedAt(email.getReceivedAt())
            .setContentHash(Sha256.hex(email.getTenant() + '\n' + email.getContentHash()))
            .setThreadId(threadId(email))
            .setSenderDomain(senderDomain(email))
            .setSubject(redacted.subject())
            .setText(OneLine.cut(redacted.text(), TEXT_LENGTH_MAX))
            .setAttachments(redacted.attachments())
            .setLanguage(language)
            .setPii(redacted.findings())
            .setCompliance(compliance(compliance))
            .setSpam(classified.spam())
            .setNeedsAction(classified.needsAction())
            .setCategory(classified.category())
            .setPriority(corrected)
            .setSummary(summary)
            .setReply(reply)
            .setReasons(reasons(classified, priority))
            .setDefects(defects(email, redacted))
            .setModels(models(classified))
            .setStepMicros(timer.micros())
            .build();
    return new TriagedEmail(result, remembered(email, classified, priority));
  }

  /** What feedback on the message will be held against: the findings before any correction. */
  private static RememberedEmail remembered(ParsedEmail email, EmailClassification classified, Priority priority) {
    return RememberedEmail.newBuilder()
        .setEmailId(email.getEmailId())
        .setTenant(email.getTenant())
        .setFeatures(classified.lessonFeatures())
        .setSenderDomain(senderDomain(email))
        .setCategory(classified.category().getName())
        .setPriority(priority.value())
        .build();
  }

  static String threadId(ParsedEmail email) {
    return Sha256.hex(email.getTenant() + '\n' + email.getThreadId()).substring(0, 32);
  }

  static String senderDomain(ParsedEmail email) {
    String address = email.getFromAddress();
    return address.substring(address.lastIndexOf('@') + 1);
  }

  private static int corrected(int priority, double correction) {
    return Math.clamp(Math.round(priority + correction), 0, PRIORITY_MAX);
  }

  private static Compliance compliance(ComplianceDecision decision) {
    return new Compliance(
        decision.profile(),
        Classification.valueOf(decision.classification().name()),
        decision.retentionDays(),
        decision.violations());
  }

  private static List<Reason> reasons(EmailClassification classified, Priority priority) {
    var reasons = new ArrayList<>(priority.reasons());
    classified.reasons().stream().limit(REASONS_MAX - reasons.size()).forEach(reasons::add);
    return reasons;
  }

  private static List<String> defects(ParsedEmail email, RedactedEmail redacted) {
    if (!redacted.isTruncated()) {
      return email.getDefects();
    }
    var defects = new ArrayList<>(email.getDefects());
    defects.add("PII_TRUNCATED");
    return defects;
  }

  private static Map<String, String> models(EmailClassification classified) {
    var models = new HashMap<>(classified.models());
    models.put("pii", PiiDetector.VERSION);
    models.put("language", LanguageIdentifier.VERSION);
    return models;
  }
}
