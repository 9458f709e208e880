/** {@code ./footfall simulate}: live traffic at a steady rate through the collector. */
package footfall.load.simulate;
