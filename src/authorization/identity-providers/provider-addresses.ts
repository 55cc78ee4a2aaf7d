/** The addresses of this server that an identity provider knows. Pure. */

/** The purpose of the key that encrypts the secrets of providers. */
export const SECRETS = 'secrets of identity providers';

export const CALLBACK = '/identity-providers/:providerId/callback';
export const LOGGED_OUT = '/identity-providers/logged-out';
export const LOGOUT = '/backchannel-logout/:providerId';
export const INSTALLATION_LOGOUT = '/backchannel-logout';

export const formatCallbackAddress = (publicUrl: string, providerId: string): string => `${publicUrl}/oauth${CALLBACK.replace(':providerId', providerId)}`;
export const formatLogoutAddress = (publicUrl: string, providerId: string): string => `${publicUrl}/oauth${LOGOUT.replace(':providerId', providerId)}`;
export const formatLoggedOutAddress = (publicUrl: string): string => `${publicUrl}/oauth${LOGGED_OUT}`;
