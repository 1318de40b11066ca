import Box from '@mui/material/Box';
import { verticalName } from '@netcrab/plugin-telemetry/contract';
import { Page, QueryView, type PageTab } from '@netcrab/ui';
import type { ReactNode } from 'react';
import { Navigate, Route, Routes, useParams } from 'react-router';
import type { PackDetail } from '../../contract/types';
import { usePack } from '../api';
import { BuyRail, RailSpace } from '../pack/BuyRail';
import { LicenseTab } from '../pack/LicenseTab';
import { OverviewTab } from '../pack/OverviewTab';
import { PackSkeleton } from '../pack/PackSkeleton';
import { PricingTab } from '../pack/PricingTab';
import { QualityTab } from '../pack/QualityTab';
import { SampleTab } from '../pack/SampleTab';
import { SchemaTab } from '../pack/SchemaTab';
import { VersionsTab } from '../pack/VersionsTab';

const tabs: ReadonlyArray<{ path: string; label: string; show: (pack: PackDetail) => ReactNode }> = [
  { path: '', label: 'Overview', show: pack => <OverviewTab pack={pack} /> },
  { path: 'schema', label: 'Schema', show: pack => <SchemaTab pack={pack} /> },
  { path: 'sample', label: 'Sample', show: pack => <SampleTab pack={pack} /> },
  { path: 'quality', label: 'Quality', show: pack => <QualityTab pack={pack} /> },
  { path: 'pricing', label: 'Pricing', show: pack => <PricingTab pack={pack} /> },
  { path: 'license', label: 'License', show: pack => <LicenseTab pack={pack} /> },
  { path: 'versions', label: 'Versions', show: pack => <VersionsTab pack={pack} /> },
];
const crumbs = [{ label: 'Data packs', to: '/marketplace' }];

export default function PackPage() {
  const { packId = '' } = useParams();
  const pack = usePack(packId);
  const base = `/marketplace/packs/${packId}`;
  const links: PageTab[] = tabs.map(({ path, label }) => ({ label, to: path ? `${base}/${path}` : base }));
  return (
    <Page
      title={pack.data?.title ?? 'Data pack'}
      subtitle={pack.data && `${verticalName(pack.data.vertical)} · ${pack.data.shortDesc}`}
      crumbs={crumbs}
      tabs={links}
    >
      <QueryView query={pack} skeleton={<PackSkeleton />} errorTitle="This pack could not be loaded">
        {data => (
          <Box
            sx={{
              display: 'grid',
              gap: 4,
              gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 300px' },
              alignItems: 'start',
            }}
          >
            <Box sx={{ display: 'grid', gap: 4, minWidth: 0 }}>
              <Routes>
                {tabs.map(({ path, show }) => (
                  <Route key={path} path={path} element={show(data)} />
                ))}
                <Route path="*" element={<Navigate to={base} replace />} />
              </Routes>
            </Box>
            <BuyRail pack={data} />
            <RailSpace />
          </Box>
        )}
      </QueryView>
    </Page>
  );
}
