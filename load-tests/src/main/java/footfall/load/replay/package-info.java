/** {@code ./footfall replay}: a web server's log becomes pageviews through the collector. */
package footfall.load.replay;
