/** The shop's own id of a customer; empty: nobody is signed in. */
export type Customer = string;

const KEPT = 'visitor';

/** Whom `?customer=` names, as the link in the admin panel does, else whom the tab knows. */
export function remembered(): Customer {
  const named = new URLSearchParams(location.search).get('customer');
  if (named !== null) visitAs(named);
  return sessionStorage.getItem(KEPT) ?? '';
}

export function visitAs(customer: Customer): void {
  sessionStorage.setItem(KEPT, customer);
}

/** Only the shop's server can sign it. */
export async function tokenOf(customer: Customer): Promise<string> {
  const answer = await fetch('/demo/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ customer }),
  });
  if (!answer.ok) throw new Error(`no token for ${customer}: ${answer.status}`);
  const { token } = (await answer.json()) as { token: string };
  return token;
}
