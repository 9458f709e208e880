package footfall.load.micro;

import footfall.ingest.enrich.Enricher;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.HitProtobuf;
import footfall.protocol.hit.Validation;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One hit at a time, of 20,000 in turn: more than the processor's caches hold. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HitBenchmark {
  private static final int HITS = 20_000;

  private final byte[][] json = new byte[HITS][];
  private final byte[][] protobuf = new byte[HITS][];
  private final Hit[] hits = new Hit[HITS];
  private Enricher enricher;
  private int next;

  @Setup
  public void prepare() {
    enricher = Partition.enricher();
    List<byte[]> values = Partition.records(HITS).stream().map(record -> record.value()).toList();
    for (int i = 0; i < HITS; i++) {
      json[i] = values.get(i);
      Validation read = HitDecoder.decode(json[i], HitDecoder.JSON);
      hits[i] = ((Validation.Accepted) read).hit();
      protobuf[i] = HitProtobuf.write(hits[i]);
    }
  }

  private int next() {
    next = next + 1 == HITS ? 0 : next + 1;
    return next;
  }

  /** The same work in every version of Footfall: what the machine does today. */
  @Benchmark
  public long reference() {
    CRC32 sum = new CRC32();
    for (byte b : json[next()]) {
      sum.update(b);
    }
    return sum.getValue();
  }

  @Benchmark
  public Validation decodeJson() {
    return HitDecoder.decode(json[next()], HitDecoder.JSON);
  }

  @Benchmark
  public Validation decodeProtobuf() {
    return HitDecoder.decode(protobuf[next()], HitDecoder.PROTOBUF);
  }

  @Benchmark
  public Enrichment enrich() {
    return enricher.enrich(hits[next()]);
  }
}
