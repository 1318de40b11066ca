import { CopyButton } from '@netcrab/ui';
import { quickStart } from '../chapters';
import { asMarkdown } from '../chapters/chapter';
import { useFacts } from '../factsOfReader';
import { messages } from '../messages';
import { ChapterParts } from '../parts/ChapterParts';
import { DocsPage } from '../parts/DocsPage';
import { KeyStep } from '../parts/KeyStep';
import { LiveStep } from '../parts/LiveStep';

/** From nothing to the first event, seen on the page itself. */
export default function QuickStartPage() {
  const facts = useFacts();
  const [add, ...after] = quickStart.parts(facts);
  return (
    <DocsPage
      title={quickStart.title}
      subtitle={quickStart.subtitle}
      actions={<CopyButton text={asMarkdown(quickStart, facts)} label={messages.copy} />}
    >
      <KeyStep />
      {add && <ChapterParts parts={[add]} />}
      <LiveStep />
      <ChapterParts parts={after} />
    </DocsPage>
  );
}
