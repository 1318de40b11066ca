import path from 'node:path';
import { writeParameters } from './write-parameters.mjs';

/** What the build adds to the bundles: the parameters that the SDK's types know. */
export default function build(dist) {
  writeParameters(path.join(dist, 'parameters.json'));
}
