import { type CallFault, type FaultSwitches } from '../webhooks/faults';
import { type Html, html } from './html';

const shares = [
  ['dropEvents', 'dropped'],
  ['repeatEvents', 'repeated'],
  ['delayEvents', 'delayed by up to an hour'],
  ['reorderEvents', 'overtaken by others'],
] as const;

const ways = [
  ['', 'Calls work'],
  ['error', 'Calls fail with 500'],
  ['rate_limit', 'Calls fail with 429'],
  ['reset', 'The connection breaks'],
  ['timeout', 'No answer comes'],
] as const;

/** The switches, as a form. */
export function faultsSection(current: FaultSwitches): Html {
  const struck = current.failCalls[0];
  return html`<section aria-labelledby="faults">
    <h2 id="faults">What goes wrong</h2>
    <form method="post">
      ${shares.map(
        ([name, label]) =>
          html`<label
            >Events ${label}, in percent<input
              type="number"
              name="${name}"
              min="0"
              max="100"
              value="${Math.round(current[name] * 100)}"
          /></label>`,
      )}
      <label
        >API calls<select name="how">
          ${ways.map(([value, label]) => html`<option value="${value}" ${(struck?.how ?? '') === value && html` selected`}>${label}</option>`)}
        </select></label
      >
      <label class="inline"
        ><input
          type="checkbox"
          name="when"
          value="after"
          ${struck?.when === 'after' && html` checked`}
        /><span>after they had their effect</span></label
      >
      <label
        >Only this operation, such as <code>Transfers.create</code
        ><input name="operation" value="${struck?.operation}"
      /></label>
      <button name="action" value="faults">Set the switches</button>
    </form>
  </section>`;
}

/** The switches that a form asks for. */
export function readFaults(form: URLSearchParams): Partial<FaultSwitches> {
  const how = ways
    .map(([value]) => value)
    .find((value): value is CallFault['how'] => value !== '' && value === form.get('how'));
  const fault: CallFault | undefined = how
    ? {
        how,
        when: form.get('when') === 'after' ? 'after' : 'before',
        operation: form.get('operation') || undefined,
      }
    : undefined;
  return {
    ...Object.fromEntries(
      shares.map(([name]) => [name, Math.min(100, Math.max(0, Number(form.get(name)) || 0)) / 100]),
    ),
    failCalls: fault ? [fault] : [],
  };
}
