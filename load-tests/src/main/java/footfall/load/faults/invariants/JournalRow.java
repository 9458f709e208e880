package footfall.load.faults.invariants;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One row of a journal.
 *
 * @param written when, by its writer's clock, in 100 ns since 1582
 * @param event the stored form, CBOR read as a tree
 * @param type the stored class's name
 */
public record JournalRow(
    String persistenceId,
    long sequence,
    long written,
    String writer,
    String type,
    JsonNode event) {}
