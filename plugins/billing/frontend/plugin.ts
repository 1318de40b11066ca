import ContractIcon from '@mui/icons-material/AssignmentTurnedInOutlined';
import SubscriptionIcon from '@mui/icons-material/CardMembershipOutlined';
import BillingIcon from '@mui/icons-material/CreditCardOutlined';
import { createFrontendPlugin, fillSlot } from '@netcrab/plugin-api/frontend';
import { homeAttention } from '@netcrab/ui';
import { manageBilling, manageSubscriptions, packPurchase, readSubscriptions } from '../contract';
import { moneyPages } from './moneyPages';
import { sellerPages } from './sellerPages';

type BuyerPages = typeof import('./pages/buyer');
const buyerPage = (name: keyof BuyerPages) => async () => ({
  default: (await import('./pages/buyer'))[name],
});

export default createFrontendPlugin({
  id: 'billing',
  pages: [
    {
      // Public, so that it can say what somebody lacks for buying, and keep their choice meanwhile.
      path: '/marketplace/packs/:packId/buy',
      title: 'Buy a pack',
      access: 'public',
      load: buyerPage('PurchasePage'),
    },
    {
      path: '/app/marketplace/orders/:orderId',
      title: 'Order',
      access: { permission: readSubscriptions },
      load: buyerPage('OrderPage'),
    },
    {
      path: '/app/marketplace/subscriptions',
      title: 'Subscriptions',
      access: { permission: readSubscriptions },
      nav: { section: 'marketplace', icon: SubscriptionIcon, order: 40 },
      keywords: ['tier', 'price', 'plan', 'billing', 'contract', 'invoices', 'receipts', 'cancel'],
      load: buyerPage('SubscriptionsPage'),
    },
    {
      path: '/app/marketplace/subscriptions/:subscriptionId/change',
      title: 'Change tier or packs',
      access: { permission: manageBilling },
      load: buyerPage('ChangePlanPage'),
    },
    {
      path: '/settings/billing',
      title: 'Billing',
      access: { permission: manageBilling },
      nav: { section: 'settings', icon: BillingIcon, order: 45 },
      keywords: ['invoice e-mail', 'country', 'card', 'payment method', 'tax'],
      load: buyerPage('BillingSettingsPage'),
    },
    {
      path: '/admin/subscriptions',
      title: 'All subscriptions',
      access: { permission: manageSubscriptions },
      nav: { section: 'admin', icon: ContractIcon, label: 'Subscriptions', order: 40 },
      keywords: ['grant', 'contract', 'enterprise', 'entitlement'],
      load: () => import('./pages/AdminSubscriptionsPage'),
    },
    ...sellerPages,
    ...moneyPages,
  ],
  slots: [
    fillSlot(packPurchase, () => import('./parts/buying/PackPurchase')),
    fillSlot(homeAttention, () => import('./home/BillingAttention'), 30),
    fillSlot(homeAttention, () => import('./home/ReconciliationAttention'), 40),
  ],
});
