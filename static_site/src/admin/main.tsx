import './app/mantine.css';
import './app/contrast.css';
import './app/main.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { queryClient } from './api/queries';
import { Access, NoSignIn } from './app/Access';
import { App } from './app/App';
import { askEarly } from './app/early';
import { theme } from './app/theme';
import { begin } from './auth/current';
import { Session } from './auth/session';
import { speak, useLanguage, wantedLanguage } from './texts/words';

const root = createRoot(document.getElementById('root')!);

function Page({ children }: { children: ReactNode }) {
  const language = useLanguage();
  return (
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <Notifications className="toasts" withinPortal={false} containerWidth={300} zIndex={500} />
          <Router key={language} base="/admin">
            {children}
          </Router>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}

async function start() {
  const [session] = await Promise.all([Session.begin(), speak(wantedLanguage())]);
  begin(session);
  if (session.signedIn) askEarly(location.pathname, location.search);
  root.render(
    <Page>
      <Access>
        <App />
      </Access>
    </Page>,
  );
}

start().catch(() =>
  root.render(
    <Page>
      <NoSignIn />
    </Page>,
  ),
);
