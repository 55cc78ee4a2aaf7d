/** Scopes that are about the login and the launch, and open nothing by themselves. */
export const loginScopes = ['openid', 'offline_access', 'online_access', 'profile', 'email', 'fhirUser', 'launch', 'launch/patient'] as const;
