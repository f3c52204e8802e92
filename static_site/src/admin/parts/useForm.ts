import { useEffect, useRef, useState } from 'react';
import { Refused } from '../api/refused';
import { done, failed } from './toast';
import { t } from '../texts/words';

/** What was changed and not saved yet, by what it belongs to: going elsewhere loses none of it. */
const unsaved = new Map<string, object>();

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
 * changes meanwhile elsewhere stays. If it is refused, what was typed stays. */
export function useForm<T extends object>(key: string, saved: T, write: (change: Partial<T>) => Promise<unknown>): Form<T> {
  const [change, setChange] = useState<Partial<T>>(() => unsaved.get(key) ?? {});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [saving, setSaving] = useState(false);
  const [round, setRound] = useState(0);
  const latest = useRef(change);
  latest.current = change;
  const dirty = Object.keys(change).length > 0;
  useKept(key, change, dirty);

  const beginAnew = () => {
    unsaved.delete(key);
    setChange({});
    setErrors({});
    setRound((before) => before + 1);
  };
  const set = (patch: Partial<T>) => {
    setChange((before) => differing({ ...before, ...patch }, saved));
    setErrors((before) => without(before, Object.keys(patch)));
  };
  const save = async () => {
    if (saving) return false;
    setSaving(true);
    try {
      await write(change);
      const typed = differing(latest.current, change); // while it was being saved
      if (Object.keys(typed).length > 0) setChange(typed);
      else beginAnew();
      return true;
    } catch (error) {
      const fields = error instanceof Refused ? error.fields : {};
      setErrors(fields);
      if (Object.keys(fields).length === 0) failed(error);
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

function useKept(key: string, change: object, dirty: boolean) {
  useEffect(() => {
    if (!dirty) return void unsaved.delete(key);
    unsaved.set(key, change);
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [key, change, dirty]);
  useEffect(() => () => void (unsaved.has(key) && done(t('common.kept_unsaved'))), [key]);
}

function differing<T extends object>(change: Partial<T>, saved: Partial<T>): Partial<T> {
  const entries = Object.entries(change).filter(([field, value]) => !same(value, saved[field as keyof T]));
  return Object.fromEntries(entries) as Partial<T>;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
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
