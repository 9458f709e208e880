/** Keeps what a visitor sent out of the log, whoever writes there. */
package footfall.log;
