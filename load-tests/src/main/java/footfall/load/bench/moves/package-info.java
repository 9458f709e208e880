/** {@code ./footfall bench moves}: nodes join and leave under load, shards move between them. */
package footfall.load.bench.moves;
