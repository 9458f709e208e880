/** Cassandra schema, stored forms, one migration per changed form. */
package footfall.persistence.journal;
