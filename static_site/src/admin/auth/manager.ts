import { UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { Settings } from './session';

export function managerFor({ issuer, client_id, client_secret }: Settings): UserManager {
  const home = `${location.origin}/admin/`;
  return new UserManager({
    authority: issuer,
    client_id,
    ...(client_secret && { client_secret, client_authentication: 'client_secret_basic' }),
    redirect_uri: home,
    post_logout_redirect_uri: home,
    scope: 'openid email profile',
    userStore: new WebStorageStateStore({ store: localStorage }),
    automaticSilentRenew: false, // renewed when a request needs it: nothing runs while nobody works
    monitorSession: false,
  });
}
