/** Ten thousand dashboards on one node, beside the same ones on a server that only sends. */
package footfall.load.bench.fanout;
