import Typography from '@mui/material/Typography';
import { Section } from '@netcrab/ui';
import type { NamedPack } from '../../../contract';
import { usePurchasable } from '../../checkoutApi';
import { buyingMessages } from '../../purchaseMessages';
import { PacksField } from '../PacksField';

const text = buyingMessages.page;

export interface OtherPacksProps {
  pack: NamedPack;
  /** How many the tier covers, the pack itself among them. */
  most: number;
  others: readonly string[];
  onChange: (others: readonly string[]) => void;
}

/** Pro: what is chosen beside the pack that one came from. */
export function OtherPacks({ pack, most, others, onChange }: OtherPacksProps) {
  const catalogue = usePurchasable();
  const choices = catalogue.data?.packs.filter(({ id }) => id !== pack.id);
  return (
    <Section title={text.packs} description={text.packsDescription(pack.title, most)}>
      <PacksField
        label={text.packsField}
        choices={choices}
        packIds={others}
        most={most - 1}
        onChange={onChange}
        problem={catalogue.isError ? text.packsFailed : undefined}
      />
      <Typography variant="body2" color="textSecondary" role="status" sx={{ mt: 1 }}>
        {text.packsCount(others.length + 1, most)}
      </Typography>
    </Section>
  );
}
