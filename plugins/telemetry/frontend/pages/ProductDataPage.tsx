import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { ConfirmDialog, Section, useToast } from '@netcrab/ui';
import { useState, type FormEvent } from 'react';
import { useParams } from 'react-router';
import { patterns } from '../../contract';
import { useRequestDeletion } from '../api';
import { messages } from '../messages';
import { DeletionList } from '../parts/DeletionList';
import { ProductFrame, useProductName } from '../parts/ProductFrame';

const text = messages.deletion;

/** What is about to be deleted; null for the whole product. */
interface Asked {
  readonly userHash: string | null;
}

export default function ProductDataPage() {
  const { productId = '' } = useParams();
  const name = useProductName(productId);
  const request = useRequestDeletion(productId);
  const toast = useToast();
  const [userHash, setUserHash] = useState('');
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const bad = !patterns.userHash.test(userHash.trim());

  const askForUser = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!bad) setAsked({ userHash: userHash.trim() });
  };

  return (
    <ProductFrame productId={productId} subtitle={text.subtitle}>
      <Section title={text.userTitle} description={text.userBody}>
        <form onSubmit={askForUser} noValidate>
          <Stack direction={{ xs: 'column', sm: 'row' }} sx={{ gap: 2, alignItems: { sm: 'flex-start' } }}>
            <TextField
              required
              label={text.userHash}
              value={userHash}
              onChange={event => setUserHash(event.target.value)}
              error={tried && bad}
              helperText={tried && bad ? text.userHashBad : text.userHashHelp}
              sx={{ flex: { sm: '1 1 320px' }, maxWidth: { sm: 560 } }}
              slotProps={{ htmlInput: { maxLength: 128, autoComplete: 'off', spellCheck: false } }}
            />
            <Button type="submit" color="error" variant="outlined" sx={{ mt: { sm: 0.5 } }}>
              {text.userAction}
            </Button>
          </Stack>
        </form>
      </Section>
      <Section title={text.productTitle} description={text.productBody}>
        <Button color="error" variant="outlined" onClick={() => setAsked({ userHash: null })}>
          {text.productAction}
        </Button>
      </Section>
      <Section title={text.keptTitle}>
        <Typography sx={{ maxWidth: '72ch' }}>{text.kept}</Typography>
      </Section>
      <DeletionList productId={productId} />
      {asked && (
        <ConfirmDialog
          open
          tone="danger"
          title={asked.userHash === null ? text.productConfirm(name) : text.userConfirm(name)}
          body={asked.userHash === null ? text.productWarning : text.userWarning(asked.userHash)}
          confirmLabel={text.confirm}
          requireText={name}
          onConfirm={async () => {
            await request.mutateAsync(asked.userHash);
            setUserHash('');
            setTried(false);
            toast(text.requested, { tone: 'ok' });
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </ProductFrame>
  );
}
