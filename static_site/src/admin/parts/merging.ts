/** What was changed here and by somebody else since, both from `before`: how it is with both changes. Nothing
 * where only one of them can be. Of records each entry counts for itself, of lists of words what was put in and
 * what was taken out, of lists of things with a code each thing. */
export function merged(before: unknown, mine: unknown, theirs: unknown): { value: unknown } | undefined {
  if (same(before, theirs) || same(mine, theirs)) return { value: mine };
  if (same(before, mine)) return { value: theirs };
  if (areLists(before, mine, theirs)) {
    const [old, my, their] = [before, mine, theirs] as [string[], string[], string[]];
    const kept = their.filter((each) => my.includes(each) || !old.includes(each));
    return { value: [...kept, ...my.filter((each) => !old.includes(each) && !their.includes(each))] };
  }
  if (areCoded(before, mine, theirs)) return mergedByCode(before as Coded[], mine as Coded[], theirs as Coded[]);
  if (![before, mine, theirs].every(isRecord)) return undefined;
  const [old, my, their] = [before, mine, theirs] as [Fields, Fields, Fields];
  const entries = [...new Set([...Object.keys(their), ...Object.keys(my)])].map((name) => [name, merged(old[name], my[name], their[name])] as const);
  if (entries.some(([, one]) => !one)) return undefined;
  return { value: Object.fromEntries(entries.map(([name, one]) => [name, one!.value] as const).filter(([, value]) => value !== undefined)) };
}

type Fields = Record<string, unknown>;
type Coded = Fields & { code: string };

/** In the order of whoever changed that; mine where both did. */
function mergedByCode(before: Coded[], mine: Coded[], theirs: Coded[]): { value: unknown } | undefined {
  const both = merged(byCode(before), byCode(mine), byCode(theirs));
  if (!both) return undefined;
  const found = both.value as Fields;
  const codes = (of: Coded[], among = of) => of.map(({ code }) => code).filter((code) => among.some((each) => each.code === code));
  const isMoved = !same(codes(mine, before), codes(before, mine));
  const [first, then] = isMoved ? [mine, theirs] : [theirs, mine];
  return { value: [...new Set([...codes(first), ...codes(then)])].filter((code) => code in found).map((code) => found[code]) };
}

function byCode(list: Coded[]): Fields {
  return Object.fromEntries(list.map((each) => [each.code, each]));
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function areLists(...all: unknown[]): boolean {
  return all.every((each) => Array.isArray(each) && each.every((one) => typeof one === 'string'));
}

function areCoded(...all: unknown[]): boolean {
  return all.every((each) => Array.isArray(each) && each.every((one) => isRecord(one) && typeof one.code === 'string'));
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
