import EmptyIcon from '@mui/icons-material/SensorsOutlined';
import Button from '@mui/material/Button';
import { useCan, usePluginReady } from '@netcrab/plugin-api/frontend';
import { telemetryManage } from '@netcrab/plugin-telemetry/contract';
import { EmptyState, Page, QueryView, type Crumb } from '@netcrab/ui';
import type { ReactNode } from 'react';
import type { Options } from '../../contract';
import { useOptions } from '../api';
import { messages } from '../messages';
import { searchOf, useFilters } from '../urlFilters';

const paths = {
  overview: '/app/insights',
  hotspots: '/app/insights/hotspots',
  flows: '/app/insights/flows',
  releases: '/app/insights/releases',
  segments: '/app/insights/segments',
  notes: '/app/insights/notes',
} as const;
export type View = keyof typeof paths;

/** Another view with the same filters, and what else it needs. */
export function useViewAddress() {
  const { query } = useFilters();
  return (view: View, more: Readonly<Record<string, string | undefined>> = {}) =>
    `${paths[view]}${searchOf({ ...query, ...more })}`;
}

function FirstEventMissing() {
  const docs = usePluginReady('sdk-docs');
  const canSetUp = useCan(telemetryManage);
  const { empty } = messages;
  return (
    <EmptyState
      icon={<EmptyIcon />}
      title={empty.title}
      body={canSetUp ? empty.body : `${empty.body} ${empty.ask}`}
      action={
        <>
          {canSetUp && (
            <Button variant="contained" href="/settings/products">
              {empty.products}
            </Button>
          )}
          {docs && (
            <Button href="/docs/sdk" sx={{ ml: 1 }}>
              {empty.docs}
            </Button>
          )}
        </>
      }
    />
  );
}

interface Props {
  title: string;
  subtitle: string;
  crumbs?: readonly Crumb[];
  /** Once it is known that there are sessions to show. */
  children: (options: Options) => ReactNode;
}

/** The frame of every view: its tabs keep the filters, and without any session it says how to get the first. */
export function InsightsPage({ title, subtitle, crumbs, children }: Props) {
  const options = useOptions();
  const address = useViewAddress();
  const tabs = (Object.keys(paths) as View[]).map(view => ({
    label: messages.tabs[view],
    to: address(view),
  }));
  return (
    <Page title={title} subtitle={subtitle} crumbs={crumbs} tabs={tabs}>
      <QueryView query={options} isEmpty={({ firstDay }) => firstDay === null} empty={<FirstEventMissing />}>
        {children}
      </QueryView>
    </Page>
  );
}
