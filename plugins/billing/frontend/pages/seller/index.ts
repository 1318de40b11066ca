export { default as SellerPackPage } from './SellerPackPage';
export { default as SellerPage } from './SellerPage';
