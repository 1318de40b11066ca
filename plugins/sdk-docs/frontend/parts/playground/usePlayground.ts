import { useClient, usePortal } from '@netcrab/plugin-api/frontend';
import type { Preview } from '@netcrab/plugin-telemetry/contract';
import type { Netcrab } from '@netcrab/web';
import { useCallback, useEffect, useRef, useState } from 'react';
import { playgroundEndpoints } from '../../../contract';
import { startSdk, type Exchange, type FrameWindow } from './sdkInFrame';

/** Soon enough to see what a click became, late enough for the page to have answered it. */
const flushMs = 1_500;
/** As many as one batch may hold. */
const mostEvents = 1_000;

export interface Playground {
  /** Of the frame, once it is loaded. */
  readonly body: HTMLElement | null;
  readonly netcrab: Netcrab | null;
  /** Newest first. */
  readonly exchanges: readonly Exchange[];
  readonly sessions: Preview['sessions'];
  readonly failure: Error | null;
  /** Of the frame's element. */
  readonly onLoad: (frame: HTMLIFrameElement) => void;
  /** The frame's address within the playground. */
  readonly go: (screen: string) => void;
}

/** The SDK at work in a frame, what it sent, and what that becomes. */
export function usePlayground(): Playground {
  const { baseUrl } = usePortal().boot;
  const client = useClient(playgroundEndpoints);
  const [frame, setFrame] = useState<FrameWindow | null>(null);
  const [netcrab, setNetcrab] = useState<Netcrab | null>(null);
  const [exchanges, setExchanges] = useState<readonly Exchange[]>([]);
  const [sessions, setSessions] = useState<Preview['sessions']>([]);
  const [failure, setFailure] = useState<Error | null>(null);
  const asked = useRef(0);

  const score = useCallback(
    async (all: readonly Exchange[]) => {
      const turn = ++asked.current;
      const events = all.toReversed().flatMap(one => one.events);
      const [newest] = all;
      if (!newest) return;
      const batch = {
        sdkVersion: newest.sdkVersion,
        sentAt: new Date().toISOString(),
        events: events.slice(-mostEvents),
      };
      const { sessions: found } = await client.tryBatch({ body: JSON.stringify(batch) }, jsonBody);
      // A later answer knows more.
      if (turn === asked.current) setSessions(found);
    },
    [client],
  );

  useEffect(() => {
    if (exchanges.length > 0) score(exchanges).catch(setFailure);
  }, [exchanges, score]);

  useEffect(() => {
    if (!netcrab) return;
    const timer = setInterval(() => void netcrab.flush(), flushMs);
    return () => clearInterval(timer);
  }, [netcrab]);

  const onLoad = useCallback(
    (element: HTMLIFrameElement) => {
      const loaded = element.contentWindow as FrameWindow | null;
      if (!loaded) return;
      setFrame(loaded);
      const origin = new URL(baseUrl).host === window.location.host ? baseUrl : window.location.origin;
      startSdk(loaded, origin, exchange => setExchanges(all => [exchange, ...all])).then(
        setNetcrab,
        setFailure,
      );
    },
    [baseUrl],
  );

  return {
    body: frame?.document.body ?? null,
    netcrab,
    exchanges,
    sessions,
    failure,
    onLoad,
    go: screen => frame?.history.pushState(null, '', `/sdk/playground/${screen}`),
  };
}

const jsonBody = { headers: { 'content-type': 'application/json' } };
