package footfall.node;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code certificates DIR}: what {@code FOOTFALL_REMOTING_TLS} asks for, for trying out. */
@Command(
    name = "certificates",
    mixinStandardHelpOptions = true,
    description = "Makes a certificate for the nodes of one cluster; give each node this folder.")
final class CertificatesCommand implements Admin.Verb {
  @Parameters(paramLabel = "DIR", description = "where tls.crt, tls.key and ca.crt are written")
  private Path folder;

  @Option(
      names = "--days",
      defaultValue = "365",
      description = "how long they are valid (default: ${DEFAULT-VALUE})")
  private int days;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Certificates.make(folder, days);
    spec.commandLine()
        .getOut()
        .printf("For each node: FOOTFALL_REMOTING_TLS=%s%n", folder.toAbsolutePath());
    return 0;
  }
}
