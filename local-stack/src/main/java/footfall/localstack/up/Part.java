package footfall.localstack.up;

/** One thing that {@code up} keeps running: a store, or the node. */
interface Part {
  String name();

  /** Starts it, or starts it again on the same data; returns when it serves. */
  void start();

  /** Returns when its process is gone. */
  void awaitEnd() throws InterruptedException;

  /** Stops it cleanly; nothing happens when it does not run. */
  void stop();
}
