import { measure, type Size } from './closing';
import { measurePdf } from './statement';

const [what = '', argument = '{}'] = process.argv.slice(2);
const result = what === 'close' ? await measure(JSON.parse(argument) as Size) : await measurePdf();
console.log(JSON.stringify(result));
