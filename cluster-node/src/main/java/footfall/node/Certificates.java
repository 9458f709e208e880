package footfall.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Makes a certificate for the nodes of one cluster, and who signed it, by the JDK's {@code
 * keytool}. The signer's key is thrown away: nobody can make a second certificate that these nodes
 * trust.
 */
final class Certificates {
  private static final List<String> FILES = List.of("ca.crt", "tls.crt", "tls.key");
  private static final String PASSWORD = "FOOTFALL_KEYTOOL_PASSWORD";

  private final Path store;
  private final String password = UUID.randomUUID().toString();
  private final int days;

  private Certificates(Path store, int days) {
    this.store = store;
    this.days = days;
  }

  /**
   * Writes {@code tls.crt}, {@code tls.key} and {@code ca.crt} as PEM into a folder, which is made
   * where it is missing. The key is readable by its owner only.
   *
   * @param days how long they are valid from now on, at least 1
   * @throws IllegalStateException if the folder holds one of them already, or keytool fails
   */
  static void make(Path folder, int days) {
    if (days < 1) {
      throw new IllegalStateException("Certificates must be valid for at least 1 day, not " + days);
    }
    for (String file : FILES) {
      if (Files.exists(folder.resolve(file))) {
        throw new IllegalStateException(
            folder.resolve(file) + " is there already: name another folder, or take it away");
      }
    }
    try {
      Files.createDirectories(folder);
      Path work = Files.createTempDirectory("footfall-certificates");
      try {
        new Certificates(work.resolve("keys.p12"), days).makeIn(folder);
      } finally {
        Files.deleteIfExists(work.resolve("keys.p12"));
        Files.delete(work);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("Certificates could not be made in " + folder + ": " + e, e);
    }
  }

  private void makeIn(Path folder) throws IOException, GeneralSecurityException {
    keytool(
        "-alias",
        "ca",
        "-dname",
        "CN=footfall-ca",
        "-ext",
        "bc:critical=ca:true",
        "-ext",
        "ku:critical=keyCertSign");
    keytool(
        "-alias",
        "node",
        "-signer",
        "ca",
        "-dname",
        "CN=footfall",
        "-ext",
        "ku:critical=digitalSignature,keyEncipherment",
        "-ext",
        "eku=serverAuth,clientAuth");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream made = Files.newInputStream(store)) {
      keys.load(made, password.toCharArray());
    }
    Key key = keys.getKey("node", password.toCharArray());
    write(folder.resolve("ca.crt"), "CERTIFICATE", keys.getCertificate("ca").getEncoded());
    write(folder.resolve("tls.crt"), "CERTIFICATE", keys.getCertificate("node").getEncoded());
    write(folder.resolve("tls.key"), "PRIVATE KEY", key.getEncoded());
  }

  private void keytool(String... about) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-sigalg",
                "SHA256withRSA",
                "-validity",
                Integer.toString(days),
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:env",
                PASSWORD));
    command.addAll(Arrays.asList(about));
    ProcessBuilder keytool = new ProcessBuilder(command).redirectErrorStream(true);
    keytool.environment().put(PASSWORD, password);
    Process running = keytool.start();
    String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (running.waitFor() != 0) {
        throw new IOException("keytool said: " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool ran", e);
    }
  }

  /** Made for its owner alone, before anything is in it. */
  private static void write(Path file, String what, byte[] encoded) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(encoded);
    Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what));
  }
}
