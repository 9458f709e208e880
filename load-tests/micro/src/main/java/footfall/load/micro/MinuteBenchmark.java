package footfall.load.micro;

import footfall.protocol.hit.EventType;
import footfall.website.MinuteTally;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a website-minute does with eight parts of 200 hits each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MinuteBenchmark {
  private static final int PARTS = 8;
  private static final int HITS = 200;

  private final byte[][] parts = new byte[PARTS][];

  @Setup
  public void prepare() {
    Random random = new Random(1);
    for (int part = 0; part < PARTS; part++) {
      MinuteTally tally = new MinuteTally();
      for (int hit = 0; hit < HITS; hit++) {
        tally.add(
            EventType.PAGEVIEW,
            random.nextLong(),
            "/page/" + random.nextInt(40),
            "DE",
            "direct",
            "desktop");
      }
      parts[part] = tally.encode();
    }
  }

  @Benchmark
  public MinuteTally mergeEightParts() {
    MinuteTally whole = new MinuteTally();
    for (byte[] part : parts) {
      whole.merge(MinuteTally.decode(part));
    }
    return whole;
  }
}
