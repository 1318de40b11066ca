import PayoutIcon from '@mui/icons-material/AccountBalanceOutlined';
import RevenueIcon from '@mui/icons-material/TrendingUpOutlined';
import type { PageDeclaration } from '@netcrab/plugin-api/frontend';
import { readEarnings } from '../contract';

const access = { permission: readEarnings };

/** What a seller earns and is paid. */
export const sellerPages: readonly PageDeclaration[] = [
  {
    path: '/app/marketplace/seller',
    title: 'Revenue',
    access,
    nav: { section: 'selling', icon: RevenueIcon, order: 10 },
    keywords: ['earnings', 'contribution', 'projection', 'estimate', 'sessions'],
    load: () => import('./pages/seller/SellerPage'),
  },
  {
    path: '/app/marketplace/seller/:packId',
    title: 'Revenue of a pack',
    access,
    load: () => import('./pages/seller/SellerPackPage'),
  },
  {
    path: '/app/marketplace/payouts',
    title: 'Payouts',
    access,
    nav: { section: 'selling', icon: PayoutIcon, order: 30 },
    keywords: ['statement', 'bank', 'Stripe', 'balance', 'transfer'],
    load: () => import('./pages/payouts/PayoutsPage'),
  },
  {
    path: '/app/marketplace/payouts/:month',
    title: 'Payout',
    access,
    load: () => import('./pages/payouts/PayoutMonthPage'),
  },
  {
    path: '/app/marketplace/payouts/:month/packs/:packId',
    title: 'Share of a pack',
    access,
    load: () => import('./pages/payouts/PayoutPackPage'),
  },
];
