import { CopyButton } from '@netcrab/ui';
import type { ComponentType } from 'react';
import { quickStart } from '../chapters';
import { asMarkdown } from '../chapters/chapter';
import { firstEvent, makeKey } from '../chapters/quickStart';
import { useFacts } from '../factsOfReader';
import { messages } from '../messages';
import { ChapterParts } from '../parts/ChapterParts';
import { DocsPage } from '../parts/DocsPage';
import { KeyStep } from '../parts/KeyStep';
import { LiveStep } from '../parts/LiveStep';

const steps: Readonly<Record<string, ComponentType>> = { [makeKey]: KeyStep, [firstEvent]: LiveStep };

/** From nothing to the first event, seen on the page itself. */
export default function QuickStartPage() {
  const facts = useFacts();
  return (
    <DocsPage
      title={quickStart.title}
      subtitle={quickStart.subtitle}
      actions={<CopyButton text={asMarkdown(quickStart, facts)} label={messages.copy} />}
    >
      {quickStart.parts(facts).map(part => {
        const Step = steps[part.id];
        return Step ? <Step key={part.id} /> : <ChapterParts key={part.id} parts={[part]} />;
      })}
    </DocsPage>
  );
}
