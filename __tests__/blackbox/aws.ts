/**
 * Stands in for AWS's Query API in black-box tests of what the action calls, and in which order. It can show things late, in
 * pages and by a clock of its own, and refuse calls. Real calls are tested against moto, in the sandbox.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Tags } from '../../src/aws/types.ts';
import type { TestServer } from '../integration/tools/server.ts';

type Kind = 'image' | 'snapshot' | 'instance' | 'security-group' | 'key-pair';

interface Thing {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly region: string;
  tags: Record<string, string>;
  /** What Describe calls show, and until when, in milliseconds since 1970. */
  shown: { readonly tags: Record<string, string>; readonly until: number };
  /** When Describe calls show it at all. */
  readonly listedAt: number;
  readonly description: string;
  /** Of an image: the snapshots in its mapping. */
  readonly snapshots: readonly string[];
  state: string;
}

export interface StandInAws {
  /** Names of the calls that change something, in order, each with its ids. */
  readonly changes: string[];
  ids(): string[];
  tagsOf(id: string): Tags | undefined;
  add(
    kind: Kind,
    id: string,
    tags?: Tags,
    more?: Partial<Pick<Thing, 'snapshots' | 'description' | 'region'>>,
  ): void;
  /** Makes every call fail with this error of AWS. */
  fail(code: string, message: string): void;
  /** Refuses calls of an operation, or only those that name an id. */
  refuse(action: string, id?: string): void;
  /** Shows tags that are written later, and things that are made later, so late, in milliseconds. */
  late(delays: { readonly tags?: number; readonly lists?: number }): void;
  /** Shows all tags as they are from now on. */
  showAll(): void;
  /** Answers in pages of so many things. */
  pageSize: number;
  /** How far its clock is ahead of this machine's, in milliseconds. */
  clockOffset: number;
}

/**
 * Answers API calls on a server, and `POST /stand-in/KIND/ID/REGION`, by which the stand-in for Packer creates things with the run
 * tags of its variables, which it sends.
 */
export function standInAws(server: TestServer): StandInAws {
  const account = new Account();
  server.otherwise(async (request, response) => {
    const [, marker, kind, id = '', region = 'us-east-1'] = (request.url ?? '').split('/');
    const body = await bodyOf(request);
    if (marker === 'stand-in') {
      const { run_tags = {} } = JSON.parse(body) as { readonly run_tags?: Tags };
      account.add(kind as Kind, id, run_tags, { region });
      response.end();
      return;
    }
    const call = new URLSearchParams(body);
    if (call.has('Action')) account.answer(response, call, regionOf(request));
    else response.writeHead(404).end();
  });
  return account;
}

const setNames: Readonly<Record<string, readonly [Kind, string]>> = {
  DescribeImages: ['image', 'imagesSet'],
  DescribeInstances: ['instance', 'instancesSet'],
  DescribeSnapshots: ['snapshot', 'snapshotSet'],
  DescribeSecurityGroups: ['security-group', 'securityGroupInfo'],
  DescribeKeyPairs: ['key-pair', 'keySet'],
};

class Account implements StandInAws {
  readonly changes: string[] = [];
  pageSize = 1000;
  clockOffset = 0;
  readonly #things = new Map<string, Thing>();
  readonly #refused: { readonly action: string; readonly id: string | undefined }[] = [];
  #failure: { readonly code: string; readonly message: string } | null = null;
  #delays = { tags: 0, lists: 0 };

  ids(): string[] {
    return [...this.#things.keys()].sort();
  }

  tagsOf(id: string): Tags | undefined {
    return this.#things.get(id)?.tags;
  }

  /** The image `ami-X` consists of the snapshot `snap-X`. */
  add(kind: Kind, id: string, tags: Tags = {}, more: Parameters<StandInAws['add']>[3] = {}): void {
    this.#things.set(id, {
      id,
      kind,
      name: kind === 'image' ? imageName(id, tags) : id,
      region: 'us-east-1',
      tags: { ...tags },
      shown: { tags: {}, until: 0 },
      listedAt: Date.now() + this.#delays.lists,
      description: `Created by CreateImage(i-0) for ${id.replace(/^snap/, 'ami')}`,
      snapshots: [id.replace(/^ami/, 'snap')],
      state: kind === 'instance' ? 'running' : 'available',
      ...more,
    });
  }

  fail(code: string, message: string): void {
    this.#failure = { code, message };
  }

  refuse(action: string, id?: string): void {
    this.#refused.push({ action, id });
  }

  late(delays: { readonly tags?: number; readonly lists?: number }): void {
    this.#delays = { ...this.#delays, ...delays };
  }

  showAll(): void {
    this.late({ tags: 0 });
    for (const thing of this.#things.values()) thing.shown = { tags: {}, until: 0 };
  }

  answer(response: ServerResponse, call: URLSearchParams, region: string): void {
    response.setHeader('date', new Date(Date.now() + this.clockOffset).toUTCString());
    const action = call.get('Action') ?? '';
    const ids = [...call].filter(([name]) => /(Id|KeyName)(\.\d+)?$/.test(name)).map(([, id]) => id);
    const refusal = this.#refused.find(
      (it) => it.action === action && (it.id === undefined || ids.includes(it.id)),
    );
    if (this.#failure !== null) {
      answerError(response, this.#failure.code, this.#failure.message);
    } else if (refusal !== undefined) {
      const message = `You are not authorized to perform this operation: ec2:${action}`;
      answerError(response, 'UnauthorizedOperation', message);
    } else if (call.get('DryRun') === 'true') {
      answerError(response, 'DryRunOperation', 'Request would have succeeded, but DryRun flag is set.');
    } else if (action === 'GetCallerIdentity') {
      answer(response, action, identity);
    } else if (/^Describe/.test(action)) {
      answer(response, action, this.#describe(action, call, region));
    } else {
      this.changes.push([action, ...ids].join(' '));
      this.#change(action, ids, call, region);
      answer(response, action, '<return>true</return>');
    }
  }

  #change(action: string, ids: readonly string[], call: URLSearchParams, region: string): void {
    for (const id of ids) {
      const thing = this.#things.get(id);
      if (thing?.region !== region) continue;
      if (action !== 'CreateTags') {
        this.#things.delete(id);
        continue;
      }
      thing.shown = { tags: { ...thing.tags }, until: Date.now() + this.#delays.tags };
      Object.assign(thing.tags, tagsOf(call));
    }
  }

  #describe(action: string, call: URLSearchParams, region: string): string {
    const [kind, name] = setNames[action] ?? [];
    if (kind === undefined || name === undefined) return '';
    const found = [...this.#things.values()].filter(
      (item) =>
        item.kind === kind && item.region === region && item.listedAt <= Date.now() && matches(item, call),
    );
    const first = Number(call.get('NextToken') ?? '0');
    const rest =
      found.length > first + this.pageSize ? `<nextToken>${first + this.pageSize}</nextToken>` : '';
    const body = set(name, found.slice(first, first + this.pageSize));
    return (kind === 'instance' ? `<reservationSet><item>${body}</item></reservationSet>` : body) + rest;
  }
}

/** The region that a request is signed for. */
function regionOf({ headers }: IncomingMessage): string {
  return /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** As the templates of these tests name an image; its id if its tags do not say what it is. */
function imageName(id: string, tags: Tags): string {
  const { 'ami-action:ami': ami, 'ami-action:fingerprint': fingerprint } = tags;
  return ami && fingerprint ? `test-${ami}-${fingerprint.slice(0, 12)}` : id;
}

const identity =
  '<GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/x</Arn><UserId>x</UserId>' +
  '<Account>123456789012</Account></GetCallerIdentityResult>';

const bodies: Readonly<Record<Kind, (thing: Thing) => string>> = {
  image: ({ id, name, snapshots, state, listedAt }) => {
    const mapping = snapshots.map(
      (snapshot) => `<item><ebs><snapshotId>${snapshot}</snapshotId></ebs></item>`,
    );
    return (
      `<imageId>${id}</imageId><name>${name}</name><imageState>${state}</imageState>` +
      '<imageOwnerId>123456789012</imageOwnerId><creationDate>' +
      `${new Date(listedAt).toISOString().replace(/\.\d+Z/, '.000Z')}</creationDate>` +
      `<blockDeviceMapping>${mapping.join('')}</blockDeviceMapping>`
    );
  },
  instance: ({ id, state }) =>
    `<instanceId>${id}</instanceId><instanceState><name>${state}</name></instanceState>`,
  snapshot: ({ id, description, listedAt }) =>
    `<snapshotId>${id}</snapshotId><description>${description}</description>` +
    `<startTime>${new Date(listedAt).toISOString()}</startTime>`,
  'security-group': ({ id, name }) => `<groupId>${id}</groupId><groupName>${name}</groupName>`,
  'key-pair': ({ id }) => `<keyName>${id}</keyName>`,
};

function set(name: string, things: readonly Thing[]): string {
  const items = things.map((thing) => {
    const tags = Object.entries(shownTags(thing)).map(
      ([key, value]) => `<item><key>${key}</key><value>${value}</value></item>`,
    );
    return `<item>${bodies[thing.kind](thing)}<tagSet>${tags.join('')}</tagSet></item>`;
  });
  return `<${name}>${items.join('')}</${name}>`;
}

function shownTags({ tags, shown }: Thing): Record<string, string> {
  return Date.now() < shown.until ? shown.tags : tags;
}

/** Applies filters of ids, names and tags; other filters match everything, and patterns whatever is there. */
function matches(thing: Thing, call: URLSearchParams): boolean {
  const { id, name } = thing;
  const tags = shownTags(thing);
  for (let index = 1; call.has(`Filter.${index}.Name`); index++) {
    const filter = call.get(`Filter.${index}.Name`) ?? '';
    const values = [...call]
      .filter(([key]) => key.startsWith(`Filter.${index}.Value.`))
      .map(([, value]) => value);
    const plain: Readonly<Record<string, string>> = { 'image-id': id, 'snapshot-id': id, name };
    const own = filter.startsWith('tag:') ? tags[filter.slice(4)] : plain[filter];
    const known = filter.startsWith('tag:') || filter in plain;
    const isPattern = values.some((value) => value.includes('*'));
    if (known && !isPattern && !values.includes(own ?? '')) return false;
    if (isPattern && known && own === undefined) return false;
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
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  // STS's form, which has one more element than EC2's; the client of EC2 reads `Errors`.
  response.end(`<ErrorResponse>${error}<Errors>${error}</Errors></ErrorResponse>`);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
