/** PostgreSQL: migrations and repositories of websites, salts and the cluster's identity. */
package footfall.persistence.metadata;
