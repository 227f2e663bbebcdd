/** Requests to AWS as the endpoint reads them. */
import { describe, expect, test } from '@jest/globals';
import {
  changesResources,
  checkCredentials,
  findInstanceIds,
  formatError,
  parseRequest,
} from '../../../../sandbox/ec2/aws-requests.ts';

const signed = (service: string, key = 'AKIA1'): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${key}/20261123/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});
const query = (service: string, body: string, key?: string) => parseRequest(signed(service, key), '/', body);
const json = (target: string, key?: string) =>
  parseRequest(
    { ...signed('ssm', key), 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' },
    '/',
    '{}',
  );

describe('a request', () => {
  test('a request of the query protocol has its operation among its parameters', () => {
    expect(query('ec2', 'Action=RunInstances&ImageId=ami-1')).toMatchObject({
      service: 'ec2',
      accessKey: 'AKIA1',
      operation: 'RunInstances',
      json: false,
    });
  });

  test('a request of the JSON protocol has its operation in a header', () => {
    expect(json('AmazonSSM.GetParameter')).toMatchObject({
      service: 'ssm',
      operation: 'GetParameter',
      json: true,
    });
  });

  test('a request without a body has its operation in its query', () => {
    expect(parseRequest({}, '/?Action=DescribeRegions', '')).toMatchObject({
      service: '',
      accessKey: null,
      operation: 'DescribeRegions',
    });
  });

  test.each([
    ['Action=RunInstances', true],
    ['Action=DescribeInstances', false],
    ['Action=GetConsoleOutput', false],
    ['Action=RunInstances&DryRun=true', false],
    ['Action=DeleteSnapshot', true],
  ])('whether %s changes machines or storage is %s', (body, expected) => {
    expect(changesResources(query('ec2', body))).toBe(expected);
  });

  test('a request to another service than EC2 changes no machine', () => {
    expect(changesResources(query('sts', 'Action=AssumeRole'))).toBe(false);
  });

  test('instances are found anywhere in a text', () => {
    const text =
      '<instanceId>i-0123456789abcdef0</instanceId> ami-0123456789abcdef0 InstanceId.1=i-11111111111111111';
    expect([...findInstanceIds(text)]).toEqual(['i-0123456789abcdef0', 'i-11111111111111111']);
  });
});

describe('credentials', () => {
  test('good credentials are accepted', () => {
    expect(checkCredentials(query('ec2', 'Action=DescribeRegions'))).toBeNull();
  });

  test.each([
    [query('ec2', 'Action=X', 'EXPIRED'), 'RequestExpired', 400],
    [query('sts', 'Action=X', 'EXPIRED'), 'ExpiredToken', 403],
    [json('AmazonSSM.X', 'EXPIRED'), 'ExpiredTokenException', 400],
    [parseRequest({}, '/', 'Action=X'), 'AuthFailure', 401],
    [parseRequest({ 'x-amz-target': 'AmazonSSM.X' }, '/', '{}'), 'MissingAuthenticationTokenException', 400],
  ])(
    'expired or missing credentials are refused in the words of the service (case %#)',
    (request, code, status) => {
      expect(checkCredentials(request)).toMatchObject({ code, status });
    },
  );

  test('no credentials are needed for a request that is to get some', () => {
    expect(checkCredentials(parseRequest({}, '/', 'Action=AssumeRoleWithWebIdentity'))).toBeNull();
  });
});

describe('an error', () => {
  const error = { code: 'Some.Code', message: 'a < b & c', status: 400 };

  test("an error of EC2 is EC2's XML", () => {
    expect(formatError(query('ec2', 'Action=X'), error, 'id').body).toContain(
      '<Response><Errors><Error><Code>Some.Code</Code><Message>a &lt; b &amp; c</Message></Error></Errors><RequestID>id</RequestID></Response>',
    );
  });

  test('an error of another service is the XML of the query protocol', () => {
    expect(formatError(query('sts', 'Action=X'), error, 'id').body).toMatch(
      /<ErrorResponse><Error><Type>Sender<\/Type><Code>Some.Code</,
    );
  });

  test('an error of the JSON protocol is JSON', () => {
    const { type, body } = formatError(json('AmazonSSM.X'), error, 'id');
    expect(type).toBe('application/x-amz-json-1.1');
    expect(JSON.parse(body)).toEqual({ __type: 'Some.Code', message: 'a < b & c' });
  });
});
