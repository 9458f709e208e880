/** One class per claim: starts what it needs, does what may go wrong, compares with the oracle. */
package footfall.load.scenario;
