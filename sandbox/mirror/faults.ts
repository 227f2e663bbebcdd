/** Faults of the mirror on demand, for tests of its clients. */

/** One fault: a path, and exactly one of the kinds. */
export interface MirrorFault {
  /** The path that has the fault, decoded and with its leading slash, as in `/github.com/k3s-io/k3s/releases/download/v1.31.2+k3s1/k3s`. */
  readonly path: string;
  /** Answers with this HTTP status and no file. */
  readonly status?: number;
  /** Sends the file with its first byte changed. */
  readonly corrupt?: boolean;
  /** Breaks the connection after this many bytes of the file. */
  readonly truncate?: number;
  /** Waits so many milliseconds before the answer. */
  readonly delay?: number;
  /** For how many requests; 1 by default. */
  readonly times?: number;
}

/** Parses the body of a control request; throws an Error that says what is wrong with it. */
export function parseFault(text: string): MirrorFault {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error('a fault is a JSON object');
  const fault = value as Record<string, unknown>;
  if (typeof fault['path'] !== 'string' || !fault['path'].startsWith('/')) {
    throw new Error('a fault needs "path", which begins with "/"');
  }
  const kinds = { status: 'number', corrupt: 'boolean', truncate: 'number', delay: 'number' } as const;
  const given = Object.keys(kinds).filter((kind) => kind in fault);
  const kind = given[0] as keyof typeof kinds | undefined;
  if (given.length !== 1 || !kind || typeof fault[kind] !== kinds[kind]) {
    throw new Error(
      'a fault needs exactly one of "status", "truncate" and "delay", numbers, and "corrupt", true',
    );
  }
  if ('times' in fault && !(Number.isInteger(fault['times']) && Number(fault['times']) > 0)) {
    throw new Error('"times" is a whole number above 0');
  }
  return fault as unknown as MirrorFault;
}
