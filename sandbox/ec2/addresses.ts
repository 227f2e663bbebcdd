/** The sandbox's fixed addresses. They are the same in every sandbox, as each has a network of its own. */

/** The bridge that is the router of moto's default VPC. */
export const router = '172.31.0.1';
export const vpc = '172.31.0.0/16';
/** Where moto takes public addresses from: nothing sent there may leave the sandbox. */
export const publicRange = '54.214.0.0/16';
/** Nebula's overlay in the tests of the fleet: what a node without Nebula sends there must not leave the sandbox either. */
export const overlay = '10.100.0.0/16';
export const imdsAddress = '169.254.169.254';

export const endpointPort = 4566;
export const endpointUrl = `http://${router}:${endpointPort}`;
/** Fixed, as images have a package source there. */
export const mirrorPort = 8080;
export const mirrorUrl = `http://${router}:${mirrorPort}`;
/** moto listens on 127.0.0.1 only. */
export const motoPort = 5000;

/** The way out and the resolver are slirp4netns's, by its defaults. */
export const outsideInterface = 'tap0';
export const resolver = '10.0.2.3';
