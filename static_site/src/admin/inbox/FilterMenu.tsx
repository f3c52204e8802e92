import { useState } from 'react';
import { t } from '../texts/words';
import { fieldName, useChoices } from './choices';
import { Pick, type Option } from './Pick';
import { FilterButton, type FilterProps } from './Filters';
import { FIELDS, type Field } from './question';

/** First by what, then by which; or both at once by typing "urgent". */
export default function FilterMenu({ asking, rows, opened, setOpened }: FilterProps) {
  const [field, setField] = useState<Field | null>(null);
  const [typed, setTyped] = useState('');
  const { fields, options, busy } = useChoices(asking, rows, typed);
  const open = (now: boolean) => {
    setOpened(now);
    if (!now) setField(null);
  };

  const offered = (text: string): Option[] => {
    const sought = text.trim().toLowerCase();
    if (field) return options(field).filter(({ label }) => field === 'customer' || label.toLowerCase().includes(sought));
    const names = fields.map((each) => ({ value: each, label: fieldName(each) }));
    if (!sought) return names;
    const values = fields.flatMap((each) => options(each).filter(({ label }) => each === 'customer' || label.toLowerCase().includes(sought)));
    return [...names.filter(({ label }) => label.toLowerCase().startsWith(sought)), ...values];
  };
  const pick = (picked: string) => {
    const name = FIELDS.find((each) => picked === each || picked.startsWith(`${each}:`));
    if (!name) return;
    if (picked === name) setField(name);
    else asking.add(name, picked.slice(name.length + 1));
  };
  return (
    <Pick
      name={field ? hint(field) : t('inbox.filter_by')}
      options={offered}
      onPick={pick}
      onType={setTyped}
      busy={busy}
      keepsOpen={(picked) => !picked.includes(':')}
      opened={opened}
      setOpened={open}
    >
      <FilterButton opened={opened} onClick={() => open(!opened)} />
    </Pick>
  );
}

function hint(field: Field): string {
  if (field === 'tag') return t('inbox.type_a_tag');
  return field === 'customer' ? t('inbox.type_a_customer') : fieldName(field);
}
