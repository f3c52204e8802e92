import type { UserManager } from 'oidc-client-ts';

/** What the deployment writes beside the panel; `sign_out_url` where the provider has no
 * end_session_endpoint, as Cognito: `https://<domain>/logout?client_id=...&logout_uri=...`. */
export interface Settings {
  issuer: string;
  client_id: string;
  client_secret?: string;
  sign_out_url?: string;
}

/** As oidc-client-ts keeps it: what is read off it before the library is there. */
interface User {
  id_token?: string | undefined;
  refresh_token?: string | undefined;
  profile: { exp: number; email?: string | undefined };
}

const SIGNED_OUT = 'deskhand.signed-out';
const RENEW_BEFORE = 60; // seconds

/** One operator in this browser: his tabs share the session. The library is loaded when it has
 * something to do, which with a good session is hardly ever. */
export class Session {
  private renewing: Promise<boolean> | null = null;
  private loading: Promise<UserManager> | null = null;

  private constructor(
    private readonly settings: Settings,
    private user: User | null,
  ) {}

  /** Also takes up what the provider sent back. Rejects when the provider can't be reached. */
  static async begin(): Promise<Session> {
    const response = await fetch('/admin/config.json');
    if (!response.ok) throw new Error(`/admin/config.json: ${response.status}`);
    const settings: Settings = await response.json();
    const session = new Session(settings, stored(settings));
    await session.comeBack();
    return session;
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
    const manager = await this.manager();
    await manager.signinRedirect({ state: location.pathname + location.search });
  }

  /** In a window of its own, so that nothing on this page is lost. */
  async signInAgain(): Promise<void> {
    const manager = await this.manager();
    this.user = await manager.signinPopup({ popupWindowFeatures: { width: 480, height: 640 } });
  }

  async signOut(): Promise<void> {
    sessionStorage.setItem(SIGNED_OUT, 'yes');
    const manager = await this.manager();
    const hint = this.user?.id_token;
    await manager.removeUser();
    this.user = null;
    if (this.settings.sign_out_url) return location.assign(this.settings.sign_out_url);
    // Here he is signed out also if the provider can't be reached.
    await manager.signoutRedirect({ ...(hint && { id_token_hint: hint }) }).catch(() => location.assign('/admin/'));
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
    const kept = stored(this.settings); // another tab may have been quicker
    const fresh = kept && kept.id_token !== this.user?.id_token && !expired(kept);
    if (!fresh && !kept?.refresh_token) return false; // a hidden frame is the other way: our policy refuses it
    try {
      this.user = fresh ? kept : await (await this.manager()).signinSilent();
    } catch {
      return false;
    }
    return this.user !== null;
  }

  /** From the provider, to the place where the operator wanted to go. */
  private async comeBack(): Promise<void> {
    const query = new URLSearchParams(location.search);
    if (!query.has('state')) return;
    let place: unknown;
    try {
      const user = await (await this.manager()).signinCallback(); // in a popup it closes the window
      if (user) [this.user, place] = [user, user.state];
    } catch (error) {
      // An answer that was used before does no harm to who is signed in. Who is not is told: asked
      // again at once, a provider that refuses would send him back and forth.
      if (!this.signedIn) throw error;
    } finally {
      history.replaceState(null, '', isOurs(place) ? place : '/admin/');
    }
  }

  private manager(): Promise<UserManager> {
    this.loading ??= import('./manager').then(({ managerFor }) => managerFor(this.settings));
    return this.loading;
  }
}

/** The state comes back by way of the provider: it leads nowhere but to a place of the panel. */
function isOurs(place: unknown): place is string {
  return typeof place === 'string' && /^\/admin(\/|$)/.test(place);
}

function stored({ issuer, client_id }: Settings): User | null {
  const kept = localStorage.getItem(`oidc.user:${issuer}:${client_id}`);
  return kept ? (JSON.parse(kept) as User) : null;
}

function expired(user: User): boolean {
  return user.profile.exp * 1000 - Date.now() < RENEW_BEFORE * 1000;
}
