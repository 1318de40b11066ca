import { useToast } from '@netcrab/ui';
import type { TaskTypeView } from '../../contract';
import { useUnmergeTaskType } from '../api';
import { messages } from '../messages';

const text = messages.registry;

/** Takes a merge back, and says what came of it. */
export function useUnmerge() {
  const unmerge = useUnmergeTaskType();
  const toast = useToast();
  return (taskType: TaskTypeView) =>
    unmerge.mutate(taskType, {
      onSuccess: () => toast(text.unmerged(taskType.label), { tone: 'ok' }),
      onError: () => toast(text.unmergeFailed, { tone: 'bad' }),
    });
}
