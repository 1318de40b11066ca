import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import type { z } from 'zod';
import { parseUrlState, writeUrlState, type UrlSchema } from './urlState';

export interface SetUrlStateOptions {
  /** Overwrites the history entry instead of adding one; by itself so for `q`, which changes with each key. */
  replace?: boolean;
}

export type SetUrlState<State> = (patch: Partial<State>, options?: SetUrlStateOptions) => void;

/**
 * Filters, tabs, sort and page of a view, kept in the address: links carry them, Back undoes them. A patch that
 * changes anything but `page` returns to the first page.
 */
export function useUrlState<S extends UrlSchema>(
  schema: S,
): readonly [z.output<S>, SetUrlState<z.output<S>>] {
  const [params] = useSearchParams();
  const { hash } = useLocation();
  const navigate = useNavigate();
  const state = useMemo(() => parseUrlState(schema, params), [schema, params]);
  const setState = useCallback<SetUrlState<z.output<S>>>(
    (patch, { replace } = {}) => {
      const keys = Object.keys(patch);
      const fromStart = 'page' in schema.shape && !keys.includes('page');
      const first = fromStart
        ? { page: (parseUrlState(schema, new URLSearchParams()) as { page?: unknown }).page }
        : {};
      const next = writeUrlState(schema, params, { ...state, ...first, ...patch });
      void navigate(
        { search: next.toString(), hash },
        { replace: replace ?? (keys.length > 0 && keys.every(key => key === 'q')), preventScrollReset: true },
      );
    },
    [schema, params, state, hash, navigate],
  );
  return [state, setState];
}
