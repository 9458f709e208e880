/** Dashboards that stay open through faults, and what they were shown. */
package footfall.load.faults.live;
