import { Button, type ButtonProps } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { lazy, Suspense, useState, type ComponentPropsWithRef } from 'react';
import { useActions } from '../actions/registry';
import { t } from '../texts/words';
import type { Asking } from './asking';
import type { Row } from './list';
import classes from './head.module.css';

const FilterMenu = lazy(() => import('./FilterMenu'));

export interface FilterProps {
  asking: Asking;
  rows: readonly Row[];
  opened: boolean;
  setOpened: (opened: boolean) => void;
}

/** What there is to choose from is loaded when it is first wanted. */
export function Filters({ asking, rows }: { asking: Asking; rows: readonly Row[] }) {
  const [wanted, setWanted] = useState(false);
  const [opened, setOpened] = useState(false);
  const open = () => {
    setWanted(true);
    setOpened(true);
  };
  useActions([{ id: 'filter', label: t('inbox.filter'), group: 'list', keys: ['f'], run: open }]);
  const button = <FilterButton opened={opened} onClick={open} />;
  return wanted ? (
    <Suspense fallback={button}>
      <FilterMenu asking={asking} rows={rows} opened={opened} setOpened={setOpened} />
    </Suspense>
  ) : (
    button
  );
}

export function FilterButton({ opened, ...rest }: { opened: boolean } & ButtonProps & ComponentPropsWithRef<'button'>) {
  return (
    <Button
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={t('inbox.filter')}
      title={t('inbox.filter')}
      aria-haspopup="listbox"
      aria-expanded={opened}
      {...rest}
      className={classes.tool!}
    >
      <IconFilter size={17} />
      <span className={classes.toolName}>{t('inbox.filter')}</span>
    </Button>
  );
}
