import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Schemas } from '../../api/client';
import { failed } from '../../parts/toast';
import { Time } from '../../parts/Time';
import { t } from '../../texts/words';
import { goOnWithJob, jobsQuery } from '../api';
import { PageHead, Part } from '../../parts/Layout';

type Job = Schemas['Job'];
const KINDS: readonly Job['kind'][] = ['recount', 'reindex'];
const LOOK_EVERY = 5000; // milliseconds, while one runs

export function SystemPage() {
  const { data } = useQuery({ ...jobsQuery, refetchInterval: ({ state }) => isAnyRunning(state.data) && LOOK_EVERY });
  return (
    <>
      <PageHead title={t('settings.system')} text={t('settings.system_text')} />
      <Stack gap="xl">
        {KINDS.map((kind) => (
          <OneJob key={kind} kind={kind} job={data?.items.find((each) => each.kind === kind)} />
        ))}
      </Stack>
    </>
  );
}

function isAnyRunning(jobs: Schemas['JobList'] | undefined): boolean {
  return jobs?.items.some((job) => job.state === 'running') ?? false;
}

function OneJob({ kind, job }: { kind: Job['kind']; job: Job | undefined }) {
  const { mutate, isPending } = useMutation({ mutationFn: () => goOnWithJob(kind), onError: failed });
  const running = job?.state === 'running';
  return (
    <Part title={t(`settings.job_${kind}`)} text={t(`settings.job_${kind}_text`)}>
      {job && <State job={job} />}
      <div>
        <Button variant="light" loading={isPending} onClick={() => mutate()}>
          {t(running ? 'settings.job_go_on' : 'settings.job_begin')}
        </Button>
      </div>
    </Part>
  );
}

function State({ job }: { job: Job }) {
  if (job.state === 'running') {
    const share = Math.min(100, (100 * job.done) / Math.max(job.total, 1));
    return (
      <div role="status">
        <Progress value={share} aria-label={t(`settings.job_${job.kind}`)} />
        <Text size="sm" mt={4}>
          {t('settings.job_running', { done: job.done, total: job.total })}
        </Text>
      </div>
    );
  }
  return (
    <Group gap={4}>
      <Text size="sm">
        {t('settings.job_done', { count: job.done, mended: job.mended + job.drift.length })} <Time iso={job.updated_at} />
      </Text>
    </Group>
  );
}
