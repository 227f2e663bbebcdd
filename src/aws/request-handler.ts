/**
 * How calls to AWS leave the machine: through the proxy that the environment names (HTTPS_PROXY, HTTP_PROXY, NO_PROXY), as
 * downloads do, and trusted by AWS_CA_BUNDLE, which replaces the system's certificates as it does for the AWS CLI. The SDK for
 * JavaScript reads none of these.
 */

import { readFileSync } from 'node:fs';
import type { Agent } from 'node:http';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { HttpHandlerOptions } from '@smithy/types';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Limits of one attempt, in milliseconds. */
export interface Timeouts {
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
}

type Request = Parameters<NodeHttpHandler['handle']>[0];
type Answer = ReturnType<NodeHttpHandler['handle']>;

/** A handler of requests, for a client of the SDK. */
export interface RequestHandler {
  handle(request: Request, options?: HttpHandlerOptions): Answer;
  destroy(): void;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): object;
}

/** What a client takes as requestHandler: the SDK's own with these limits, or one that minds proxy and certificates. */
export async function createRequestHandler(
  env: Environment,
  timeouts: Timeouts,
): Promise<Timeouts | RequestHandler> {
  const ca = readBundle(env['AWS_CA_BUNDLE']);
  const hasProxy = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].some((name) => env[name]);
  if (ca === null && !hasProxy) return timeouts;
  const [{ NodeHttpHandler: Handler }, { HttpClient }] = await Promise.all([
    import('@smithy/node-http-handler'),
    import('@actions/http-client'),
  ]);
  const handlers = new Map<string, NodeHttpHandler>();
  // By origin, as NO_PROXY is about hosts.
  const handlerFor = ({ protocol, hostname, port }: Request): NodeHttpHandler => {
    const origin = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
    const known = handlers.get(origin);
    if (known !== undefined) return known;
    const agent = withDestroy(new HttpClient(undefined, [], { keepAlive: true }).getAgent(origin));
    if (ca !== null) Object.assign(optionsOf(agent), { ca });
    const handler = new Handler({ ...timeouts, httpAgent: agent, httpsAgent: agent as never });
    handlers.set(origin, handler);
    return handler;
  };
  return {
    handle: (request, options) => handlerFor(request).handle(request, options),
    destroy: () => {
      for (const handler of handlers.values()) handler.destroy();
    },
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => timeouts,
  };
}

function readBundle(path: string | undefined): string | null {
  if (!path) return null;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`AWS_CA_BUNDLE: the bundle of certificates ${path} cannot be read`, { cause: error });
  }
}

/** The agent of a tunnel lacks what the SDK asks of an agent; its sockets end with their requests. */
function withDestroy(agent: Agent): Agent {
  return typeof agent.destroy === 'function' ? agent : Object.assign(agent, { destroy: () => {} });
}

/** What an agent connects with. */
function optionsOf(agent: Agent): object {
  return (agent as unknown as { readonly options: object }).options;
}
