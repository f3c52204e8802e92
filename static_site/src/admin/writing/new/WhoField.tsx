import { ActionIcon, Combobox, Input, Loader, Text, TextInput, useCombobox } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Schemas } from '../../api/client';
import { addCustomer, EMPTY_CARD, useFoundCustomers } from '../../api/customers';
import { customerName, fullName } from '../../parts/people';
import { failed } from '../../parts/toast';
import { t } from '../../texts/words';
import { ContactFields } from './ContactFields';
import { typedContact, type Who } from './form';
import classes from './NewTicket.module.css';

interface Props {
  who: Who | null;
  onChange: (who: Who | null) => void;
  wrong: Record<string, string>;
}

export function WhoField({ who, onChange, wrong }: Props) {
  if (!who) return <Finder onChange={onChange} error={wrong.who} />;
  if ('contact' in who) return <ContactFields contact={who.contact} onChange={(contact) => onChange(contact && { contact })} wrong={wrong} />;
  return <Chosen customer={who.customer} change={() => onChange(null)} error={wrong.who} />;
}

function Chosen({ customer, change, error }: { customer: Schemas['Customer']; change: () => void; error?: string | undefined }) {
  return (
    <div>
      <Input.Label component="div">{t('writing.customer')}</Input.Label>
      <div className={classes.chosen}>
        <div>
          <Text size="sm" fw={600}>
            {customerName(customer)}
          </Text>
          <Text size="xs" c="dimmed">
            {about(customer)}
          </Text>
        </div>
        <ActionIcon ml="auto" aria-label={t('writing.other_customer')} title={t('writing.other_customer')} onClick={change}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      {error && (
        <Input.Error mt={5} role="alert">
          {error}
        </Input.Error>
      )}
    </div>
  );
}

function Finder({ onChange, error }: { onChange: (who: Who) => void; error?: string | undefined }) {
  const [typed, setTyped] = useState('');
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const contact = typedContact(typed);
  const { found, looking } = useFoundCustomers(contact.email || typed);
  const name = fullName(contact);
  const shown = name && contact.email ? `${name} <${contact.email}>` : name || contact.email;
  const first = looking ? undefined : found[0]?.id;
  useEffect(() => {
    if (first) box.selectFirstOption(); // Enter takes it
  }, [first]);
  const take = async (value: string) => {
    box.closeDropdown();
    const customer = found.find((each) => each.id === value);
    if (customer) return onChange({ customer });
    if (value === 'contact') return onChange({ contact });
    const { first_name, last_name, email } = contact;
    await addCustomer({ ...EMPTY_CARD, first_name, last_name, emails: email ? [email] : [] }).then((added) => onChange({ customer: added }), failed);
  };
  return (
    <Combobox store={box} onOptionSubmit={(value) => void take(value)} withinPortal>
      <Combobox.Target>
        <TextInput
          label={t('writing.customer')}
          placeholder={t('writing.customer_placeholder')}
          value={typed}
          autoFocus
          autoComplete="off"
          error={error}
          rightSection={looking ? <Loader size={14} /> : null}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            box.openDropdown();
            box.updateSelectedOptionIndex();
          }}
          onFocus={() => typed && box.openDropdown()}
          onBlur={() => box.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!typed.trim()}>
        <Combobox.Options aria-label={t('writing.customer')}>
          {found.map((customer) => (
            <Combobox.Option key={customer.id} value={customer.id}>
              <Text size="sm">{customerName(customer)}</Text>
              <Text size="xs" c="dimmed">
                {about(customer)}
              </Text>
            </Combobox.Option>
          ))}
          {!looking && found.length === 0 && shown && <Combobox.Option value="create">{t('writing.create_customer', { name: shown })}</Combobox.Option>}
          {shown && <Combobox.Option value="contact">{t('writing.only_contact', { name: shown })}</Combobox.Option>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function about({ emails = [], company }: Schemas['Customer']): string {
  return [emails[0], company].filter(Boolean).join(' · ');
}
