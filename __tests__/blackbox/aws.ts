/**
 * Stands in for AWS's Query API in black-box tests of what the action calls, and in which order. Real calls are tested
 * against moto, in the sandbox.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Tags } from '../../src/aws/types.ts';
import type { TestServer } from '../integration/tools/server.ts';

interface Thing {
  readonly id: string;
  readonly kind: 'image' | 'snapshot' | 'instance';
  readonly name: string;
  readonly tags: Record<string, string>;
}

export interface StandInAws {
  /** Names of the calls that change something, in order. */
  readonly changes: string[];
  ids(): string[];
  tagsOf(id: string): Tags | undefined;
  /** Makes every call fail with this error of AWS. */
  fail(code: string, message: string): void;
}

/** Answers API calls on a server, and `POST /stand-in/KIND/ID?NONCE`, by which the stand-in for Packer creates things. */
export function standInAws(server: TestServer): StandInAws {
  const things = new Map<string, Thing>();
  const changes: string[] = [];
  let failure: { code: string; message: string } | null = null;
  server.otherwise(async (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const [, marker, kind, id = ''] = path.split('/');
    if (marker === 'stand-in') {
      const tags = { 'ami-action:nonce': query };
      things.set(id, { id, kind: kind as Thing['kind'], name: id, tags });
      response.end();
      return;
    }
    const call = new URLSearchParams(await bodyOf(request));
    if (failure !== null) answerError(response, failure.code, failure.message);
    else if (call.has('Action')) answerCall(response, call, things, changes);
    else response.writeHead(404).end();
  });
  return {
    changes,
    ids: () => [...things.keys()].sort(),
    tagsOf: (id) => things.get(id)?.tags,
    fail: (code, message) => {
      failure = { code, message };
    },
  };
}

function answerCall(
  response: ServerResponse,
  call: URLSearchParams,
  things: Map<string, Thing>,
  changes: string[],
): void {
  const action = call.get('Action') ?? '';
  if (!/^(Describe|Get)/.test(action)) {
    changes.push(action);
    const ids = [...call].filter(([name]) => /Id(\.\d+)?$/.test(name)).map(([, id]) => id);
    const resources = [...call].filter(([name]) => /^ResourceId\.\d+$/.test(name)).map(([, id]) => id);
    if (action === 'CreateTags')
      for (const id of resources) Object.assign(things.get(id)?.tags ?? {}, tagsOf(call));
    else for (const id of ids) things.delete(id);
    answer(response, action, '<return>true</return>');
    return;
  }
  const of = (kind: Thing['kind']) =>
    [...things.values()].filter((item) => item.kind === kind && matches(item, call));
  const bodies: Record<string, () => string> = {
    GetCallerIdentity: () =>
      '<GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/x</Arn><UserId>x</UserId><Account>123456789012</Account></GetCallerIdentityResult>',
    DescribeImages: () => set('imagesSet', of('image'), imageBody),
    DescribeInstances: () =>
      `<reservationSet><item>${set('instancesSet', of('instance'), ({ id }) => `<instanceId>${id}</instanceId><instanceState><name>running</name></instanceState>`)}</item></reservationSet>`,
    DescribeSnapshots: () => set('snapshotSet', of('snapshot'), ({ id }) => `<snapshotId>${id}</snapshotId>`),
  };
  answer(response, action, bodies[action]?.() ?? '');
}

/** The image `ami-X` consists of the snapshot `snap-X`. */
function imageBody({ id, name }: Thing): string {
  const snapshot = `<snapshotId>${id.replace(/^ami/, 'snap')}</snapshotId>`;
  return (
    `<imageId>${id}</imageId><name>${name}</name><imageState>available</imageState>` +
    '<imageOwnerId>123456789012</imageOwnerId><creationDate>2026-01-01T00:00:00.000Z</creationDate>' +
    `<blockDeviceMapping><item><ebs>${snapshot}</ebs></item></blockDeviceMapping>`
  );
}

function set(name: string, things: readonly Thing[], body: (thing: Thing) => string): string {
  const items = things.map((thing) => {
    const tags = Object.entries(thing.tags).map(
      ([key, value]) => `<item><key>${key}</key><value>${value}</value></item>`,
    );
    return `<item>${body(thing)}<tagSet>${tags.join('')}</tagSet></item>`;
  });
  return `<${name}>${items.join('')}</${name}>`;
}

/** Applies filters of ids, names and tags; other filters, and patterns, match everything. */
function matches({ id, name, tags }: Thing, call: URLSearchParams): boolean {
  for (let index = 1; call.has(`Filter.${index}.Name`); index++) {
    const filter = call.get(`Filter.${index}.Name`) ?? '';
    const values = [...call]
      .filter(([key]) => key.startsWith(`Filter.${index}.Value.`))
      .map(([, value]) => value);
    const own = filter.startsWith('tag:') ? tags[filter.slice(4)] : { 'image-id': id, name }[filter];
    const known = filter.startsWith('tag:') || filter === 'image-id' || filter === 'name';
    const isPattern = values.some((value) => value.includes('*'));
    if (known && !isPattern && !values.includes(own ?? '')) return false;
  }
  return true;
}

function tagsOf(call: URLSearchParams): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let index = 1; call.has(`Tag.${index}.Key`); index++) {
    tags[call.get(`Tag.${index}.Key`) ?? ''] = call.get(`Tag.${index}.Value`) ?? '';
  }
  return tags;
}

function answer(response: ServerResponse, action: string, body: string): void {
  response.writeHead(200, { 'content-type': 'text/xml' });
  response.end(`<${action}Response><requestId>1</requestId>${body}</${action}Response>`);
}

function answerError(response: ServerResponse, code: string, message: string): void {
  response.writeHead(403, { 'content-type': 'text/xml' });
  response.end(
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  );
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
