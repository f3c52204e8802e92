import { Combobox, Group, Button, Text, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Schemas } from '../../api/client';
import { useFoundCustomers } from '../../api/customers';
import { customerName } from '../../parts/people';
import { t } from '../../texts/words';
import { changeTicket } from '../changing';

/** By how a name begins, or by a whole address. */
export function CustomerSearch({ ticket, leave }: { ticket: Schemas['Ticket']; leave: () => void }) {
  const [query, setQuery] = useState('');
  const { found } = useFoundCustomers(query, 0);
  const combobox = useCombobox({ defaultOpened: true });
  useEffect(() => void combobox.selectFirstOption(), [found]);
  const link = (id: string) => {
    const customer = found.find((each) => each.id === id);
    leave();
    if (customer && id !== ticket.customer_id) void changeTicket(ticket, { customer_id: id }, t('ticket.said_linked', { name: customerName(customer) }));
  };
  return (
    <>
      <Combobox store={combobox} onOptionSubmit={link}>
        <Combobox.Target>
          <TextInput
            autoFocus
            size="sm"
            leftSection={<IconSearch size={16} />}
            aria-label={t('ticket.find_customer')}
            placeholder={t('ticket.find_customer_by')}
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
              combobox.openDropdown();
            }}
            onClick={() => combobox.openDropdown()}
            onKeyDown={(event) => event.key === 'Escape' && leave()}
          />
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={t('ticket.customer')}>
            {found.map((customer) => (
              <Combobox.Option key={customer.id} value={customer.id}>
                <Text size="sm">{customerName(customer)}</Text>
                <Text size="xs" truncate>
                  {[customer.company, customer.emails[0]].filter(Boolean).join(' · ')}
                </Text>
              </Combobox.Option>
            ))}
            {found.length === 0 && <Combobox.Empty>{t('ticket.no_customer_found')}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <Group justify="flex-end" mt="xs">
        <Button size="xs" variant="default" onClick={leave}>
          {t('common.cancel')}
        </Button>
      </Group>
    </>
  );
}
