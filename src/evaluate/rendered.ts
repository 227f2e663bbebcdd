/** What Packer fills in when it builds, and fills in otherwise each time. */

/**
 * Fields of `build` that are others at each build (BuilderDataCommonKeys in packer/build.go of Packer 1.16.0). The others
 * name the connection to the builder, or repeat the template.
 */
const changingFields = ['ID', 'PackerRunUUID', 'Host', 'SSHPublicKey', 'SSHPrivateKey'];

export const changingBuildFields: ReadonlySet<string> = new Set(changingFields);

/** Functions of `{{ … }}` (template/interpolate/funcs.go of packer-plugin-sdk 0.6.10) with such results. */
const changingRender = new RegExp(
  '\\{\\{(?:(?!\\}\\}).)*?\\b(isotime|strftime|timestamp|uuid|consul_key|vault|aws_secretsmanager(?:_raw)?|' +
    `build\\s+["\`](?:${changingFields.join('|')})["\`])`,
  's',
);

/** The function call in a text's `{{ … }}` that gives another result at each build; null where there is none. */
export function findChangingRender(text: string): string | null {
  return changingRender.exec(text)?.[1] ?? null;
}
