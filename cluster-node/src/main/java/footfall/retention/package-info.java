/** Takes out of ClickHouse what websites no longer keep. */
package footfall.retention;
