/** Websites and everything below them: settings, members, goals, keys, links, what was changed. */
package footfall.api.settings;
