import { CopyButton } from '@netcrab/ui';
import { taskTypes } from '../chapters';
import { asMarkdown } from '../chapters/chapter';
import { useFacts } from '../factsOfReader';
import { messages } from '../messages';
import { ChapterParts } from '../parts/ChapterParts';
import { DocsPage } from '../parts/DocsPage';
import { Registry } from '../parts/Registry';

/** How tasks are named, and those that the reader's products use. */
export default function TaskTypesPage() {
  const facts = useFacts();
  return (
    <DocsPage
      title={taskTypes.title}
      subtitle={taskTypes.subtitle}
      actions={<CopyButton text={asMarkdown(taskTypes, facts)} label={messages.copy} />}
    >
      <Registry />
      <ChapterParts parts={taskTypes.parts(facts)} />
    </DocsPage>
  );
}
