import type { KeyboardEvent } from 'react';
import { chartColour } from '../theme/colours';
import { formatCompact } from '../values/format';
import type { FlowDiagramNode } from './FlowDiagram';
import type { FlowLayout, FlowLayoutNode } from './flowLayout';

interface Props {
  layout: FlowLayout;
  selected: string | undefined;
  /** The node that Tab reaches. */
  entry: string | undefined;
  describe: (node: FlowDiagramNode) => string;
  interactive: boolean;
  register: (id: string, element: SVGGElement | null) => void;
  onFocus: (id: string) => void;
  onSelect?: (id: string) => void;
  onKeyDown: (event: KeyboardEvent, node: FlowLayoutNode) => void;
}

const longest = 18;
const shorten = (label: string) => (label.length > longest ? `${label.slice(0, longest - 1)}…` : label);
/** A node smaller than a finger still takes one. */
const leastTarget = 24;

/** The bands and bars of a flow diagram; the part of a bar that ends there is of the second colour. */
export function FlowMarks(props: Props) {
  const { layout, selected, entry, describe, interactive, register, onFocus, onSelect, onKeyDown } = props;
  const touches = (link: { source: string; target: string }) =>
    selected === undefined || link.source === selected || link.target === selected;
  return (
    <>
      <g fill="none" aria-hidden>
        {layout.links.map(link => (
          <path
            key={`${link.source}>${link.target}`}
            d={link.path}
            stroke={chartColour(0)}
            strokeWidth={link.width}
            strokeOpacity={touches(link) ? 0.3 : 0.1}
          />
        ))}
      </g>
      {layout.nodes.map(node => {
        const { x0, x1, y0, y1 } = node;
        const tall = Math.max(1, y1 - y0);
        const ended = tall * node.dropoff;
        return (
          <g
            key={node.id}
            ref={element => register(node.id, element)}
            role={interactive ? 'button' : 'img'}
            aria-label={describe(node)}
            aria-pressed={interactive ? node.id === selected : undefined}
            tabIndex={node.id === entry ? 0 : -1}
            onFocus={() => onFocus(node.id)}
            onClick={() => onSelect?.(node.id)}
            onKeyDown={event => onKeyDown(event, node)}
            style={{ cursor: interactive ? 'pointer' : undefined }}
          >
            <title>{describe(node)}</title>
            <rect
              x={x0}
              y={(y0 + y1) / 2 - Math.max(leastTarget, tall) / 2}
              width={x1 - x0 + 110}
              height={Math.max(leastTarget, tall)}
              fill="transparent"
            />
            <rect
              x={x0}
              y={y0}
              width={x1 - x0}
              height={tall}
              rx={2}
              fill={chartColour(0)}
              stroke={node.id === selected ? 'var(--mui-palette-text-primary)' : undefined}
              strokeWidth={2}
            />
            {ended > 0.5 && (
              <rect x={x0} y={y1 - ended} width={x1 - x0} height={ended} rx={2} fill={chartColour(1)} />
            )}
            <text
              x={x1 + 6}
              y={(y0 + y1) / 2}
              fontSize={12}
              fontWeight={node.id === selected ? 700 : 550}
              dominantBaseline="middle"
              fill="var(--mui-palette-text-primary)"
              stroke="var(--mui-palette-background-default)"
              strokeWidth={3}
              paintOrder="stroke"
              aria-hidden
            >
              {shorten(node.label)}
              <tspan fill="var(--mui-palette-text-secondary)" fontWeight={500}>
                {`  ${formatCompact(node.value)}`}
              </tspan>
            </text>
          </g>
        );
      })}
    </>
  );
}
