type Naming = <T extends object>(said: T) => T & { once: string | null };

/** Names what is sent. Under the same name the same is done once, though it is sent again since no answer came.
    Pages that came by plain http can't make one. */
export function naming(): Naming {
  let named = '';
  let once: string | null = null;
  return (said) => {
    const saying = JSON.stringify(said);
    if (saying !== named) once = crypto.randomUUID?.() ?? null;
    named = saying;
    return { ...said, once };
  };
}
