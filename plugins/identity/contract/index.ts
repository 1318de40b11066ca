export * from './nextPath';
export * from './endpoints';
export * from './permissions';
export * from './personas';
export * from './providerProblems';
export * from './roles';
export * from './service';
export type { DeletionPreview, InvitationView, MemberView, Profile, SessionView } from './types';
