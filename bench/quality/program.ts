import { recordedFacts } from './recordedFacts';
import { separation } from './scores';

/** Prints what the scores say of recorded runs as JSON. Arguments: the recorded events, an empty folder. */
const [file = '', folder = ''] = process.argv.slice(2);
const { facts, close } = await recordedFacts(file, folder);
try {
  console.log(JSON.stringify(await separation(facts)));
} finally {
  await close();
}
