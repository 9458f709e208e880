package footfall.load.bench;

import footfall.load.bench.clickhouse.ClickHouseCommand;
import footfall.load.bench.collector.CollectorCommand;
import footfall.load.bench.fanout.FanOutCommand;
import footfall.load.bench.growth.GrowthCommand;
import footfall.load.bench.moves.MovesCommand;
import footfall.load.bench.peers.PeersCommand;
import footfall.load.bench.stats.StatsCommand;
import picocli.CommandLine.Command;

/** {@code ./footfall bench}: the figures in docs/benchmarks.md. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures; each kind prints a table for docs/benchmarks.md.",
    subcommands = {
      ThroughputCommand.class,
      ReadCommand.class,
      LatencyCommand.class,
      OpenSessionsCommand.class,
      GrowthCommand.class,
      PeersCommand.class,
      FanOutCommand.class,
      CollectorCommand.class,
      ClickHouseCommand.class,
      MovesCommand.class,
      StatsCommand.class
    })
public final class BenchCommand {}
