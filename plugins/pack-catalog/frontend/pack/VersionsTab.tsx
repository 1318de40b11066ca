import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { EmptyState, Markdown, Section, StatusChip, When, type Tone } from '@netcrab/ui';
import type { PackDetail, PackVersionView } from '../../contract/types';

const statusTones: Readonly<Record<PackVersionView['status'], Tone>> = {
  active: 'ok',
  draft: 'info',
  deprecated: 'muted',
};
const changeWords: Readonly<Record<PackVersionView['schemaDiff'][number]['change'], string>> = {
  added: 'added',
  removed: 'removed',
  retyped: 'changed type',
  redescribed: 'described anew',
};

export function VersionsTab({ pack }: { pack: PackDetail }) {
  if (pack.versions.length === 0) {
    return <EmptyState title="No version yet" body="The first build that publishes makes version 1.0." />;
  }
  return (
    <Section
      title="Versions"
      description="The first number changes with the schema, the second with the method. Subscriptions follow the latest unless they are pinned, in My packs."
    >
      <Stack component="ol" sx={{ listStyle: 'none', m: 0, p: 0, gap: 2 }}>
        {pack.versions.map(version => (
          <Version key={version.version} version={version} latest={version.version === pack.version} />
        ))}
      </Stack>
    </Section>
  );
}

function Version({ version, latest }: { version: PackVersionView; latest: boolean }) {
  return (
    <Box
      component="li"
      sx={{
        padding: 2.5,
        borderRadius: '12px',
        bgcolor: 'background.paper',
        border: '1px solid var(--mui-palette-divider)',
      }}
    >
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center', mb: 1 }}>
        <Typography variant="h3">{version.version}</Typography>
        <StatusChip tone={statusTones[version.status]} label={version.status} />
        {latest && <StatusChip tone="info" label="latest" />}
        {version.breaking && <StatusChip tone="bad" label="breaking" />}
        <Typography variant="caption" color="textSecondary" sx={{ ml: 'auto' }}>
          <When at={version.createdAt} mode="date" />
        </Typography>
      </Stack>
      <Markdown text={version.changelog} />
      {version.schemaDiff.length > 0 && (
        <Box
          component="ul"
          aria-label={`Schema changes of ${version.version}`}
          sx={{ mt: 1, mb: 0, pl: 2.5 }}
        >
          {version.schemaDiff.map(({ field, change, before, after }) => (
            <li key={field}>
              <code>{field}</code> {changeWords[change]}
              {change === 'retyped' && ` from ${before} to ${after}`}
            </li>
          ))}
        </Box>
      )}
    </Box>
  );
}
