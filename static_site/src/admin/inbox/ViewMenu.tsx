import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { View } from '../app/views';
import { t } from '../texts/words';
import { useKeeping, useSaved } from './keeping';

const ViewForm = lazy(() => import('./ViewForm'));

/** What can be done with a saved view, beside its name. */
export function ViewMenu({ view }: { view: View }) {
  const [renaming, setRenaming] = useState(false);
  const saved = useSaved(view);
  const { all, mayChange, change, remove, move } = useKeeping();
  if (!saved || !mayChange(saved)) return null;
  const at = all.indexOf(saved);
  return (
    <>
      <Menu position="bottom-start" width={200} withinPortal>
        <Menu.Target>
          <ActionIcon aria-label={t('inbox.view_menu')} title={t('inbox.view_menu')}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setRenaming(true)}>
            {t('inbox.view_rename')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowUp size={16} />} disabled={at === 0} onClick={() => void move(saved, -1)}>
            {t('inbox.view_up')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowDown size={16} />} disabled={at === all.length - 1} onClick={() => void move(saved, 1)}>
            {t('inbox.view_down')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => void remove(saved)}>
            {t('inbox.view_remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {renaming && <ViewForm title={t('inbox.view_rename')} before={saved} save={(named) => change(saved, named)} onClose={() => setRenaming(false)} />}
      </Suspense>
    </>
  );
}
