/** Names the version of the texts: their files never change. Of build/texts.ts. */
declare const __TEXTS__: string;
