import { Button, Center, Text } from '@mantine/core';
import { told } from '../api/refused';
import { useEnd } from './useEnd';
import { t } from '../texts/words';

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  error: unknown;
  fetchNextPage: () => unknown;
}

/** At the end of a list: brings more as it comes near, or when it is asked to. */
export function More({ pages: { hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage } }: { pages: Pages }) {
  const end = useEnd<HTMLDivElement>(hasNextPage && !isFetchingNextPage && !isFetchNextPageError, fetchNextPage);

  if (!hasNextPage) return null;
  return (
    <Center ref={end} p="md">
      {isFetchNextPageError && (
        <Text size="sm" role="alert">
          {told(error)}
        </Text>
      )}
      <Button variant="subtle" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
        {t(isFetchNextPageError ? 'common.retry' : 'common.more')}
      </Button>
    </Center>
  );
}
