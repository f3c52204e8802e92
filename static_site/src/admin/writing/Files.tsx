import { ActionIcon, FileButton, Progress, Text, Tooltip } from '@mantine/core';
import { IconPaperclip, IconRefresh, IconX } from '@tabler/icons-react';
import { filename, size } from '../../shared/format';
import { locale, t } from '../texts/words';
import { again, canBeRepeated, leaveOut, type Enclosure } from './enclosures';
import classes from './Files.module.css';
import type { Sheet } from './sheet';
import { useStore } from '../parts/store';

export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  return (
    <FileButton multiple onChange={onFiles}>
      {(props) => (
        <Tooltip label={t('writing.attach')}>
          <ActionIcon {...props} aria-label={t('writing.attach')}>
            <IconPaperclip size={18} />
          </ActionIcon>
        </Tooltip>
      )}
    </FileButton>
  );
}

export function Files({ sheet }: { sheet: Sheet }) {
  const { files } = useStore(sheet);
  if (files.length === 0) return null;
  return (
    <ul className={classes.files} aria-label={t('writing.attachments')}>
      {files.map((file) => (
        <File key={file.key} file={file} sheet={sheet} />
      ))}
    </ul>
  );
}

function File({ file, sheet }: { file: Enclosure; sheet: Sheet }) {
  const name = filename(file.name);
  const remove = t(file.state === 'sending' ? 'writing.stop_upload' : 'writing.remove_file', { name });
  return (
    <li className={classes.file} data-state={file.state}>
      <div className={classes.what}>
        <Text size="sm" truncate title={name}>
          {name}
        </Text>
        <Below file={file} />
      </div>
      {canBeRepeated(file) && (
        <ActionIcon size="sm" aria-label={t('writing.retry_upload', { name })} title={t('common.retry')} onClick={() => again(sheet, file.key)}>
          <IconRefresh size={15} />
        </ActionIcon>
      )}
      <ActionIcon size="sm" aria-label={remove} title={remove} onClick={() => leaveOut(sheet, file.key)}>
        <IconX size={15} />
      </ActionIcon>
    </li>
  );
}

function Below({ file }: { file: Enclosure }) {
  if (file.state === 'sending') {
    const share = Math.round(file.share * 100);
    return <Progress value={share} size="xs" my={6} aria-label={t('writing.uploading', { share })} />;
  }
  if (file.state === 'there') return <Text size="xs" c="dimmed">{size(file.size, locale())}</Text>;
  return (
    <Text size="xs" c="var(--mantine-color-error)" role="alert">
      {file.error}
    </Text>
  );
}
