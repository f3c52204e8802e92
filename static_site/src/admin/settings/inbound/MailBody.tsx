import { Code, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import { filename, size } from '../../../shared/format';
import type { Schemas } from '../../api/client';
import { locale, t } from '../../texts/words';
import { MailHtml } from '../form/MailHtml';
import classes from './inbound.module.css';

type ShownMail = Schemas['ShownMail'];
type View = 'text' | 'html' | 'headers';

/** Nothing of it runs or is fetched, whatever it is. */
export function MailBody({ mail }: { mail: ShownMail }) {
  const views: readonly View[] = mail.html ? ['text', 'html', 'headers'] : ['text', 'headers'];
  const [view, setView] = useState<View>(mail.text || !mail.html ? 'text' : 'html');
  return (
    <Stack gap="sm">
      <SegmentedControl
        w="fit-content"
        size="xs"
        aria-label={t('settings.preview')}
        value={view}
        onChange={(wanted) => setView(wanted as View)}
        data={views.map((each) => ({ value: each, label: t(`settings.as_${each}`) }))}
      />
      {!mail.whole && (
        <Text size="sm" c="dimmed">
          {t('settings.only_beginning')}
        </Text>
      )}
      <div className={classes.body}>
        {view === 'text' && <pre className={classes.text}>{mail.text || t('settings.no_text')}</pre>}
        {view === 'html' && <MailHtml html={mail.html} title={t('settings.preview')} />}
        {view === 'headers' && <Headers mail={mail} />}
      </div>
      {mail.attachments.length > 0 && (
        <ul className={classes.files} aria-label={t('settings.files')}>
          {mail.attachments.map((part, at) => (
            <li key={at}>
              <IconPaperclip size={14} aria-hidden /> {filename(part.filename)}{' '}
              <Text span size="sm" c="dimmed">
                {part.content_type}, {size(part.size, locale())}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}

function Headers({ mail }: { mail: ShownMail }) {
  const verdicts = Object.entries(mail.verdicts ?? {});
  return (
    <div className={classes.headers}>
      <Text size="sm" mb="xs">
        {t('settings.verdicts')} {verdicts.map(([name, verdict]) => `${name.toUpperCase()} ${verdict}`).join(' · ')}
      </Text>
      {mail.defects.length > 0 && (
        <Text size="sm" mb="xs">
          {t('settings.defects')} <Code>{mail.defects.join(', ')}</Code>
        </Text>
      )}
      <Table verticalSpacing={4} aria-label={t('settings.as_headers')}>
        <Table.Tbody>
          {mail.headers.map(({ name, value }, at) => (
            <Table.Tr key={at}>
              <Table.Th scope="row">{name}</Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
