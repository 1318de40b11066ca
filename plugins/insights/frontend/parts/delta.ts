import type { StatDelta } from '@netcrab/ui';
import type { About, Trended } from '../../contract';
import { messages } from '../messages';
import { signed } from '../numbers';

const dayMs = 86_400_000;
const text = messages.delta;

const daysOf = ({ window: { from, to } }: About) => (Date.parse(to) - Date.parse(from)) / dayMs + 1;

interface Wording {
  /** Which way is welcome; without it neither. */
  readonly wanted?: 1 | -1;
  readonly scale?: number;
  readonly unit?: string;
  readonly digits?: number;
}

/** Whether the change may be chance: the figure before lies within the interval of the figure now. */
const mayBeChance = ({ low, high, previous: { value } }: Trended): boolean =>
  low !== undefined && high !== undefined && value !== null && low <= value && value <= high;

/** A change in words: `+4.2 points against the 30 days before`; coloured where it is more than chance. */
export function deltaOf(about: About, figure: Trended, wording: Wording = {}): StatDelta {
  const { wanted = 0, scale = 1, unit = '', digits = 1 } = wording;
  const { delta } = figure;
  if (delta === null) return { text: text.none, tone: 'muted' };
  const change = `${signed(scale * delta, digits)}${unit && ` ${unit}`} ${text.against(text.days(daysOf(about)))}`;
  const way = mayBeChance(figure) ? 0 : Math.sign(delta) * wanted;
  return { text: change, tone: way > 0 ? 'ok' : way < 0 ? 'bad' : 'muted' };
}
