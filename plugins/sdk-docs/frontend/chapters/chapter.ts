import type { CodeTab } from '@netcrab/ui';

/** What the reader's own portal and products put into the words. */
export interface Facts {
  /** Of the portal: `https://portal.example.com`. */
  readonly origin: string;
  /** A key made on the page, else one that says what to put there. */
  readonly ingestKey: string;
  readonly productId: string;
  /** Attribute that pins the script; empty until it is known. */
  readonly integrity: string;
  /** 16 digits in the pinned script's address. */
  readonly hash: string;
}

export interface ChapterPart {
  /** For links to it. */
  readonly id: string;
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  /** Beside the text, staying in sight. */
  readonly code?: readonly CodeTab[];
}

export interface Chapter {
  /** The last part of its address; empty for the first. */
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly parts: (facts: Facts) => readonly ChapterPart[];
}

/** The chapter as one Markdown document: what a reader hands to a colleague, or to a tool. */
export function asMarkdown({ title, subtitle, parts }: Chapter, facts: Facts): string {
  const sections = parts(facts).map(({ title: heading, text, code = [] }) =>
    [
      `## ${heading}`,
      // Away from the portal, its addresses need its name.
      text.trim().replaceAll('](/', `](${facts.origin}/`),
      ...code.map(
        ({ label, language, code: lines }) => `${label}:\n\n\`\`\`${language}\n${lines.trimEnd()}\n\`\`\``,
      ),
    ].join('\n\n'),
  );
  return [`# ${title}`, subtitle, ...sections].join('\n\n') + '\n';
}
