package io.forebay.emails;

import io.forebay.runtime.Check;
import io.forebay.runtime.Setting;
import java.time.Duration;
import java.util.Map;

/**
 * How e-mail is triaged.
 *
 * @param duplicatesTtl how long findings about a content are repeated for the same content
 * @param feedbackWindow how long after its triage a message can still be given feedback on
 * @param tenants settings by tenant
 * @param drafts whether a model is asked for summaries and drafts
 */
public record EmailsConfig(
    @Setting("How long findings are repeated for the same content; P1D unless given.") Duration duplicatesTtl,
    @Setting("How long feedback on a message is taken; P7D unless given.") Duration feedbackWindow,
    @Setting("Settings by tenant, see below.") Map<String, TenantSettings> tenants,
    @Setting("Summaries and reply drafts by a model, see below; off unless given.") DraftSettings drafts) {

  public EmailsConfig {
    duplicatesTtl =
        Check.between(
            "duplicates-ttl", duplicatesTtl == null ? Duration.ofDays(1) : duplicatesTtl, Duration.ofMinutes(1), Duration.ofDays(30));
    feedbackWindow =
        Check.between(
            "feedback-window", feedbackWindow == null ? Duration.ofDays(7) : feedbackWindow, Duration.ofMinutes(1), Duration.ofDays(90));
    tenants = tenants == null ? Map.of() : Map.copyOf(tenants);
    drafts = drafts == null ? DraftSettings.defaults() : drafts;
  }

  public static EmailsConfig defaults() {
    return new EmailsConfig(null, null, null, null);
  }

  /** A tenant's settings, or the defaults. */
  public TenantSettings tenant(String name) {
    TenantSettings settings = tenants.get(name);
    return settings == null ? TenantSettings.defaults() : settings;
  }
}
