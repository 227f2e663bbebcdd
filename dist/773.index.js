export const id = 773;
export const ids = [773];
export const modules = {

/***/ 2237:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ checkAccess)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/** Checks the AWS credentials before anything is fetched or created. */

const signIn = 'On a runner, add a step aws-actions/configure-aws-credentials with role-to-assume before this one, and `permissions: ' +
    'id-token: write` to the job; elsewhere set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';
/** Environment variables that request credentials (the SDK's "Environment variables for all tools"). */
const signInVariables = [
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_PROFILE',
    'AWS_ROLE_ARN',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];
/**
 * The account that calls will be made in; throws an AwsAccessError that says what to do.
 * @param env What the SDK reads: where it names credentials, that they cannot be had is a fault, not their absence.
 */
async function checkAccess(sts, region, env) {
    try {
        return await sts.callerIdentity();
    }
    catch (error) {
        const set = signInVariables.filter((name) => env[name]);
        const isMissing = hasNoCredentials(error);
        if (isMissing && set.length > 0) {
            const verb = set.length === 1 ? 'is' : 'are';
            const message = `${set.join(', ')} ${verb} set, but no AWS credentials were found there (${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}).`;
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AwsAccessError */ .Eo(message, { cause: error });
        }
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AwsAccessError */ .Eo(explainAwsError(error, region), { cause: error, noCredentials: isMissing });
    }
}
/** What an error of GetCallerIdentity means; the names come from the SDK's credential providers and from STS. */
function explainAwsError(error, region) {
    const { name, code } = errorNames(error);
    const text = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error);
    switch (name) {
        case 'CredentialsProviderError':
        case 'TokenProviderError':
            return /expired/i.test(text)
                ? `The AWS credentials have expired (${text}). Sign in again, or ask for a longer session.`
                : `There are no AWS credentials (${text}). ${signIn}`;
        case 'ExpiredToken':
        case 'ExpiredTokenException':
        case 'RequestExpired':
            return ('The AWS credentials have expired. Sessions of an assumed role last one hour unless role-duration-seconds asks ' +
                'for more: sign in right before this step, for longer than the build takes.');
        case 'InvalidClientTokenId':
        case 'UnrecognizedClientException':
        case 'InvalidAccessKeyId':
            return `AWS does not know the access key, or the region ${region} is not enabled in its account (${text}). ${signIn}`;
        case 'SignatureDoesNotMatch':
            return `The secret access key does not match its key id, or this machine's clock is wrong (${text}).`;
        case 'IncompleteSignature':
        case 'MissingAuthenticationToken':
            return `The AWS credentials are incomplete (${text}). ${signIn}`;
        case 'AccessDenied':
        case 'AccessDeniedException':
            return `AWS denies access (${text}): check the trust policy of the role to assume.`;
        default:
            if (/certificate/i.test(text)) {
                return `AWS's certificate is not trusted (${text}): where a proxy signs with its own, set AWS_CA_BUNDLE to its certificates.`;
            }
            return unreachable.has(code)
                ? `AWS cannot be reached in ${region} (${text}): check the region's name, the network, HTTPS_PROXY and AWS_ENDPOINT_URL.`
                : `The check of the AWS credentials failed: ${text}`;
    }
}
const unreachable = new Set([
    'ENOTFOUND',
    'ECONNREFUSED',
    'ECONNRESET',
    'ETIMEDOUT',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
]);
/** True without credentials, as on a pull request from a fork; expired ones do not count. */
function hasNoCredentials(error) {
    return errorNames(error).name === 'CredentialsProviderError' && !/expired/i.test((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error));
}
function errorNames(error) {
    if (!(error instanceof Error))
        return { name: '', code: '' };
    const code = error.code;
    return {
        name: error.name,
        code: typeof code === 'string' ? code : error.name === 'TimeoutError' ? 'ETIMEDOUT' : '',
    };
}


/***/ }),

/***/ 5590:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ isRefusal)
/* harmony export */ });
/** Tells answers of AWS that no repetition changes from those that one may. */
/**
 * Codes of errors that stay as they are until a person changes a policy or signs in again (EC2 API Reference, "Error codes";
 * IAM's "Common errors"; the SDK's own names for credentials that it cannot find).
 */
const codes = new Set([
    'UnauthorizedOperation',
    'AuthFailure',
    'AccessDenied',
    'AccessDeniedException',
    'ExpiredToken',
    'ExpiredTokenException',
    'RequestExpired',
    'InvalidClientTokenId',
    'CredentialsProviderError',
]);
/** True if AWS denied the caller, or there are no credentials. */
function isRefusal(error) {
    return error instanceof Error && codes.has(error.name);
}


/***/ }),

/***/ 3399:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ resourceKinds),
/* harmony export */   y: () => (/* binding */ isEnding)
/* harmony export */ });
/** What the action needs of AWS, as narrow interfaces: the SDK implements them, and tests replace them. */
/** The kinds of resources that a build creates and that may be left behind: first what costs most, and what holds others. */
const resourceKinds = [
    'instance',
    'spot-request',
    'image',
    'snapshot',
    'volume',
    'network-interface',
    'launch-template',
    'key-pair',
    'security-group',
];
/** True for what EC2 is removing already: an instance that is shutting down, a volume that is being deleted. */
function isEnding({ state }) {
    return state === 'shutting-down' || state === 'deleting';
}


/***/ }),

/***/ 7773:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  reap: () => (/* binding */ reap)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/aws/preflight.js
var preflight = __webpack_require__(2237);
// EXTERNAL MODULE: ./build/aws/refusal.js
var refusal = __webpack_require__(5590);
// EXTERNAL MODULE: ./build/aws/types.js
var types = __webpack_require__(3399);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/tags.js
var build_tags = __webpack_require__(3679);
// EXTERNAL MODULE: ./build/lease/snapshots.js
var snapshots = __webpack_require__(8676);
// EXTERNAL MODULE: ./build/lease/sweep.js
var sweep = __webpack_require__(9609);
// EXTERNAL MODULE: ./build/lease/tags.js
var tags = __webpack_require__(2000);
;// CONCATENATED MODULE: ./build/lease/reap.js
/** Finds what dead runs have left, of any run, and removes it: the lease of each has ended by EC2's own clock. */







/**
 * Where images are only copied to, nothing bears a renewed lease: that is in the region of the build. And no lease ends later than
 * this from now: such an end was not written by this action (plan/leases.ts), and says nothing.
 */
const longestBuildMs = 24 * 60 * 60_000;
/** A machine takes a minute or two to end, and holds its group and volumes until then. */
const maxPasses = 20;
const pauseMs = 10_000;
/**
 * The runs whose leases have all ended. Rejects if any kind cannot be asked: its newest lease might be there. What bears no
 * end of a lease belongs to no run that is known to be dead.
 */
async function findDeadRuns(ec2, nonce = null) {
    const runs = Map.groupBy(await findLeased(ec2, nonce), ({ tags }) => tags[build_tags/* tagKeys */.bi.nonce] ?? '');
    return [...runs].flatMap(([of, all]) => {
        const endedAt = latestEnd(all, ec2);
        const resources = all.filter(({ tags }) => tags[build_tags/* tagKeys */.bi.state] !== 'available');
        const mayBeCopies = all.every(({ kind }) => kind === 'image' || kind === 'snapshot');
        const isDead = (0,tags/* isNonce */.sX)(of) && Number.isFinite(endedAt) && endedAt + (mayBeCopies ? longestBuildMs : 0) <= ec2.now();
        return isDead && resources.length > 0 ? [{ nonce: of, resources, endedAt }] : [];
    });
}
async function findLeased(ec2, nonce) {
    const found = await Promise.all(types/* resourceKinds */.A.map((kind) => ec2.findTagged(kind, build_tags/* tagKeys */.bi.nonce, nonce)));
    return found.flat();
}
/** In milliseconds since 1970; -Infinity if none bears an end that a lease can have. */
function latestEnd(resources, ec2) {
    const ends = resources.map(({ tags }) => Date.parse(tags[build_tags/* tagKeys */.bi.expires] ?? ''));
    return Math.max(...ends.filter((end) => end <= ec2.now() + longestBuildMs));
}
/**
 * Removes what a dead run left, as long as it is dead: that is looked at before each pass over its resources. Gives what could not
 * be removed, and what was spared.
 */
async function reapRun({ nonce }, { ec2, onRemoved, wait }) {
    const [dead] = await findDeadRuns(ec2, nonce);
    if (dead === undefined)
        return { left: [], spared: [] };
    const stops = [];
    const { left, spared } = await (0,sweep/* sweep */.X)({
        ec2,
        key: build_tags/* tagKeys */.bi.nonce,
        value: nonce,
        finished: new Set(),
        since: ({ tags }) => (0,snapshots/* bornBy */.Bp)(tags),
        quietPasses: 1,
        onRemoved,
        async pause(pass) {
            if (pass >= maxPasses)
                return false;
            await wait(pauseMs);
            const stop = await findReasonToStop(nonce, ec2);
            if (stop !== null)
                stops.push(stop);
            return stop === null;
        },
    });
    const [stop] = stops;
    return stop === undefined ? { left, spared } : { left: stop.left, spared: [...spared, ...stop.spared] };
}
/** Why no more of a run may be removed: it lives, or nobody knows; null if it is dead still. */
async function findReasonToStop(nonce, ec2) {
    const what = `all else of run ${nonce}`;
    try {
        const renewedUntil = await findRenewal(nonce, ec2);
        if (renewedUntil === null)
            return null;
        const reason = `its lease was renewed meanwhile, until ${new Date(renewedUntil).toISOString()}`;
        return { left: [], spared: [{ what, reason }] };
    }
    catch (error) {
        const reason = `EC2 could not be asked whether it is still dead: ${(0,errors/* messageOf */.bD)(error)}`;
        return { left: [{ what, reason, refused: (0,refusal/* isRefusal */.v)(error) }], spared: [] };
    }
}
/** The end of a lease that has not ended, in milliseconds since 1970, or null. Snapshots are not looked at: theirs are never renewed. */
async function findRenewal(nonce, ec2) {
    const leased = await findLeased(ec2, nonce);
    const end = latestEnd(leased.filter(({ kind }) => kind !== 'snapshot'), ec2);
    return end > ec2.now() ? end : null;
}

;// CONCATENATED MODULE: ./build/commands/reap.js
/** `mode: reap`: removes what dead runs have left in the region, of any run; for a schedule. */




/** Shows what there is, and removes it unless it is a dry run. Rejects if anything could not be removed. */
async function reap({ region, dryRun }, aws, { workflow, env }) {
    await (0,preflight/* checkAccess */.x)(aws.sts(region), region, env);
    const ec2 = aws.ec2(region);
    const runs = await findDeadRuns(ec2);
    const lines = runs.flatMap((run) => run.resources.map((resource) => describe(resource, run)));
    for (const line of lines)
        workflow.print(`left: ${line}`);
    const kept = [];
    const faults = [];
    if (!dryRun) {
        for (const run of runs) {
            const onRemoved = ({ kind, id }) => workflow.print(`removed ${kind} ${id}`);
            const { left, spared } = await reapRun(run, { ec2, onRemoved, wait: promises_.setTimeout });
            kept.push(...spared.map(({ what, reason }) => `${what}: ${reason}`));
            faults.push(...left.map(({ what, reason }) => `${what}: ${reason}`));
        }
    }
    for (const line of kept)
        workflow.print(`kept ${line}`);
    await workflow.addSummary(summarize(region, lines, kept, dryRun));
    if (faults.length > 0)
        throw new Error(`Could not be removed in ${region}:\n${faults.join('\n')}`);
}
function describe({ kind, id, tags }, { endedAt }) {
    const run = `${tags[build_tags/* tagKeys */.bi.repository] ?? '?'} run ${tags[build_tags/* tagKeys */.bi.runId] ?? '?'}`;
    return `${kind} ${id} of ${run}, whose lease ended ${new Date(endedAt).toISOString()}`;
}
function summarize(region, lines, kept, dryRun) {
    const title = `### What dead runs left in ${region}${dryRun ? ' (nothing was removed)' : ''}`;
    const list = lines.length === 0 ? ['Nothing.'] : lines.map((line) => `- ${line}`);
    const rest = kept.length === 0 ? [] : ['', 'Kept:', '', ...kept.map((line) => `- ${line}`)];
    return `${[title, '', ...list, ...rest].join('\n')}\n`;
}


/***/ }),

/***/ 7029:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VK: () => (/* binding */ startRenewal),
/* harmony export */   zT: () => (/* binding */ leaseMs)
/* harmony export */ });
/* unused harmony export renewLease */
/* harmony import */ var _aws_types_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3399);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3679);
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2000);
/**
 * Renews a run's lease while the run lives. It is short, so that a lost runner frees its recipe in minutes. Packer's run tags
 * are fixed when Packer starts, and resources created later get the original ones. So the new end is written to every resource
 * of the run: whichever goes first, the run is alive until the latest end on any of the others.
 */




/** How long a lease lasts, in milliseconds: longer than post may take after the last renewal. */
const leaseMs = 15 * 60_000;
/** Three renewals in a row may fail. */
const renewMs = 4 * 60_000;
/**
 * Where the end of the lease is written. A key pair is known by its name, which CreateTags does not take; a snapshot keeps the
 * end that it was born with, which tells when its Packer began (reap.ts).
 */
const renewedKinds = _aws_types_js__WEBPACK_IMPORTED_MODULE_3__/* .resourceKinds */ .A.filter((kind) => kind !== 'key-pair' && kind !== 'snapshot');
/** Renews the lease every few minutes until it is ended. */
function startRenewal(options) {
    const running = new Set();
    const renew = () => {
        const renewing = renewOrWarn(options).finally(() => running.delete(renewing));
        running.add(renewing);
    };
    const timer = setInterval(renew, renewMs);
    timer.unref();
    return {
        renew,
        async end() {
            clearInterval(timer);
            await Promise.all(running);
        },
    };
}
async function renewOrWarn(options) {
    try {
        await renewLease(options);
    }
    catch (error) {
        options.log.warning(`The lease of this run could not be renewed: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}. If that lasts for ${leaseMs / 60_000} minutes, ` +
            'other runs will consider this run dead and remove its unfinished images.');
    }
}
/**
 * Writes a new end onto all that the run has and that is not finished. Rejects if there is something and nothing of it could be
 * renewed. Does nothing while there is nothing: then no other run can see this one.
 */
async function renewLease({ nonce, ec2 }) {
    const answers = await Promise.allSettled(renewedKinds.map((kind) => ec2.findTagged(kind, _tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi.nonce, nonce)));
    const ids = answers.flatMap((answer) => answer.status === 'fulfilled' ? answer.value.filter(isAlive).map(({ id }) => id) : []);
    const failed = answers.find((answer) => answer.status === 'rejected');
    if (ids.length === 0 && failed !== undefined)
        throw failed.reason;
    if (ids.length > 0)
        await tagAny(ids, { [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi.expires]: (0,_tags_js__WEBPACK_IMPORTED_MODULE_2__/* .formatTime */ .fU)(ec2.now() + leaseMs) }, ec2);
}
/** Tags all, or as many as can be, as EC2 tags none if one of them has just gone. Rejects if none could be tagged. */
async function tagAny(ids, tags, ec2) {
    try {
        await ec2.createTags(ids, tags);
    }
    catch (error) {
        const each = await Promise.allSettled(ids.map((id) => ec2.createTags([id], tags)));
        if (each.every(({ status }) => status === 'rejected'))
            throw error;
    }
}
function isAlive(resource) {
    return resource.tags[_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi.state] !== 'available' && !(0,_aws_types_js__WEBPACK_IMPORTED_MODULE_3__/* .isEnding */ .y)(resource);
}


/***/ }),

/***/ 8676:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ claim),
/* harmony export */   Bp: () => (/* binding */ bornBy),
/* harmony export */   Cu: () => (/* binding */ claimSnapshots),
/* harmony export */   dT: () => (/* binding */ imageOf),
/* harmony export */   e: () => (/* binding */ findSnapshotsByDescription),
/* harmony export */   jA: () => (/* binding */ findOwnSnapshots)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3679);
/* harmony import */ var _renewal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7029);
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2000);
/**
 * Which snapshots EC2 made for an image. An image's block device mapping may name others too: a template's
 * `ami_block_device_mappings` with a `snapshot_id` puts data of the user's there. Tags do not tell them apart, as Packer tags
 * all that the mapping names (packer-plugin-amazon 1.8.2, common/step_create_tags.go).
 */




/**
 * How EC2 describes what it makes: `Created by CreateImage(i-…) for ami-…`, with ` from vol-…` behind it in older ones, and
 * `Copied for DestinationAmi ami-… from SourceAmi ami-… for SourceSnapshot snap-….`
 */
const description = /^(?:Created by CreateImage\(i-[0-9a-z]+\) for|Copied for DestinationAmi) (ami-[0-9a-z]+)/;
/** Id of the image that EC2 made the snapshot for; null for any other snapshot. */
function imageOf({ description: text }) {
    return description.exec(text)?.[1] ?? null;
}
/** The snapshots that EC2 made for the image. */
async function findOwnSnapshots({ id, rootSnapshotIds }, ec2) {
    const snapshots = await ec2.describeSnapshots(rootSnapshotIds);
    return snapshots.filter((snapshot) => imageOf(snapshot) === id);
}
/**
 * Call before an image is removed: gives its snapshots the image's tags where they have none, so that they are found when it is
 * gone, and may be removed. A copy carries the image's tags from its creation, its snapshots do not (CopyImageTags in
 * common/step_ami_region_copy.go; in the region of the build too, with `encrypt_boot`). Gives their ids. Rejects if they cannot
 * be tagged: then the image is all that leads to them, and must stay.
 */
async function claimSnapshots(image, ec2) {
    // One that is still being made or copied may name none yet.
    const isNamed = image.rootSnapshotIds.length > 0;
    const snapshots = await (isNamed
        ? findOwnSnapshots(image, ec2)
        : findSnapshotsByDescription(image.id, ec2));
    if (image.tags[_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi.nonce] !== undefined)
        for (const snapshot of snapshots)
            await claim(snapshot, image, ec2);
    return snapshots.map(({ id }) => id);
}
/**
 * The snapshots that EC2 made for an image, found by what it calls them: the mapping of one that is still being copied may not
 * name them, and when the image is gone nothing else leads to those without tags.
 */
async function findSnapshotsByDescription(image, ec2) {
    const snapshots = await ec2.describeSnapshotsLike([
        `Created by CreateImage(*) for ${image}*`,
        `Copied for DestinationAmi ${image} *`,
    ]);
    return snapshots.filter((snapshot) => imageOf(snapshot) === image);
}
const ownKeys = new Set(Object.values(_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi));
/** Gives a snapshot the tags of the run that made its image, where it has none. */
async function claim({ id, startedAt, tags }, image, ec2) {
    if (tags[_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi.nonce] !== undefined)
        return;
    const own = Object.fromEntries(Object.entries(image.tags).filter(([key]) => ownKeys.has(key)));
    try {
        // As if it had been born with them: bornBy reads this end.
        await ec2.createTags([id], { ...own, [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi.expires]: (0,_tags_js__WEBPACK_IMPORTED_MODULE_3__/* .formatTime */ .fU)(startedAt + _renewal_js__WEBPACK_IMPORTED_MODULE_2__/* .leaseMs */ .zT) });
    }
    catch (error) {
        const message = `its snapshot ${id} could not be tagged, and would be lost without it: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`;
        throw Object.assign(new Error(message, { cause: error }), error instanceof Error ? { name: error.name } : {});
    }
}
/**
 * The latest time at which the Packer of a snapshot with these tags began, in milliseconds since 1970; NaN if they do not say
 * it. A snapshot's end is never renewed.
 */
function bornBy(tags) {
    return Date.parse(tags[_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi.expires] ?? '') - _renewal_js__WEBPACK_IMPORTED_MODULE_2__/* .leaseMs */ .zT;
}


/***/ }),

/***/ 9609:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ sweep)
/* harmony export */ });
/* harmony import */ var _aws_refusal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5590);
/* harmony import */ var _aws_types_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3399);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9473);
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3679);
/* harmony import */ var _snapshots_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8676);
/** Removes everything with a given tag that is not a finished image, kind by kind, what costs most first. */





/**
 * Makes passes over all kinds until none finds anything: an instance takes a while to end and holds volumes and security
 * groups until then, and an image's snapshot appears after the image. Never rejects: what can't be asked or removed is left,
 * and keeps nothing else from being removed.
 */
async function sweep(options) {
    const removed = new Map();
    const spared = new Map();
    let quiet = 0;
    for (let pass = 1;; pass++) {
        const left = await sweepOnce(options, removed, spared);
        quiet = left.every(({ refused }) => refused) ? quiet + 1 : 0;
        if (quiet >= options.quietPasses || !(await options.pause(pass, quiet))) {
            return { removed: [...removed.values()], spared: [...spared.values()], left };
        }
    }
}
async function sweepOnce(options, removed, spared) {
    const left = [];
    // One kind after the other: `resourceKinds` lists what holds other resources first.
    for (const kind of _aws_types_js__WEBPACK_IMPORTED_MODULE_4__/* .resourceKinds */ .A) {
        try {
            const found = await findUnwanted(kind, options);
            const unwanted = kind === 'snapshot'
                ? await selectOwn([...found, ...(await claimLate(found, options, removed, left))], options, removed, spared)
                : found;
            left.push(...(await Promise.all(unwanted.map((resource) => removeOne(resource, options, removed)))));
        }
        catch (error) {
            left.push({ what: `every ${kind}`, reason: (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error), refused: (0,_aws_refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .isRefusal */ .v)(error) });
        }
    }
    return left;
}
/** Everything of a kind that has the tag, but for what is finished. */
async function findUnwanted(kind, { ec2, key, value, finished }) {
    const found = await ec2.findTagged(kind, key, value);
    return found.filter((item) => !isFinished(item) && !finished.has(item.id));
}
/** The snapshots of images that were removed, but for those that were found by their tag; gives them the run's tags. */
async function claimLate(found, { ec2, finished }, removed, left) {
    const known = new Set(found.map(({ id }) => id));
    const claimed = [];
    for (const image of [...removed.values()].filter(({ kind }) => kind === 'image')) {
        for (const snapshot of await (0,_snapshots_js__WEBPACK_IMPORTED_MODULE_3__/* .findSnapshotsByDescription */ .e)(image.id, ec2)) {
            const { id, tags } = snapshot;
            if (known.has(id) || finished.has(id))
                continue;
            try {
                await (0,_snapshots_js__WEBPACK_IMPORTED_MODULE_3__/* .claim */ .B7)(snapshot, image, ec2);
                claimed.push({ kind: 'snapshot', id, name: '', state: '', tags });
            }
            catch (error) {
                left.push({
                    what: `image ${image.id}, which is gone`,
                    reason: (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error),
                    refused: (0,_aws_refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .isRefusal */ .v)(error),
                });
            }
        }
    }
    return claimed;
}
/** The snapshots among these that EC2 made for an image of this run: one that was removed, or any since the run began. */
async function selectOwn(snapshots, options, removed, spared) {
    if (snapshots.length === 0)
        return [];
    const ofFinished = await findFinishedSnapshots(options);
    const described = await options.ec2.describeSnapshots(snapshots.map(({ id }) => id));
    const byId = new Map(described.map((snapshot) => [snapshot.id, snapshot]));
    return snapshots.filter((resource) => {
        const snapshot = byId.get(resource.id);
        // It has gone meanwhile.
        if (snapshot === undefined)
            return false;
        const image = (0,_snapshots_js__WEBPACK_IMPORTED_MODULE_3__/* .imageOf */ .dT)(snapshot);
        const isOwn = image !== null && (removed.has(image) || snapshot.startedAt >= options.since(resource));
        const reason = ofFinished.has(resource.id)
            ? 'it belongs to a finished image'
            : isOwn
                ? null
                : 'it has the tag, but was not created for an image of this run';
        if (reason !== null)
            spared.set(resource.id, { what: `snapshot ${resource.id}`, reason });
        return reason === null;
    });
}
async function removeOne(resource, { ec2, onRemoved }, removed) {
    const { kind, id, state } = resource;
    const leave = (reason, refused = false) => ({ what: `${kind} ${id}`, reason, refused });
    if ((0,_aws_types_js__WEBPACK_IMPORTED_MODULE_4__/* .isEnding */ .y)(resource))
        return leave(`it is ${state}`);
    try {
        if (kind === 'image')
            for (const image of await ec2.describeImages({ ids: [id] }))
                await (0,_snapshots_js__WEBPACK_IMPORTED_MODULE_3__/* .claimSnapshots */ .Cu)(image, ec2);
        await ec2.remove(kind, id);
    }
    catch (error) {
        return leave((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error), (0,_aws_refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .isRefusal */ .v)(error));
    }
    if (!removed.has(id))
        onRemoved?.(resource);
    removed.set(id, resource);
    return leave('it was removed, but AWS still lists it');
}
function isFinished({ tags }) {
    return tags[_tags_js__WEBPACK_IMPORTED_MODULE_2__/* .tagKeys */ .bi.state] === 'available';
}
/** Snapshots of finished images, which may lack the tag of the state themselves. */
async function findFinishedSnapshots({ ec2, key, value, finished, }) {
    const answers = await Promise.all([
        ec2.describeImages({ owners: ['self'], tags: { [key]: [value], [_tags_js__WEBPACK_IMPORTED_MODULE_2__/* .tagKeys */ .bi.state]: ['available'] } }),
        // Those may not be tagged yet.
        ec2.describeImages({ owners: ['self'], ids: [...finished].filter((id) => id.startsWith('ami-')) }),
    ]);
    return new Set(answers.flat().flatMap(({ rootSnapshotIds }) => rootSnapshotIds));
}


/***/ })

};
