import AddIcon from '@mui/icons-material/Add';
import Button from '@mui/material/Button';
import { useCan } from '@netcrab/plugin-api/frontend';
import { useState } from 'react';
import { manageMoney } from '../../../contract';
import { MoneyPage } from '../../parts/money/MoneyPage';
import { moneyMessages } from '../../moneyMessages';
import { JournalDialog } from '../../parts/money/JournalDialog';
import { LedgerEntries } from '../../parts/money/LedgerEntries';
import { TrialBalance } from '../../parts/money/TrialBalance';

const text = moneyMessages.ledger;

export default function LedgerPage() {
  const mayPost = useCan(manageMoney);
  const [posting, setPosting] = useState(false);
  return (
    <MoneyPage
      text={text}
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
    </MoneyPage>
  );
}
