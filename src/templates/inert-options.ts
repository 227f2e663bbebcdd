/** Options that cannot alter the image, however they are set: they do not count. When in doubt, an option counts. */

import type { Block, Body } from '../hcl/ast.ts';

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
  // Checks that are left out, and how an error is shown.
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
  const inert = blockType === 'source' ? sourceOptions : findInertOptions(body);
  return {
    attributes: body.attributes.filter(({ name }) => !Object.hasOwn(inert, name)),
    blocks: body.blocks.filter(
      ({ type, labels: [made = ''] }) => !Object.hasOwn(inert, type === 'dynamic' ? made : type),
    ),
  };
}

/** Where a script is retried, its time limit decides whether it has run twice. */
function findInertOptions({ attributes }: Body): Options {
  return attributes.some(({ name }) => name === 'max_retries') ? {} : provisionerOptions;
}
