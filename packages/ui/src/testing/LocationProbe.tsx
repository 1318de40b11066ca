import { useLocation } from 'react-router';

/** Lets a test read the address. */
export function LocationProbe() {
  const { pathname, search, hash } = useLocation();
  return (
    <output data-testid="location" hidden>
      {pathname + search + hash}
    </output>
  );
}
