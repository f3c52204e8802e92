import { ColorInput, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useOperators } from '../../api/queries';
import { t } from '../../texts/words';
import { codeOf, type Category } from './categories';
import classes from './desks.module.css';
import { COLOURS } from './General';

interface Props {
  category: Category;
  others: readonly Category[];
  change: (category: Category) => void;
  error: (field: string) => string | undefined;
}

export function CategoryFields({ category, others, change, error }: Props) {
  // Tickets and reports know a category by its code, so only that of a new one follows the name.
  const [fresh] = useState(!category.name);
  const [own, setOwn] = useState(false);
  const operators = useOperators().filter((each) => each.active || each.id === category.default_assignee);
  const put = (part: Partial<Category>) => change({ ...category, ...part });
  const rename = (name: string) => put({ name, ...(fresh && !own && { code: codeOf(name, others) }) });
  return (
    <div className={classes.fields}>
      <TextInput
        label={t('settings.name')}
        value={category.name}
        onChange={(event) => rename(event.currentTarget.value)}
        error={error('name')}
        autoFocus={fresh}
      />
      <TextInput
        label={t('settings.code')}
        description={t(fresh ? 'settings.code_text' : 'settings.code_fixed')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={category.code}
        readOnly={!fresh}
        onChange={(event) => {
          setOwn(true);
          put({ code: event.currentTarget.value });
        }}
        error={error('code')}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      <ColorInput
        withEyeDropper={false}
        label={t('settings.colour')}
        value={category.colour}
        onChange={(colour) => put({ colour })}
        swatches={COLOURS}
        swatchesPerRow={8}
        error={error('colour')}
      />
      <Select
        label={t('settings.default_assignee')}
        placeholder={t('common.nobody')}
        data={operators.map(({ id, name }) => ({ value: id, label: name }))}
        value={category.default_assignee ?? null}
        onChange={(id) => put({ default_assignee: id })}
        clearable
        searchable
      />
      <Textarea
        className={classes.wide!}
        label={t('settings.help_text')}
        description={t('settings.category_help_text')}
        value={category.help_text}
        onChange={(event) => put({ help_text: event.currentTarget.value })}
        error={error('help_text')}
        autosize
        minRows={2}
      />
    </div>
  );
}
