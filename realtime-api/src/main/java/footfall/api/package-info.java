/** Binds the server, joins the routes, drains on shutdown. */
package footfall.api;
