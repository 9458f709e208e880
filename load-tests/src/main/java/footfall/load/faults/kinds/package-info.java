/**
 * The faults that processes alone can suffer; those that need more of the machine are the rig's.
 */
package footfall.load.faults.kinds;
