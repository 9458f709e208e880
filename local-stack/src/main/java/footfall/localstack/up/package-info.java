/** {@code ./footfall up} and {@code down}: checks, start, supervision and clean stop of it all. */
package footfall.localstack.up;
