/**
 * {@code ./footfall up}, {@code down} and {@code node}: checks, start, supervision and clean stop
 * of it all.
 */
package footfall.localstack.up;
