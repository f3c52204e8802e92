import { IconBan, IconHeadset, IconMailQuestion, IconMessage2, IconServerCog, IconUser, IconUsersGroup } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useIsAdmin } from '../api/queries';
import { t } from '../texts/words';

export interface Section {
  href: string;
  label: string;
  icon: ReactNode;
}

/** The pages of the settings that this operator has, the first one first. */
export function useSections(): Section[] {
  const admin = useIsAdmin();
  const own = [
    { href: '/settings/profile', label: t('settings.profile'), icon: <IconUser size={18} /> },
    { href: '/settings/replies', label: t('settings.replies'), icon: <IconMessage2 size={18} /> },
    { href: '/settings/inbound', label: t('settings.inbound'), icon: <IconMailQuestion size={18} /> },
    { href: '/settings/blocked', label: t('settings.blocked'), icon: <IconBan size={18} /> },
  ];
  if (!admin) return own;
  return [
    { href: '/settings/desks', label: t('settings.desks'), icon: <IconHeadset size={18} /> },
    { href: '/settings/operators', label: t('settings.operators'), icon: <IconUsersGroup size={18} /> },
    ...own.slice(1),
    { href: '/settings/system', label: t('settings.system'), icon: <IconServerCog size={18} /> },
    ...own.slice(0, 1),
  ];
}
