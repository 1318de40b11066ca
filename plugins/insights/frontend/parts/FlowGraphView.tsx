import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { CardGrid, EmptyState, FlowDiagram, QueryView, Section, Stat } from '@netcrab/ui';
import Skeleton from '@mui/material/Skeleton';
import type { FlowGraph, FlowNode } from '../../contract';
import { useFlowGraph, type FlowAsked } from '../api';
import { messages } from '../messages';
import { Definitions } from './Definitions';
import { Explained } from './Explained';
import { useViewAddress } from './InsightsPage';

const text = messages.flows;
const labelOf = ({ others, screenId }: FlowNode) => (others ? text.others : screenId);

function NodeDetails({ graph, node, unit }: { graph: FlowGraph; node: FlowNode; unit: string }) {
  const address = useViewAddress();
  return (
    <Section
      title={text.node(node.step, labelOf(node))}
      actions={
        node.others ? null : (
          <Button href={address('hotspots', { screen: node.screenId })}>{text.open}</Button>
        )
      }
    >
      <CardGrid min={160}>
        <Stat
          label={unit}
          value={
            <Explained
              metric="flowSessions"
              about={graph.about}
              figure={{ value: node.sessions, n: node.sessions }}
            />
          }
        />
        <Stat
          label={text.dropoff}
          value={<Explained metric="flowDropoff" about={graph.about} figure={node.dropoff} />}
        />
        <Stat
          label={text.friction}
          value={<Explained metric="flowFriction" about={graph.about} figure={node.friction} />}
        />
        <Stat
          label={text.time}
          value={<Explained metric="duration" about={graph.about} figure={node.timeSpent} />}
        />
      </CardGrid>
    </Section>
  );
}

interface Props {
  query: FlowAsked;
  /** Id of the node whose details are shown. */
  selected: string;
  onSelect: (id: string) => void;
}

/** The diagram, and the figures of the node chosen in it. */
export function FlowGraphView({ query, selected, onSelect }: Props) {
  const graph = useFlowGraph(query);
  const unit = query.task === undefined ? text.sessions : text.runs;
  return (
    <QueryView
      query={graph}
      skeleton={<Skeleton variant="rounded" height={380} />}
      isEmpty={({ total }) => total === 0}
      empty={<EmptyState title={messages.empty.nothing} body={messages.empty.nothingBody} />}
    >
      {answer => {
        const node = answer.nodes.find(({ id }) => id === selected);
        return (
          <>
            <FlowDiagram
              title={text.diagram}
              unit={unit}
              nodes={answer.nodes.map(one => ({
                id: one.id,
                step: one.step,
                label: labelOf(one),
                value: one.sessions,
                dropoff: one.dropoff.value ?? 0,
              }))}
              links={answer.edges.map(({ source, target, sessions }) => ({
                source,
                target,
                value: sessions,
              }))}
              selected={node?.id}
              onSelect={onSelect}
            />
            {node ? (
              <NodeDetails graph={answer} node={node} unit={unit} />
            ) : (
              <Typography variant="body2" color="textSecondary">
                {text.nodeHint}
              </Typography>
            )}
            <Definitions about={answer.about} />
          </>
        );
      }}
    </QueryView>
  );
}
