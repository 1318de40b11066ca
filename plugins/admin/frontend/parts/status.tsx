import { StatusChip, type Tone } from '@netcrab/ui';
import type { PluginView, RunView } from '../../contract';
import { messages } from '../messages';

const pluginTone: Record<PluginView['status'], Tone> = {
  ready: 'ok',
  failed: 'bad',
  blocked: 'warn',
  disabled: 'muted',
};
const runTone: Record<RunView['status'], Tone> = {
  running: 'info',
  succeeded: 'ok',
  failed: 'bad',
  canceled: 'muted',
};

export const PluginStatusChip = ({ status }: { status: PluginView['status'] }) => (
  <StatusChip tone={pluginTone[status]} label={messages.pluginStatus[status]} />
);
export const RunStatusChip = ({ status }: { status: RunView['status'] }) => (
  <StatusChip tone={runTone[status]} label={messages.runStatus[status]} />
);
