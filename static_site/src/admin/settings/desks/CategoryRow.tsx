import { ActionIcon, Collapse, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../texts/words';
import type { Category } from './categories';
import { CategoryFields } from './CategoryFields';
import classes from './desks.module.css';

interface Props {
  category: Category;
  others: readonly Category[];
  opened: boolean;
  toggle: () => void;
  change: (category: Category) => void;
  remove: () => void;
  move: { up?: () => void; down?: () => void };
  drag: { start: () => void; end: () => void; active: boolean; drop: () => void };
  error: (field: string) => string | undefined;
}

export function CategoryRow({ category, others, opened, toggle, change, remove, move, drag, error }: Props) {
  const [over, setOver] = useState(false);
  const name = category.name || t('settings.new_category');
  return (
    <li
      className={classes.category}
      data-over={(over && drag.active) || undefined}
      onDragOver={(event) => drag.active && (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={() => (setOver(false), drag.drop())}
    >
      <div className={classes.categoryLine}>
        <span className={classes.handle} draggable onDragStart={drag.start} onDragEnd={drag.end} title={t('settings.drag')}>
          <IconGripVertical size={18} aria-hidden />
        </span>
        <span className={classes.dot} style={{ background: category.colour }} />
        <Text className={classes.categoryName!} size="sm" fw={500}>
          {name}{' '}
          <Text span size="xs" c="dimmed" ff="monospace">
            {category.code}
          </Text>
        </Text>
        <ActionIcon disabled={!move.up} onClick={move.up} aria-label={t('settings.move_up', { name })} title={t('settings.up')}>
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon disabled={!move.down} onClick={move.down} aria-label={t('settings.move_down', { name })} title={t('settings.down')}>
          <IconArrowDown size={16} />
        </ActionIcon>
        <ActionIcon onClick={toggle} aria-expanded={opened} aria-label={t('settings.edit_named', { name })} title={t('common.edit')}>
          <IconPencil size={16} />
        </ActionIcon>
        <ActionIcon onClick={remove} aria-label={t('common.remove_named', { name })} title={t('common.remove')}>
          <IconTrash size={16} />
        </ActionIcon>
      </div>
      <Collapse expanded={opened || Boolean(error('name') ?? error('code'))}>
        <CategoryFields category={category} others={others} change={change} error={error} />
      </Collapse>
    </li>
  );
}
