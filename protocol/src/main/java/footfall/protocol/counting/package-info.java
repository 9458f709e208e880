/**
 * What makes a website's sessions conversions and visitors: its counting rules, as the log has
 * them.
 */
package footfall.protocol.counting;
