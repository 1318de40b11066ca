import { ApiError, createClient, type CommandContext } from '@netcrab/plugin-api/backend';
import { organizationEndpoints } from '../contract';

const usage = `Usage: npm run admin -- <e-mail>

Makes the person who signed up with this address an admin of the platform: the first one, or one more.
`;

/** @returns 0 when the person is an admin now, 1 when nobody of that address has signed up. */
export default async function adminCommand({
  argv,
  stdout,
  stderr,
  connect,
}: CommandContext): Promise<number> {
  const [email] = argv;
  if (!email || argv.length > 1 || email.startsWith('-')) {
    stdout.write(usage);
    return email === '--help' || email === '-h' ? 0 : 1;
  }
  const { baseUrl, headers } = await connect();
  const client = createClient(organizationEndpoints, { baseUrl, headers: () => headers });
  try {
    const { org } = await client.appointAdmin({ body: { email } });
    stdout.write(
      `${email} is an admin of the platform now: switch to the organisation ${org.name} in the portal.\n`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    stderr.write(`${error.message}\n`);
    return 1;
  }
}
