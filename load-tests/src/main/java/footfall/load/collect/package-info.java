/** The sending side of {@code POST /api/event}: sends again what has an unknown outcome. */
package footfall.load.collect;
