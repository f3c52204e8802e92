import { Anchor, Group, SimpleGrid, Text, TextInput } from '@mantine/core';
import { t } from '../../texts/words';
import type { Contact } from './form';

interface Props {
  contact: Contact;
  onChange: (contact: Contact | null) => void;
  wrong: Record<string, string>;
}

export function ContactFields({ contact, onChange, wrong }: Props) {
  const field = (name: keyof Contact) => ({
    label: t(`writing.${name}`),
    value: contact[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange({ ...contact, [name]: event.currentTarget.value }),
  });
  return (
    <div>
      <Group justify="space-between" mb={6}>
        <Text size="sm" fw={600}>
          {t('writing.no_customer')}
        </Text>
        <Anchor component="button" type="button" size="sm" onClick={() => onChange(null)}>
          {t('writing.other_customer')}
        </Anchor>
      </Group>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput {...field('first_name')} />
        <TextInput {...field('last_name')} />
        <TextInput {...field('email')} type="email" error={wrong.email ?? wrong['requester.email'] ?? wrong.who} />
        <TextInput {...field('phone')} type="tel" error={wrong['requester.phone']} />
      </SimpleGrid>
    </div>
  );
}
