package footfall.node;

import footfall.persistence.metadata.Metadata;
import footfall.persistence.metadata.Website;
import footfall.persistence.metadata.WebsiteSettings;
import footfall.persistence.metadata.Websites;
import footfall.protocol.hit.WebsiteIds;
import java.util.Locale;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./footfall website add DOMAIN [--id ID]}: makes a website and prints its id. */
@Command(name = "website", description = "Websites.")
final class WebsiteCommand {
  @Spec private CommandSpec spec;

  @Command(name = "add", description = "Makes a website and prints its id.")
  int add(
      @Parameters(paramLabel = "DOMAIN", description = "such as example.org") String domain,
      @Option(names = "--id", description = "its id; the domain where none is given") String id,
      @Option(
              names = "--anonymize-ip",
              description = "cut addresses to /24 and /48 before they are stored")
          boolean anonymizeIp) {
    String websiteId = id == null ? idOf(domain) : id;
    Website plain = Website.named(websiteId, domain);
    Website website =
        new Website(
            websiteId,
            domain,
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

  /** A domain is an id of its own, unless it is too long or has letters an id cannot have. */
  private static String idOf(String domain) {
    String lower = domain.toLowerCase(Locale.ROOT);
    return WebsiteIds.isWellFormed(lower) ? lower : UUID.randomUUID().toString();
  }
}
