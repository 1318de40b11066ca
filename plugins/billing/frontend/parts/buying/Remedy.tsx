import Button from '@mui/material/Button';
import { signInPath, signUpPath, type Buyer } from '../../buying';
import { buyingMessages } from '../../purchaseMessages';

const text = buyingMessages.remedy;

export interface RemedyProps {
  lack: Exclude<Buyer, 'allowed'>;
  /** Where a new account goes on. */
  signUpTo: string;
  /** Where whoever has an account goes on: it may own the pack. */
  signInTo: string;
}

/** Leads to what the viewer lacks for buying. */
export function Remedy({ lack, signUpTo, signInTo }: RemedyProps) {
  switch (lack) {
    case 'signed_out':
      return (
        <>
          <Button variant="contained" href={signUpPath(signUpTo)}>
            {text.createAccount}
          </Button>
          <Button variant="outlined" href={signInPath(signInTo)}>
            {text.signIn}
          </Button>
        </>
      );
    case 'only_sells':
      return (
        <Button variant="outlined" href="/settings/organization">
          {text.organization}
        </Button>
      );
    case 'no_right':
      return (
        <Button variant="outlined" href="/settings/members">
          {text.members}
        </Button>
      );
    case 'no_org':
      return null;
  }
}
