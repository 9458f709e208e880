/** Which fault comes when, what is on disk of it, and the run of the steps one after the other. */
package footfall.load.faults.schedule;
