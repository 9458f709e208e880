package footfall.load.bench.growth;

import footfall.load.bench.Measured;

/**
 * One point of a curve of ingest.
 *
 * @param openSessions at its end
 * @param heap bytes in use after a collection at its end
 * @param resident bytes that the node's process has taken from the operating system
 * @param journalPerHit bytes written to the shards' journals until then
 */
record IngestPoint(
    Curve.Plan plan,
    Measured measured,
    long openSessions,
    double heap,
    double resident,
    double journalPerHit) {}
