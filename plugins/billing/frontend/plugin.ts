import ContractIcon from '@mui/icons-material/AssignmentTurnedInOutlined';
import SubscriptionIcon from '@mui/icons-material/CardMembershipOutlined';
import { createFrontendPlugin } from '@netcrab/plugin-api/frontend';
import { manageSubscriptions, readSubscriptions } from '../contract';

export default createFrontendPlugin({
  id: 'billing',
  pages: [
    {
      path: '/app/marketplace/subscriptions',
      title: 'Subscriptions',
      access: { permission: readSubscriptions },
      nav: { section: 'marketplace', icon: SubscriptionIcon, order: 40 },
      keywords: ['tier', 'price', 'plan', 'billing', 'contract'],
      load: () => import('./pages/SubscriptionsPage'),
    },
    {
      path: '/admin/subscriptions',
      title: 'All subscriptions',
      access: { permission: manageSubscriptions },
      nav: { section: 'admin', icon: ContractIcon, label: 'Subscriptions', order: 40 },
      keywords: ['grant', 'contract', 'enterprise', 'entitlement'],
      load: () => import('./pages/AdminSubscriptionsPage'),
    },
  ],
});
