/** Start-up as a table of contents: {@code Main}, {@code NodeSettings}, {@code Guardian}. */
package footfall.node;
