import { useOpenPacks } from '../api';

/** A pack for examples where the org has none yet; it is among those shipped. */
const samplePack = 'ux_friction_b2b_crm_v1';

/** A pack that the org's keys can query. */
export const useExamplePack = () => useOpenPacks().data?.[0]?.id ?? samplePack;

export const envLine = (secret: string) => `NETCRAB_API_KEY=${secret}\n`;

export const curlLine = (baseUrl: string, secret: string, packId: string) =>
  `curl -H "Authorization: Bearer ${secret}" \\\n  "${baseUrl}/v1/packs/${encodeURIComponent(packId)}/data?limit=5"`;
