import { definePermission, endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';

/** Who may give kudos: everyone who is something in an organisation. */
export const giveKudos = definePermission({
  id: 'kudos:give',
  title: 'give kudos',
  roles: ['buyer_admin', 'buyer_viewer', 'seller_admin', 'platform_admin'],
});

const kudos = z.object({ id: z.string(), to: z.string(), text: z.string(), givenAt: z.number() });

export const endpoints = {
  listKudos: endpoint({
    method: 'GET',
    path: '/api/kudos',
    summary: 'Lists the kudos of the acting organisation, newest first',
    access: { permission: giveKudos },
    query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
    output: z.array(kudos),
  }),
  giveKudos: endpoint({
    method: 'POST',
    path: '/api/kudos',
    summary: 'Gives kudos',
    access: { permission: giveKudos },
    body: z.object({ to: z.string().min(1).max(80), text: z.string().min(1).max(500) }),
    output: kudos,
    status: 201,
  }),
};
