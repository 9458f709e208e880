/** WebSockets; the newest frame wins. */
package footfall.api.live;
