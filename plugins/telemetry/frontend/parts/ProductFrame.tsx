import { Page } from '@netcrab/ui';
import type { ReactNode } from 'react';
import { useProducts } from '../api';
import { messages } from '../messages';

const text = messages.product;

/** A product's name; its id until that is known. */
export function useProductName(productId: string): string {
  const products = useProducts();
  return products.data?.products.find(product => product.productId === productId)?.name ?? productId;
}

export interface ProductFrameProps {
  productId: string;
  subtitle: string;
  children: ReactNode;
}

/** The frame of a product's pages. */
export function ProductFrame({ productId, subtitle, children }: ProductFrameProps) {
  const base = `/settings/products/${encodeURIComponent(productId)}`;
  return (
    <Page
      title={useProductName(productId)}
      subtitle={subtitle}
      crumbs={[{ label: messages.products.title, to: '/settings/products' }]}
      tabs={[
        { label: text.quality, to: base },
        { label: text.live, to: `${base}/live` },
        { label: text.data, to: `${base}/data` },
      ]}
    >
      {children}
    </Page>
  );
}
