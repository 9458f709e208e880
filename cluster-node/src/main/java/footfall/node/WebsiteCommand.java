package footfall.node;

import footfall.persistence.metadata.Metadata;
import footfall.persistence.metadata.Website;
import footfall.persistence.metadata.WebsiteSettings;
import footfall.persistence.metadata.Websites;
import footfall.protocol.hit.WebsiteIds;
import java.net.IDN;
import java.util.Locale;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./footfall website add DOMAIN [--id ID]}: makes a website and prints its id. */
@Command(name = "website", mixinStandardHelpOptions = true, description = "Websites.")
final class WebsiteCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Makes a website and prints its id.")
  int add(
      @Parameters(paramLabel = "DOMAIN", description = "such as example.org") String domain,
      @Option(names = "--id", description = "its id; the domain where none is given") String id,
      @Option(
              names = "--anonymize-ip",
              description = "cut addresses to /24 and /48 before they are stored")
          boolean anonymizeIp) {
    String ascii = ascii(domain);
    String websiteId = id == null ? idOf(ascii) : id;
    Website plain = Website.named(websiteId, ascii);
    Website website =
        new Website(
            websiteId,
            ascii,
            new WebsiteSettings(anonymizeIp, plain.settings().filterBots()),
            plain.timeZone(),
            plain.currency(),
            plain.status());
    try (Metadata metadata = Admin.metadata(Admin.settings())) {
      if (!new Websites(metadata).add(website)) {
        spec.commandLine()
            .getErr()
            .println("The id " + websiteId + " is taken: choose another with --id");
        return 1;
      }
    }
    spec.commandLine().getOut().println(websiteId);
    return 0;
  }

  /** The domain as DNS has it, in lower case. */
  private String ascii(String domain) {
    try {
      String ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      if (!ascii.isEmpty()) {
        return ascii;
      }
    } catch (IllegalArgumentException e) {
      // told below, with what is allowed
    }
    throw new ParameterException(
        spec.commandLine(), "DOMAIN must be a host name such as example.org, was " + domain);
  }

  /** A domain is an id of its own, unless it is too long or leads elsewhere. */
  private static String idOf(String domain) {
    return WebsiteIds.mayBeGiven(domain) ? domain : UUID.randomUUID().toString();
  }
}
