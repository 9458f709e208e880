/** What was sent, on disk before it is sent, and what became of it; and the traffic itself. */
package footfall.load.faults.ledger;
