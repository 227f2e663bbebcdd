// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is HCL
/** What cannot alter an image is no input of its fingerprint, and what can is. */
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../../helpers/folders.ts';
import { fakeQueries, fingerprintsOf, itemOf, planOf } from '../../helpers/planning.ts';

interface Parts {
  readonly source?: string;
  readonly provisioner?: string;
  readonly build?: string;
  readonly top?: string;
}

function folderWith({ source = '', provisioner = '', build = '', top = '' }: Parts): string {
  return temporaryFolder({
    'x.pkr.hcl': `
${top}
source "amazon-ebs" "x" {
  ami_name   = "x"
  source_ami = "ami-1"
  ${source}
}
build {
  sources = ["source.amazon-ebs.x"]
  provisioner "shell" {
    inline = ["echo x"]
    ${provisioner}
  }
  ${build}
}
`,
  });
}

const plain = fingerprintsOf(folderWith({}));

test.each<{ what: string; parts: Parts }>([
  { what: 'how long SSH is waited for', parts: { source: 'ssh_timeout = "20m"' } },
  { what: 'how often AWS is asked', parts: { source: 'aws_polling {\n delay_seconds = 60\n}' } },
  { what: 'the time limit of a script', parts: { provisioner: 'timeout = "5m"' } },
  {
    what: 'who may reach the builder',
    parts: { source: 'temporary_security_group_source_cidrs = ["10.0.0.0/8"]' },
  },
  { what: 'the tags of a volume', parts: { source: 'run_volume_tags = { a = "b" }' } },
  {
    what: 'the tags of a volume from a dynamic block',
    parts: {
      source:
        'dynamic "run_volume_tag" {\n for_each = ["a"]\n content {\n key = run_volume_tag.value\n value = "b"\n }\n }',
    },
  },
  {
    what: 'with whose rights AWS is asked',
    parts: {
      top: 'variable "k" { default = "AKIA" }',
      source:
        'access_key = var.k\n secret_key = var.k\n token = var.k\n profile = "x"\n mfa_code = "1"\n' +
        'shared_credentials_file = "none"\n assume_role {\n role_arn = "arn"\n session_name = var.k\n }\n' +
        'vault_aws_engine {\n name = var.k\n }\n ssh_bastion_password = var.k',
    },
  },
  { what: 'what becomes of another image of the name', parts: { source: 'force_deregister = true' } },
  {
    what: 'a post-processor',
    parts: { build: 'post-processor "manifest" {\n custom_data = { sha = "0123abc" }\n }' },
  },
  {
    what: 'post-processors',
    parts: { build: 'post-processors {\n post-processor "shell-local" {\n inline = ["./publish"]\n }\n }' },
  },
  {
    what: 'labels in HCP',
    parts: { build: 'hcp_packer_registry {\n bucket_name = "x"\n build_labels = { sha = "0123abc" }\n }' },
  },
])('$what is no input', async ({ parts }) => {
  expect(await fingerprintsOf(folderWith(parts))).toEqual(await plain);
});

test.each<{ what: string; parts: Parts }>([
  {
    what: 'the time limit of a script that is retried',
    parts: { provisioner: 'max_retries = 3\n timeout = "5m"' },
  },
  {
    what: 'the time limit of a script that may fail',
    parts: { provisioner: 'continue_on_error = true\n timeout = "5m"' },
  },
  { what: 'whether the builder is opened by a password', parts: { source: 'ssh_password = "x"' } },
  { what: 'a pause before a script', parts: { provisioner: 'pause_before = "1m"' } },
  { what: 'the limit of silence that ends a connection', parts: { source: 'ssh_read_write_timeout = "1m"' } },
  { what: 'a spot price', parts: { source: 'spot_price = "auto"' } },
  { what: 'tags of the builder, which go over to the AMI,', parts: { source: 'run_tags = { a = "b" }' } },
  { what: 'whom the AMI is shared with', parts: { source: 'ami_users = ["123456789012"]' } },
  { what: 'another script', parts: { build: 'provisioner "shell" {\n inline = ["echo y"]\n }' } },
])('$what is an input', async ({ parts }) => {
  const { provisioner } = parts;
  const [, same] = /^(.*)\n timeout/.exec(provisioner ?? '') ?? [];
  const before = same === undefined ? await plain : await fingerprintsOf(folderWith({ provisioner: same }));
  expect(await fingerprintsOf(folderWith(parts))).not.toEqual(before);
});

test('an address that is asked for at each build is no input where it only opens the builder’s door', async () => {
  const parts = {
    top: 'data "http" "own" {\n url = "https://address.example.com"\n}',
    source: 'temporary_security_group_source_cidrs = ["${data.http.own.body}/32"]',
  };
  const queries = fakeQueries();
  const plan = await planOf(folderWith(parts), { queries });
  expect(itemOf(plan, 'x').why).toEqual(['no image of it exists in us-east-1']);
});

test('an answer that is only asked for where a variable is empty is no input while it is not', async () => {
  const parts = (value: string): Parts => ({
    top: `variable "key" { default = "${value}" }\ndata "http" "key" {\n url = "https://key.example.com"\n}`,
    source: 'user_data = coalesce(var.key, data.http.key.body)',
  });
  const why = async (value: string) => itemOf(await planOf(folderWith(parts(value))), 'x').why[0];
  expect(await why('a key')).toBe('no image of it exists in us-east-1');
  expect(await why('')).toMatch(/^always built: data\.http\.key/);
});

test('which password opens the builder is no input', async () => {
  const before = await planOf(folderWith({ source: 'ssh_password = "hunter2"' }));
  const after = await planOf(folderWith({ source: 'ssh_password = "hunter3"' }));
  expect(itemOf(after, 'x').fingerprint).toBe(itemOf(before, 'x').fingerprint);
});
