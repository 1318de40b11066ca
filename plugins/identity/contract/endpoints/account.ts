import { binary, endpoint, noContent } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { deletionPreview, givenPassword, id, newPassword, personName, profile, sessionView } from '../types';

const tags = ['Account'];

/** What people do with their own account. */
export const accountEndpoints = {
  profile: endpoint({
    method: 'GET',
    path: '/api/identity/profile',
    summary: 'Your profile',
    tags,
    access: 'user',
    output: profile,
  }),
  updateProfile: endpoint({
    method: 'PATCH',
    path: '/api/identity/profile',
    summary: 'Change your name',
    tags,
    access: 'user',
    body: z.strictObject({ name: personName }),
    output: profile,
  }),
  changePassword: endpoint({
    method: 'POST',
    path: '/api/identity/password',
    summary: 'Change your password; every other session ends',
    tags,
    access: 'user',
    body: z.strictObject({ current: givenPassword, next: newPassword }),
    output: noContent,
    errors: ['conflict', 'rate_limited'],
  }),
  listSessions: endpoint({
    method: 'GET',
    path: '/api/identity/sessions',
    summary: 'Where you are signed in',
    tags,
    access: 'user',
    output: z.object({ sessions: z.array(sessionView) }),
  }),
  endSession: endpoint({
    method: 'DELETE',
    path: '/api/identity/sessions/:sessionId',
    summary: 'Sign one session out',
    tags,
    access: 'user',
    params: z.object({ sessionId: id }),
    output: noContent,
    errors: ['not_found'],
  }),
  endOtherSessions: endpoint({
    method: 'DELETE',
    path: '/api/identity/sessions',
    summary: 'Sign every other session out',
    tags,
    access: 'user',
    output: z.object({ ended: z.number() }),
  }),
  exportData: endpoint({
    method: 'GET',
    path: '/api/identity/export',
    summary: 'Everything the portal holds on you, as JSON',
    tags,
    access: 'user',
    output: binary('application/json'),
  }),
  previewDeletion: endpoint({
    method: 'GET',
    path: '/api/identity/account/deletion',
    summary: 'What deleting your account would mean',
    tags,
    access: 'user',
    output: deletionPreview,
  }),
  deleteAccount: endpoint({
    method: 'POST',
    path: '/api/identity/account/deletion',
    summary: 'Delete your account',
    description:
      'Needs the password where the account has one. Refused while an organisation would lose its last admin.',
    tags,
    access: 'user',
    body: z.strictObject({ password: givenPassword.optional() }),
    output: noContent,
    errors: ['conflict', 'rate_limited'],
  }),
};
