import { announce } from '@netcrab/ui';
import { useEffect, useSyncExternalStore } from 'react';
import { Strip } from './Strip';

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

const meaning = 'What you see was loaded earlier. Changes cannot be saved until the connection is back.';

export function OfflineNotice() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  useEffect(() => {
    if (!online) announce(`You are offline. ${meaning}`);
  }, [online]);
  if (online) return null;
  return (
    <Strip tone="warning" title="You are offline">
      {meaning}
    </Strip>
  );
}
