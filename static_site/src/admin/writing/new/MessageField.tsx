import { Input } from '@mantine/core';
import { t } from '../../texts/words';
import { DropZone } from '../DropZone';
import { Editor } from '../Editor';
import { attach } from '../enclosures';
import { AttachButton, Files } from '../Files';
import { takePasted } from '../pasting';
import type { Sheet } from '../sheet';
import classes from './NewTicket.module.css';

export function MessageField({ sheet, send, error, disabled }: { sheet: Sheet; send: boolean; error?: string | undefined; disabled: boolean }) {
  const label = t(send ? 'writing.message' : 'writing.message_call');
  const take = (files: File[]) => attach(sheet, files);
  return (
    <div onPasteCapture={(event) => takePasted(event, take)}>
      <DropZone onFiles={take} />
      <Input.Label component="div" aria-hidden>
        {label}
      </Input.Label>
      <div className={classes.message} data-wrong={Boolean(error)}>
        <Editor
          key={String(send)}
          sheet={sheet}
          label={label}
          placeholder={t(send ? 'writing.message_placeholder' : 'writing.call_placeholder')}
          disabled={disabled}
          files={<Files sheet={sheet} />}
          tools={<AttachButton onFiles={take} />}
        />
      </div>
      {error && (
        <Input.Error mt={5} role="alert">
          {error}
        </Input.Error>
      )}
    </div>
  );
}
