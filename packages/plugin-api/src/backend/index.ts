export * from './plugin';
export * from './report';
export * from './request';
export * from './services';
export * from '../contract';
