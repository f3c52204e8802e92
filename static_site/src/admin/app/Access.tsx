import { Button, Center, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ComponentProps, type ReactNode } from 'react';
import { meQuery } from '../api/queries';
import { Refused } from '../api/refused';
import { currentSession } from '../auth/current';
import { Blank, Broken } from '../parts/States';
import { t } from '../texts/words';
import icon from './icon.svg';

/** Shows what it holds to operators only. */
export function Access({ children }: { children: ReactNode }) {
  const session = currentSession();
  if (session.signedIn) return <OperatorsOnly>{children}</OperatorsOnly>;
  return session.left ? <SignedOut /> : <SigningIn />;
}

function OperatorsOnly({ children }: { children: ReactNode }) {
  const { isSuccess, error, refetch } = useQuery(meQuery);
  if (isSuccess) return children;
  if (error instanceof Refused && error.status === 403) return <NoOperator />;
  if (error instanceof Refused && error.status === 401) return <SigningIn />;
  if (!error) return <Beginning />;
  return (
    <main>
      <Broken whole error={error} retry={() => void refetch()} />
    </main>
  );
}

function SigningIn() {
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    currentSession()
      .signIn()
      .catch(() => setFailed(true));
  }, []);
  return failed ? <NoSignIn /> : <Waiting text={t('shell.signing_in')} />;
}

export function NoSignIn() {
  return (
    <Alone title={t('shell.no_sign_in')} text={t('shell.no_sign_in_text')}>
      <Button onClick={() => location.reload()}>{t('common.retry')}</Button>
    </Alone>
  );
}

function SignedOut() {
  const [again, setAgain] = useState(false);
  if (again) return <SigningIn />;
  return (
    <Alone title={t('shell.signed_out')} text={t('shell.signed_out_text')}>
      <Button onClick={() => setAgain(true)}>{t('shell.sign_in')}</Button>
    </Alone>
  );
}

function NoOperator() {
  const session = currentSession();
  return (
    <Alone title={t('shell.no_operator')} text={t('shell.no_operator_text', { email: session.email })}>
      <Button onClick={() => void session.signOut().catch(() => location.reload())}>{t('shell.other_account')}</Button>
    </Alone>
  );
}

/** Without the shell around it. */
function Alone(said: ComponentProps<typeof Blank>) {
  return (
    <main>
      <Blank whole {...said} />
    </main>
  );
}

function Waiting({ text }: { text: string }) {
  return (
    <Center component="main" mih="60vh">
      <Stack align="center" role="status" aria-label={text}>
        <Loader type="dots" />
        <Text c="dimmed">{text}</Text>
      </Stack>
    </Center>
  );
}

/** As index.html begins. */
function Beginning() {
  return (
    <div className="beginning" role="status" aria-label={t('common.loading')}>
      <div>
        <img src={icon} width={26} height={26} alt="" />
        Deskhand
      </div>
    </div>
  );
}
