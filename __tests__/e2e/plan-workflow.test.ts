/** The reusable workflow, run by act on small templates: plan, one job an AMI, and the ids. */
import { afterEach, expect, test } from '@jest/globals';
import { image, tags } from './account.ts';
import { Repository } from './act.ts';
import { templates } from './small.ts';

const caller = `
name: Release
on:
  push:
    tags: ['v*']
permissions: {}
jobs:
  amis:
    name: AMIs
    permissions:
      contents: read
      id-token: write
    uses: ./.github/workflows/build-amis.yml
    with:
      templates: packer
      variables: 'ami_prefix: flow'
      mirror: \${{ vars.AMI_MIRROR }}
      packer-key: \${{ vars.AMI_PACKER_KEY }}
  deploy:
    name: Deploy
    needs: amis
    runs-on: ubuntu-latest
    permissions: {}
    steps:
      - env:
          IDS: \${{ needs.amis.outputs.ami-ids }}
          BUILD: \${{ needs.amis.outputs.build }}
          WEB: \${{ fromJSON(needs.amis.outputs.ami-ids).web }}
        run: echo "deploying $WEB of $IDS, something was built:$BUILD"
`;

let repository: Repository | undefined;
afterEach(() => repository?.close());

test('a tag is planned, built one job an AMI, and deployed; the next tag builds nothing', async () => {
  const files = { ...templates({ web: 'echo web', db: 'echo db' }), '.github/workflows/release.yml': caller };
  repository = await Repository.create(files);
  const deployed = async (tag: string, built: boolean): Promise<Record<string, string>> => {
    const ran = await (repository as Repository).pushTag(tag);
    const said = /deploying (ami-\S+) of (\{.*\}), something was built:(\w+)/.exec(ran.printed('Deploy'));
    if (ran.exitCode !== 0 || said === null) throw new Error(`${ran.exitCode}:\n${ran.output}`);
    const ids = JSON.parse(said[2] as string) as Record<string, string>;
    expect(said[1]).toBe(ids['web']);
    expect(said[3]).toBe(String(built));
    expect(/provisioning|Creating AMI/i.test(ran.output)).toBe(built);
    return ids;
  };

  const first = await deployed('v1.0.0', true);
  expect(Object.keys(first).sort()).toEqual(['db', 'web']);
  for (const [ami, id] of Object.entries(first)) {
    const found = await image(id);
    expect(found.State).toBe('available');
    expect(tags(found)).toMatchObject({
      'ami-action:ami': ami,
      'ami-action:state': 'available',
      'ami-action:release': 'v1.0.0',
    });
  }

  await repository.write('README.md', 'nothing that goes into an image');
  await repository.commit('v1.0.1');
  expect(await deployed('v1.0.1', false)).toEqual(first);
}, 600_000);
