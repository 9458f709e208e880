/**
 * The fault campaign: a cluster under load, one fault after the other, invariants from raw stores.
 */
package footfall.load.faults;
