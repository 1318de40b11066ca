import { writeFileSync } from 'node:fs';
import { readReference, referenceFile } from './readReference.mjs';

/** Writes the reference of the SDK anew; `npm run docs:sdk`. */
writeFileSync(referenceFile, `${JSON.stringify(readReference(), null, 2)}\n`);
