import { Button, Menu } from '@mantine/core';
import { IconArrowsSort, IconColumns3 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { countersQuery } from '../api/queries';
import { countOf } from '../app/views';
import { locale, t } from '../texts/words';
import type { Asking } from './asking';
import { useColumns } from './columns';
import { Filters } from './Filters';
import type { Row } from './list';
import { sortsOf } from './question';
import { SearchBox } from './SearchBox';
import { ViewMenu } from './ViewMenu';
import classes from './head.module.css';

interface HeaderProps {
  asking: Asking;
  rows: readonly Row[];
  all: boolean;
  refused: boolean;
  toList: () => void;
}

export function Header({ asking, rows, all, refused, toList }: HeaderProps) {
  return (
    <header className={classes.head}>
      <div className={classes.title}>
        <h1>{asking.view.name}</h1>
        <Count asking={asking} loaded={rows.length} all={all} />
        <ViewMenu view={asking.view} />
      </div>
      <SearchBox asking={asking} onDone={toList} refused={refused} />
      <div className={classes.tools}>
        <Filters asking={asking} rows={rows} />
        <SortMenu asking={asking} />
        <ColumnMenu />
      </div>
    </header>
  );
}

/** As the side bar has it; of what was narrowed down, as far as it is loaded. */
function Count({ asking, loaded, all }: { asking: Asking; loaded: number; all: boolean }) {
  const counters = useQuery(countersQuery).data;
  const counted = asking.changed ? undefined : countOf(asking.view, counters);
  const count = counted ?? loaded;
  if (count === 0) return null;
  const more = counted === undefined && !all;
  return (
    <span className={classes.count}>
      <span aria-hidden>
        {count.toLocaleString(locale())}
        {more && '+'}
      </span>
      <span className="unseen">{t('shell.tickets_in_view', { count })}</span>
    </span>
  );
}

function SortMenu({ asking }: { asking: Asking }) {
  const { question, view } = asking;
  const name = question.q ? t('inbox.sort_found') : t(`inbox.sort_${question.sort}`);
  return (
    <Menu position="bottom-end" width={220} withinPortal>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="sm"
          disabled={question.q !== ''}
          className={classes.tool!}
          aria-label={t('inbox.sorted_by', { name })}
          title={t('inbox.sorted_by', { name })}
        >
          <IconArrowsSort size={17} />
          <span className={classes.toolName}>{name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {sortsOf(view).map((sort) => (
          <Menu.RadioItem key={sort} value={sort} checked={sort === question.sort} onChange={() => asking.sort(sort)} closeMenuOnClick>
            {t(`inbox.sort_${sort}`)}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ColumnMenu() {
  const { wanted, offered, toggle } = useColumns();
  return (
    <Menu position="bottom-end" width={200} withinPortal>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="sm" className={classes.tool!} visibleFrom="sm" aria-label={t('inbox.columns')} title={t('inbox.columns')}>
          <IconColumns3 size={17} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map((column) => (
          <Menu.CheckboxItem key={column} checked={wanted.includes(column)} onChange={() => toggle(column)}>
            {t(`inbox.column_${column}`)}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
