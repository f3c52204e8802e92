import { ActionIcon, Combobox, Input, Loader, Text, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, type Schemas } from '../../api/client';
import { failed } from '../../parts/toast';
import { t } from '../../texts/words';
import { ContactFields } from './ContactFields';
import { nameOf, nameOfWho, typedContact, type Who } from './form';
import classes from './NewTicket.module.css';

const UNKNOWN = { company: '', external_ids: [], fields: {}, notes: '', phones: [] };

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
            {nameOfWho({ customer })}
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
  const { found, looking } = useFound(typed);
  const contact = typedContact(typed);
  const name = nameOf(contact);
  const shown = name && contact.email ? `${name} <${contact.email}>` : name || contact.email;
  const take = async (value: string) => {
    box.closeDropdown();
    const customer = found.find((each) => each.id === value);
    if (customer) return onChange({ customer });
    if (value === 'contact') return onChange({ contact });
    const body = { ...UNKNOWN, first_name: contact.first_name, last_name: contact.last_name, emails: contact.email ? [contact.email] : [] };
    await answer(api.POST('/api/admin/customers', { body })).then((added) => onChange({ customer: added })).catch(failed);
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
              <Text size="sm">{nameOfWho({ customer })}</Text>
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

/** By the address if one was typed, else by how the name begins. */
function useFound(typed: string): { found: readonly Schemas['Customer'][]; looking: boolean } {
  const [settled] = useDebouncedValue(typed.trim(), 200);
  const q = typedContact(settled).email || settled;
  const { data, isFetching } = useQuery({
    queryKey: ['customers', 'found', q],
    queryFn: () => answer(api.GET('/api/admin/customers', { params: { query: { q, limit: 6 } } })),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  return { found: typed.trim() ? (data?.items ?? []) : [], looking: isFetching || settled !== typed.trim() };
}

function about({ emails = [], company }: Schemas['Customer']): string {
  return [emails[0], company].filter(Boolean).join(' · ');
}
