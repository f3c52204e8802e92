import { Button, CopyButton, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { countersQuery, useDesks, useIsAdmin } from '../api/queries';
import { added, viewPath } from '../app/views';
import { Blank } from '../parts/States';
import { t } from '../texts/words';
import type { Asking } from './asking';

/** In place of a list that is empty: why, and what to do. */
export function Nothing({ asking }: { asking: Asking }) {
  const counters = useQuery(countersQuery).data;
  const desks = useDesks();
  const asked = asking.question.desk;
  const here = desks.filter((desk) => asked.length === 0 || asked.includes(desk.id));
  const counted = counters?.items.filter((each) => here.some((desk) => desk.id === each.desk_id));
  if (desks.length === 0) return <NoDesk />;
  if (asking.changed) return <NotFound asking={asking} />;
  if (counted && added(counted).all === 0) return <NewDesk addresses={here.flatMap((desk) => desk.addresses)} />;
  const { id } = asking.view;
  if (id === 'unassigned') return <Blank title={t('inbox.none_unassigned')} text={t('inbox.none_unassigned_text')} />;
  if (id === 'mine') {
    return (
      <Blank title={t('inbox.none_mine')} text={t('inbox.none_mine_text')}>
        <Button variant="light" component={Link} href={viewPath('unassigned')}>
          {t('inbox.to_unassigned')}
        </Button>
      </Blank>
    );
  }
  return <Blank title={t('inbox.none')} text={id === 'snoozed' ? t('inbox.none_snoozed_text') : t('inbox.none_text')} />;
}

function NotFound({ asking }: { asking: Asking }) {
  const { q } = asking.question;
  const elsewhere = q !== '' && (asking.view.id !== 'all' || asking.chips.length > 0);
  return (
    <Blank title={q ? t('inbox.not_found') : t('inbox.none_filtered')} text={q ? t('inbox.not_found_text') : t('inbox.none_filtered_text')}>
      <Group justify="center" gap="xs">
        {elsewhere && (
          <Button variant="light" component={Link} href={`${viewPath('all')}?${new URLSearchParams({ q }).toString()}`}>
            {t('inbox.search_all')}
          </Button>
        )}
        <Button variant="default" onClick={asking.clear}>
          {q ? t('inbox.clear_search') : t('inbox.clear_filters')}
        </Button>
      </Group>
    </Blank>
  );
}

function NewDesk({ addresses }: { addresses: readonly string[] }) {
  const [address] = addresses;
  return (
    <Blank title={t('inbox.new_desk')} text={address ? t('inbox.new_desk_text', { address }) : t('inbox.new_desk_no_address')}>
      {address && (
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button variant="light" onClick={copy}>
              {copied ? t('common.copied') : t('inbox.copy_address')}
            </Button>
          )}
        </CopyButton>
      )}
    </Blank>
  );
}

function NoDesk() {
  const admin = useIsAdmin();
  return (
    <Blank title={t('inbox.no_desk')} text={admin ? t('inbox.no_desk_admin') : t('inbox.no_desk_text')}>
      {admin && (
        <Button component={Link} href="/settings">
          {t('shell.settings')}
        </Button>
      )}
    </Blank>
  );
}
