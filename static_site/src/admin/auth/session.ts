import { UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';

/** What the deployment writes beside the panel; `sign_out_url` where the provider has no
 * end_session_endpoint, as Cognito: `https://<domain>/logout?client_id=...&logout_uri=...`. */
interface Settings {
  issuer: string;
  client_id: string;
  client_secret?: string;
  sign_out_url?: string;
}

const HOME = `${location.origin}/admin/`;
const SIGNED_OUT = 'deskhand.signed-out';
const RENEW_BEFORE = 60; // seconds

/** One operator in this browser: his tabs share the session. */
export class Session {
  private renewing: Promise<boolean> | null = null;

  private constructor(
    private readonly manager: UserManager,
    private readonly signOutUrl: string | undefined,
    private user: User | null,
  ) {
    manager.events.addUserLoaded((loaded) => void (this.user = loaded));
  }

  /** Also takes up what the provider sent back. Rejects when the provider can't be reached. */
  static async begin(): Promise<Session> {
    const response = await fetch('/admin/config.json');
    if (!response.ok) throw new Error(`/admin/config.json: ${response.status}`);
    const settings: Settings = await response.json();
    const manager = new UserManager({
      authority: settings.issuer,
      client_id: settings.client_id,
      ...(settings.client_secret && { client_secret: settings.client_secret, client_authentication: 'client_secret_basic' }),
      redirect_uri: HOME,
      post_logout_redirect_uri: HOME,
      scope: 'openid email profile',
      userStore: new WebStorageStateStore({ store: localStorage }),
      automaticSilentRenew: false, // renewed when a request needs it: nothing runs while nobody works
      monitorSession: false,
    });
    return new Session(manager, settings.sign_out_url, await cameBack(manager) ?? await manager.getUser());
  }

  get signedIn(): boolean {
    return this.user !== null && (!expired(this.user) || Boolean(this.user.refresh_token));
  }

  get email(): string {
    return this.user?.profile.email ?? '';
  }

  /** Whether the operator has just left by himself: he is not sent to sign in again at once. */
  get left(): boolean {
    return sessionStorage.getItem(SIGNED_OUT) !== null;
  }

  async signIn(): Promise<void> {
    sessionStorage.removeItem(SIGNED_OUT);
    await this.manager.signinRedirect({ state: location.pathname + location.search });
  }

  /** In a window of its own, so that nothing on this page is lost. */
  async signInAgain(): Promise<void> {
    this.user = await this.manager.signinPopup({ popupWindowFeatures: { width: 480, height: 640 } });
  }

  async signOut(): Promise<void> {
    sessionStorage.setItem(SIGNED_OUT, 'yes');
    const hint = this.user?.id_token;
    await this.manager.removeUser();
    this.user = null;
    if (this.signOutUrl) location.assign(this.signOutUrl);
    else await this.manager.signoutRedirect({ ...(hint && { id_token_hint: hint }) });
  }

  /** The ID token: the API reads the address from its claims. Empty when the session is over. */
  async token(): Promise<string> {
    if (this.user && expired(this.user)) await this.renew();
    return this.user?.id_token ?? '';
  }

  /** Whether it worked. However many requests ask, the provider is asked once. */
  renew(): Promise<boolean> {
    this.renewing ??= this.renewed().finally(() => (this.renewing = null));
    return this.renewing;
  }

  private async renewed(): Promise<boolean> {
    try {
      const stored = await this.manager.getUser(); // another tab may have been quicker
      const fresh = stored && stored.id_token !== this.user?.id_token && !expired(stored);
      this.user = fresh ? stored : await this.manager.signinSilent();
    } catch {
      return false;
    }
    return this.user !== null;
  }
}

function expired(user: User): boolean {
  return (user.profile.exp ?? 0) * 1000 - Date.now() < RENEW_BEFORE * 1000;
}

async function cameBack(manager: UserManager): Promise<User | null> {
  const query = new URLSearchParams(location.search);
  if (!query.has('state')) return null;
  if (!query.has('code') && !query.has('error')) {
    history.replaceState(null, '', '/admin/'); // from signing out
    return null;
  }
  try {
    const user = (await manager.signinCallback()) ?? null; // in a popup it closes the window
    history.replaceState(null, '', typeof user?.state === 'string' ? user.state : '/admin/');
    return user;
  } catch {
    history.replaceState(null, '', '/admin/'); // a link that was used before; signing in anew mends it
    return null;
  }
}
