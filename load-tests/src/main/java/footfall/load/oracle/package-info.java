/**
 * Recounts by brute force what the cluster should answer: reads a dump of topic {@code events},
 * applies DESIGN 4 website by website over plain lists of hits, and compares rows column by column.
 * Shares no code with {@code footfall.session}.
 */
package footfall.load.oracle;
