import { createTheme } from '@mantine/core';
import { t } from '../texts/words';

/** WCAG AA wants darker shades than Mantine's own; the rest of it stands in contrast.css. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 7 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  headings: { fontWeight: '650' },
  components: {
    Portal: { defaultProps: { target: '#overlays' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Modal: { defaultProps: () => ({ ...closable(), centered: true, overlayProps: { backgroundOpacity: 0.4 } }) },
    Notification: { defaultProps: closable },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
  },
});

/** Asked for each time that one is drawn, in the language of the moment. */
function closable() {
  return { closeButtonProps: { 'aria-label': t('common.close') } };
}
