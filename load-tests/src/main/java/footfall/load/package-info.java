/** Everything that puts Footfall to the test from outside: one entry for all its verbs. */
package footfall.load;
