/** Reads what an AWS request asks for, and writes errors as its service does; the endpoint needs no more of the protocols. */

export interface AwsRequest {
  /** Signing name of the service, as in `ec2`; empty where the request is not signed. */
  readonly service: string;
  /** As it is signed for; empty where the request is not signed. */
  readonly region: string;
  readonly accessKey: string | null;
  /** As in `RunInstances`; empty where the request names none. */
  readonly operation: string;
  /** The parameters of a query request; empty for JSON. */
  readonly parameters: URLSearchParams;
  readonly json: boolean;
  readonly body: string;
}

export interface AwsError {
  readonly code: string;
  readonly message: string;
  readonly status: number;
}

/** Reads a request. Names of headers are in lower case, as node gives them. */
export function parseRequest(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  url: string,
  body: string,
): AwsRequest {
  const authorization = String(headers['authorization'] ?? '');
  const [, accessKey = null, region = '', service = ''] =
    /Credential=([^/,\s]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(authorization) ?? [];
  const target = String(headers['x-amz-target'] ?? '');
  const json = target !== '' || String(headers['content-type'] ?? '').includes('json');
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  const parameters = new URLSearchParams(json ? '' : body || query);
  const operation = target ? target.slice(target.lastIndexOf('.') + 1) : (parameters.get('Action') ?? '');
  return { service, region, accessKey, operation, parameters, json, body };
}

/** Operations that AWS answers without a signature. */
const unsigned = new Set(['AssumeRoleWithWebIdentity', 'AssumeRoleWithSAML']);

/** Returns the service's error for a request's credentials, or null where they are good; the key `EXPIRED` stands for an expired session. */
export function checkCredentials({ service, accessKey, operation, json }: AwsRequest): AwsError | null {
  if (unsigned.has(operation)) return null;
  if (accessKey === null) {
    const message = 'Request is missing Authentication Token';
    if (json) return { code: 'MissingAuthenticationTokenException', message, status: 400 };
    if (service === 'ec2' || service === '') {
      return {
        code: 'AuthFailure',
        message: 'AWS was not able to validate the provided access credentials',
        status: 401,
      };
    }
    return { code: 'MissingAuthenticationToken', message, status: 403 };
  }
  if (accessKey !== 'EXPIRED') return null;
  const message = 'The security token included in the request is expired';
  if (json) return { code: 'ExpiredTokenException', message, status: 400 };
  if (service === 'ec2') return { code: 'RequestExpired', message: 'Request has expired.', status: 400 };
  return { code: 'ExpiredToken', message, status: 403 };
}

/** Returns the body and content type of an error in the protocol of the request. */
export function formatError(
  request: AwsRequest,
  error: AwsError,
  requestId: string,
): { type: string; body: string } {
  const code = escapeXml(error.code);
  const message = escapeXml(error.message);
  if (request.json) {
    return {
      type: 'application/x-amz-json-1.1',
      body: JSON.stringify({ __type: error.code, message: error.message }),
    };
  }
  const inner = `<Code>${code}</Code><Message>${message}</Message>`;
  const body =
    request.service === 'ec2' || request.service === ''
      ? `<Response><Errors><Error>${inner}</Error></Errors><RequestID>${requestId}</RequestID></Response>`
      : `<ErrorResponse><Error><Type>Sender</Type>${inner}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
  return { type: 'text/xml;charset=UTF-8', body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}` };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Whether an operation may change machines, volumes or snapshots. */
export function changesResources({ service, operation, parameters }: AwsRequest): boolean {
  return (
    service === 'ec2' && !/^(Describe|Get|List|Search)/.test(operation) && parameters.get('DryRun') !== 'true'
  );
}

/** Finds the ids of all instances that a text names. */
export function findInstanceIds(text: string): Set<string> {
  return new Set(text.match(/\bi-[0-9a-f]{8,17}\b/g) ?? []);
}
