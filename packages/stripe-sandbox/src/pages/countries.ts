import { type Html, html } from './html';

const codes = [
  'US',
  'AT',
  'AU',
  'CA',
  'CH',
  'DE',
  'ES',
  'FR',
  'GB',
  'IE',
  'IN',
  'IT',
  'JP',
  'KW',
  'NL',
  'PL',
  'SE',
];

const names = new Intl.DisplayNames('en', { type: 'region' });

/** Options of a country field. */
export function countryOptions(selected: string): Html[] {
  return [...codes]
    .sort((a, b) => (names.of(a) ?? a).localeCompare(names.of(b) ?? b, 'en'))
    .map(code =>
      code === selected
        ? html`<option value="${code}" selected>${names.of(code)}</option>`
        : html`<option value="${code}">${names.of(code)}</option>`,
    );
}
