import { useCan } from '@netcrab/plugin-api/frontend';
import { manageKeys, readUsage } from '../../contract';
import { messages } from '../messages';

/** The parts of the page that the viewer may open. */
export function useKeyTabs() {
  const keys = useCan(manageKeys);
  const usage = useCan(readUsage);
  return [
    ...(keys ? [{ label: messages.tabs.keys, to: '/app/api-keys' }] : []),
    ...(usage ? [{ label: messages.tabs.usage, to: '/app/api-keys/usage' }] : []),
  ];
}
