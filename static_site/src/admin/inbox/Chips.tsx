import { Button, CloseButton } from '@mantine/core';
import { Link } from 'wouter';
import { viewPath } from '../app/views';
import { t } from '../texts/words';
import type { Asking } from './asking';
import { fieldName, useValueNames } from './choices';
import type { Chosen } from './question';
import { SaveView } from './SaveView';
import classes from './head.module.css';

/** What was asked beyond the view, each to be taken away. */
export function Chips({ asking }: { asking: Asking }) {
  const { q } = asking.question;
  if (asking.chips.length === 0 && !asking.changed) return null;
  return (
    <div className={classes.chips}>
      {asking.chips.map((chip) => (
        <Chip key={chip.field} chip={chip} remove={() => asking.remove(chip.field)} />
      ))}
      {asking.changed && (
        <Button variant="subtle" color="gray" size="compact-sm" fw={500} onClick={asking.clear}>
          {t('inbox.reset')}
        </Button>
      )}
      {asking.changed && <SaveView asking={asking} />}
      {q && asking.view.id !== 'all' && (
        <Button variant="subtle" size="compact-sm" fw={500} component={Link} href={`${viewPath('all')}?${new URLSearchParams({ q }).toString()}`}>
          {t('inbox.search_all')}
        </Button>
      )}
    </div>
  );
}

function Chip({ chip, remove }: { chip: Chosen; remove: () => void }) {
  const name = useValueNames(chip);
  const field = fieldName(chip.field);
  return (
    <span className={classes.chip}>
      <span className={classes.chipField}>{field}:</span>
      <span className={classes.chipValue}>{name}</span>
      <CloseButton size="xs" iconSize={13} aria-label={t('common.remove_named', { name: `${field}: ${name}` })} onClick={remove} />
    </span>
  );
}
