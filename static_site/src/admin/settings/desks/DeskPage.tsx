import { Badge, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ComponentType } from 'react';
import { useLocation } from 'wouter';
import { meQuery } from '../../api/queries';
import { Blank } from '../../parts/States';
import { t } from '../../texts/words';
import { changeDesk, type Desk } from '../api';
import { PageHead } from '../../parts/Layout';
import { SaveBar } from '../../parts/SaveBar';
import { besideField } from '../../parts/taken';
import { useForm, type Form } from '../../parts/useForm';
import { Categories } from './Categories';
import classes from './desks.module.css';
import { General } from './General';
import { Mail } from './Mail';
import { Members } from './Members';
import { Numbers } from './Numbers';
import { Templates } from './Templates';
import { Widget } from './Widget';

export type DeskForm = Form<Desk>;

interface Tab {
  name: 'general' | 'mail' | 'numbers' | 'categories' | 'members' | 'templates' | 'widget';
  fields: readonly (keyof Desk)[];
  Fields: ComponentType<{ form: DeskForm }>;
}

const TABS: readonly Tab[] = [
  { name: 'general', fields: ['name', 'description', 'colour', 'language', 'visitors_language', 'active', 'help_text', 'signature'], Fields: General },
  { name: 'mail', fields: ['addresses', 'reopen_days', 'undo_seconds', 'auto_close_days', 'automatic_tickets', 'attachments'], Fields: Mail },
  { name: 'numbers', fields: ['number_pattern'], Fields: Numbers },
  { name: 'categories', fields: ['categories'], Fields: Categories },
  { name: 'members', fields: ['members'], Fields: Members },
  { name: 'templates', fields: ['templates'], Fields: Templates },
  { name: 'widget', fields: ['allowed_origins', 'widget_fields', 'challenge'], Fields: Widget },
];

export function DeskPage({ id, tab }: { id: string; tab: string }) {
  const { data } = useQuery({ ...meQuery, staleTime: 10_000 }); // what is changed should be what is
  const desk = data?.desks.find((each) => each.id === id);
  if (!desk) return <Blank whole title={t('common.not_found')} />;
  return <Shown desk={desk} tab={TABS.find(({ name }) => name === tab) ?? TABS[0]!} />;
}

function Shown({ desk, tab }: { desk: Desk; tab: Tab }) {
  const [, go] = useLocation();
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Chromium answers a promise, which an effect must not.
    tabs.current?.querySelector('[data-active]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [tab]);
  const form = useForm(`desk ${desk.id}`, desk, async (change, seen) => {
    try {
      await changeDesk(desk, change, seen);
    } catch (error) {
      throw besideField(error, 'addresses', t('settings.address_taken'));
    }
  });
  return (
    <>
      <PageHead title={form.values.name || desk.name} back={{ href: '/settings/desks', label: t('settings.desks') }}>
        {!desk.active && (
          <Badge variant="light" color="gray" tt="none">
            {t('settings.inactive')}
          </Badge>
        )}
      </PageHead>
      <Tabs
        value={tab.name}
        onChange={(name) => go(`/settings/desks/${desk.id}/${name}`)}
        keepMounted={false}
        activateTabWithKeyboard={false}
      >
        <Tabs.List ref={tabs} mb="lg" className={classes.tabs!}>
          {TABS.map(({ name, fields }) => (
            <Tabs.Tab key={name} value={name} className={classes.tab!} data-wrong={fields.some((field) => form.error(field)) || undefined}>
              {t(`settings.tab_${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab.name}>
          <tab.Fields form={form} />
        </Tabs.Panel>
      </Tabs>
      <SaveBar form={form} />
    </>
  );
}
