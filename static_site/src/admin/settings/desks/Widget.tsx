import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { t } from '../../texts/words';
import { widgetCodeQuery } from '../api';
import { Code } from '../form/Code';
import { FieldList } from '../../parts/FieldList';
import { Part } from '../../parts/Layout';
import type { DeskForm } from './DeskPage';
import { WidgetSecret } from './WidgetSecret';

export function Widget({ form: { values, set, error } }: { form: DeskForm }) {
  const code = useQuery(widgetCodeQuery(values.id)).data?.html;
  return (
    <Stack gap="xl">
      <Part title={t('settings.widget_code')} text={t('settings.widget_code_text')}>
        {code && <Code label={t('settings.widget_code')}>{code}</Code>}
      </Part>
      <Part>
        <FieldList
          label={t('settings.allowed_origins')}
          description={t('settings.allowed_origins_text')}
          type="url"
          placeholder="https://www.example.com"
          values={values.allowed_origins}
          onChange={(allowed_origins) => set({ allowed_origins })}
          error={error('allowed_origins')}
          most={50}
        />
      </Part>
      <WidgetSecret desk={values} />
    </Stack>
  );
}
