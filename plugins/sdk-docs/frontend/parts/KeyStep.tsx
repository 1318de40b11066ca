import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { LinesSkeleton, QueryView, Section } from '@netcrab/ui';
import { useProducts, useSeller } from '../api';
import { useOwnKey } from '../factsOfReader';
import { messages } from '../messages';
import { docsPath } from './DocsPage';
import { MakeKeyForm } from './MakeKeyForm';

const text = messages.start;

/** The first step: a key of one's own, filled in on every page of the guide. */
export function KeyStep() {
  const seller = useSeller();
  const own = useOwnKey();
  const products = useProducts();
  return (
    <Section
      id="make-a-key"
      title={text.title}
      description={seller === 'allowed' && text.intro}
      variant="card"
    >
      {seller === 'signed-out' && (
        <Alert
          severity="info"
          action={
            <Button color="inherit" size="small" href={`/sign-in?next=${encodeURIComponent(docsPath)}`}>
              {text.signIn}
            </Button>
          }
        >
          {text.signedOut}
        </Alert>
      )}
      {seller === 'denied' && <Alert severity="info">{text.notSeller}</Alert>}
      {seller === 'allowed' &&
        (own ? (
          <Alert severity="success">
            {text.made} <Link href="/settings/ingest-keys">{text.manage}</Link>
          </Alert>
        ) : (
          <QueryView query={products} errorTitle={text.failed} skeleton={<LinesSkeleton />}>
            {data => <MakeKeyForm products={data.products} />}
          </QueryView>
        ))}
    </Section>
  );
}
