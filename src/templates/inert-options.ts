/**
 * Options that cannot alter the image, however they are set: they do not count. When in doubt, an option counts. Of what
 * opens the builder's door only the presence counts, as the plugin puts a key of its own into a builder without it.
 */

import type { Attribute, Block, Body } from '../hcl/ast.ts';

/** By option, the file that shows it, of packer-plugin-amazon 1.8.2, packer-plugin-sdk 0.6.10 (sdk/) or Packer 1.16.0 (packer/). */
type Options = Readonly<Record<string, string>>;

const sourceOptions: Options = {
  // How long something is waited for, and how often it is tried or asked: the build fails, or it does not.
  aws_polling: 'common/state.go',
  max_retries: 'common/access_config.go',
  windows_password_timeout: 'common/step_get_password.go',
  ssh_timeout: 'sdk/communicator/step_connect_ssh.go',
  ssh_wait_timeout: 'sdk/communicator/config.go',
  ssh_handshake_attempts: 'sdk/communicator/step_connect_ssh.go',
  ssh_keep_alive_interval: 'sdk/communicator/step_connect_ssh.go',
  winrm_timeout: 'sdk/communicator/step_connect_winrm.go',
  // With whose rights AWS is asked. They are others in each run, and secrets.
  access_key: 'common/access_config.go',
  secret_key: 'common/access_config.go',
  token: 'common/access_config.go',
  mfa_code: 'common/access_config.go',
  profile: 'common/access_config.go',
  shared_credentials_file: 'common/access_config.go',
  assume_role: 'common/access_config.go',
  vault_aws_engine: 'common/access_config.go',
  // With whose rights a host on the way to the builder is passed.
  ssh_bastion_username: 'sdk/communicator/step_connect_ssh.go',
  ssh_bastion_password: 'sdk/communicator/step_connect_ssh.go',
  ssh_bastion_private_key_file: 'sdk/communicator/step_connect_ssh.go',
  ssh_bastion_certificate_file: 'sdk/communicator/step_connect_ssh.go',
  ssh_proxy_username: 'sdk/communicator/step_connect_ssh.go',
  ssh_proxy_password: 'sdk/communicator/step_connect_ssh.go',
  // Checks that are left out, and how an error is shown.
  insecure_skip_tls_verify: 'common/access_config.go',
  decode_authorization_messages: 'common/access_config.go',
  skip_credential_validation: 'common/access_config.go',
  skip_metadata_api_check: 'common/access_config.go',
  skip_profile_validation: 'common/step_iam_instance_profile.go',
  skip_region_validation: 'common/ami_config.go',
  // Who may reach the builder: that security group is deleted with it.
  temporary_security_group_source_cidrs: 'common/step_security_group.go',
  temporary_security_group_source_public_ip: 'common/step_security_group.go',
  // Tags of what is deleted with the builder. Its own, run_tags, go over to the AMI.
  fleet_tag: 'common/step_run_spot_instance.go',
  fleet_tags: 'common/step_run_spot_instance.go',
  run_volume_tag: 'builder/ebs/builder.go',
  run_volume_tags: 'builder/ebs/builder.go',
  spot_tag: 'common/step_run_spot_instance.go',
  spot_tags: 'common/step_run_spot_instance.go',
  // What becomes of another image that has the name.
  force_delete_snapshot: 'common/step_deregister_ami.go',
  force_deregister: 'common/step_deregister_ami.go',
};

/** Without these the plugin makes a key pair, whose public half the builder takes into its image (common/step_key_pair.go). */
const doorKeys: Options = {
  ssh_password: 'common/run_config.go',
  ssh_private_key_file: 'common/run_config.go',
  winrm_password: 'common/run_config.go',
};

const provisionerOptions: Options = {
  start_retry_timeout: 'packer/provisioner/shell/provisioner.go',
  timeout: 'packer/hcl2template/types.build.provisioners.go',
};

/** A block without them, also where a `dynamic` makes it. */
export function withoutInertOptions(block: Block): Block {
  if (block.type !== 'dynamic') return { ...block, body: bodyWithoutInertOptions(block.type, block.body) };
  const [type = ''] = block.labels;
  const blocks = block.body.blocks.map((inner) =>
    inner.type === 'content' ? { ...inner, body: bodyWithoutInertOptions(type, inner.body) } : inner,
  );
  return { ...block, body: { ...block.body, blocks } };
}

/** The body of a source or provisioner without them. */
export function bodyWithoutInertOptions(blockType: string, body: Body): Body {
  const isSource = blockType === 'source';
  const inert = isSource ? sourceOptions : findInertOptions(body);
  const kept = body.attributes.filter(({ name }) => !Object.hasOwn(inert, name));
  return {
    attributes: isSource ? kept.map(withoutKey) : kept,
    blocks: body.blocks.filter(
      ({ type, labels: [made = ''] }) => !Object.hasOwn(inert, type === 'dynamic' ? made : type),
    ),
  };
}

function withoutKey(attribute: Attribute): Attribute {
  if (!Object.hasOwn(doorKeys, attribute.name)) return attribute;
  const { line, column, start, end } = attribute.value;
  return { ...attribute, value: { kind: 'literal', value: null, line, column, start, end } };
}

/** Where a script is retried, or may fail, its time limit decides whether it has run twice, or to its end. */
function findInertOptions({ attributes }: Body): Options {
  const isDecisive = attributes.some(({ name }) => name === 'max_retries' || name === 'continue_on_error');
  return isDecisive ? {} : provisionerOptions;
}
