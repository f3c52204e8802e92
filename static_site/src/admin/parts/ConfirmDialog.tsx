import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { told } from '../api/refused';
import { t } from '../texts/words';

interface Props {
  opened: boolean;
  close: () => void;
  title: string;
  text: string;
  /** What the button says, and does. */
  act: string;
  run: () => Promise<void>;
  danger?: boolean;
}

export default function ConfirmDialog({ opened, close, title, text, act, run, danger = false }: Props) {
  const { mutate, isPending, error, reset } = useMutation({ mutationFn: run, onSuccess: close });
  const leave = () => {
    close();
    reset();
  };

  return (
    <Modal opened={opened} onClose={leave} title={title}>
      <Stack>
        <Text size="sm">{text}</Text>
        {error && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {told(error)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={leave} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button {...(danger && { color: 'red.9' })} loading={isPending} onClick={() => mutate()}>
            {act}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
