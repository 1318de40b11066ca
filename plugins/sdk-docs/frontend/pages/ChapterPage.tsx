import { CopyButton, EmptyState } from '@netcrab/ui';
import Button from '@mui/material/Button';
import { useParams } from 'react-router';
import { proseChapters } from '../chapters';
import { asMarkdown } from '../chapters/chapter';
import { useFacts } from '../factsOfReader';
import { messages } from '../messages';
import { ChapterParts } from '../parts/ChapterParts';
import { docsPath, DocsPage } from '../parts/DocsPage';

/** A chapter that is prose and code. */
export default function ChapterPage() {
  const { chapter: id } = useParams();
  const facts = useFacts();
  const chapter = proseChapters.find(one => one.id === id);
  if (!chapter)
    return (
      <DocsPage title={messages.unknown.title} subtitle={messages.unknown.subtitle}>
        <EmptyState
          title={messages.unknown.title}
          body={messages.unknown.body}
          action={<Button href={docsPath}>{messages.nav['']}</Button>}
        />
      </DocsPage>
    );
  return (
    <DocsPage
      title={chapter.title}
      subtitle={chapter.subtitle}
      actions={<CopyButton text={asMarkdown(chapter, facts)} label={messages.copy} />}
    >
      <ChapterParts parts={chapter.parts(facts)} />
    </DocsPage>
  );
}
