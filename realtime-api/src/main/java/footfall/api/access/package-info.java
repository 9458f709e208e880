/** Who asks, and what they may see and change; the one place where every route looks. */
package footfall.api.access;
