import type { AnchorHTMLAttributes, Ref } from 'react';
import { Link } from 'react-router';

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> };

/** Addresses the router does not own: other sites, mail, in-page anchors, the API and its downloads. */
const outside = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#|\/api\/|\/v\d+\/)/i;

/** The anchor behind every MUI link and button with an `href`: moves inside the portal without a reload. */
export function RoutedLink({ href = '', ref, ...props }: Props) {
  if (outside.test(href) || props.download !== undefined || props.target === '_blank') {
    return <a href={href} ref={ref} rel={props.target === '_blank' ? 'noreferrer' : undefined} {...props} />;
  }
  return <Link to={href} ref={ref} {...props} />;
}
