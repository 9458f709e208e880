/** What one node counts and times, in the text form that Prometheus reads. */
package footfall.metrics;
