import { announce, useToast } from '@netcrab/ui';
import type { SwitchChange } from '../api';
import { useSetChoices, useSetContributing } from '../api';
import { messages } from '../messages';

const why = (error: Error) => error.message;

/** The changes of the page; what fails is put back and said, to eyes and ears. */
export function useSwitches() {
  const toast = useToast();
  const choices = useSetChoices();
  const contributing = useSetContributing();
  const failed = (what: string) => (error: Error) =>
    toast(messages.failed(what, why(error)), { tone: 'bad' });
  const done = (what: string, on: boolean) => () => announce(messages.changed(what, on));
  return {
    set: (change: SwitchChange, what: string) =>
      choices.mutate(change, { onError: failed(what), onSuccess: done(what, change.on) }),
    setContributing: (on: boolean) =>
      contributing.mutate(on, {
        onError: failed(messages.global.label),
        onSuccess: done(messages.global.label, on),
      }),
  };
}

export type Switches = ReturnType<typeof useSwitches>;
