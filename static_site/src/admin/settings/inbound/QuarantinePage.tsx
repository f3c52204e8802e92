import { Checkbox, Group, SegmentedControl, Select, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useActions } from '../../actions/registry';
import { useDesks, useIsAdmin } from '../../api/queries';
import { Blank, Broken, Loading } from '../../parts/States';
import { t } from '../../texts/words';
import { PageHead } from '../../parts/Layout';
import { More } from '../../parts/More';
import { Rows } from '../../parts/Rows';
import { BulkBar } from './BulkBar';
import { Counts } from './Counts';
import { MailRow } from './MailRow';
import classes from './inbound.module.css';
import { mailsQuery, type Lying } from './mails';

const OF_NO_DESK = '-';
const AT_ONCE = 50; // mails that the API deals with in one request

export function QuarantinePage() {
  const [state, setState] = useState<Lying>('quarantined');
  const [desk, setDesk] = useState<string | null>(null);
  const own = useDesks().map(({ id, name }) => ({ value: id, label: name }));
  const desks = useIsAdmin() ? [...own, { value: OF_NO_DESK, label: t('settings.of_no_desk') }] : own;
  return (
    <>
      <PageHead title={t('settings.inbound')} text={t('settings.inbound_text')} />
      <Counts desk={desk} />
      <Group gap="xs" mb="md">
        <SegmentedControl
          aria-label={t('settings.state')}
          value={state}
          onChange={(wanted) => setState(wanted as Lying)}
          data={[
            { value: 'quarantined', label: t('settings.state_quarantined') },
            { value: 'discarded', label: t('settings.state_discarded') },
          ]}
        />
        {desks.length > 1 && (
          <Select
            aria-label={t('settings.desk')}
            placeholder={t('settings.all_desks')}
            data={desks}
            value={desk}
            onChange={setDesk}
            clearable
          />
        )}
      </Group>
      <Mails key={`${state} ${desk}`} state={state} desk={desk} />
    </>
  );
}

function Mails({ state, desk }: { state: Lying; desk: string | null }) {
  const pages = useInfiniteQuery(mailsQuery(state, desk));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  useActions([{ id: 'row-choose', label: t('settings.row_choose'), group: 'list', keys: ['x'], quiet: true, run: chooseFocused }]);
  if (!pages.data) return pages.error ? <Broken error={pages.error} retry={() => void pages.refetch()} /> : <Loading />;
  const mails = pages.data.pages.flatMap((page) => page.items);
  if (mails.length === 0) return <Blank title={t(`settings.none_${state}`)} text={t(`settings.none_${state}_text`)} />;
  const there = mails.filter(({ id }) => chosen.includes(id));
  const all = mails.slice(0, AT_ONCE).map(({ id }) => id);
  const toggle = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <>
      <Group className={classes.above!} gap="sm">
        <Checkbox
          checked={there.length === all.length}
          indeterminate={there.length > 0 && there.length < all.length}
          onChange={() => setChosen(there.length > 0 ? [] : all)}
          aria-label={t('settings.choose_all')}
        />
        {there.length > 0 ? (
          <BulkBar mails={there} state={state} clear={() => setChosen([])} />
        ) : (
          <Text size="sm" c="dimmed" aria-hidden>
            {t('settings.choose_all')}
          </Text>
        )}
      </Group>
      <Rows label={t('settings.inbound')}>
        {mails.map((mail) => (
          <MailRow key={mail.id} mail={mail} chosen={chosen.includes(mail.id)} toggle={() => toggle(mail.id)} />
        ))}
      </Rows>
      <More pages={pages} />
    </>
  );
}

function chooseFocused() {
  document.activeElement?.closest('li')?.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click();
}
