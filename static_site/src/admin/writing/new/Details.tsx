import { Select, SimpleGrid, TagsInput } from '@mantine/core';
import { useDesk, useMe } from '../../api/queries';
import { PRIORITIES, priorityName, type Priority } from '../../parts/badges';
import { t } from '../../texts/words';
import { useColleagues } from '../offering';
import type { Form } from './form';

interface Props {
  form: Form;
  set: (change: Partial<Form>) => void;
  wrong: Record<string, string>;
}

export function Details({ form, set, wrong }: Props) {
  const { operator } = useMe();
  const categories = useDesk(form.desk_id)?.categories ?? [];
  const colleagues = useColleagues(form.desk_id);
  const people = [{ value: operator.id, label: t('common.me') }, ...colleagues.map(({ id, label }) => ({ value: id, label }))];
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <Select
        label={t('writing.category')}
        placeholder={t('common.none')}
        data={categories.map(({ code, name }) => ({ value: code, label: name }))}
        value={form.category}
        onChange={(category) => set({ category })}
        error={wrong.category}
        clearable
        disabled={categories.length === 0}
      />
      <Select
        label={t('writing.priority')}
        data={PRIORITIES.map((priority) => ({ value: priority, label: priorityName(priority) }))}
        value={form.priority}
        onChange={(priority) => set({ priority: PRIORITIES.find((each): each is Priority => each === priority) ?? 'normal' })}
        allowDeselect={false}
      />
      <Select
        label={t('writing.assignee')}
        placeholder={t('common.nobody')}
        data={people}
        value={form.assignee}
        onChange={(assignee) => set({ assignee })}
        error={wrong.assignee}
        clearable
        searchable
      />
      <TagsInput
        label={t('writing.tags')}
        placeholder={form.tags.length === 0 ? t('writing.tags_placeholder') : ''}
        value={form.tags}
        onChange={(tags) => set({ tags })}
        maxTags={30}
        error={wrong.tags}
      />
    </SimpleGrid>
  );
}
