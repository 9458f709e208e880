/**
 * PostgreSQL: migrations and repositories of accounts, websites, salts and the cluster's identity.
 */
package footfall.persistence.metadata;
