/** Sessions: the rules (pure), the shard that owns a partition, and the visitors active now. */
package footfall.session;
