import { fork } from 'node:child_process';
import path from 'node:path';

/** A process that is asked and answers, one question at a time; `ready` is what it says by itself. */
export async function startProgram(file, ...args) {
  const child = fork(file, args.map(String), { serialization: 'advanced' });
  const answer = () =>
    new Promise((resolve, reject) => {
      const ended = code => reject(new Error(`${path.basename(file)} ended with ${code}`));
      child.once('exit', ended);
      child.once('message', message => {
        child.off('exit', ended);
        resolve(message.answer);
      });
    });
  const ready = await answer();
  return {
    ready,
    ask(ask, about) {
      child.send({ ask, about });
      return answer();
    },
    stop: () =>
      new Promise(resolve => {
        child.once('exit', resolve);
        child.disconnect();
      }),
  };
}
