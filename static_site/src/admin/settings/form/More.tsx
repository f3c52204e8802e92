import { Button, Center } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { t } from '../../texts/words';

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** At the end of a list: brings more when it comes into sight, or when it is asked to. */
export function More({ pages: { hasNextPage, isFetchingNextPage, fetchNextPage } }: { pages: Pages }) {
  const end = useRef<HTMLDivElement>(null);
  const bring = useRef(fetchNextPage);
  bring.current = fetchNextPage;
  useEffect(() => {
    if (!end.current || isFetchingNextPage) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && bring.current(), { rootMargin: '300px' });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage]);
  if (!hasNextPage) return null;
  return (
    <Center ref={end} p="md">
      <Button variant="subtle" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
        {t('common.more')}
      </Button>
    </Center>
  );
}
