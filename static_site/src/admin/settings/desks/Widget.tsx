import { Checkbox, Stack, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { t } from '../../texts/words';
import { widgetCodeQuery, type Desk } from '../api';
import { Code } from '../form/Code';
import { FieldList } from '../../parts/FieldList';
import { Part } from '../../parts/Layout';
import type { DeskForm } from './DeskPage';
import { TokenCode } from './TokenCode';
import { WidgetSecret } from './WidgetSecret';

const ASKED: Desk['widget_fields'] = ['phone', 'category', 'priority'];

export function Widget({ form }: { form: DeskForm }) {
  const { values, set, error } = form;
  const code = useQuery(widgetCodeQuery(values.id)).data;
  return (
    <Stack gap="xl">
      <Part title={t('settings.widget_code')} text={t('settings.widget_code_text')}>
        {code && <Code label={t('settings.widget_code')}>{code.html}</Code>}
      </Part>
      <Asked form={form} />
      <Part>
        <Switch
          label={t('settings.challenge')}
          description={t('settings.challenge_text')}
          checked={values.challenge === 'work'}
          onChange={(event) => set({ challenge: event.currentTarget.checked ? 'work' : 'none' })}
        />
      </Part>
      <Part>
        <FieldList
          label={t('settings.allowed_origins')}
          description={t(values.allowed_origins.length ? 'settings.allowed_origins_text' : 'settings.allowed_origins_none')}
          type="url"
          placeholder="https://www.example.com"
          values={values.allowed_origins}
          onChange={(allowed_origins) => set({ allowed_origins })}
          error={error('allowed_origins')}
          most={50}
        />
      </Part>
      <WidgetSecret desk={values} />
      {code && <TokenCode samples={code.token_code} />}
    </Stack>
  );
}

function Asked({ form: { values, set, error } }: { form: DeskForm }) {
  const choose = (chosen: string[]) => set({ widget_fields: ASKED.filter((field) => chosen.includes(field)) });
  return (
    <Part title={t('settings.widget_fields')} text={t('settings.widget_fields_text')}>
      <Checkbox.Group
        aria-label={t('settings.widget_fields')}
        value={[...values.widget_fields]}
        onChange={choose}
        error={error('widget_fields')}
      >
        <Stack gap="xs">
          {ASKED.map((field) => (
            <Checkbox key={field} value={field} label={t(`settings.widget_field_${field}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
    </Part>
  );
}
