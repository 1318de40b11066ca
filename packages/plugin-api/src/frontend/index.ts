export * from './plugin';
export * from './portal';
export * from './slot';
export * from '../contract';
