/** The sandbox's fixed addresses. They are the same in every sandbox, as each has a network of its own. */

/** The bridge that is the router of moto's default VPC. */
export const ROUTER = '172.31.0.1';
export const VPC = '172.31.0.0/16';
/** Where moto takes public addresses from: nothing sent there may leave the sandbox. */
export const PUBLIC = '54.214.0.0/16';
export const METADATA = '169.254.169.254';

export const ENDPOINT_PORT = 4566;
export const ENDPOINT_URL = `http://${ROUTER}:${ENDPOINT_PORT}`;
/** Images know it, as they have a package source there. */
export const MIRROR_PORT = 8080;
export const MIRROR_URL = `http://${ROUTER}:${MIRROR_PORT}`;
/** moto listens on 127.0.0.1 only. */
export const MOTO_PORT = 5000;

/** The way out and the resolver are slirp4netns's, by its defaults. */
export const OUTSIDE = 'tap0';
export const RESOLVER = '10.0.2.3';
