import Typography from '@mui/material/Typography';
import { useCan } from '@netcrab/plugin-api/frontend';
import { Page, QueryView, Section, When } from '@netcrab/ui';
import { manageOrganization } from '../../contract';
import { useOrganization } from '../api';
import { kindTitles } from '../messages';
import { AddSide } from '../parts/AddSide';
import { LeaveOrganization } from '../parts/LeaveOrganization';
import { OrganizationForm } from '../parts/OrganizationForm';

export default function OrganizationPage() {
  const query = useOrganization();
  const manages = useCan(manageOrganization);
  return (
    <Page title="Organisation" subtitle="The company you act for: its name, and what it does here.">
      <QueryView query={query} errorTitle="Your organisation could not be loaded">
        {org => (
          <>
            <Section title="Name" variant="card">
              {manages ? <OrganizationForm name={org.name} /> : <Typography>{org.name}</Typography>}
              <Typography variant="body2" color="textSecondary" sx={{ mt: 2 }}>
                Here since <When at={org.createdAt} mode="date" />. Id: {org.id}
              </Typography>
            </Section>
            <Section title="What it does" description={kindTitles[org.kind]} variant="card">
              <AddSide org={org} manages={manages} />
            </Section>
            <Section title="Leave" variant="card">
              <LeaveOrganization name={org.name} />
            </Section>
          </>
        )}
      </QueryView>
    </Page>
  );
}
