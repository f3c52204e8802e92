import { exactly, when } from '../shared/format';
import { h } from './h';
import { locale } from './words';

export function Time({ of }: { of: string }) {
  return (
    <time datetime={of} title={exactly(of, locale)}>
      {when(of, locale)}
    </time>
  );
}
