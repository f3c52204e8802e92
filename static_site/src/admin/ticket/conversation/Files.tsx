import { Text, UnstyledButton } from '@mantine/core';
import { IconDownload, IconFile, IconFileText, IconFileTypePdf, IconFileZip, IconPhoto } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { filename, size } from '../../../shared/format';
import { failed } from '../../parts/toast';
import { locale, t } from '../../texts/words';
import classes from './Files.module.css';
import { download, freshUrl, hasThumbnail, isImage, isPdf, type File } from './files';

const Lightbox = lazy(() => import('./Lightbox'));

/** Pictures as such, the others by name. */
export function Files({ files, ticketId }: { files: readonly File[]; ticketId: string }) {
  const [opened, setOpened] = useState<File | null>(null);
  if (!files.length) return null;
  const seen = files.filter((file) => isImage(file) || isPdf(file));
  const open = (file: File) => (seen.includes(file) ? setOpened(file) : void download(ticketId, file).catch(failed));
  return (
    <>
      <ul className={classes.files} aria-label={t('talk.files')}>
        {files.map((file) => (
          <li key={file.id}>
            {hasThumbnail(file) ? <Thumbnail file={file} ticketId={ticketId} open={() => open(file)} /> : <Chip file={file} shown={seen.includes(file)} open={() => open(file)} />}
          </li>
        ))}
      </ul>
      <Suspense>{opened && <Lightbox files={seen} first={opened} ticketId={ticketId} onClose={() => setOpened(null)} />}</Suspense>
    </>
  );
}

/** The address changes with each answer of the API: the first one will do as long as it works. */
function Thumbnail({ file, ticketId, open }: { file: File; ticketId: string; open: () => void }) {
  const [source, setSource] = useState(file.url);
  const [tries, setTries] = useState(0);
  const again = () => {
    setTries(tries + 1);
    if (tries === 0) void freshUrl(ticketId, file).then(setSource, () => undefined);
  };
  const name = filename(file.filename);
  if (tries > 1) return <Chip file={file} shown open={open} />;
  return (
    <UnstyledButton className={classes.thumbnail!} onClick={open} aria-label={t('talk.open_file', { name })} title={`${name} · ${size(file.size, locale())}`}>
      <img src={source} alt="" loading="lazy" onError={again} />
    </UnstyledButton>
  );
}

function Chip({ file, shown, open }: { file: File; shown: boolean; open: () => void }) {
  const Icon = iconOf(file);
  const name = filename(file.filename);
  return (
    <UnstyledButton className={classes.chip!} onClick={open} title={t(shown ? 'talk.open_file' : 'talk.save_file', { name })}>
      <Icon size={18} aria-hidden />
      <Text component="bdi" size="sm" truncate maw={220}>
        {name}
      </Text>
      <Text size="xs" c="dimmed" className={classes.size!}>
        {size(file.size, locale())}
      </Text>
      {!shown && <IconDownload size={14} aria-hidden />}
    </UnstyledButton>
  );
}

function iconOf(file: File) {
  if (isImage(file)) return IconPhoto;
  if (isPdf(file)) return IconFileTypePdf;
  if (/zip|compressed|tar/.test(file.content_type)) return IconFileZip;
  return /^text\/|word|document/.test(file.content_type) ? IconFileText : IconFile;
}
