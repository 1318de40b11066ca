import { Page } from '@netcrab/ui';
import type { ReactNode } from 'react';
import { moneyMessages } from '../../moneyMessages';
import { moneyTabs } from './moneyTabs';

interface Props {
  /** Its title and subtitle. */
  readonly text: { readonly title: string; readonly subtitle: string };
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of the pages beside the overview of money. */
export function MoneyPage({ text, actions, children }: Props) {
  return (
    <Page
      title={text.title}
      subtitle={text.subtitle}
      crumbs={[{ label: moneyMessages.crumb, to: '/admin/money' }]}
      tabs={moneyTabs}
      actions={actions}
    >
      {children}
    </Page>
  );
}
