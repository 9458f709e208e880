/** Thousands of connections on one thread, so that a generator costs little. */
package footfall.load.net;
