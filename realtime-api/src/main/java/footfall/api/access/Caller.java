package footfall.api.access;

import java.net.InetAddress;

/**
 * Where a request came from.
 *
 * @param address the real peer, or what a trusted proxy says it is
 * @param https whether the browser spoke to a trusted proxy by HTTPS
 */
public record Caller(InetAddress address, boolean https) {}
