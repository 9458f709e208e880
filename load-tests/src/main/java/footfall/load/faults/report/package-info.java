/** What came of the steps, on disk and as {@code docs/faults.md}. */
package footfall.load.faults.report;
