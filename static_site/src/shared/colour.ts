/** Colours a desk may choose freely, made readable (WCAG 2.2, 1.4.3 and 1.4.11). */

const WHITE = '#ffffff';
const BLACK = '#000000';

/** White or black, whichever reads better on this colour: one of them has at least 4.5 to 1. */
export function inkOn(colour: string): string {
  return contrast(colour, WHITE) >= contrast(colour, BLACK) ? WHITE : BLACK;
}

/** The colour, moved towards black or white until it reads as text on the background. */
export function readableOn(background: string, colour: string): string {
  const end = inkOn(background);
  for (let share = 0; share < 1; share += 0.1) {
    const mixed = mix(colour, end, share);
    if (contrast(mixed, background) >= 4.5) return mixed;
  }
  return end;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) =>
    value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(one: string, other: string, share: number): string {
  const ends = channels(other);
  const mixed = channels(one).map((value, i) => Math.round(value + ((ends[i] ?? 0) - value) * share));
  return '#' + mixed.map((value) => value.toString(16).padStart(2, '0')).join('');
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}
