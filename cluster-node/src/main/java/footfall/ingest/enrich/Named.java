package footfall.ingest.enrich;

/** A name with its version, as far as it is known: {@code Chrome}, {@code 131.0.0.0}. */
record Named(String name, String version) {
  static final Named UNKNOWN = new Named("", "");
}
