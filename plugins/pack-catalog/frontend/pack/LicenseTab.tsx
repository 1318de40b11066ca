import CheckIcon from '@mui/icons-material/CheckCircleOutlined';
import BlockIcon from '@mui/icons-material/Block';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { CardGrid, Section } from '@netcrab/ui';
import type { ReactNode } from 'react';
import type { PackDetail } from '../../contract/types';

export function LicenseTab({ pack: { license } }: { pack: PackDetail }) {
  return (
    <>
      <Section title={license.name} description="In plain words. The full text below is what binds.">
        <CardGrid min={260} label="License in plain words">
          <Rules title="You may" icon={<CheckIcon color="success" fontSize="small" />} rules={license.do} />
          <Rules
            title="You may not"
            icon={<BlockIcon color="error" fontSize="small" />}
            rules={license.dont}
          />
        </CardGrid>
      </Section>
      <Section title="Full text" variant="card">
        <Typography component="div" variant="body2" sx={{ whiteSpace: 'pre-wrap', maxWidth: '76ch' }}>
          {license.text}
        </Typography>
      </Section>
    </>
  );
}

function Rules({ title, icon, rules }: { title: string; icon: ReactNode; rules: readonly string[] }) {
  return (
    <div>
      <Typography variant="h4" component="h3" sx={{ mb: 1 }}>
        {title}
      </Typography>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {rules.map(rule => (
          <Box component="li" key={rule} sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
            {icon}
            <span>{rule}</span>
          </Box>
        ))}
      </Box>
    </div>
  );
}
