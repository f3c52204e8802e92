import { Refused } from '../api/refused';

/** What belongs to another already is said beside the field that has it, as whatever else is wrong. */
export function besideField(error: unknown, field: string, message: string): unknown {
  if (!(error instanceof Refused && error.problem.title === 'Taken')) return error;
  return new Refused(error.status, { ...error.problem, errors: [{ field, message, line: null, position: null }] });
}
