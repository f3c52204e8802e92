/** `fill('{n} files', {n: 3})` */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/{(\w+)}/g, (whole, name: string) => values[name] ?? whole);
}
