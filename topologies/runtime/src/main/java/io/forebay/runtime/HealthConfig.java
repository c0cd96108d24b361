package io.forebay.runtime;

/**
 * Where a process tells how it is.
 *
 * @param address the interface to listen on; loopback unless given, since the answers are for those who run the process
 * @param port 0 takes a free one
 */
public record HealthConfig(
    @Setting("Interface that /health and /metrics listen on; 127.0.0.1 unless given.") String address,
    @Setting("Port of /health and /metrics; 0 takes a free one; 9404 unless given.") Integer port) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int PORT = 9404;

  public HealthConfig {
    address = Check.present("address", address == null ? LOOPBACK : address);
    port = Check.between("port", port == null ? PORT : port, 0, 65_535);
  }

  public static HealthConfig defaults() {
    return new HealthConfig(null, null);
  }

  /** Loopback and a free port. */
  public static HealthConfig anyPort() {
    return new HealthConfig(null, 0);
  }
}
