package footfall.node;

import akka.pki.pem.DERPrivateKeyLoader;
import akka.pki.pem.PEMDecoder;
import akka.pki.pem.PEMLoadingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.List;

/**
 * The certificate by which nodes know each other, one for all: {@code tls.crt}, {@code tls.key} and
 * {@code ca.crt} in a folder, as PEM. Akka reads them again every 5 minutes; here they are read
 * once, because it would only say much later, and less clearly, what is wrong with them.
 */
record RemotingTls(Path folder) {
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  /**
   * The certificate in a folder, once it is known to be usable now.
   *
   * @throws IllegalArgumentException says which file is wrong, and why
   */
  static RemotingTls in(Path folder) {
    RemotingTls tls = new RemotingTls(folder);
    X509Certificate ca = tls.certificate("ca.crt");
    X509Certificate own = tls.certificate("tls.crt");
    tls.requireIssued(own, ca);
    tls.requireBothEnds(own);
    tls.requireFitting(tls.key(), own);
    return tls;
  }

  private X509Certificate certificate(String file) {
    try (InputStream pem = Files.newInputStream(folder.resolve(file))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
    } catch (NoSuchFileException e) {
      throw wrong(file, "is missing");
    } catch (IOException | CertificateException e) {
      throw wrong(file, "cannot be read as a certificate (PEM): " + e.getMessage());
    }
  }

  private PrivateKey key() {
    String file = "tls.key";
    try {
      return DERPrivateKeyLoader.load(PEMDecoder.decode(Files.readString(folder.resolve(file))));
    } catch (NoSuchFileException e) {
      throw wrong(file, "is missing");
    } catch (IOException | PEMLoadingException e) {
      throw wrong(file, "cannot be read as an unencrypted key (PEM): " + e.getMessage());
    }
  }

  private void requireIssued(X509Certificate own, X509Certificate ca) {
    try {
      own.checkValidity();
    } catch (CertificateException e) {
      throw wrong(
          "tls.crt",
          "is valid from %s to %s only"
              .formatted(own.getNotBefore().toInstant(), own.getNotAfter().toInstant()));
    }
    try {
      own.verify(ca.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw wrong("tls.crt", "was not signed by the one in ca.crt");
    }
  }

  private void requireBothEnds(X509Certificate own) {
    try {
      List<String> uses = own.getExtendedKeyUsage();
      if (uses != null && !uses.containsAll(List.of(SERVER_AUTH, CLIENT_AUTH))) {
        throw wrong(
            "tls.crt", "must be meant for servers and clients, or for no use in particular");
      }
    } catch (CertificateException e) {
      throw wrong("tls.crt", "cannot be read: " + e.getMessage());
    }
  }

  private void requireFitting(PrivateKey key, X509Certificate own) {
    if (!(key instanceof RSAKey ours) || !(own.getPublicKey() instanceof RSAKey theirs)) {
      throw wrong("tls.key", "must be an RSA key");
    }
    if (!ours.getModulus().equals(theirs.getModulus())) {
      throw wrong("tls.key", "is not the key of tls.crt");
    }
  }

  private IllegalArgumentException wrong(String file, String why) {
    return new IllegalArgumentException(
        "FOOTFALL_REMOTING_TLS: %s %s".formatted(folder.resolve(file), why));
  }
}
