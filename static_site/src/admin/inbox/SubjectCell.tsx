import { IconPaperclip } from '@tabler/icons-react';
import { Link } from 'wouter';
import { t } from '../texts/words';
import { Channel } from './cells';
import type { Row } from './list';
import { Marked } from './Marked';
import classes from './rows.module.css';

interface Shown {
  row: Row;
  unread: boolean;
  words: RegExp | null;
}

export function Subject({ row, unread, words, tabIndex }: Shown & { tabIndex: number }) {
  return (
    <Link href={`/tickets/${row.id}`} className={classes.subject!} data-unread={unread || undefined} tabIndex={tabIndex} dir="auto" title={row.subject}>
      <Marked text={row.subject} words={words} />
      {unread && <span className="unseen">{t('inbox.unread')}</span>}
    </Link>
  );
}

/** What stands below the subject: the text around what was found, else how the ticket goes on. */
export function Below({ row, words, tags = false }: { row: Row; words: RegExp | null; tags?: boolean }) {
  const text = row.excerpt?.text ?? row.preview ?? '';
  return (
    <span className={classes.below}>
      <Channel channel={row.channel} />
      <span className={classes.number}>{row.number}</span>
      {row.files && (
        <span className={classes.file} title={t('inbox.has_files')}>
          <IconPaperclip size={14} aria-hidden />
          <span className="unseen">{t('inbox.has_files')}</span>
        </span>
      )}
      {tags && <Tags tags={row.tags} />}
      <span className={classes.preview} dir="auto">
        <Marked text={text} words={row.excerpt ? words : null} />
      </span>
    </span>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  return (
    <span className={classes.tags}>
      <span className="unseen">{t('inbox.tags_are')} </span>
      {tags.slice(0, 2).map((tag) => (
        <span key={tag} className={classes.tag} title={tag}>
          {tag}
        </span>
      ))}
      {tags.length > 2 && <span title={tags.slice(2).join(', ')}>+{tags.length - 2}</span>}
    </span>
  );
}
