/**
 * Faults of what nodes stand on: stores, disks, networks, clocks, CPU; and of most nodes at once.
 */
package footfall.load.faults.stores;
