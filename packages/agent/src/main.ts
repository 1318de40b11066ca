import { runCommand } from './cli';
import { reasonOf } from './reasonOf';

declare const __AGENT_VERSION__: string;

const complain = (text: string) => void process.stderr.write(text);

function onFailed(error: unknown) {
  complain(`Forwarding ended unexpectedly: ${reasonOf(error)}\n`);
  process.exitCode = 1;
  process.kill(process.pid, 'SIGTERM');
}

const result = await runCommand({
  args: process.argv.slice(2),
  environment: process.env,
  version: __AGENT_VERSION__,
  print: text => void process.stdout.write(text),
  complain,
  onFailed,
});
if (typeof result === 'number') process.exitCode = result;
else
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      void result.stop().then(() => process.exit());
    });
