/** Finds the images that a run's build has made, in EC2, where Packer does not say their ids. */

import type { Ec2, Image } from '../aws/types.ts';
import type { MadeImage } from '../packer/scrubbed.ts';
import type { PlannedBuild } from '../plan/plan-item.ts';
import { tagKeys, toTagValue } from '../tags.ts';

interface MadeBy {
  /** The run's. */
  readonly nonce: string;
  /** The region of the builds; copies are in others. */
  readonly region: string;
  readonly ec2: (region: string) => Pick<Ec2, 'describeImages'>;
}

/** By the run's tags, or by the name of an AMI whose templates do not take them; its copies have its name. */
export async function findMadeImages(
  { ami, amiName, copyRegions }: Pick<PlannedBuild, 'ami' | 'amiName' | 'copyRegions'>,
  { nonce, region, ec2 }: MadeBy,
): Promise<readonly MadeImage[]> {
  const tags = { [tagKeys.nonce]: [nonce], [tagKeys.ami]: [toTagValue(ami)] };
  const tagged = await ec2(region).describeImages({ owners: ['self'], tags });
  const named =
    tagged.length > 0 || amiName === null
      ? []
      : await ec2(region).describeImages({ owners: ['self'], names: [amiName] });
  const images = [...tagged, ...named];
  const names = [...new Set(images.map(({ name }) => name))];
  const copies = copyRegions.map(
    async (each): Promise<readonly Image[]> =>
      names.length === 0 || each === region ? [] : ec2(each).describeImages({ owners: ['self'], names }),
  );
  return [images, ...(await Promise.all(copies))]
    .flat()
    .map(({ region: madeIn, id }) => ({ region: madeIn, id }));
}
