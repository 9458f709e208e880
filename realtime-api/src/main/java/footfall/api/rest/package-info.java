/** The REST API as a table of operations: a method, a path, who may, and what answers. */
package footfall.api.rest;
