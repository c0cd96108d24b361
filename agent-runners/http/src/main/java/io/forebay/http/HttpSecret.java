package io.forebay.http;

import io.forebay.runtime.Check;
import io.forebay.runtime.ConfigException;
import io.forebay.runtime.Secret;
import io.forebay.runtime.Setting;
import java.util.List;

/**
 * A secret that requests may name.
 *
 * @param value 8 to 8,192 visible ASCII characters: shorter ones could not be told from other text where a server repeats them
 * @param allowedHosts written like {@link HttpSettings#allowedHosts}, without {@code *}
 * @param prefix goes before the value, for example {@code "Bearer "}
 * @param tenants none for every tenant
 */
public record HttpSecret(
    @Setting("The secret itself, by reference.") Secret value,
    @Setting("Hosts that it is sent to, and no others.") List<String> allowedHosts,
    @Setting("What goes before it in the header, for example \"Bearer \".") String prefix,
    @Setting("Tenants whose actions may name it; every tenant where none is named.") List<String> tenants) {
  private static final int LENGTH_MIN = 8;
  private static final int LENGTH_MAX = 8192;
  private static final int PREFIX_LENGTH_MAX = 64;

  public HttpSecret {
    Check.present("value", value);
    String revealed = value.reveal();
    if (revealed.length() < LENGTH_MIN || revealed.length() > LENGTH_MAX || !HeaderRules.isValue(revealed)) {
      throw new ConfigException("value", "must be " + LENGTH_MIN + " to " + LENGTH_MAX + " visible ASCII characters");
    }
    allowedHosts = List.copyOf(Check.present("allowed-hosts", allowedHosts));
    Check.that("allowed-hosts", allowedHosts, !allowedHosts.isEmpty(), "at least one host");
    HostRules.parse("allowed-hosts", allowedHosts, false);
    prefix = prefix == null ? "" : prefix;
    if (prefix.length() > PREFIX_LENGTH_MAX || !HeaderRules.isValue(prefix)) {
      throw new ConfigException("prefix", "must be at most " + PREFIX_LENGTH_MAX + " visible ASCII characters and spaces");
    }
    tenants = tenants == null ? List.of() : List.copyOf(tenants);
  }

  HostRules hosts() {
    return HostRules.parse("allowed-hosts", allowedHosts, false);
  }

  boolean isFor(String tenant) {
    return tenants.isEmpty() || tenants.contains(tenant);
  }
}
