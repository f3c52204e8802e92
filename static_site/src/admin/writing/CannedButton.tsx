import { ActionIcon, Popover, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { useState } from 'react';
import { failed } from '../parts/toast';
import { t } from '../texts/words';
import classes from './CannedButton.module.css';
import type { Canned } from './offering';
import { matching } from './suggesting';

export function CannedButton({ canned, onText }: { canned: Canned; onText: (text: string) => void }) {
  const [opened, setOpened] = useState(false);
  const take = async (id: string) => {
    setOpened(false);
    await canned.text(id).then(onText).catch(failed);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="top-start" width={320} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <ActionIcon aria-label={t('writing.canned')} title={t('writing.canned')} onClick={() => setOpened(!opened)}>
          <IconBolt size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={6}>{canned.items.length > 0 ? <Choice canned={canned} take={take} /> : <Text size="sm" p={6}>{t('writing.no_canned')}</Text>}</Popover.Dropdown>
    </Popover>
  );
}

function Choice({ canned, take }: { canned: Canned; take: (id: string) => Promise<void> }) {
  const [wanted, setWanted] = useState('');
  const found = matching(canned.items, wanted);
  return (
    <>
      <TextInput
        data-autofocus
        aria-label={t('writing.find_canned')}
        placeholder={t('writing.find_canned')}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey) return;
          event.preventDefault();
          if (found[0]) void take(found[0].id);
        }}
      />
      <div className={classes.list}>
        {found.map((reply) => (
          <UnstyledButton key={reply.id} className={classes.reply!} onClick={() => void take(reply.id)}>
            <Text size="sm" truncate>
              {reply.label}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {reply.hint}
            </Text>
          </UnstyledButton>
        ))}
        {found.length === 0 && (
          <Text size="sm" c="dimmed" p={6}>
            {t('writing.no_canned_found')}
          </Text>
        )}
      </div>
    </>
  );
}
