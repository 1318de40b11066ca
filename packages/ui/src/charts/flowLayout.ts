import { sankey, sankeyLinkHorizontal, type SankeyLink, type SankeyNode } from 'd3-sankey';
import type { FlowDiagramLink, FlowDiagramNode } from './FlowDiagram';

export interface FlowLayoutNode extends FlowDiagramNode {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

export interface FlowLayoutLink {
  source: string;
  target: string;
  value: number;
  path: string;
  width: number;
}

export interface FlowLayout {
  nodes: readonly FlowLayoutNode[];
  links: readonly FlowLayoutLink[];
}

const nodeWidth = 12;
const gap = 22;
/** Below each node's top stands its label, so the last one needs room. */
const margin = { top: 18, right: 130, bottom: 8, left: 2 };

/** Puts nodes into the column of their step, at the height of what goes through them. */
export function layOutFlow(
  nodes: readonly FlowDiagramNode[],
  links: readonly FlowDiagramLink[],
  { width, height }: { width: number; height: number },
): FlowLayout {
  if (nodes.length === 0) return { nodes: [], links: [] };
  const lay = sankey<FlowDiagramNode, FlowDiagramLink>()
    .nodeId(node => node.id)
    .nodeAlign(node => node.step - 1)
    .nodeWidth(nodeWidth)
    .nodePadding(gap)
    .extent([
      [margin.left, margin.top],
      [width - margin.right, height - margin.bottom],
    ]);
  // What ends on a node has no link: its value, not the sum of its links, is its height.
  const placed = lay({
    nodes: nodes.map(node => ({ ...node, fixedValue: node.value })),
    links: links.map(link => ({ ...link })),
  });
  const draw = sankeyLinkHorizontal<FlowDiagramNode, FlowDiagramLink>();
  return {
    nodes: placed.nodes.map(node => ({
      id: node.id,
      step: node.step,
      label: node.label,
      value: Number(node.value ?? 0),
      dropoff: node.dropoff,
      x0: node.x0 ?? 0,
      x1: node.x1 ?? 0,
      y0: node.y0 ?? 0,
      y1: node.y1 ?? 0,
    })),
    links: placed.links.map(link => ({
      source: idOf(link.source),
      target: idOf(link.target),
      value: link.value,
      path: draw(link) ?? '',
      width: Math.max(1, link.width ?? 1),
    })),
  };
}

type End = SankeyLink<FlowDiagramNode, FlowDiagramLink>['source'];
const idOf = (end: End): string =>
  typeof end === 'object' ? (end as SankeyNode<FlowDiagramNode, FlowDiagramLink>).id : String(end);
