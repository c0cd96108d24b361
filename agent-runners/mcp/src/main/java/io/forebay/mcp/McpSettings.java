package io.forebay.mcp;

import io.forebay.blobs.BlobStore;
import io.forebay.runtime.ByteSize;
import io.forebay.runtime.Check;
import io.forebay.runtime.ConfigException;
import io.forebay.runtime.Setting;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The section {@code handlers.mcp}.
 *
 * @param servers by the name that actions call them; lower-case letters, digits, hyphens and underscores
 * @param inlineMax at most 128 KiB: as JSON a character can take six bytes, and a record holds 1 MiB
 * @param answerMax at most half of {@link BlobStore#BYTES_MAX}; each call in flight may hold so much in memory
 */
public record McpSettings(
    @Setting("Servers that actions may call, by name. None unless set.") Map<String, McpServer> servers,
    @Setting("How much of an answer is put into the result; what is beyond goes to the blob store. 64KiB unless given.") ByteSize inlineMax,
    @Setting("Longest message that is read from a server; 8MiB unless given.") ByteSize answerMax) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
  private static final int SERVERS_MAX = 256;

  public McpSettings {
    servers = servers == null ? Map.of() : Map.copyOf(servers);
    if (servers.size() > SERVERS_MAX) {
      throw new ConfigException("servers", "must be at most " + SERVERS_MAX + ", got " + servers.size());
    }
    servers.keySet().forEach(name -> Check.that("servers", name, NAME.matcher(name).matches(), "named with up to 64 of a-z, 0-9, - and _"));
    inlineMax = Check.atMost("inline-max", inlineMax == null ? new ByteSize(64 << 10) : inlineMax, new ByteSize(128 << 10));
    ByteSize answerLimit = new ByteSize(BlobStore.BYTES_MAX / 2);
    answerMax = Check.between("answer-max", answerMax == null ? ByteSize.mebibytes(8) : answerMax, new ByteSize(64 << 10), answerLimit);
  }
}
