/** History: questions about a website's hits and sessions, answered from ClickHouse. */
package footfall.persistence.stats;
