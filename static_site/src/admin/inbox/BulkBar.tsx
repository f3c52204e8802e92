import { ActionIcon, Button, Text } from '@mantine/core';
import { IconCheck, IconCircleHalf2, IconFlag, IconTag, IconUserPlus, IconUserOff, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useDesks, useMe, useOperators } from '../api/queries';
import { PRIORITIES, priorityName, STATUSES, statusName } from '../parts/badges';
import { Face } from '../parts/Face';
import { worksOn } from '../parts/people';
import { t } from '../texts/words';
import type { Doing } from './doing';
import type { Row } from './list';
import { Pick, type Option } from './Pick';
import type { Selection } from './selecting';
import classes from './BulkBar.module.css';

export type Choice = 'assign' | 'status' | 'priority' | 'tag';
const NOBODY = 'nobody';

interface BarProps {
  selection: Selection;
  doing: Doing;
  known: readonly Row[];
  choice: Choice | null;
  choose: (choice: Choice | null) => void;
}

/** What can be done with the tickets that are selected. */
export default function BulkBar({ selection, doing, known, choice, choose }: BarProps) {
  const { rows } = selection;
  const assignees = useAssignees(rows);
  const offered = (which: Choice, icon: ReactNode, options: readonly Option[] | ((text: string) => readonly Option[]), onPick: (value: string) => void) => (
    <Pick
      name={t(`inbox.do_${which}`)}
      options={options}
      onPick={onPick}
      position="top"
      opened={choice === which}
      setOpened={(opened) => choose(opened ? which : null)}
    >
      <Button variant="subtle" color="gray" size="compact-sm" fz="sm" fw={500} leftSection={icon} aria-haspopup="listbox" aria-expanded={choice === which} onClick={() => choose(which)}>
        {t(`inbox.do_${which}`)}
      </Button>
    </Pick>
  );
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('inbox.selected', { count: rows.length })}>
      <Text size="sm" fw={600} className={classes.count!} role="status">
        {doing.running ? t('inbox.running', doing.running) : t('inbox.selected', { count: rows.length })}
      </Text>
      <div className={classes.acts} aria-busy={doing.running !== null} inert={doing.running !== null}>
        {offered('assign', <IconUserPlus size={16} />, assignees, (id) => doing.assign(rows, id === NOBODY ? null : id))}
        {offered('status', <IconCircleHalf2 size={16} />, STATUSES.map((value) => ({ value, label: statusName(value) })), (picked) => {
          const status = STATUSES.find((each) => each === picked);
          if (status) doing.setStatus(rows, status);
        })}
        {offered('priority', <IconFlag size={16} />, PRIORITIES.map((value) => ({ value, label: priorityName(value) })), (picked) => {
          const priority = PRIORITIES.find((each) => each === picked);
          if (priority) doing.setPriority(rows, priority);
        })}
        {offered('tag', <IconTag size={16} />, (text) => tagsOf(known, text), (tag) => doing.addTag(rows, tag))}
        <Button variant="subtle" color="gray" size="compact-sm" fz="sm" fw={500} leftSection={<IconCheck size={16} />} onClick={() => doing.setStatus(rows, 'closed')}>
          {t('inbox.do_close')}
        </Button>
        <ActionIcon onClick={selection.clear} aria-label={t('inbox.select_none')} title={t('inbox.select_none')}>
          <IconX size={16} />
        </ActionIcon>
      </div>
    </div>
  );
}

/** Me, nobody, and whoever works on the desks of all these tickets. */
function useAssignees(rows: readonly Row[]): Option[] {
  const me = useMe().operator;
  const desks = useDesks().filter((desk) => rows.some((row) => row.desk_id === desk.id));
  const others = useOperators().filter((each) => each.id !== me.id && desks.every((desk) => worksOn(desk, each)));
  return [
    { value: me.id, label: t('inbox.me_named', { name: me.name }), icon: <Face name={me.name} size={22} /> },
    { value: NOBODY, label: t('common.nobody'), icon: <IconUserOff size={18} className={classes.nobody!} /> },
    ...others.map(({ id, name }) => ({ value: id, label: name, icon: <Face name={name} size={22} /> })),
  ];
}

function tagsOf(known: readonly Row[], text: string): Option[] {
  const typed = text.trim().slice(0, 60);
  const tags = [...new Set(known.flatMap((row) => row.tags))].filter((tag) => tag.toLowerCase().includes(typed.toLowerCase()));
  const all = typed && !tags.includes(typed) ? [...tags, typed] : tags;
  return all.map((tag) => ({ value: tag, label: tags.includes(tag) ? tag : t('inbox.new_tag', { tag }) }));
}
