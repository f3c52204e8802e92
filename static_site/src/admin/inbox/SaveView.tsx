import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { failed } from '../parts/toast';
import { t } from '../texts/words';
import type { Asking } from './asking';
import { isSaved } from './question';
import { useKeeping, useSaved } from './keeping';

const ViewForm = lazy(() => import('./ViewForm'));

/** Keeps what is asked now: as another view, or in the one that it began with. */
export function SaveView({ asking }: { asking: Asking }) {
  const [naming, setNaming] = useState(false);
  const { add, change, mayChange } = useKeeping();
  const saved = useSaved(asking.view);
  return (
    <>
      {saved && isSaved(asking.view) && mayChange(saved) && (
        <Button variant="subtle" size="compact-sm" fw={500} onClick={() => void change(saved, contents(asking)).then(asking.clear, failed)}>
          {t('inbox.save_in_view')}
        </Button>
      )}
      <Button variant="subtle" size="compact-sm" fw={500} onClick={() => setNaming(true)}>
        {t('inbox.save_as_view')}
      </Button>
      <Suspense>
        {naming && <ViewForm title={t('inbox.save_as_view')} onClose={() => setNaming(false)} save={(named) => add({ ...named, ...contents(asking) })} />}
      </Suspense>
    </>
  );
}

function contents({ question }: Asking) {
  const { q, ...filters } = question;
  return { query: q, filters };
}
