import { useId, type ReactNode } from 'react';
import classes from './SidePanel.module.css';

/** `tools` stand beside the heading. */
export function Section({ title, tools, children }: { title: string; tools?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.heading}>
        <h2 id={id}>{title}</h2>
        {tools}
      </div>
      {children}
    </section>
  );
}

export function Row({ label, field, children }: { label: string; field?: boolean; children: ReactNode }) {
  return (
    <div className={classes.row}>
      <dt>{label}</dt>
      <dd className={field ? classes.field : undefined}>{children}</dd>
    </div>
  );
}
