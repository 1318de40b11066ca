import { PickField } from '@netcrab/ui';
import type { NamedPack } from '../../contract';

export interface PacksFieldProps {
  label: string;
  /** undefined while they load. */
  choices: readonly NamedPack[] | undefined;
  packIds: readonly string[];
  /** No more can be chosen than these. */
  most?: number;
  onChange: (packIds: readonly string[]) => void;
  problem: string | undefined;
  help?: string;
}

/** Chooses several packs by their titles. */
export function PacksField({ choices, packIds, ...field }: PacksFieldProps) {
  return (
    <PickField
      several
      value={packIds}
      choices={choices?.map(({ id, title }) => ({ id, name: title }))}
      {...field}
    />
  );
}
