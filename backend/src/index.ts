export { main, type CliOptions } from './cli';
