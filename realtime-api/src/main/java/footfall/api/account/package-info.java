/** Set-up, signing in and out, invitations accepted, shared links opened, tickets given. */
package footfall.api.account;
