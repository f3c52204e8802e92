/** White or black, whichever reads better on a colour that a desk chose freely (WCAG 2.2, 1.4.3). */
export function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(parseInt(colour.slice(at, at + 2), 16) / 255));
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  // Where both have the same contrast: 1.05 / (l + 0.05) = (l + 0.05) / 0.05
  return luminance > 0.179 ? '#000' : '#fff';
}

function linear(channel: number): number {
  return channel <= 0.04 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
