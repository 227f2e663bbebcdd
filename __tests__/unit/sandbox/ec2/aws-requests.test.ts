import { describe, expect, test } from '@jest/globals';
import {
  changes,
  credentialFault,
  errorBody,
  instanceIds,
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
  test('of the query protocol has its operation among its parameters', () => {
    expect(query('ec2', 'Action=RunInstances&ImageId=ami-1')).toMatchObject({
      service: 'ec2',
      accessKey: 'AKIA1',
      operation: 'RunInstances',
      json: false,
    });
  });

  test('of the JSON protocol has it in a header', () => {
    expect(json('AmazonSSM.GetParameter')).toMatchObject({
      service: 'ssm',
      operation: 'GetParameter',
      json: true,
    });
  });

  test('without a body has it in its query', () => {
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
  ])('%s changes machines or storage: %s', (body, expected) => {
    expect(changes(query('ec2', body))).toBe(expected);
  });

  test('of another service changes none', () => {
    expect(changes(query('sts', 'Action=AssumeRole'))).toBe(false);
  });

  test('names instances anywhere in its text', () => {
    const text =
      '<instanceId>i-0123456789abcdef0</instanceId> ami-0123456789abcdef0 InstanceId.1=i-11111111111111111';
    expect([...instanceIds(text)]).toEqual(['i-0123456789abcdef0', 'i-11111111111111111']);
  });
});

describe('credentials', () => {
  test('that are good are no fault', () => {
    expect(credentialFault(query('ec2', 'Action=DescribeRegions'))).toBeNull();
  });

  test.each([
    [query('ec2', 'Action=X', 'EXPIRED'), 'RequestExpired', 400],
    [query('sts', 'Action=X', 'EXPIRED'), 'ExpiredToken', 403],
    [json('AmazonSSM.X', 'EXPIRED'), 'ExpiredTokenException', 400],
    [parseRequest({}, '/', 'Action=X'), 'AuthFailure', 401],
    [parseRequest({ 'x-amz-target': 'AmazonSSM.X' }, '/', '{}'), 'MissingAuthenticationTokenException', 400],
  ])('that are expired or missing are refused in the words of the service: %#', (request, code, status) => {
    expect(credentialFault(request)).toMatchObject({ code, status });
  });

  test('are not asked of who is about to get some', () => {
    expect(credentialFault(parseRequest({}, '/', 'Action=AssumeRoleWithWebIdentity'))).toBeNull();
  });
});

describe('an error', () => {
  const error = { code: 'Some.Code', message: 'a < b & c', status: 400 };

  test("is EC2's XML for EC2", () => {
    expect(errorBody(query('ec2', 'Action=X'), error, 'id').body).toContain(
      '<Response><Errors><Error><Code>Some.Code</Code><Message>a &lt; b &amp; c</Message></Error></Errors><RequestID>id</RequestID></Response>',
    );
  });

  test('is the query XML for other services', () => {
    expect(errorBody(query('sts', 'Action=X'), error, 'id').body).toMatch(
      /<ErrorResponse><Error><Type>Sender<\/Type><Code>Some.Code</,
    );
  });

  test('is JSON for JSON', () => {
    const { type, body } = errorBody(json('AmazonSSM.X'), error, 'id');
    expect(type).toBe('application/x-amz-json-1.1');
    expect(JSON.parse(body)).toEqual({ __type: 'Some.Code', message: 'a < b & c' });
  });
});
