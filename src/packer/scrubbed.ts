/** Packer scrubs sensitive values out of all that it prints, ids of images included (scrubSecrets, packer/ui.go of 1.16). */

/** What stands where a sensitive value stood (FilterString, packer/logs.go of packer-plugin-sdk 0.6.10). */
export const scrubbedMark = '<sensitive>';

export function holdsScrubbed(text: string): boolean {
  return text.includes(scrubbedMark);
}

/** Whether Packer can have made `printed` of `value`: what it scrubbed stands for any characters, at least one. */
export function canBe(printed: string, value: string): boolean {
  const [first = '', ...parts] = printed.split(scrubbedMark);
  const last = parts.pop();
  if (last === undefined) return printed === value;
  if (!value.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts) {
    const found = value.indexOf(part, at + 1);
    if (found === -1) return false;
    at = found + part.length;
  }
  return value.length > at + last.length && value.endsWith(last);
}

/** An image in a region. */
export interface MadeImage {
  readonly region: string;
  readonly id: string;
}

/** Of the images that EC2 knows, the one that each of these `region:ami-id` means; none where no image or several fit. */
export function completeImages(
  printed: readonly string[],
  made: readonly MadeImage[],
): ReadonlyMap<string, string> {
  return new Map(
    printed.flatMap((text) => {
      const [fit, ...others] = made.filter(({ region, id }) => canBe(text, `${region}:${id}`));
      return fit === undefined || others.length > 0 ? [] : [[fit.region, fit.id] as const];
    }),
  );
}
