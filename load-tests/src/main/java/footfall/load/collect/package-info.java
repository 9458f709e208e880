/**
 * The sending side of {@code POST /api/event}: sends again what has an unknown outcome; websites to
 * send to, and keys to look at them.
 */
package footfall.load.collect;
