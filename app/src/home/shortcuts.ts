/** Pages worth a shortcut, most wanted first; shown are those that exist and that the viewer may open. */
export const shortcutPaths: readonly { path: string; why: string }[] = [
  { path: '/admin/builds', why: 'Run a build and read its report' },
  { path: '/admin/plugins', why: 'State, version and migrations of each plugin' },
  { path: '/app/marketplace/my-packs', why: 'Usage, downloads and versions of what you subscribed to' },
  { path: '/app/api-keys', why: 'Create, rotate and revoke keys' },
  { path: '/app/marketplace/opt-in', why: 'Decide which packs your products contribute to' },
  { path: '/app/marketplace/seller', why: 'What your contributions are worth' },
  { path: '/app/insights', why: 'Where your own users struggle' },
  { path: '/marketplace', why: 'Find a pack' },
  { path: '/settings/ingest-keys', why: 'Keys that let your products send events' },
  { path: '/admin/audit', why: 'Who changed what, and when' },
  { path: '/admin/jobs', why: 'Schedules, last runs and failures' },
  { path: '/settings/members', why: 'Who belongs to your organisation' },
];
