import { useSession } from '@netcrab/plugin-api/frontend';
import type { ComponentType } from 'react';
import { admissionTo, type DeclaredPage } from './declarations';
import { Forbidden } from './states/Forbidden';
import { PageFrame } from './states/PageFrame';
import { SignInRequired } from './states/SignInRequired';

/** A plugin's page, for those who may see it. */
export function GuardedPage({ page, Content }: { page: DeclaredPage; Content: ComponentType }) {
  const admission = admissionTo(page, useSession());
  if (admission === 'sign-in') return <SignInRequired title={page.title} />;
  if (admission === 'forbidden') return <Forbidden page={page} />;
  return (
    <PageFrame>
      <Content />
    </PageFrame>
  );
}
