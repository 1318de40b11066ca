import BusinessIcon from '@mui/icons-material/BusinessOutlined';
import DevicesIcon from '@mui/icons-material/DevicesOutlined';
import GroupIcon from '@mui/icons-material/GroupOutlined';
import PersonIcon from '@mui/icons-material/PersonOutlined';
import ShieldIcon from '@mui/icons-material/ShieldOutlined';
import { createFrontendPlugin } from '@netcrab/plugin-api/frontend';

export default createFrontendPlugin({
  id: 'identity',
  pages: [
    {
      path: '/sign-in',
      title: 'Sign in',
      access: 'public',
      load: () => import('./pages/SignInPage'),
    },
    {
      path: '/sign-up',
      title: 'Create an account',
      access: 'public',
      load: () => import('./pages/SignUpPage'),
    },
    {
      path: '/forgot-password',
      title: 'Forgot password',
      access: 'public',
      load: () => import('./pages/ForgotPasswordPage'),
    },
    {
      path: '/reset-password',
      title: 'New password',
      access: 'public',
      load: () => import('./pages/ResetPasswordPage'),
    },
    {
      path: '/invitations/:token',
      title: 'Invitation',
      access: 'public',
      load: () => import('./pages/InvitationPage'),
    },
    {
      path: '/settings/profile',
      title: 'Profile',
      access: 'user',
      nav: { section: 'settings', icon: PersonIcon, order: 10 },
      keywords: ['name', 'password', 'account'],
      load: () => import('./pages/ProfilePage'),
    },
    {
      path: '/settings/sessions',
      title: 'Sessions',
      access: 'user',
      nav: { section: 'settings', icon: DevicesIcon, order: 20 },
      keywords: ['devices', 'sign out', 'security'],
      load: () => import('./pages/SessionsPage'),
    },
    {
      path: '/settings/organization',
      title: 'Organisation',
      access: 'user',
      nav: { section: 'settings', icon: BusinessIcon, order: 30 },
      keywords: ['company', 'buyer', 'seller', 'kind'],
      load: () => import('./pages/OrganizationPage'),
    },
    {
      path: '/settings/members',
      title: 'Members',
      access: 'user',
      nav: { section: 'settings', icon: GroupIcon, order: 40 },
      keywords: ['team', 'invite', 'invitation', 'roles', 'people'],
      load: () => import('./pages/MembersPage'),
    },
    {
      path: '/settings/account',
      title: 'Your data',
      access: 'user',
      nav: { section: 'settings', icon: ShieldIcon, order: 50 },
      keywords: ['export', 'delete account', 'privacy', 'leave'],
      load: () => import('./pages/AccountPage'),
    },
  ],
});
