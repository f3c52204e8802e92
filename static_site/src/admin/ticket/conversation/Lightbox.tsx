import { ActionIcon, Button, Group, Loader, Modal, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { filename } from '../../../shared/format';
import { failed } from '../../parts/toast';
import { useFocusBack } from '../../parts/useFocusBack';
import { t } from '../../texts/words';
import classes from './Files.module.css';
import { download, fetched, isPdf, type File } from './files';

interface Props {
  files: readonly File[];
  first: File;
  ticketId: string;
  onClose: () => void;
}

/** Pictures and PDFs of a message at full size; arrows lead from one to the next. */
export default function Lightbox({ files, first, ticketId, onClose }: Props) {
  useFocusBack();
  const [at, setAt] = useState(files.findIndex(({ id }) => id === first.id));
  const file = files[at] ?? first;
  const go = (step: number) => setAt((at + step + files.length) % files.length);
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'ArrowLeft') go(-1);
    if (key === 'ArrowRight') go(1);
  };
  return (
    <Modal opened onClose={onClose} size="min(1100px, 96vw)" title={<bdi>{filename(file.filename)}</bdi>} onKeyDown={onKeyDown}>
      <Sheet key={file.id} file={file} ticketId={ticketId} />
      <Group justify="space-between" mt="sm">
        <Button variant="default" size="xs" leftSection={<IconDownload size={16} />} onClick={() => void download(ticketId, file).catch(failed)}>
          {t('talk.save')}
        </Button>
        {files.length > 1 && (
          <Group gap="xs">
            <Text size="sm" c="dimmed" aria-live="polite">
              {t('talk.file_of', { at: at + 1, count: files.length })}
            </Text>
            <ActionIcon aria-label={t('talk.file_before')} title={t('talk.file_before')} onClick={() => go(-1)}>
              <IconChevronLeft size={18} />
            </ActionIcon>
            <ActionIcon aria-label={t('talk.file_after')} title={t('talk.file_after')} onClick={() => go(1)}>
              <IconChevronRight size={18} />
            </ActionIcon>
          </Group>
        )}
      </Group>
    </Modal>
  );
}

function Sheet({ file, ticketId }: { file: File; ticketId: string }) {
  const { data, isError } = useQuery({ queryKey: ['file', file.id], queryFn: () => fetched(ticketId, file), staleTime: Infinity, gcTime: 60_000, retry: false });
  const url = useUrl(data);
  return (
    <div className={classes.sheet}>
      {isError && <Text>{t('talk.no_preview')}</Text>}
      {!url && !isError && <Loader type="dots" role="status" aria-label={t('common.loading')} />}
      {url && (isPdf(file) ? <iframe src={`${url}#navpanes=0`} title={filename(file.filename)} /> : <img src={url} alt={filename(file.filename)} />)}
    </div>
  );
}

function useUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
