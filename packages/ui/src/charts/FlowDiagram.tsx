import Box from '@mui/material/Box';
import { useRef, useState, type KeyboardEvent } from 'react';
import { formatCount, formatNumber } from '../values/format';
import { ChartFrame } from './ChartFrame';
import { FlowMarks } from './FlowMarks';
import { layOutFlow, type FlowLayoutNode } from './flowLayout';
import { useWidth } from './useWidth';

export interface FlowDiagramNode {
  id: string;
  /** The column, from 1. */
  step: number;
  label: string;
  value: number;
  /** Share of `value` that ends here, 0 to 1. */
  dropoff: number;
}

export interface FlowDiagramLink {
  source: string;
  target: string;
  value: number;
}

export interface FlowDiagramProps {
  title: string;
  nodes: readonly FlowDiagramNode[];
  links: readonly FlowDiagramLink[];
  /** What is counted: `sessions`. */
  unit: string;
  height?: number;
  /** Of the node whose details are shown elsewhere. */
  selected?: string;
  onSelect?: (id: string) => void;
}

/** Columns narrower than this cannot be read; the drawing then scrolls sideways, by itself. */
const columnWidth = 150;

/** Where an arrow key leads: up and down within the step, left and right to the largest node of the next step. */
function neighbour(
  nodes: readonly FlowLayoutNode[],
  from: FlowLayoutNode,
  key: string,
): FlowLayoutNode | undefined {
  const column = (step: number) => nodes.filter(node => node.step === step).sort((a, b) => a.y0 - b.y0);
  const own = column(from.step);
  switch (key) {
    case 'ArrowDown':
      return own[own.indexOf(from) + 1];
    case 'ArrowUp':
      return own[own.indexOf(from) - 1];
    case 'ArrowRight':
      return column(from.step + 1)[0];
    case 'ArrowLeft':
      return column(from.step - 1)[0];
    case 'Home':
      return column(1)[0];
    default:
      return undefined;
  }
}

/**
 * What follows what, step by step: nodes as tall as they are frequent. One node is in the tab order and arrow keys go on
 * from it; Enter selects. The table has the same figures.
 */
export function FlowDiagram({
  title,
  nodes,
  links,
  unit,
  height = 380,
  selected,
  onSelect,
}: FlowDiagramProps) {
  const [ref, available] = useWidth<HTMLDivElement>();
  const [focused, setFocused] = useState<string | null>(null);
  const elements = useRef(new Map<string, SVGGElement>());
  const steps = Math.max(1, ...nodes.map(node => node.step));
  const width = Math.max(available, steps * columnWidth);
  const layout = layOutFlow(nodes, links, { width, height });
  const entry =
    [focused, selected].find(id => layout.nodes.some(node => node.id === id)) ?? layout.nodes[0]?.id;

  const labelOf = (id: string) => nodes.find(node => node.id === id)?.label ?? id;
  const describe = (node: FlowDiagramNode) =>
    `Step ${node.step}: ${node.label}, ${formatCount(node.value)} ${unit}, ${formatNumber(100 * node.dropoff, 1)} % end here`;

  function onKeyDown(event: KeyboardEvent, node: FlowLayoutNode) {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onSelect?.(node.id);
      return;
    }
    const next = neighbour(layout.nodes, node, event.key);
    if (!next) return;
    event.preventDefault();
    elements.current.get(next.id)?.focus();
  }

  return (
    <ChartFrame
      title={title}
      table={{
        headers: ['Step and screen', unit, 'End here', 'Go on to'],
        rows: nodes.map(node => [
          `${node.step}. ${node.label}`,
          formatCount(node.value),
          `${formatNumber(100 * node.dropoff, 1)} %`,
          links
            .filter(link => link.source === node.id)
            .map(link => `${labelOf(link.target)} (${formatCount(link.value)})`)
            .join(', ') || '–',
        ]),
      }}
    >
      <Box ref={ref} sx={{ overflowX: 'auto', overflowY: 'hidden' }}>
        <svg
          width={width}
          height={height}
          role="group"
          aria-label={`${title}: diagram; arrow keys go from screen to screen, the table below has the figures`}
          style={{ display: 'block' }}
        >
          <FlowMarks
            layout={layout}
            selected={selected}
            entry={entry}
            describe={describe}
            interactive={onSelect !== undefined}
            register={(id, element) => {
              if (element) elements.current.set(id, element);
              else elements.current.delete(id);
            }}
            onFocus={setFocused}
            onSelect={onSelect}
            onKeyDown={onKeyDown}
          />
        </svg>
      </Box>
    </ChartFrame>
  );
}
