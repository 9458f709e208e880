/**
 * The serialization marker of messages between nodes, and its binding in {@code reference.conf}.
 */
package footfall.protocol.wire;
