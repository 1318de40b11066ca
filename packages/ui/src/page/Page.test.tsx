import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import Button from '@mui/material/Button';
import { Route, Routes } from 'react-router';
import { TestPortal } from '../testing';
import { Page } from './Page';

const tabs = [
  { label: 'Overview', to: '/packs/a' },
  { label: 'Schema', to: '/packs/a/schema' },
];

const show = (path: string) =>
  render(
    <TestPortal path={path} boot={{ title: 'NetCrab Portal' }}>
      <Routes>
        <Route
          path="/packs/a/*"
          element={
            <Page
              title="Pack A"
              subtitle="Friction by week"
              crumbs={[{ label: 'Catalogue', to: '/packs' }, { label: 'Retail' }]}
              tabs={tabs}
              actions={<Button href="/api/packs/a.csv">Download</Button>}
            >
              <a href="#details">Details</a>
            </Page>
          }
        />
        <Route path="/packs" element={<Page title="Catalogue">{null}</Page>} />
      </Routes>
    </TestPortal>,
  );

test('the heading is the document’s title; the first load leaves the focus alone', () => {
  show('/packs/a');
  expect(screen.getByRole('heading', { level: 1, name: 'Pack A' })).not.toHaveFocus();
  expect(document.title).toBe('Pack A · NetCrab Portal');
});

test('after a navigation the focus is on the new heading', async () => {
  const user = userEvent.setup();
  show('/packs/a');
  await user.click(
    within(screen.getByRole('navigation', { name: 'Breadcrumb' })).getByRole('link', { name: 'Catalogue' }),
  );
  expect(screen.getByRole('heading', { level: 1, name: 'Catalogue' })).toHaveFocus();
  expect(document.title).toBe('Catalogue · NetCrab Portal');
});

test('tabs are links; the current one is marked, and choosing one keeps the focus on it', async () => {
  const user = userEvent.setup();
  show('/packs/a/schema');
  const nav = within(screen.getByRole('navigation', { name: 'Pack A: parts' }));
  expect(nav.getByRole('link', { name: 'Schema' })).toHaveAttribute('aria-current', 'page');
  expect(nav.getByRole('link', { name: 'Overview' })).not.toHaveAttribute('aria-current');
  nav.getByRole('link', { name: 'Overview' }).focus();
  await user.keyboard('{Enter}');
  expect(screen.getByTestId('location')).toHaveTextContent('/packs/a');
  expect(nav.getByRole('link', { name: 'Overview' })).toHaveFocus();
});

test('links to the API leave the router alone', () => {
  show('/packs/a');
  expect(screen.getByRole('link', { name: 'Download' })).toHaveAttribute('href', '/api/packs/a.csv');
});
