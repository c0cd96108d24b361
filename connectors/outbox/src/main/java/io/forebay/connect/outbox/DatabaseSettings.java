package io.forebay.connect.outbox;

import io.forebay.runtime.Check;
import io.forebay.runtime.ConfigException;
import io.forebay.runtime.Secret;
import io.forebay.runtime.Setting;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the database is.
 *
 * @param host of PostgreSQL, which runs with {@code wal_level=logical}
 * @param port of PostgreSQL
 * @param name of the database
 * @param user a role with REPLICATION that may read the table
 * @param password by reference
 * @param sslMode as libpq has it
 * @param slot of replication; PostgreSQL keeps its log from where the slot stands, so a slot that nobody reads fills its disk
 * @param publication made for the one table unless it is there
 */
public record DatabaseSettings(
    @Setting("Host of PostgreSQL, which runs with wal_level=logical; 127.0.0.1 unless given.") String host,
    @Setting("Port of PostgreSQL; 5432 unless given.") Integer port,
    @Setting("Name of the database.") String name,
    @Setting("A role with REPLICATION that may read the table.") String user,
    @Setting("Its password.") Secret password,
    @Setting("disable, prefer, require, verify-ca or verify-full; prefer unless given.") String sslMode,
    @Setting("Replication slot; forebay_outbox unless given.") String slot,
    @Setting("Publication, made for the one table unless it is there; forebay_outbox unless given.") String publication) {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%\\[\\]-]{1,255}");
  private static final Pattern DATABASE = Pattern.compile("[^?&/@\\s]{1,63}");
  private static final Pattern SLOT = Pattern.compile("[a-z0-9_]{1,63}");
  private static final String NAME = "forebay_outbox";
  private static final int PORT = 5432;

  public DatabaseSettings {
    host = Check.present("host", host == null ? "127.0.0.1" : host);
    requireAlone("host", host, HOST);
    port = Check.between("port", port == null ? PORT : port, 1, 65_535);
    name = Check.present("name", name);
    requireAlone("name", name, DATABASE);
    user = Check.present("user", user);
    password = Check.present("password", password);
    sslMode = Check.oneOf("ssl-mode", sslMode == null ? "prefer" : sslMode, List.of("disable", "prefer", "require", "verify-ca", "verify-full"));
    slot = slot == null ? NAME : slot;
    Check.that("slot", slot, SLOT.matcher(slot).matches(), "1 to 63 lower-case letters, digits and underscores");
    publication = publication == null ? NAME : publication;
    Check.that("publication", publication, SLOT.matcher(publication).matches(), "1 to 63 lower-case letters, digits and underscores");
  }

  /** Both become part of an address, which drivers repeat; what is refused is not: it may be an address with a password in it. */
  private static void requireAlone(String key, String value, Pattern allowed) {
    if (!allowed.matcher(value).matches()) {
      throw new ConfigException(key, "must be a " + key + " alone, no address and no parameters");
    }
  }
}
