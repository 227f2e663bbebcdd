/** How calls to AWS leave the machine: proxies and certificates, on the loopback. */
import { createServer as createHttp } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createAwsClients } from '../../../src/aws/clients.ts';
import { createCertificate } from '../../helpers/certificate.ts';

const stops: (() => void)[] = [];
const before = { ...process.env };
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  process.env = { ...before };
});

const answer =
  '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>a</Arn><UserId>u</UserId><Account>123456789012</Account>' +
  '</GetCallerIdentityResult></GetCallerIdentityResponse>';

/** STS on the loopback, with a certificate for `sts.test` that only its own bundle trusts. */
async function startSts() {
  const { key, cert, certPath } = createCertificate('sts.test');
  const server = createServer({ key, cert }, (_, response) => {
    response.writeHead(200, { 'content-type': 'text/xml' }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { certPath, port: (server.address() as AddressInfo).port };
}

/** A proxy that leads to the loopback whatever is asked for, and its credentials as it gets them. */
async function startProxy() {
  const asked: string[] = [];
  const server = createHttp();
  server.on('connect', (request, client) => {
    asked.push(`${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
    const upstream = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    for (const end of [client, upstream]) end.on('error', () => end.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked, port: (server.address() as AddressInfo).port };
}

async function callSts(env: Readonly<Record<string, string>>): Promise<string> {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_MAX_ATTEMPTS: '1',
    ...env,
  });
  const aws = createAwsClients();
  try {
    return (await aws.sts('us-east-1').callerIdentity()).account;
  } finally {
    aws.close();
  }
}

test('AWS is called through a proxy, and trusted by AWS_CA_BUNDLE', async () => {
  const [sts, proxy] = [await startSts(), await startProxy()];
  const endpoint = { AWS_ENDPOINT_URL: `https://sts.test:${sts.port}` };
  const through = { ...endpoint, HTTPS_PROXY: `http://me:secret@127.0.0.1:${proxy.port}` };
  await expect(callSts(through)).rejects.toThrow(/certificate/);
  expect(await callSts({ ...through, AWS_CA_BUNDLE: sts.certPath })).toBe('123456789012');
  const basic = `Basic ${Buffer.from('me:secret').toString('base64')}`;
  expect(new Set(proxy.asked)).toEqual(new Set([`sts.test:${sts.port} ${basic}`]));
});

test('a certificate bundle that cannot be read is named', async () => {
  await expect(callSts({ AWS_CA_BUNDLE: '/nowhere.pem' })).rejects.toThrow(/AWS_CA_BUNDLE.*nowhere\.pem/);
});
