/** What is measured where it happens, to be shown by whoever knows how. */
package footfall.protocol.measure;
