package footfall.load.micro;

import footfall.protocol.measure.Timings;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** What it costs to measure: one time, as of each hit that a watched website's frame shows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MeasureBenchmark {
  private final Timings timings =
      new Timings(0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30);

  @State(Scope.Thread)
  public static class Hits {
    private int next;

    long millis() {
      next = (next + 37) & 1_023;
      return next;
    }
  }

  @Benchmark
  public void timing(Hits hits) {
    timings.addMillis(hits.millis());
  }

  /** The same by two threads at once. */
  @Benchmark
  @Threads(2)
  public void timingByTwoThreads(Hits hits) {
    timings.addMillis(hits.millis());
  }
}
