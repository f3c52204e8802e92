/** As the API has it: not RFC 5321, but what mail could be sent to. */
export function isAddress(text: string): boolean {
  return /^[^\s<>(),;:"\\@]+@[^\s<>(),;:"\\@]+$/.test(text) && text.length <= 254;
}

/** `Ada <ada@example.com>, bob@example.com` has two. */
export function addressesIn(text: string): string[] {
  const parts = text.split(/[,;\n]/).map((part) => /<([^<>]+)>/.exec(part)?.[1] ?? part);
  return parts.flatMap((part) => part.trim().split(/\s+/)).filter(Boolean);
}
