import type { StatDelta } from '@netcrab/ui';
import type { About, Trended } from '../../contract';
import { messages } from '../messages';
import { signed } from '../numbers';

const dayMs = 86_400_000;
const text = messages.delta;

const daysOf = ({ window: { from, to } }: About) => (Date.parse(to) - Date.parse(from)) / dayMs + 1;

/**
 * A change in words: `+4.2 points against the 30 days before`.
 * @param wanted which way is welcome; 0 for neither
 */
export function deltaOf(
  about: About,
  { delta }: Trended,
  wanted: 1 | -1 | 0,
  scale = 1,
  unit = '',
): StatDelta {
  if (delta === null) return { text: text.none, tone: 'muted' };
  const change = `${signed(scale * delta)}${unit && ` ${unit}`} ${text.against(text.days(daysOf(about)))}`;
  const way = Math.sign(delta) * wanted;
  return { text: change, tone: way > 0 ? 'ok' : way < 0 ? 'bad' : 'muted' };
}
