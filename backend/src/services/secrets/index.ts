export { loadRootKey } from './rootKey';
export { createSecrets } from './secrets';
