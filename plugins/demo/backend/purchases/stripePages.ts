/**
 * Presses a button of one of the sandbox's pages, as a browser would send its form.
 * @param page its address, under which a browser elsewhere may reach it
 * @param at where this process reaches the sandbox
 */
export async function press(at: string, page: string, form: Readonly<Record<string, string>>): Promise<void> {
  const { pathname } = new URL(page, at);
  const response = await fetch(new URL(pathname, at), {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
  if (response.status !== 303)
    throw new Error(`The Stripe sandbox answered ${response.status} at ${pathname}`);
}
