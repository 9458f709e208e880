package footfall.protocol.wire;

/**
 * Marks a command, reply or event that crosses nodes or is stored: Akka writes it with Jackson
 * CBOR.
 */
public interface CborSerializable {}
