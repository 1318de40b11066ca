import type { Netcrab } from '@netcrab/web';
import { useState, type CSSProperties, type ReactNode } from 'react';
import { playgroundMessages } from '../../playgroundMessages';

const text = playgroundMessages.app;
const saveMs = 250;
const slowMs = 4_000;

const button: CSSProperties = {
  font: 'inherit',
  padding: '8px 14px',
  minHeight: 36,
  borderRadius: 8,
  border: '1px solid #b9bfcc',
  background: '#fff',
  color: '#14203a',
  cursor: 'pointer',
};
const field: CSSProperties = { ...button, cursor: 'text', width: '100%', boxSizing: 'border-box' };

export interface OrdersAppProps {
  netcrab: Netcrab;
  /** Goes to another address within the frame. */
  go: (screen: string) => void;
}

/** A small app with all that goes wrong in large ones: a dead button, a slow one, an error, a form that is left. */
export function OrdersApp({ netcrab, go }: OrdersAppProps) {
  const [screen, setScreen] = useState<'orders' | 'new-order'>('orders');
  const [notice, setNotice] = useState('');
  const show = (next: typeof screen, said = '') => {
    setScreen(next);
    setNotice(said);
    go(next);
  };
  const later = (ms: number, said: string) => setTimeout(() => setNotice(said), ms);
  return (
    <div style={{ font: '15px/1.5 system-ui, sans-serif', color: '#14203a', padding: 16 }}>
      <h1 style={{ fontSize: 20, margin: '0 0 4px' }}>{screen === 'orders' ? text.orders : text.newOrder}</h1>
      <p role="status" style={{ minHeight: 24, margin: '0 0 12px', color: '#50607c' }}>
        {notice}
      </p>
      {screen === 'orders' ? (
        <Row>
          <button
            style={button}
            onClick={() => {
              netcrab.startTask('create_order');
              show('new-order');
            }}
          >
            {text.create}
          </button>
          <button style={button}>{text.dead}</button>
          <button style={button} onClick={() => later(slowMs, text.slowDone)}>
            {text.slow}
          </button>
          <button
            style={button}
            onClick={() => {
              netcrab.captureError('payment_declined');
              setNotice(text.failed);
            }}
          >
            {text.fail}
          </button>
        </Row>
      ) : (
        <form
          style={{ display: 'grid', gap: 10, maxWidth: 360 }}
          onSubmit={event => {
            event.preventDefault();
            setNotice(text.saving);
            setTimeout(() => {
              netcrab.completeTask('create_order');
              show('orders', text.saved);
            }, saveMs);
          }}
        >
          <Labelled label={text.customer}>
            <input style={field} name="customer" autoComplete="off" defaultValue="" />
          </Labelled>
          <Labelled label={text.note}>
            <textarea style={field} name="note" rows={2} />
          </Labelled>
          <Labelled label={text.password}>
            <input style={field} type="password" name="pin" autoComplete="new-password" />
          </Labelled>
          <Row>
            <button style={button} type="submit">
              {text.save}
            </button>
            <button style={button} type="button" onClick={() => show('orders', text.left)}>
              {text.back}
            </button>
          </Row>
        </form>
      )}
    </div>
  );
}

const Row = ({ children }: { children: ReactNode }) => (
  <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>{children}</div>
);

const Labelled = ({ label, children }: { label: string; children: ReactNode }) => (
  <label style={{ display: 'grid', gap: 4 }}>
    {label}
    {children}
  </label>
);
