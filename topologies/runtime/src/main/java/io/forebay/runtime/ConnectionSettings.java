package io.forebay.runtime;

import java.net.URI;
import java.util.Map;

/**
 * Where Kafka and the schema registry are.
 *
 * @param bootstrapServers Kafka's {@code bootstrap.servers}
 * @param registry base address of the schema registry
 * @param autoRegister whether writing registers schemas; for the dev stack, elsewhere {@code forebay schemas apply}
 * @param client more properties of every Kafka client, by Kafka's names; they win over what the application sets
 */
public record ConnectionSettings(
    @Setting("Kafka's bootstrap.servers.") String bootstrapServers,
    @Setting("Base address of the schema registry.") URI registry,
    @Setting("Whether writing registers schemas; only for the dev stack.") Boolean autoRegister,
    @Setting("More properties of every Kafka client, by Kafka's names; they win.") Map<String, String> client) {

  public ConnectionSettings {
    bootstrapServers = Check.present("bootstrap-servers", bootstrapServers == null ? "127.0.0.1:9092" : bootstrapServers);
    registry = registry == null ? URI.create("http://127.0.0.1:8081") : registry;
    Check.that("registry", registry, registry.isAbsolute() && registry.getHost() != null, "an address such as http://127.0.0.1:8081");
    autoRegister = autoRegister != null && autoRegister;
    client = client == null ? Map.of() : Map.copyOf(client);
  }

  /** An address of Kafka and one of the registry, as the dev stack prints them. */
  public static ConnectionSettings to(String bootstrapServers, URI registry, boolean autoRegister) {
    return new ConnectionSettings(bootstrapServers, registry, autoRegister, Map.of());
  }
}
