import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { usePortal, useSession } from '@netcrab/plugin-api/frontend';
import { buyingMessages } from '../../purchaseMessages';

const text = buyingMessages.enterprise;

/** How an Enterprise contract comes about: by mail where the portal has an address for that. */
export function EnterpriseContact({ pack }: { pack: string }) {
  const { boot } = usePortal();
  const org = useSession()?.org?.name;
  const address = boot.plugins.find(({ id }) => id === 'billing')?.config.salesEmail;
  if (typeof address !== 'string')
    return (
      <Typography variant="body2" color="textSecondary">
        {text.askAdmin}
      </Typography>
    );
  // Not URLSearchParams: mail programs show its + for a space.
  const subject = encodeURIComponent(text.subject(pack));
  const mail = `subject=${subject}&body=${encodeURIComponent(text.mail(pack, org))}`;
  return (
    <Typography variant="body2" color="textSecondary">
      {text.byContract} <Link href={`mailto:${address}?${mail}`}>{text.ask}</Link>
    </Typography>
  );
}
