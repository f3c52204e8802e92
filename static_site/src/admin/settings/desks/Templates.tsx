import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { t } from '../../texts/words';
import { standardQuery, type TemplateName } from '../api';
import type { DeskForm } from './DeskPage';
import { TemplateEditor } from './TemplateEditor';

type Template = Schemas['Template'];
type Use = 'standard' | 'own' | 'none';

const NAMES: readonly TemplateName[] = ['created', 'replied', 'closed'];
const USES: readonly Use[] = ['standard', 'own', 'none'];

export function Templates({ form }: { form: DeskForm }) {
  const wrong = NAMES.find((name) => form.error(`templates.${name}`));
  const [chosen, setName] = useState<TemplateName>(wrong ?? 'created');
  return (
    <Stack gap="lg">
      <div>
        <SegmentedControl
          aria-label={t('settings.tab_templates')}
          value={chosen}
          onChange={(name) => setName(name as TemplateName)}
          data={NAMES.map((name) => ({ value: name, label: t(`settings.template_${name}`) }))}
        />
        <Text size="sm" c="dimmed" mt="xs">
          {t(`settings.template_${chosen}_text`)}
        </Text>
      </div>
      <OneTemplate key={chosen} form={form} name={chosen} />
    </Stack>
  );
}

/** No template of its own: the standard text of the language. One with an empty body: no mail. */
function OneTemplate({ form, name }: { form: DeskForm; name: TemplateName }) {
  const { values, set } = form;
  const standard = useQuery(standardQuery(values.language)).data?.items.find((each) => each.name === name);
  const own = values.templates?.[name];
  const [written, setWritten] = useState(own?.body.trim() ? own : undefined); // comes back with "own"
  const use: Use = !own ? 'standard' : own.body.trim() || own === written ? 'own' : 'none';
  const put = (template: Template | undefined) => {
    const { [name]: _, ...others } = values.templates ?? {};
    set({ templates: template ? { ...others, [name]: template } : others });
  };
  const write = (template: Template) => {
    setWritten(template);
    put(template);
  };
  const choose = (wanted: Use) => {
    if (wanted === 'standard') put(undefined);
    else if (wanted === 'none') put({ subject: '', body: '' });
    else write(written ?? { subject: standard?.subject ?? '', body: standard?.body ?? '' });
  };
  return (
    <Stack gap="lg">
      <SegmentedControl
        size="xs"
        w="fit-content"
        aria-label={t('settings.template_use')}
        value={use}
        onChange={(wanted) => choose(wanted as Use)}
        data={USES.map((each) => ({ value: each, label: t(`settings.use_${each}`) }))}
      />
      {use === 'none' && <Text size="sm">{t('settings.no_mail')}</Text>}
      {use !== 'none' && standard && (
        <TemplateEditor
          name={name}
          desk={values}
          template={own ?? standard}
          {...(use === 'own' && { write })}
          error={(field) => form.error(`templates.${name}.${field}`)}
        />
      )}
    </Stack>
  );
}
