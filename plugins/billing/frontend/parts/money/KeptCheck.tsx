import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { QueryView, StatusChip, useToast, When } from '@netcrab/ui';
import type { Reconciliation } from '../../../contract';
import { useCheckNow, useLatestReconciliation } from '../../moneyApi';
import { moneyMessages } from '../../moneyMessages';

const text = moneyMessages.reconciliation;

function Outcome({ problems, unavailable }: Pick<Reconciliation, 'problems' | 'unavailable'>) {
  if (problems > 0) return <StatusChip tone="bad" label={text.problems(problems)} />;
  return unavailable === null ? (
    <StatusChip tone="ok" label={text.fine} />
  ) : (
    <StatusChip tone="warn" label={text.incomplete} />
  );
}

/** When the books were last checked by themselves, what came of it, and the button that does it again. */
export function KeptCheck() {
  const kept = useLatestReconciliation();
  const check = useCheckNow();
  const toast = useToast();
  const checkNow = () =>
    check.mutate(undefined, {
      onSuccess: () => toast(text.checked, { tone: 'ok' }),
      onError: error => toast(`${text.checkFailed}: ${error.message}`, { tone: 'bad' }),
    });
  return (
    <Stack direction="row" sx={{ flexWrap: 'wrap', alignItems: 'center', gap: 1.5, mb: 2 }}>
      <QueryView query={kept} errorTitle={text.loadFailed}>
        {({ latest }) =>
          latest === null ? (
            <Typography variant="body2">{text.never}</Typography>
          ) : (
            <>
              <Typography variant="body2">
                {text.kept} <When at={latest.ranAt} />
              </Typography>
              <Outcome {...latest} />
            </>
          )
        }
      </QueryView>
      <Button variant="outlined" size="small" disabled={check.isPending} onClick={checkNow}>
        {check.isPending ? text.checking : text.checkNow}
      </Button>
    </Stack>
  );
}
