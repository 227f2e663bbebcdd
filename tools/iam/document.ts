/** Writes the policies into docs/iam.md, and reads them out of it as a person would who pastes them. */
import { createPolicy, partitions, roles } from '../../src/aws/policies.ts';
import { createExtra, extras } from './extras.ts';

/** The text for each marker of the document. */
export function renderPolicies(): Readonly<Record<string, string>> {
  const policies = partitions.flatMap((partition) =>
    roles.map((role): [string, string] => [
      partition === 'aws' ? role : `${role}-${partition}`,
      json(createPolicy(role, partition)),
    ]),
  );
  const more = extras.map((extra) => {
    const statements = createExtra(extra, 'aws').map((item) => JSON.stringify(item, null, 2));
    return `${extra.settings}:\n\n\`\`\`json\n${statements.join(',\n')}\n\`\`\``;
  });
  return { ...Object.fromEntries(policies), extras: more.join('\n\n') };
}

const json = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;

/** Of the statements for settings, those that the role `reap` takes too, as the document says. */
const reapsExtras: ReadonlySet<string> = new Set(['TagSnapshotsOfCopies']);

/** The policy that stands in the document for a role; with the statements for these settings of a template, if any. */
export function readPolicy(markdown: string, role: string, settings: readonly string[] = []): unknown {
  const [text = ''] = codeBlocks(section(markdown, role));
  const policy = JSON.parse(text) as { Statement: unknown[] };
  const all = settings.flatMap((setting) => readExtra(markdown, setting));
  const more = role === 'reap' ? all.filter(({ Sid }) => reapsExtras.has(Sid)) : all;
  return { ...policy, Statement: [...policy.Statement, ...more] };
}

function readExtra(markdown: string, setting: string): { readonly Sid: string }[] {
  const paragraphs = section(markdown, 'extras').split(/^(?=`)(?!```)/m);
  const found = paragraphs.find((text) => text.split('\n', 1)[0]?.includes(setting));
  if (found === undefined) throw new Error(`docs/iam.md has no statements for ${setting}`);
  return JSON.parse(`[${codeBlocks(found)[0]}]`) as { Sid: string }[];
}

function section(markdown: string, name: string): string {
  const text = new RegExp(`<!-- ${name}:begin[^>]*-->\\n([\\s\\S]*?)<!-- ${name}:end -->`).exec(
    markdown,
  )?.[1];
  if (text === undefined) throw new Error(`docs/iam.md has no policy ${name}`);
  return text;
}

const codeBlocks = (text: string): string[] =>
  [...text.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
