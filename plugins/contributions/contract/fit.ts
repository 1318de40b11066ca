/** Whether products of one vertical can contribute to a pack of another; `ANY` takes all. */
export const fits = (product: { readonly vertical: string }, pack: { readonly vertical: string }): boolean =>
  pack.vertical === 'ANY' || pack.vertical === product.vertical;
