import { Page, QueryView, Section } from '@netcrab/ui';
import { PortalButton } from '../../parts/PortalButton';
import { ProfileForm } from '../../parts/subscriptions/ProfileForm';
import { SandboxNotice } from '../../parts/SandboxNotice';
import { useBillingProfile } from '../../purchasedApi';
import { planMessages } from '../../subscriptionMessages';

const text = planMessages.profile;

export default function BillingSettingsPage() {
  const profile = useBillingProfile();
  return (
    <Page title={text.title} subtitle={text.subtitle}>
      <SandboxNotice />
      <Section title={text.section}>
        <QueryView query={profile} errorTitle={text.loadFailed}>
          {data => <ProfileForm profile={data} />}
        </QueryView>
      </Section>
      <Section title={text.methods} description={text.methodsBody}>
        <PortalButton variant="outlined" />
      </Section>
    </Page>
  );
}
