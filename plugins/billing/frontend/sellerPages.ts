import PayoutIcon from '@mui/icons-material/AccountBalanceOutlined';
import RevenueIcon from '@mui/icons-material/TrendingUpOutlined';
import type { PageDeclaration } from '@netcrab/plugin-api/frontend';
import { readEarnings } from '../contract';

const access = { permission: readEarnings };

// They come together: apart they share too much, and are too small, to be worth a request each.
type SellerPages = typeof import('./pages/seller');
const sellerPage = (name: keyof SellerPages) => async () => ({
  default: (await import('./pages/seller'))[name],
});

type PayoutsPages = typeof import('./pages/payouts');
const payoutsPage = (name: keyof PayoutsPages) => async () => ({
  default: (await import('./pages/payouts'))[name],
});

/** What a seller earns and is paid. */
export const sellerPages: readonly PageDeclaration[] = [
  {
    path: '/app/marketplace/seller',
    title: 'Revenue',
    access,
    nav: { section: 'selling', icon: RevenueIcon, order: 10 },
    keywords: ['earnings', 'contribution', 'projection', 'estimate', 'sessions'],
    load: sellerPage('SellerPage'),
  },
  {
    path: '/app/marketplace/seller/:packId',
    title: 'Revenue of a pack',
    access,
    load: sellerPage('SellerPackPage'),
  },
  {
    path: '/app/marketplace/payouts',
    title: 'Payouts',
    access,
    nav: { section: 'selling', icon: PayoutIcon, order: 30 },
    keywords: ['statement', 'bank', 'Stripe', 'balance', 'transfer'],
    load: payoutsPage('PayoutsPage'),
  },
  {
    path: '/app/marketplace/payouts/:month',
    title: 'Payout',
    access,
    load: payoutsPage('PayoutMonthPage'),
  },
  {
    path: '/app/marketplace/payouts/:month/packs/:packId',
    title: 'Share of a pack',
    access,
    load: payoutsPage('PayoutPackPage'),
  },
];
