package footfall.sdk;

/** As many hits wait as may: this one was not taken, and may be given again later. */
public final class QueueFullException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  QueueFullException(int capacity) {
    super(
        "%d hits wait to be sent, as many as may: the collector or Kafka is away or too slow"
            .formatted(capacity));
  }
}
