import AddIcon from '@mui/icons-material/Add';
import Button from '@mui/material/Button';
import { useCan } from '@netcrab/plugin-api/frontend';
import { Page } from '@netcrab/ui';
import { useState } from 'react';
import { manageMoney } from '../../../contract';
import { moneyMessages } from '../../moneyMessages';
import { JournalDialog } from '../../parts/money/JournalDialog';
import { LedgerEntries } from '../../parts/money/LedgerEntries';
import { moneyTabs } from '../../parts/money/moneyTabs';
import { TrialBalance } from '../../parts/money/TrialBalance';

const text = moneyMessages.ledger;

export default function LedgerPage() {
  const mayPost = useCan(manageMoney);
  const [posting, setPosting] = useState(false);
  return (
    <Page
      title={text.title}
      subtitle={text.subtitle}
      crumbs={[{ label: moneyMessages.crumb, to: '/admin/money' }]}
      tabs={moneyTabs}
      actions={
        mayPost && (
          <Button variant="outlined" startIcon={<AddIcon />} onClick={() => setPosting(true)}>
            {text.journal}
          </Button>
        )
      }
    >
      <TrialBalance />
      <LedgerEntries />
      {posting && <JournalDialog onClose={() => setPosting(false)} />}
    </Page>
  );
}
