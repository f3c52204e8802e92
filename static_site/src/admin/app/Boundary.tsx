import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Blank } from '../parts/States';
import { t } from '../texts/words';

/** A page that broke takes nothing else with it. `place`: going elsewhere begins anew. */
export class Boundary extends Component<{ place: string; children: ReactNode }, { brokenAt: string | null }> {
  override state: { brokenAt: string | null } = { brokenAt: null };

  override componentDidCatch() {
    this.setState({ brokenAt: this.props.place });
  }

  static getDerivedStateFromError() {
    return { brokenAt: '' };
  }

  override componentDidUpdate(before: { place: string }) {
    if (before.place !== this.props.place && this.state.brokenAt !== null) this.setState({ brokenAt: null });
  }

  override render() {
    if (this.state.brokenAt === null) return this.props.children;
    return (
      <Blank whole title={t('shell.broke')} text={t('shell.broke_text')}>
        <Button onClick={() => location.reload()}>{t('common.reload')}</Button>
      </Blank>
    );
  }
}
