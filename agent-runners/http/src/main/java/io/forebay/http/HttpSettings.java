package io.forebay.http;

import io.forebay.blobs.BlobStore;
import io.forebay.runtime.ByteSize;
import io.forebay.runtime.Check;
import io.forebay.runtime.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The section {@code handlers.http}.
 *
 * @param allowedHosts see {@link HostRule} for how they are written; none by default
 * @param privateHosts like these, without {@code *}; a host needs to be in one of the two lists
 * @param secrets by the name that requests call them
 * @param inlineMax at most 128 KiB: as JSON a character can take six bytes, and a record holds 1 MiB
 * @param responseMax at most {@link BlobStore#BYTES_MAX}; each request in flight may hold so much in memory
 */
public record HttpSettings(
    @Setting("Hosts that may be asked, at public addresses: api.example.com, *.example.com, *, host:8443, http://host. None unless set.")
        List<String> allowedHosts,
    @Setting("More hosts that may be asked, and these at private addresses too.") List<String> privateHosts,
    @Setting("Secrets that requests may name, each with its hosts.") Map<String, HttpSecret> secrets,
    @Setting("Longest time to find a host's address, and again to connect to it.") Duration connectTimeout,
    @Setting("Longest time of a request that does not say its own.") Duration requestTimeout,
    @Setting("Longest body that is answered inline; a longer one goes to the blob store.") ByteSize inlineMax,
    @Setting("Longest body that is read, decompressed.") ByteSize responseMax,
    @Setting("Most connections at once.") Integer connectionsMax) {
  private static final Duration TIMEOUT_MAX = Duration.ofDays(1);
  private static final Duration TIMEOUT_MIN = Duration.ofMillis(1);

  public HttpSettings {
    allowedHosts = allowedHosts == null ? List.of() : List.copyOf(allowedHosts);
    HostRules.parse("allowed-hosts", allowedHosts, true);
    privateHosts = privateHosts == null ? List.of() : List.copyOf(privateHosts);
    HostRules.parse("private-hosts", privateHosts, false);
    secrets = secrets == null ? Map.of() : Map.copyOf(secrets);
    connectTimeout = Check.between("connect-timeout", connectTimeout == null ? Duration.ofSeconds(5) : connectTimeout, TIMEOUT_MIN, TIMEOUT_MAX);
    requestTimeout = Check.between("request-timeout", requestTimeout == null ? Duration.ofMinutes(1) : requestTimeout, TIMEOUT_MIN, TIMEOUT_MAX);
    inlineMax = Check.atMost("inline-max", inlineMax == null ? new ByteSize(64 << 10) : inlineMax, new ByteSize(128 << 10));
    responseMax = Check.atMost("response-max", responseMax == null ? ByteSize.mebibytes(8) : responseMax, new ByteSize(BlobStore.BYTES_MAX));
    connectionsMax = Check.between("connections-max", connectionsMax == null ? 256 : connectionsMax, 1, 10_000);
  }

  HostRules allowed() {
    return new HostRules(
        Stream.concat(HostRules.parse("allowed-hosts", allowedHosts, true).rules().stream(), privates().rules().stream()).toList());
  }

  HostRules privates() {
    return HostRules.parse("private-hosts", privateHosts, false);
  }
}
