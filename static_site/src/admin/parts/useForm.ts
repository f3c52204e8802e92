import { useEffect, useRef, useState } from 'react';
import { queryClient } from '../api/queries';
import { Refused } from '../api/refused';
import { merged, same } from './merging';
import { done, failed } from './toast';
import { t } from '../texts/words';

/** Somebody else changed the same. */
class Clash extends Refused {
  constructor(fields: string[]) {
    const message = t('common.changed_meanwhile');
    super(409, { detail: message, errors: fields.map((field) => ({ field, message, line: null, position: null })) });
  }
}

interface Edit<T> {
  change: Partial<T>;
  /** The fields of the change as they were saved when it began. */
  before: Partial<T>;
  /** What the API says is there by now. */
  there?: Partial<T> & { version: number };
}

const NOTHING = { change: {}, before: {} };

/** What was changed and not saved yet, by what it belongs to: going elsewhere loses none of it. */
const unsaved = new Map<string, Edit<object>>();

export interface Form<T> {
  values: T;
  set: (change: Partial<T>) => void;
  dirty: boolean;
  saving: boolean;
  /** What is wrong with a field, or with a part of it. */
  error: (field: string) => string | undefined;
  save: () => Promise<boolean>;
  discard: () => void;
  /** Grows when the values begin anew: a key for inputs with a state of their own. */
  round: number;
}

/** Holds only what differs from what is saved, and writes no more than that: whatever a colleague
 * changes meanwhile elsewhere stays, and of the same field too, if it can have both. Else he is told,
 * and saves again if he means it. If it is refused, what was typed stays. `write` gets the version that
 * the change is for where that is not the one it knows. */
export function useForm<T extends object>(key: string, saved: T, write: (change: Partial<T>, seen?: number) => Promise<unknown>): Form<T> {
  const [edit, setEdit] = useState<Edit<T>>(() => (unsaved.get(key) as Edit<T> | undefined) ?? NOTHING);
  const { change } = edit;
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [saving, setSaving] = useState(false);
  const [round, setRound] = useState(0);
  const latest = useRef(edit);
  latest.current = edit;
  const dirty = Object.keys(change).length > 0;
  useKept(key, edit, dirty);

  const beginAnew = () => {
    unsaved.delete(key);
    setEdit(NOTHING);
    setErrors({});
    setRound((before) => before + 1);
  };
  const set = (patch: Partial<T>) => {
    setEdit((edit) => since(edit, differing({ ...edit.change, ...patch }, saved), saved));
    setErrors((before) => without(before, Object.keys(patch)));
  };
  /** Raises what he has to know first. */
  const writeOnto = async (there = edit.there): Promise<void> => {
    const { change, clashing } = onto(edit, { ...saved, ...there });
    if (clashing.length > 0) {
      const known = picked({ ...saved, ...there }, clashing);
      setEdit((edit) => ({ ...edit, before: { ...edit.before, ...known }, ...(there && { there }) }));
      void queryClient.invalidateQueries(); // to see theirs, if that is what he wants
      throw new Clash(clashing.map(String));
    }
    try {
      await write(change, there?.version);
    } catch (error) {
      if (!(error instanceof Refused && error.there)) throw error;
      return writeOnto(error.there as Edit<T>['there']);
    }
  };
  const save = async () => {
    if (saving) return false;
    setSaving(true);
    try {
      await writeOnto();
      // What was typed while it was being saved was typed onto this, whatever of others' it was saved with.
      const base = { ...saved, ...change };
      const typed = differing(latest.current.change, base);
      if (Object.keys(typed).length > 0) setEdit(since(NOTHING, typed, base));
      else beginAnew();
      return true;
    } catch (error) {
      const fields = error instanceof Refused ? error.fields : {};
      setErrors(fields);
      if (Object.keys(fields).length === 0 || error instanceof Clash) failed(error);
      return false;
    } finally {
      setSaving(false);
    }
  };
  const error = (field: string) => found(errors, field);
  return { values: { ...saved, ...change }, set, dirty, saving, error, save, discard: beginAnew, round };
}

type TextField<T> = { [F in keyof T]: T[F] extends string ? F : never }[keyof T] & string;

/** What an input of text wants of a form. */
export function text<T>({ values, set, error }: Form<T>, field: TextField<T>) {
  return {
    value: String(values[field]),
    onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value } as Partial<T>),
    error: error(field),
  };
}

function useKept(key: string, edit: Edit<object>, dirty: boolean) {
  useEffect(() => {
    if (!dirty) return void unsaved.delete(key);
    unsaved.set(key, edit);
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [key, edit, dirty]);
  useEffect(() => () => void (unsaved.has(key) && done(t('common.kept_unsaved'))), [key]);
}

function differing<T extends object>(change: Partial<T>, saved: Partial<T>): Partial<T> {
  const entries = Object.entries(change).filter(([field, value]) => !same(value, saved[field as keyof T]));
  return Object.fromEntries(entries) as Partial<T>;
}

function since<T extends object>({ before, ...edit }: Edit<T>, change: Partial<T>, saved: T): Edit<T> {
  return { ...edit, change, before: { ...picked(saved, fieldsOf(change)), ...picked(before, fieldsOf(change)) } };
}

/** The change as it is to be made on what is there, and the fields that can't have both. */
function onto<T extends object>({ change, before }: Edit<T>, there: Partial<T>): { change: Partial<T>; clashing: (keyof T)[] } {
  const all = fieldsOf(change).map((field) => [field, field in there ? merged(before[field], change[field], there[field]) : { value: change[field] }] as const);
  const clashing = all.filter(([, both]) => !both).map(([field]) => field);
  return { change: Object.fromEntries(all.map(([field, both]) => [field, both?.value])) as Partial<T>, clashing };
}

function picked<T extends object>(of: Partial<T>, fields: (keyof T)[]): Partial<T> {
  return Object.fromEntries(fields.filter((field) => field in of).map((field) => [field, of[field]])) as Partial<T>;
}

function fieldsOf<T extends object>(change: Partial<T>): (keyof T)[] {
  return Object.keys(change) as (keyof T)[];
}

function without(errors: Record<string, string>, fields: string[]): Record<string, string> {
  const left = Object.entries(errors).filter(([name]) => !fields.some((field) => isOf(name, field)));
  return left.length === Object.keys(errors).length ? errors : Object.fromEntries(left);
}

function found(errors: Record<string, string>, field: string): string | undefined {
  const message = Object.entries(errors).find(([name]) => isOf(name, field))?.[1];
  return message && capitalised(message);
}

function isOf(name: string, field: string): boolean {
  return name === field || name.startsWith(`${field}.`);
}

export function capitalised(message: string): string {
  return message.charAt(0).toLocaleUpperCase() + message.slice(1);
}
