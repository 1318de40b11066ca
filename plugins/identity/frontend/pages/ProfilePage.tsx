import { Page, QueryView, Section } from '@netcrab/ui';
import { useProfile } from '../api';
import { Memberships } from '../parts/Memberships';
import { PasswordForm } from '../parts/PasswordForm';
import { ProfileForm } from '../parts/ProfileForm';

export default function ProfilePage() {
  const query = useProfile();
  return (
    <Page title="Profile" subtitle="How colleagues see you, and how you sign in.">
      <QueryView query={query} errorTitle="Your profile could not be loaded">
        {profile => (
          <>
            <Section title="You" variant="card">
              <ProfileForm profile={profile} />
            </Section>
            <Section
              title="Password"
              description="Changing it ends every other session of your account."
              variant="card"
            >
              <PasswordForm hasPassword={profile.hasPassword} email={profile.email} />
            </Section>
            <Section
              title="Organisations"
              description="Switch between them at the top of the navigation."
              variant="card"
            >
              <Memberships memberships={profile.memberships} />
            </Section>
          </>
        )}
      </QueryView>
    </Page>
  );
}
