/**
 * What must hold after every fault (RELIABILITY 4.2), read from the raw stores by code that shares
 * nothing with the product but the enrichment of hits, which is an input.
 */
package footfall.load.faults.invariants;
