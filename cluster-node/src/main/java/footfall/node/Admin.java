package footfall.node;

import com.typesafe.config.ConfigFactory;
import footfall.persistence.metadata.Metadata;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The verbs that change a cluster's metadata, {@code website}, {@code account} and {@code rebuild};
 * and one for its keys.
 */
@Command(
    name = "footfall",
    mixinStandardHelpOptions = true,
    subcommands = {
      WebsiteCommand.class,
      AccountCommand.class,
      RebuildCommand.class,
      CertificatesCommand.class
    },
    description = "Changes a cluster; its stores come from FOOTFALL_* variables.")
public final class Admin {
  Admin() {}

  public static void main(String[] arguments) {
    System.exit(commands().execute(arguments));
  }

  /** The verbs; what goes wrong is told in a sentence, and the exit code is 1. */
  static CommandLine commands() {
    return new CommandLine(new Admin())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println(failure.getMessage());
              return 1;
            });
  }

  static NodeSettings settings() {
    return NodeSettings.from(ConfigFactory.load().getConfig("footfall"));
  }

  static Metadata metadata(NodeSettings settings) {
    NodeSettings.Postgres postgres = settings.postgres();
    return Metadata.open(postgres.url(), postgres.user(), postgres.password());
  }

  /** A verb that fails with a sentence that says what to do. */
  interface Verb extends Callable<Integer> {}
}
