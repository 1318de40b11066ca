import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import type { ReactNode } from 'react';
import type { About, Figure } from '../../contract';
import { messages } from '../messages';
import { inUnit } from '../numbers';

const text = messages.explained;

interface Props {
  /** A key of the answer's definitions. */
  metric: string;
  about: About;
  figure: Figure;
  /** Instead of the figure's own value. */
  children?: ReactNode;
}

/** A number that says on hover what it is, what it rests on and of which days. The page lists the definitions as well. */
export function Explained({ metric, about, figure, children }: Props) {
  const known = about.definitions[metric];
  const shown = figure.value === null ? text.none : inUnit(known?.unit, figure.value);
  if (!known) return <>{children ?? shown}</>;
  const { low, high } = figure;
  return (
    <Tooltip
      describeChild
      title={
        <>
          <strong>{known.title}</strong>
          <div>{known.definition}</div>
          <div>{text.n(figure.n)}</div>
          {low !== undefined && high !== undefined && (
            <div>{text.interval(inUnit(known.unit, low), inUnit(known.unit, high))}</div>
          )}
          <div>{text.window(about.window.from, about.window.to)}</div>
        </>
      }
    >
      <Box
        component="span"
        sx={{ textDecoration: 'underline dotted', textDecorationThickness: 1, textUnderlineOffset: '0.25em' }}
      >
        {children ?? shown}
      </Box>
    </Tooltip>
  );
}
