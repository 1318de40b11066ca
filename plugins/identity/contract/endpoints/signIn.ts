import { endpoint, noContent } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { demoPersonaIds } from '../personas';
import {
  emailAddress,
  givenPassword,
  id,
  newPassword,
  orgName,
  personName,
  portalSession,
  token,
} from '../types';

const tags = ['Sign-in'];

/** Into the portal and out of it. Those that sign in answer with the session's cookie. */
export const signInEndpoints = {
  session: endpoint({
    method: 'GET',
    path: '/api/session',
    summary: 'Who is signed in, null for nobody',
    tags,
    access: 'public',
    output: portalSession.nullable(),
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/api/identity/sign-in',
    summary: 'Sign in with e-mail and password',
    description:
      'Attempts are limited by account and by address; a 429 says in Retry-After when to try again.',
    tags,
    access: 'public',
    body: z.strictObject({ email: emailAddress, password: givenPassword }),
    output: noContent,
    errors: ['unauthorized', 'rate_limited'],
  }),
  signUp: endpoint({
    method: 'POST',
    path: '/api/identity/sign-up',
    summary: 'Create an account and its organisation, and sign in',
    description: 'The organisation is of kind `buyer`, the new user its admin.',
    tags,
    access: 'public',
    body: z.strictObject({
      name: personName,
      email: emailAddress,
      password: newPassword,
      organization: orgName,
    }),
    output: noContent,
    errors: ['conflict', 'rate_limited'],
  }),
  signOut: endpoint({
    method: 'POST',
    path: '/api/identity/sign-out',
    summary: 'End this session',
    tags,
    access: 'public',
    output: noContent,
  }),
  demoSignIn: endpoint({
    method: 'POST',
    path: '/api/identity/demo-sign-in',
    summary: 'Sign in as a persona of the demo',
    description: 'Exists in a portal that runs the demo only.',
    tags,
    access: 'public',
    body: z.strictObject({ persona: z.enum(demoPersonaIds) }),
    output: noContent,
    errors: ['not_found'],
  }),
  setActiveOrg: endpoint({
    method: 'POST',
    path: '/api/identity/active-org',
    summary: 'Act for another of your organisations',
    tags,
    access: 'user',
    body: z.strictObject({ orgId: id }),
    output: noContent,
    errors: ['not_found'],
  }),
  requestPasswordReset: endpoint({
    method: 'POST',
    path: '/api/identity/password-reset',
    summary: 'Ask for a mail to choose a new password',
    description: 'The answer is the same whether or not an account has this address.',
    tags,
    access: 'public',
    body: z.strictObject({ email: emailAddress }),
    output: noContent,
    errors: ['rate_limited'],
  }),
  resetPassword: endpoint({
    method: 'POST',
    path: '/api/identity/password-reset/confirm',
    summary: 'Choose a new password with the link of the mail',
    description: 'The link works once. Every session of the account ends.',
    tags,
    access: 'public',
    body: z.strictObject({ token, password: newPassword }),
    output: noContent,
    errors: ['rate_limited'],
  }),
};
