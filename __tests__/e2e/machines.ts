/** Instances of the sandbox, as a test has them: launched, spoken to over SSH, and gone at the end. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteKeyPairCommand,
  DescribeInstancesCommand,
  EC2Client,
  ImportKeyPairCommand,
  type Instance,
  type InstanceStateName,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';

import { patience, waitFor } from '../helpers/wait-for.ts';

const parameter = '/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id';

export class Machines {
  readonly region: string;
  readonly ec2: EC2Client;
  readonly launched: string[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'machines-'));
  readonly #keyName = `machines-${process.pid}-${Math.random().toString(36).slice(2)}`;

  private constructor(region: string) {
    this.region = region;
    this.ec2 = new EC2Client({ region });
  }

  static async open(region = 'us-east-1'): Promise<Machines> {
    const machines = new Machines(region);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(machines.#folder, 'key')]);
    const PublicKeyMaterial = readFileSync(join(machines.#folder, 'key.pub'));
    await machines.ec2.send(new ImportKeyPairCommand({ KeyName: machines.#keyName, PublicKeyMaterial }));
    return machines;
  }

  async close(): Promise<void> {
    if (this.launched.length > 0) {
      await this.ec2.send(new TerminateInstancesCommand({ InstanceIds: this.launched }));
    }
    await this.ec2.send(new DeleteKeyPairCommand({ KeyName: this.#keyName }));
    rmSync(this.#folder, { recursive: true });
  }

  /** The id of the image that Canonical's parameter names. */
  async ubuntu(): Promise<string> {
    const ssm = new SSMClient({ region: this.region });
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: parameter }));
    return Parameter?.Value ?? '';
  }

  async launch(image: string, more: Partial<RunInstancesCommandInput> = {}): Promise<Instance> {
    const { Instances } = await this.ec2.send(
      new RunInstancesCommand({
        ImageId: image,
        InstanceType: 't3.small',
        MinCount: 1,
        MaxCount: 1,
        KeyName: this.#keyName,
        ...more,
      }),
    );
    const id = Instances?.[0]?.InstanceId ?? '';
    this.launched.push(id);
    return this.describe(id);
  }

  async describe(id: string): Promise<Instance> {
    const { Reservations } = await this.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    const instance = Reservations?.[0]?.Instances?.[0];
    if (!instance) throw new Error(`there is no instance ${id}`);
    return instance;
  }

  /** Waits until the instance is in `state`. */
  reach(id: string, state: InstanceStateName): Promise<Instance> {
    return waitFor(`${id} to be ${state}`, async () => {
      const instance = await this.describe(id);
      if (instance.State?.Name === state) return instance;
      throw new Error(`it is ${instance.State?.Name}`);
    });
  }

  /** Runs a command on an instance as the user ubuntu; throws where it fails. */
  async ssh({ PublicIpAddress: address }: Instance, command: string): Promise<string> {
    const options = [
      'StrictHostKeyChecking=no',
      'UserKnownHostsFile=/dev/null',
      'LogLevel=ERROR',
      'ConnectTimeout=5',
      'ServerAliveInterval=5',
    ];
    const args = options.flatMap((option) => ['-o', option]);
    return new Promise((resolve, reject) => {
      const all = [...args, '-i', join(this.#folder, 'key'), `ubuntu@${address}`, command];
      execFile('ssh', all, { timeout: patience * 1000 }, (error, stdout, stderr) =>
        error ? reject(new Error(`${error.message}\n${stderr}`)) : resolve(stdout.trim()),
      );
    });
  }

  /** Runs a command as soon as it works, as while a guest boots. */
  sshWhenUp(instance: Instance, command: string): Promise<string> {
    const what = `${instance.InstanceId} to do "${command}"`;
    return waitFor(what, () => this.ssh(instance, command));
  }
}
