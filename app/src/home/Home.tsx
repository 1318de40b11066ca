import { useSession } from '@netcrab/plugin-api/frontend';
import { SignedInHome } from './SignedInHome';
import { Welcome } from './Welcome';

export default function Home() {
  const session = useSession();
  return session ? <SignedInHome session={session} /> : <Welcome />;
}
