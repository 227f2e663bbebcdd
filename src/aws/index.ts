/** AWS as the other rooms see it: narrow interfaces, and the SDK behind them, loaded when first used. */

export { awsClients } from './clients.ts';
export { checkAccess } from './preflight.ts';
export {
  type Aws,
  type CallerIdentity,
  type Ec2,
  type Image,
  type ImageQuery,
  type Resource,
  type ResourceKind,
  resourceKinds,
  type Ssm,
  type Sts,
  type Tags,
} from './types.ts';
