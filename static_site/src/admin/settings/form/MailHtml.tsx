import classes from './form.module.css';

/** Nothing of a mail runs, and nothing is fetched that would tell its sender that it was read. */
const SAFE = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`;

export function MailHtml({ html, title }: { html: string; title: string }) {
  return <iframe className={classes.html} title={title} sandbox="" srcDoc={SAFE + html} />;
}
