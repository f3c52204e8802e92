import { Badge, Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useDesks, useOperators } from '../../api/queries';
import { t } from '../../texts/words';
import type { Desk, Operator } from '../api';
import { Face } from '../../parts/Face';
import { PageHead } from '../../parts/Layout';
import { Row, Rows } from '../../parts/Rows';

export function OperatorsPage() {
  const desks = useDesks();
  const operators = [...useOperators()].sort((one, other) => Number(other.active) - Number(one.active) || one.name.localeCompare(other.name));
  return (
    <>
      <PageHead title={t('settings.operators')} text={t('settings.operators_text')}>
        <Button component={Link} href="/settings/operators/new" leftSection={<IconPlus size={16} />}>
          {t('settings.add_operator')}
        </Button>
      </PageHead>
      <Rows label={t('settings.operators')}>
        {operators.map((operator) => (
          <OperatorRow key={operator.id} operator={operator} desks={desks.filter((desk) => desk.members.includes(operator.id))} />
        ))}
      </Rows>
    </>
  );
}

function OperatorRow({ operator, desks }: { operator: Operator; desks: Desk[] }) {
  const names = operator.role === 'admin' ? t('settings.every_desk') : desks.map(({ name }) => name).join(', ') || t('settings.no_desk');
  return (
    <Row
      href={`/settings/operators/${operator.id}`}
      mark={<Face name={operator.name} />}
      title={operator.name}
      text={`${operator.email} · ${names}`}
      faded={!operator.active}
    >
      {operator.role === 'admin' && (
        <Badge variant="light" tt="none" fw={500}>
          {t('settings.role_admin')}
        </Badge>
      )}
      {!operator.active && (
        <Badge variant="light" color="gray" tt="none" fw={500}>
          {t('settings.inactive')}
        </Badge>
      )}
      <span>{t('settings.open_tickets', { count: operator.open })}</span>
    </Row>
  );
}
