import ProductIcon from '@mui/icons-material/WidgetsOutlined';
import PackIcon from '@mui/icons-material/Inventory2Outlined';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { Theme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { EmptyState, Page, QueryView, Section } from '@netcrab/ui';
import { Link } from 'react-router';
import type { Contributions } from '../../contract';
import { useContributions } from '../api';
import { messages } from '../messages';
import { BulkButton } from '../parts/BulkButton';
import { ChangeHistory } from '../parts/ChangeHistory';
import { GlobalSwitch } from '../parts/GlobalSwitch';
import { OptInCards } from '../parts/OptInCards';
import { OptInMatrix } from '../parts/OptInMatrix';
import { turnable } from '../parts/choices';
import { useSwitches, type Switches } from '../parts/useSwitches';

const noProducts = (
  <EmptyState
    icon={<ProductIcon />}
    title={messages.noProducts.title}
    body={messages.noProducts.body}
    action={
      <Button variant="contained" component={Link} to="/settings/products">
        {messages.noProducts.action}
      </Button>
    }
  />
);

function Choices({ state, switches }: { state: Contributions; switches: Switches }) {
  const phone = useMediaQuery((theme: Theme) => theme.breakpoints.down('md'));
  const { bulk, matrix, rules, noPacks } = messages;
  if (state.packs.length === 0)
    return <EmptyState icon={<PackIcon />} title={noPacks.title} body={noPacks.body} />;
  const Shape = phone ? OptInCards : OptInMatrix;
  const shared = { nextBuildAt: state.nextBuildAt, onSet: switches.set };
  return (
    <Section
      title={matrix.title}
      description={
        <>
          <Typography variant="body2">{rules.on(state.nextBuildAt)}</Typography>
          <Typography variant="body2">{rules.off(state.nextBuildAt)}</Typography>
        </>
      }
      actions={
        <>
          <BulkButton {...shared} on choices={turnable(state, true)} label={bulk.everythingOn} />
          <BulkButton {...shared} on={false} choices={turnable(state, false)} label={bulk.everythingOff} />
        </>
      }
    >
      <Shape state={state} switches={switches} />
    </Section>
  );
}

export default function OptInPage() {
  const contributions = useContributions();
  const switches = useSwitches();
  return (
    <Page title={messages.title} subtitle={messages.subtitle}>
      <QueryView query={contributions} isEmpty={({ products }) => products.length === 0} empty={noProducts}>
        {state => (
          <Stack sx={{ gap: 4 }}>
            <GlobalSwitch state={state} switches={switches} />
            <Choices state={state} switches={switches} />
            <ChangeHistory state={state} />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}
