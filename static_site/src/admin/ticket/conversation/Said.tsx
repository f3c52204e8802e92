import { Button, UnstyledButton } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../texts/words';
import classes from './Conversation.module.css';
import { useInline } from './files';
import { Linked } from './Linked';
import { MailFrame } from './MailFrame';
import { Rich } from './Rich';
import type { Message } from './types';
import type { View } from './view';

interface Props {
  message: Message;
  ticketId: string;
  author: string;
  view: View;
}

export function Said({ message, ticketId, author, view }: Props) {
  const inline = useInline(ticketId, message);
  const [images, setImages] = useState(false);
  const { mail } = view;
  if (mail && view.shown === 'mail') {
    return (
      <>
        {mail.remote && !images && <HeldBack show={() => setImages(true)} />}
        <MailFrame mail={mail} author={author} inline={inline} images={images} open={view.whole} />
      </>
    );
  }
  if (message.html && !mail) {
    return (
      <div className={classes.rich} dir="auto">
        <Rich html={message.html} images={inline} />
      </div>
    );
  }
  return (
    <>
      <div className={classes.text} dir="auto">
        <Linked text={message.text} />
      </div>
      {mail?.more && (
        <UnstyledButton className={classes.more!} onClick={view.showWhole} aria-label={t('talk.show_mail')} title={t('talk.show_mail')}>
          …
        </UnstyledButton>
      )}
    </>
  );
}

function HeldBack({ show }: { show: () => void }) {
  return (
    <p className={classes.heldBack}>
      <IconPhotoOff size={15} aria-hidden />
      <span>{t('talk.images_held_back')}</span>
      <Button size="compact-xs" variant="subtle" onClick={show}>
        {t('talk.show_images')}
      </Button>
    </p>
  );
}
