import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../texts/words';
import { Part } from '../../parts/Layout';
import { moved, named, type Category } from './categories';
import { CategoryRow } from './CategoryRow';
import type { DeskForm } from './DeskPage';
import classes from './desks.module.css';

export function Categories({ form: { values, set, error } }: { form: DeskForm }) {
  const { categories } = values;
  const [opened, setOpened] = useState<number | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const put = (at: number, category: Category) => set({ categories: categories.map((each, index) => (index === at ? category : each)) });
  const move = (from: number, to: number) => {
    set({ categories: moved(categories, from, to) });
    setOpened(null);
  };
  const add = () => {
    set({ categories: [...categories, named('', categories)] });
    setOpened(categories.length);
  };
  const remove = (at: number) => {
    set({ categories: categories.filter((_, index) => index !== at) });
    setOpened(null);
  };
  return (
    <Part>
      <Text size="sm" c="dimmed">
        {t('settings.categories_text')}
      </Text>
      {error('categories') && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error('categories')}
        </Text>
      )}
      {categories.length > 0 && (
        <ol className={classes.categories}>
          {categories.map((category, at) => (
            <CategoryRow
              key={at}
              category={category}
              others={categories.filter((_, index) => index !== at)}
              opened={opened === at}
              toggle={() => setOpened(opened === at ? null : at)}
              change={(changed) => put(at, changed)}
              remove={() => remove(at)}
              move={{
                ...(at > 0 && { up: () => move(at, at - 1) }),
                ...(at < categories.length - 1 && { down: () => move(at, at + 1) }),
              }}
              drag={{
                start: () => setDragged(at),
                end: () => setDragged(null),
                active: dragged !== null && dragged !== at,
                drop: () => dragged !== null && move(dragged, at),
              }}
              error={(field) => error(`categories.${at}.${field}`)}
            />
          ))}
        </ol>
      )}
      <div>
        <Button variant="light" leftSection={<IconPlus size={16} />} onClick={add}>
          {t('settings.add_category')}
        </Button>
      </div>
    </Part>
  );
}
