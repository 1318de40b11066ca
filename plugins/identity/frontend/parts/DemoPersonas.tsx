import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { ApiError, usePortal } from '@netcrab/plugin-api/frontend';
import { CardGrid, Section } from '@netcrab/ui';
import { useMutation } from '@tanstack/react-query';
import { demoPersonaIds, type DemoPersonaId } from '../../contract';
import { useSignInClient } from '../api';
import { demoTexts, messages } from '../messages';

/** Who a visitor of the demo can be, with one click. */
export function DemoPersonas() {
  const client = useSignInClient();
  const { refreshSession } = usePortal();
  const signIn = useMutation({
    mutationFn: async (persona: DemoPersonaId) => {
      await client.demoSignIn({ body: { persona } });
      await refreshSession();
    },
  });
  return (
    <Section title={messages.signIn.demoTitle} description={messages.signIn.demoBody} variant="card">
      <CardGrid>
        {demoPersonaIds.map(id => (
          <Stack
            key={id}
            sx={{ gap: 1, height: '100%', alignItems: 'flex-start', justifyContent: 'space-between' }}
          >
            <Typography variant="body2" color="textSecondary">
              {demoTexts[id].body}
            </Typography>
            <Button
              variant="contained"
              loading={signIn.isPending && signIn.variables === id}
              disabled={signIn.isPending}
              onClick={() => signIn.mutate(id)}
            >
              Continue as {demoTexts[id].title.toLowerCase()}
            </Button>
          </Stack>
        ))}
      </CardGrid>
      {signIn.error && (
        <Alert severity="error" role="alert" sx={{ mt: 2 }}>
          {signIn.error instanceof ApiError ? signIn.error.message : 'That did not work. Try again.'}
        </Alert>
      )}
    </Section>
  );
}
