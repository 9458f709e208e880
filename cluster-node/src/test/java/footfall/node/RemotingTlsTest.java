package footfall.node;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemotingTlsTest {
  @TempDir private static Path made;
  @TempDir private Path folder;

  @BeforeAll
  static void makeTwo() {
    Certificates.make(made.resolve("ours"), 1);
    Certificates.make(made.resolve("another"), 1);
  }

  @BeforeEach
  void copyOurs() throws IOException {
    for (String file : new String[] {"ca.crt", "tls.crt", "tls.key"}) {
      copy("ours", file);
    }
  }

  @Test
  void whatTheVerbMakesIsUsable() {
    assertThat(RemotingTls.in(folder).folder()).isEqualTo(folder);
  }

  @Test
  void onlyItsOwnerMayReadTheKey() throws IOException {
    assertThat(Files.getPosixFilePermissions(made.resolve("ours/tls.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void theVerbOverwritesNothing() {
    assertThatThrownBy(() -> Certificates.make(folder, 1))
        .hasMessageContainingAll(folder.resolve("ca.crt").toString(), "is there already");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(folder.resolve("tls.key"));

    refused("tls.key is missing");
  }

  @Test
  void aCertificateThatSomeoneElseSignedIsRefused() throws IOException {
    copy("another", "ca.crt");

    refused("tls.crt was not signed by the one in ca.crt");
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws IOException {
    copy("another", "tls.key");

    refused("tls.key is not the key of tls.crt");
  }

  @Test
  void whatIsNoCertificateIsRefused() throws IOException {
    Files.writeString(folder.resolve("ca.crt"), "nothing of the kind");

    refused("ca.crt cannot be read as a certificate");
  }

  @Test
  void whatIsNoKeyIsRefused() throws IOException {
    Files.copy(folder.resolve("tls.crt"), folder.resolve("tls.key"), REPLACE_EXISTING);

    refused("tls.key cannot be read as an unencrypted key");
  }

  private void refused(String why) {
    assertThatThrownBy(() -> RemotingTls.in(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("FOOTFALL_REMOTING_TLS: " + folder)
        .hasMessageContaining(why);
  }

  private void copy(String from, String file) throws IOException {
    Files.copy(made.resolve(from).resolve(file), folder.resolve(file), REPLACE_EXISTING);
  }
}
