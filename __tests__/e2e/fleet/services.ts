/** The two services beside EC2 that a fleet needs, by curl, which signs by itself as it does on the nodes. */
import { spawn } from 'node:child_process';
import { sandboxEnv } from '../step.ts';

interface Call {
  readonly service: string;
  readonly headers?: readonly string[];
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function call({ service, headers = [], body }: Call): Promise<Answer> {
  const args = ['--silent', '--show-error', '--config', '-', '--aws-sigv4', `aws:amz:us-east-1:${service}`];
  for (const header of headers) args.push('--header', header);
  args.push('--write-out', '\n%{http_code}', `${sandboxEnv('AWS_ENDPOINT_URL')}/`);
  const config = [
    `user = "${sandboxEnv('AWS_ACCESS_KEY_ID')}:${sandboxEnv('AWS_SECRET_ACCESS_KEY')}"`,
    `data = ${JSON.stringify(body)}`,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('curl', args, { stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      const at = output.lastIndexOf('\n');
      if (code !== 0) reject(new Error(`curl ended with ${code}`));
      else resolve({ status: Number(output.slice(at + 1)), text: output.slice(0, at) });
    });
    child.stdin.end(config.join('\n'));
  });
}

/** Makes a secret or gives it a new value. */
export async function putSecret(name: string, value: object): Promise<void> {
  const ask = (operation: string, more: object) =>
    call({
      service: 'secretsmanager',
      headers: ['Content-Type: application/x-amz-json-1.1', `X-Amz-Target: secretsmanager.${operation}`],
      body: JSON.stringify({ ...more, SecretString: JSON.stringify(value) }),
    });
  let answer = await ask('CreateSecret', { Name: name });
  if (answer.status === 400) answer = await ask('PutSecretValue', { SecretId: name });
  if (answer.status !== 200) throw new Error(`secret ${name}: ${answer.status} ${answer.text}`);
}

/** Makes an instance profile with a role of the same name, if there is none. */
export async function instanceProfile(name: string): Promise<void> {
  const ask = async (parameters: Record<string, string>): Promise<void> => {
    const body = new URLSearchParams({ Version: '2010-05-08', ...parameters }).toString();
    const { status, text } = await call({ service: 'iam', body });
    if (status >= 300 && !/EntityAlreadyExists|LimitExceeded/.test(text)) throw new Error(text);
  };
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  await ask({ Action: 'CreateRole', RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) });
  await ask({ Action: 'CreateInstanceProfile', InstanceProfileName: name });
  await ask({ Action: 'AddRoleToInstanceProfile', InstanceProfileName: name, RoleName: name });
}
