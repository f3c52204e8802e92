import { lazy, Suspense, useEffect, useRef, useState, type ComponentType } from 'react';

/** A dialog that is loaded when it is first opened. It is there before it opens: it has to see where
 * the focus was, to give it back. */
export function onDemand<P extends { opened: boolean }>(load: () => Promise<{ default: ComponentType<P> }>) {
  const Dialog = lazy(load);
  function Loaded(props: P) {
    const [ready, setReady] = useState(false);
    useEffect(() => setReady(true), []);
    return <Dialog {...props} opened={ready && props.opened} />;
  }
  return function OnDemand(props: P) {
    const wanted = useRef(false);
    wanted.current ||= props.opened;
    return <Suspense>{wanted.current && <Loaded {...props} />}</Suspense>;
  };
}
