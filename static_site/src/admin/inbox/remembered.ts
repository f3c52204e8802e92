/** Where the operator was in each list, so that he is there again when he comes back from a ticket. */
interface Place {
  top: number;
  cursor: string | null;
}

const places = new Map<string, Place>();

export function placeIn(list: string): Place {
  return places.get(list) ?? { top: 0, cursor: null };
}

export function rememberPlace(list: string, place: Partial<Place>): void {
  places.set(list, { ...placeIn(list), ...place });
}
