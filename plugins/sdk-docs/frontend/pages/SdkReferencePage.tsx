import { CopyButton } from '@netcrab/ui';
import { asMarkdown } from '../chapters/chapter';
import { reference } from '../chapters/reference';
import { useFacts } from '../factsOfReader';
import { messages } from '../messages';
import { ChapterParts } from '../parts/ChapterParts';
import { DocsPage } from '../parts/DocsPage';

/** The calls and types of the SDK. */
export default function SdkReferencePage() {
  const facts = useFacts();
  return (
    <DocsPage
      title={reference.title}
      subtitle={reference.subtitle}
      actions={<CopyButton text={asMarkdown(reference, facts)} label={messages.copy} />}
    >
      <ChapterParts parts={reference.parts(facts)} />
    </DocsPage>
  );
}
