import { Badge, Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useDesks } from '../../api/queries';
import { t } from '../../texts/words';
import type { Desk } from '../api';
import { PageHead } from '../../parts/Layout';
import { Row, Rows } from '../../parts/Rows';
import classes from './desks.module.css';
import { NewDesk } from './NewDesk';

export function DesksPage() {
  const desks = useDesks();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHead title={t('settings.desks')} text={t('settings.desks_text')}>
        <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
          {t('settings.add_desk')}
        </Button>
      </PageHead>
      <Rows label={t('settings.desks')}>
        {desks.map((desk) => (
          <DeskRow key={desk.id} desk={desk} />
        ))}
      </Rows>
      <NewDesk opened={adding} close={() => setAdding(false)} />
    </>
  );
}

function DeskRow({ desk }: { desk: Desk }) {
  const { new: fresh, in_progress, waiting } = desk.counters;
  return (
    <Row
      href={`/settings/desks/${desk.id}`}
      title={desk.name}
      text={desk.addresses.join(', ') || t('settings.no_address')}
      mark={<span className={classes.dot} style={{ background: desk.colour }} />}
      faded={!desk.active}
    >
      {!desk.active && (
        <Badge variant="light" color="gray" tt="none">
          {t('settings.inactive')}
        </Badge>
      )}
      <span>{t('settings.open_tickets', { count: fresh + in_progress + waiting })}</span>
    </Row>
  );
}
