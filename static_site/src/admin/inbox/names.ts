import { createContext, useContext, useMemo } from 'react';
import type { Schemas } from '../api/client';
import { useDesks, useOperators } from '../api/queries';
import { operatorName } from '../parts/people';

/** What ids stand for: looked up once for the list, not in each of its rows. */
export interface Names {
  desk: (id: string) => Schemas['Desk'] | undefined;
  category: (deskId: string, code: string) => Schemas['Category'] | undefined;
  operator: (id: string) => string;
}

const NamesContext = createContext<Names>({ desk: () => undefined, category: () => undefined, operator: (id) => id });

export const WithNames = NamesContext.Provider;
export const useNames = () => useContext(NamesContext);

export function useFoundNames(): Names {
  const desks = useDesks();
  const operators = useOperators();
  return useMemo(() => {
    const desk = (id: string) => desks.find((each) => each.id === id);
    return {
      desk,
      category: (deskId, code) => desk(deskId)?.categories.find((each) => each.code === code),
      operator: (id) => operatorName(operators, id),
    };
  }, [desks, operators]);
}
