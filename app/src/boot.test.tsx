import { readBoot, readNonce } from './boot';

const pageWith = (head: string) => new DOMParser().parseFromString(`<head>${head}</head>`, 'text/html');

test('reads what the server wrote into the page', () => {
  const page = pageWith(
    '<meta property="csp-nonce" content="abc"><script type="application/json" id="netcrab-boot">{"title":"A \\u003c B"}</script>',
  );
  expect(readBoot(page).title).toBe('A < B');
  expect(readNonce(page)).toBe('abc');
});

test('a page from somewhere else is refused with the reason', () => {
  expect(() => readBoot(pageWith(''))).toThrow('open it through the backend');
  expect(readNonce(pageWith(''))).toBeUndefined();
});
