import { Checkbox, Group, Stack, Text } from '@mantine/core';
import { useOperators } from '../../api/queries';
import { t } from '../../texts/words';
import type { Operator } from '../api';
import { Face } from '../../parts/Face';
import { Part } from '../../parts/Layout';
import type { DeskForm } from './DeskPage';

export function Members({ form: { values, set, error } }: { form: DeskForm }) {
  const shown = useOperators().filter((each) => each.active || values.members.includes(each.id));
  return (
    <Part>
      <Checkbox.Group
        label={t('settings.members')}
        description={t('settings.members_text')}
        error={error('members')}
        value={values.members}
        onChange={(members) => set({ members })}
      >
        <Stack gap="sm" mt="md">
          {shown.map((operator) => (
            <Checkbox
              key={operator.id}
              value={operator.id}
              label={<Member operator={operator} />}
              styles={{ body: { alignItems: 'center' } }}
            />
          ))}
        </Stack>
      </Checkbox.Group>
    </Part>
  );
}

function Member({ operator }: { operator: Operator }) {
  const remark = !operator.active ? t('settings.inactive') : operator.role === 'admin' ? t('settings.admin_sees_all') : operator.email;
  return (
    <Group gap="xs" wrap="nowrap">
      <Face name={operator.name} size={28} />
      <div>
        <Text size="sm">{operator.name}</Text>
        <Text size="xs" c="dimmed">
          {remark}
        </Text>
      </div>
    </Group>
  );
}
