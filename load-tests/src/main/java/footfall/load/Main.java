package footfall.load;

import footfall.load.bench.BenchCommand;
import footfall.load.faults.FaultsCommand;
import footfall.load.replay.ReplayCommand;
import footfall.load.scenario.EndToEndCommand;
import footfall.load.simulate.SimulateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The verbs that put Footfall to the test: {@code ./footfall simulate ...} and so on. */
@Command(
    name = "footfall",
    mixinStandardHelpOptions = true,
    subcommands = {
      SimulateCommand.class,
      ReplayCommand.class,
      EndToEndCommand.class,
      FaultsCommand.class,
      BenchCommand.class
    })
public final class Main {
  /** Exits with 0 on success, 1 where something was found or lost, 2 for wrong arguments. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              line.getErr()
                  .println("footfall " + line.getCommandName() + ": " + Failure.sentence(failure));
              return 1;
            });
  }

  private Main() {}
}
