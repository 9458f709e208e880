/** Website-minutes (persistent) and the live website being watched (transient). */
package footfall.website;
