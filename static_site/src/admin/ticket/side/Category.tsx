import { Group, Select } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { t } from '../../texts/words';
import { changeTicket } from '../changing';
import classes from './SidePanel.module.css';

export function Category({ ticket, categories }: { ticket: Schemas['Ticket']; categories: readonly Schemas['Category'][] }) {
  const find = (code: string | null) => categories.find((each) => each.code === code);
  const chosen = find(ticket.category);
  const choose = (code: string | null) => {
    const name = find(code)?.name;
    void changeTicket(ticket, { category: code }, name ? t('ticket.said_category', { name }) : t('ticket.said_no_category'));
  };
  return (
    <Select
      size="sm"
      aria-label={t('ticket.category')}
      placeholder={t('common.none')}
      data={categories.map((each) => ({ value: each.code, label: each.name }))}
      value={chosen ? chosen.code : null}
      onChange={choose}
      clearable
      searchable={categories.length > 8}
      clearButtonProps={{ 'aria-label': t('ticket.no_category') }}
      classNames={{ root: classes.quietRoot!, input: `${classes.quiet} ${chosen ? classes.dotted : ''}` }}
      {...(chosen && { leftSection: <Dot colour={chosen.colour} />, leftSectionWidth: 26 })}
      renderOption={({ option }) => (
        <Group gap="xs" wrap="nowrap">
          <Dot colour={find(option.value)?.colour} />
          {option.label}
        </Group>
      )}
    />
  );
}

function Dot({ colour }: { colour: string | undefined }) {
  return <span className={classes.dot} style={{ background: colour }} />;
}
