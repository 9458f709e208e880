/** Seeded visitors with their own clock: what a few websites' real visitors would send. */
package footfall.load.traffic;
