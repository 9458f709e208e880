/**
 * Means to do harm to one machine and to undo it: cut networks, paused processes, starved CPUs,
 * full disks, shifted clocks, slow links. All of it is marked with the id of the process that did
 * it, so that the next one can remove what a killed one has left.
 */
package footfall.load.faults.rig;
