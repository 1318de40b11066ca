/** Longest match first: the end of Stripe's requirement, in plain words. */
const titles: ReadonlyArray<readonly [RegExp, string]> = [
  [/additional_document$/, 'A second identity document'],
  [/verification\.document$/, 'An identity document'],
  [/external_account$/, 'A bank account or debit card'],
  [/tos_acceptance\./, 'Agreement to Stripe’s terms'],
  [/(business_profile\.)?url$/, 'The website'],
  [/business_profile\.mcc$/, 'The line of business'],
  [/business_profile\.product_description$/, 'What the organisation sells'],
  [/business_type$/, 'Whether it is a company or a person'],
  [/\.dob\./, 'Date of birth'],
  [/address\./, 'Address'],
  [/(first|last)_name$/, 'Full name'],
  [/company\.name$/, 'The company’s legal name'],
  [/tax_id$/, 'Tax number'],
  [/(ssn_last_4|id_number)$/, 'National identification number'],
  [/email$/, 'E-mail address'],
  [/phone$/, 'Phone number'],
  [/(directors|executives|owners)_provided$/, 'The people who own and run the company'],
];

/** What a requirement asks for, in plain words; Stripe's own name, readable, for one that is new. */
export function requirementTitle(requirement: string): string {
  const known = titles.find(([pattern]) => pattern.test(requirement));
  if (known) return known[1];
  const words = requirement.split('.').at(-1)?.replaceAll('_', ' ') ?? requirement;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
