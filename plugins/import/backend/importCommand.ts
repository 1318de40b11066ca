import { ApiError } from '@netcrab/plugin-api/contract';
import type { CommandContext } from '@netcrab/plugin-api/backend';
import { ImportError } from './importError';
import { importFile, type ImportReport } from './importFile';
import { help, parseOptions, type ImportOptions } from './options';
import { createProgressDisplay } from './progressDisplay';
import { openLines } from './readLines';
import { Rejections } from './rejections';

const exitCodes = { done: 0, failed: 1, someRefused: 2, stopped: 130 } as const;

/** `npm run import`. @returns the exit code, as {@link help} has it. */
export default async function importCommand(context: CommandContext): Promise<number> {
  try {
    const options = parseOptions(context.argv, context.cwd);
    if (options) return await run(options, context);
    context.stdout.write(help);
    return exitCodes.done;
  } catch (error) {
    if (context.signal.aborted) {
      context.stderr.write(`${stoppedLine}\n`);
      return exitCodes.stopped;
    }
    if (!(error instanceof ImportError) && !(error instanceof ApiError)) throw error;
    context.stderr.write(`${error.message}\n`);
    return exitCodes.failed;
  }
}

const stoppedLine = 'Stopped. What was sent is kept; run the same command again to go on.';

async function run(
  options: ImportOptions,
  { stdout, stderr, signal, connect }: CommandContext,
): Promise<number> {
  // A file that cannot be read is told before a portal is started for it.
  const source = await openLines(options.file);
  const display = createProgressDisplay(stdout);
  const rejections = await Rejections.open(options.rejects, line => display.note(line));
  try {
    const connection = await connect();
    const report = await importFile(options, source, connection, rejections, display, signal);
    stdout.write(summary(report, rejections, options));
    if (report.brokenOff) stderr.write(`${report.brokenOff.message}\n`);
    if (report.stopped) stderr.write(`${stoppedLine}\n`);
    if (report.stopped) return exitCodes.stopped;
    if (report.brokenOff) return exitCodes.failed;
    return rejections.total > 0 ? exitCodes.someRefused : exitCodes.done;
  } finally {
    await rejections.close();
  }
}

const count = (value: number) => value.toLocaleString('en-US');

function summary(report: ImportReport, rejections: Rejections, options: ImportOptions): string {
  const fresh = Math.max(0, report.stored);
  const known = Math.max(0, report.taken - fresh);
  const lines = [
    '',
    `${count(report.events)} events read: ${count(fresh)} new, ${count(known)} there already, ${count(rejections.total)} refused.`,
    ...rejections.byReason().map(reason => `  ${reason}`),
  ];
  if (rejections.total > 0 && options.rejects) lines.push(`Refused lines are in ${options.rejects}.`);
  lines.push(
    `${count(report.orgs)} organisations of the file have ${count(report.sessions)} sessions and ${count(report.taskRuns)} task runs now.`,
  );
  if (report.optedIn !== null)
    lines.push(`Opted in: ${count(report.optedIn)} switches of products and packs turned on.`);
  if (!report.stopped && !report.brokenOff && report.asOf)
    lines.push('', ...nextStep(report.asOf, options.optIn));
  return `${lines.join('\n')}\n`;
}

const nextStep = (asOf: string, optedIn: boolean): string[] =>
  optedIn
    ? [
        `Next: build the packs as of ${asOf}, the day after the last event: sign in as a platform admin, Pack builds.`,
      ]
    : ['Next: opt the products in (--opt-in, or Opt-in in the portal), then build the packs.'];
