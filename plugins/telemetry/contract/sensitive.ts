/** Words that, in a key, announce content or identity. */
const words = new Set(
  (
    'email mail name surname text value values password passwd pwd passphrase phone mobile telephone tel fax address ' +
    'street city zip postcode postal birth birthday birthdate dob ssn passport iban card cvv cvc pin token secret ' +
    'content contents body message comment note notes query search keyword title label html clipboard keys keypress ' +
    'ip cookie url href username nickname login firstname lastname fullname displayname'
  ).split(' '),
);

/**
 * Whether a key looks as if it carried what people type or who they are: `userEmail`, `first_name`, `searchText`.
 * Keys are split into words at case changes and punctuation, so `keystrokes` and `mailbox` pass.
 */
export function looksSensitive(key: string): boolean {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .some(word => words.has(word));
}
