import { ColorInput, Group, Select, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { inkOn } from '../../../shared/colour';
import { locale, t } from '../../texts/words';
import { standardQuery, type Desk } from '../api';
import { Part } from '../../parts/Layout';
import { text } from '../../parts/useForm';
import type { DeskForm } from './DeskPage';
import classes from './desks.module.css';

export const COLOURS = ['#2f5bea', '#0b7285', '#2b8a3e', '#e67700', '#c92a2a', '#a61e4d', '#7048e8', '#495057'];
export const A_COLOUR = /^#[0-9a-f]{6}$/i;

export function General({ form }: { form: DeskForm }) {
  const { values, set, error } = form;
  return (
    <Stack gap="xl">
      <Part>
        <TextInput label={t('settings.name')} description={t('settings.desk_name_text')} {...text(form, 'name')} required />
        <Textarea
          label={t('settings.description')}
          description={t('settings.description_text')}
          {...text(form, 'description')}
          autosize
          minRows={2}
        />
        <Colour values={values} set={set} error={error('colour')} />
        <Language form={form} />
        <Switch
          label={t('settings.visitors_language')}
          description={t('settings.visitors_language_text')}
          checked={values.visitors_language}
          onChange={(event) => set({ visitors_language: event.currentTarget.checked })}
        />
        <Switch
          label={t('settings.active')}
          description={t('settings.desk_active_text')}
          checked={values.active}
          onChange={(event) => set({ active: event.currentTarget.checked })}
        />
      </Part>
      <Part title={t('settings.said_to_customers')}>
        <Textarea
          label={t('settings.help_text')}
          description={t('settings.help_text_text')}
          {...text(form, 'help_text')}
          autosize
          minRows={2}
        />
        <Textarea
          label={t('settings.signature')}
          description={t('settings.signature_text')}
          {...text(form, 'signature')}
          autosize
          minRows={3}
        />
      </Part>
    </Stack>
  );
}

function Colour({ values, set, error }: { values: Desk; set: DeskForm['set']; error: string | undefined }) {
  const colour = values.colour;
  const ink = A_COLOUR.test(colour) ? inkOn(colour) : undefined;
  return (
    <div>
      <ColorInput
        withEyeDropper={false}
        label={t('settings.colour')}
        description={t('settings.colour_text')}
        value={colour}
        onChange={(chosen) => set({ colour: chosen })}
        swatches={COLOURS}
        swatchesPerRow={8}
        error={error}
        styles={{ wrapper: { maxWidth: 280 } }}
        popoverProps={{ withinPortal: true }}
      />
      {ink && (
        <Group gap="xs" mt={6}>
          <span className={classes.sample} style={{ background: colour, color: ink }}>
            {values.name || t('settings.sample')}
          </span>
          <Text size="xs" c="dimmed">
            {t(ink === '#fff' ? 'settings.ink_white' : 'settings.ink_black')}
          </Text>
        </Group>
      )}
    </div>
  );
}

function Language({ form: { values, set, error } }: { form: DeskForm }) {
  const known = useQuery(standardQuery(values.language)).data?.languages ?? [];
  const names = new Intl.DisplayNames(locale(), { type: 'language' });
  const languages = [...new Set([values.language, ...known])].map((code) => ({ value: code, label: names.of(code) ?? code }));
  return (
    <Select
      label={t('settings.language')}
      description={t('settings.language_text')}
      data={languages.sort((one, other) => one.label.localeCompare(other.label, locale()))}
      value={values.language}
      onChange={(language) => language && set({ language })}
      error={error('language')}
      allowDeselect={false}
      styles={{ wrapper: { maxWidth: 280 } }}
    />
  );
}
