/** Set-up, signing in and out, invitations accepted, shared links opened. */
package footfall.api.account;
