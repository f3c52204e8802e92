import { RichTextEditor, type RichTextEditorLabels } from '@mantine/tiptap';
import { t } from '../texts/words';
import classes from './Editor.module.css';

export function FormatControls() {
  return (
    <div className={classes.format} role="group" aria-label={t('writing.formatting')}>
      <RichTextEditor.Bold />
      <RichTextEditor.Italic />
      <RichTextEditor.BulletList />
      <RichTextEditor.OrderedList />
      <RichTextEditor.Blockquote />
      <RichTextEditor.Code />
      <RichTextEditor.Link />
      <RichTextEditor.ClearFormatting />
    </div>
  );
}

export function formatLabels(): Partial<RichTextEditorLabels> {
  return {
    boldControlLabel: t('writing.format_bold'),
    italicControlLabel: t('writing.format_italic'),
    bulletListControlLabel: t('writing.format_bullets'),
    orderedListControlLabel: t('writing.format_numbers'),
    blockquoteControlLabel: t('writing.format_quote'),
    codeControlLabel: t('writing.format_code'),
    linkControlLabel: t('writing.format_link'),
    clearFormattingControlLabel: t('writing.format_clear'),
    linkEditorInputLabel: t('writing.link_url'),
    linkEditorInputPlaceholder: 'https://',
    linkEditorSave: t('writing.link_save'),
    linkEditorExternalLink: t('writing.link_tab'),
    linkEditorInternalLink: t('writing.link_tab'),
  };
}
