package footfall.ingest;

import footfall.metrics.Metrics;
import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.Enrichment;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a record of topic {@code events} goes through before a session sees it: decode, validate,
 * enrich, in this order. Each step is counted and timed. Never throws: a step that fails at a
 * record refuses that record as {@code failed}. Thread-safe.
 */
public final class IngestPipeline {

  /** A record between two steps: refused, or with what the steps so far have made of it. */
  private record Progress(
      byte[] value,
      String contentType,
      Hit hit,
      Enrichment enrichment,
      Ingested.Rejected rejected) {

    Progress hit(Validation validation) {
      return validation instanceof Validation.Accepted accepted
          ? new Progress(value, contentType, accepted.hit(), enrichment, null)
          : rejected((Validation.Rejected) validation);
    }

    Progress enrichment(Enrichment found) {
      return new Progress(value, contentType, hit, found, null);
    }

    Progress rejected(Validation.Rejected refusal) {
      return rejected(refusal.reason(), refusal.detail());
    }

    Progress rejected(DropReason reason, String detail) {
      return new Progress(
          value, contentType, hit, enrichment, new Ingested.Rejected(reason, detail));
    }
  }

  private record Step(String name, StepMeter meter, UnaryOperator<Progress> work) {

    Progress take(Progress record) {
      long entered = meter.enter();
      try {
        return work.apply(record);
      } catch (RuntimeException | StackOverflowError e) {
        // A bug that this record brings out; to stop here would stop its partition for ever.
        return record.rejected(DropReason.FAILED, name + " failed: " + e);
      } finally {
        meter.leave(entered);
      }
    }
  }

  private final List<Step> steps = new ArrayList<>();

  /**
   * @param enrich finds out what a hit does not say itself, see {@link
   *     footfall.ingest.enrich.Enricher#enrich}
   */
  public IngestPipeline(Function<Hit, Enrichment> enrich, Metrics metrics) {
    add(metrics, "decode", r -> r.hit(HitDecoder.decodeDraft(r.value(), r.contentType())));
    add(metrics, "validate", r -> r.hit(HitDecoder.complete(r.hit())));
    add(metrics, "enrich", r -> r.enrichment(enrich.apply(r.hit())));
  }

  private void add(Metrics metrics, String name, UnaryOperator<Progress> work) {
    steps.add(new Step(name, new StepMeter(metrics, name), work));
  }

  /**
   * Takes one record through all steps.
   *
   * @param value the record's value; not kept
   * @param contentType the record's header {@code content-type}; null where it has none
   */
  public Ingested process(byte[] value, String contentType) {
    Progress record = new Progress(value, contentType, null, Enrichment.NONE, null);
    for (Step step : steps) {
      record = step.take(record);
      if (record.rejected() != null) {
        return record.rejected();
      }
    }
    return new Ingested.Accepted(record.hit(), record.enrichment());
  }
}
