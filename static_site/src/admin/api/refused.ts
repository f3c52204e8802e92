import type { components } from '../../shared/api';
import { t } from '../texts/words';

export type Problem = components['schemas']['Problem'];

/** An answer that is none. `status` 0: nobody answered. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Partial<Problem> = {},
  ) {
    super(problem.detail || problem.title || `${status}`);
  }

  /** What the field is told to say, as forms show it. */
  get fields(): Record<string, string> {
    return Object.fromEntries((this.problem.errors ?? []).map((error) => [error.field, error.message]));
  }

  /** What is there by now, where it was changed since it was loaded. Of a ticket the API tells its news instead. */
  get there(): (Record<string, unknown> & { version: number }) | undefined {
    const { current_version: version, changes } = this.problem;
    return version && changes?.[0] ? { ...changes[0], version } : undefined;
  }
}

/** One sentence for the operator. */
export function told(error: unknown): string {
  if (!(error instanceof Refused)) return t('common.went_wrong');
  if (error.status === 0) return t('common.offline');
  if (error.status === 401) return t('common.session_over');
  if (error.status === 403) return t('common.not_allowed');
  if (error.status === 404) return t('common.not_found');
  if (error.status === 429) return t('common.too_many');
  if (error.status >= 500) return t('common.server_error');
  return error.problem.detail || error.problem.title || t('common.went_wrong');
}
