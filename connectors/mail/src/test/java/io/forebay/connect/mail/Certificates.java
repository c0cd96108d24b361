package io.forebay.connect.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A private authority, and servers with its certificates; made by the JDK's keytool. */
final class Certificates {
  private static final String PASSWORD = "changeit";

  private final Path folder;

  Certificates(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Private Authority", "-ext", "bc:c", "-keystore", store("ca"));
    keytool("-exportcert", "-rfc", "-alias", "ca", "-keystore", store("ca"), "-file", authority().toString());
  }

  /** The authority's own certificate, as PEM. */
  Path authority() {
    return folder.resolve("ca.pem");
  }

  /** What a server needs to be known by some names, for example {@code ip:127.0.0.1}. */
  SSLContext server(String names) throws Exception {
    Path request = folder.resolve("server.csr");
    Path signed = folder.resolve("server.pem");
    Files.deleteIfExists(Path.of(store("server")));
    keytool("-genkeypair", "-alias", "server", "-dname", "CN=server", "-keystore", store("server"));
    keytool("-certreq", "-alias", "server", "-keystore", store("server"), "-file", request.toString());
    keytool("-gencert", "-rfc", "-alias", "ca", "-keystore", store("ca"), "-ext", "san=" + names, "-infile", request.toString(), "-outfile", signed.toString());
    keytool("-importcert", "-noprompt", "-alias", "ca", "-keystore", store("server"), "-file", authority().toString());
    keytool("-importcert", "-noprompt", "-alias", "server", "-keystore", store("server"), "-file", signed.toString());
    return context(Path.of(store("server")));
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    }
  }

  private String store(String name) {
    return folder.resolve(name + ".p12").toString();
  }

  private static void keytool(String command, String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), command));
    line.addAll(List.of(arguments));
    line.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
    if (command.equals("-genkeypair")) {
      line.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30"));
    }
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool " + command + ": " + said);
    }
  }
}
