import { Store, useStore } from '../parts/store';

const REMEMBERED = 'deskhand.plain';
const taste = new Store({ plain: localStorage.getItem(REMEMBERED) === 'yes' });

export function usePlain(): boolean {
  return useStore(taste).plain;
}

export function setPlain(plain: boolean): void {
  localStorage.setItem(REMEMBERED, plain ? 'yes' : 'no');
  taste.set({ plain });
}
