/** Frames pushed to dashboards, mirrored in {@code frames.ts}. */
package footfall.protocol.live;
