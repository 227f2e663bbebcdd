export const id = 782;
export const ids = [782,928];
export const modules = {

/***/ 3110:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  G: () => (/* binding */ createAwsClients)
});

;// CONCATENATED MODULE: ./build/aws/ec2.js
/** EC2 behind the action's narrow interface. Removing what is already gone succeeds, as every caller may try a second time. */
/** EC2's error codes for things that do not exist, or no longer. */
const goneCodes = /\.NotFound$|\.Unavailable$|NotFoundException$|^InvalidSpotInstanceRequestID/;
function createEc2(getClient) {
    let client = null;
    const connect = async () => {
        client = await getClient();
        return client;
    };
    return {
        now: () => Date.now() + (client?.clockOffset() ?? 0),
        async describeImages({ owners, includeDeprecated, ...query }) {
            const { call } = await connect();
            const Filter = imageFilters(query);
            return allPages(async (NextToken) => {
                const { imagesSet = [], nextToken } = await call('DescribeImages', {
                    Filter,
                    Owner: owners,
                    IncludeDeprecated: includeDeprecated === true ? 'true' : undefined,
                    NextToken,
                });
                return { items: imagesSet.map(toImage), nextToken };
            });
        },
        async describeSnapshots(ids) {
            if (ids.length === 0)
                return [];
            const { call } = await connect();
            const Filter = [{ Name: 'snapshot-id', Value: ids }];
            return allPages(async (NextToken) => {
                const answer = await call('DescribeSnapshots', { Filter, Owner: ['self'], NextToken });
                return { items: (answer.snapshotSet ?? []).map(toSnapshot), nextToken: answer.nextToken };
            });
        },
        async createTags(ids, tags) {
            const { call } = await connect();
            const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
            await call('CreateTags', { ResourceId: ids, Tag });
        },
        async findTagged(kind, key, value) {
            const found = await findByFilter(await connect(), kind, [{ Name: `tag:${key}`, Value: [value] }]);
            return found
                .filter(({ id }) => id !== undefined)
                .map(({ id = '', name = '', state = '', tags }) => ({ kind, id, name, state, tags: toTags(tags) }));
        },
        async remove(kind, id) {
            const { call } = await connect();
            try {
                await removals[kind](call, id);
            }
            catch (error) {
                if (!(error instanceof Error && goneCodes.test(error.name)))
                    throw error;
            }
        },
    };
}
function imageFilters({ ids, names, tags, filters, }) {
    const tagFilters = Object.entries(tags ?? {}).map(([key, values]) => [`tag:${key}`, values]);
    const all = [
        // A filter rather than ImageId: an id that does not exist is no error then.
        ['image-id', ids],
        ['name', names],
        ...tagFilters,
        ...Object.entries(filters ?? {}),
    ];
    return all.flatMap(([Name, Value]) => (Value === undefined ? [] : [{ Name, Value }]));
}
function toImage(image) {
    const snapshots = (image.blockDeviceMapping ?? []).map(({ ebs }) => ebs?.snapshotId);
    return {
        id: image.imageId ?? '',
        name: image.name ?? '',
        state: image.imageState ?? '',
        stateReason: image.stateReason?.message ?? null,
        creationDate: image.creationDate ?? '',
        ownerId: image.imageOwnerId ?? '',
        rootSnapshotIds: snapshots.filter((id) => id !== undefined),
        tags: toTags(image.tagSet),
    };
}
function toSnapshot({ snapshotId = '', description = '', startTime }) {
    return { id: snapshotId, description, startedAt: startTime?.getTime() ?? 0 };
}
/** Asks for all pages. */
async function findByFilter(client, kind, Filter) {
    return allPages((NextToken) => findPage(client, kind, { Filter, NextToken }));
}
async function allPages(ask) {
    const all = [];
    let token;
    do {
        const { items, nextToken } = await ask(token);
        all.push(...items);
        token = nextToken === '' ? undefined : nextToken;
    } while (token !== undefined);
    return all;
}
async function findPage({ call }, kind, page) {
    const withStates = (Name, Value) => ({
        ...page,
        Filter: [...page.Filter, { Name, Value }],
    });
    switch (kind) {
        case 'instance': {
            const alive = ['pending', 'running', 'shutting-down', 'stopping', 'stopped'];
            const answer = await call('DescribeInstances', withStates('instance-state-name', alive));
            const instances = (answer.reservationSet ?? []).flatMap(({ instancesSet = [] }) => instancesSet);
            return toPage(answer, instances, (item) => ({ id: item.instanceId, state: item.instanceState?.name }));
        }
        case 'spot-request': {
            const answer = await call('DescribeSpotInstanceRequests', withStates('state', ['open', 'active']));
            return toPage(answer, answer.spotInstanceRequestSet, (item) => ({
                id: item.spotInstanceRequestId,
                state: item.state,
            }));
        }
        case 'image': {
            const answer = await call('DescribeImages', { ...page, Owner: ['self'] });
            const read = (item) => ({ id: item.imageId, name: item.name, state: item.imageState });
            return toPage(answer, answer.imagesSet, read);
        }
        case 'snapshot': {
            const answer = await call('DescribeSnapshots', { ...page, Owner: ['self'] });
            return toPage(answer, answer.snapshotSet, (item) => ({ id: item.snapshotId, state: item.status }));
        }
        case 'volume': {
            const answer = await call('DescribeVolumes', page);
            return toPage(answer, answer.volumeSet, (item) => ({ id: item.volumeId, state: item.status }));
        }
        case 'network-interface': {
            const answer = await call('DescribeNetworkInterfaces', page);
            return toPage(answer, answer.networkInterfaceSet, (item) => ({
                id: item.networkInterfaceId,
                state: item.status,
            }));
        }
        case 'launch-template': {
            const answer = await call('DescribeLaunchTemplates', page);
            return toPage(answer, answer.launchTemplates, (item) => ({
                id: item.launchTemplateId,
                name: item.launchTemplateName,
            }));
        }
        case 'key-pair': {
            const { keySet } = await call('DescribeKeyPairs', { Filter: page.Filter });
            // Key pairs have their name as id, which is unique in a region; DeleteKeyPair takes it.
            return toPage({}, keySet, (item) => ({ id: item.keyName }));
        }
        case 'security-group': {
            const answer = await call('DescribeSecurityGroups', page);
            return toPage(answer, answer.securityGroupInfo, (item) => ({ id: item.groupId, name: item.groupName }));
        }
    }
}
function toPage({ nextToken }, items, read) {
    return { items: (items ?? []).map((item) => ({ ...read(item), tags: item.tagSet })), nextToken };
}
const removals = {
    'spot-request': (call, id) => call('CancelSpotInstanceRequests', { SpotInstanceRequestId: [id] }),
    instance: (call, id) => call('TerminateInstances', { InstanceId: [id] }),
    image: (call, id) => call('DeregisterImage', { ImageId: id }),
    snapshot: (call, id) => call('DeleteSnapshot', { SnapshotId: id }),
    volume: (call, id) => call('DeleteVolume', { VolumeId: id }),
    'launch-template': (call, id) => call('DeleteLaunchTemplate', { LaunchTemplateId: id }),
    'key-pair': (call, id) => call('DeleteKeyPair', { KeyName: id }),
    'network-interface': (call, id) => call('DeleteNetworkInterface', { NetworkInterfaceId: id }),
    'security-group': (call, id) => call('DeleteSecurityGroup', { GroupId: id }),
};
function toTags(tags) {
    return Object.fromEntries((tags ?? []).map(({ key = '', value = '' }) => [key, value]));
}

;// CONCATENATED MODULE: ./build/aws/clients.js
/** The SDK's clients behind the narrow interfaces; each is loaded and created at its first use. */

/** Limits of one attempt, in milliseconds. */
const connectTimeoutMs = 10_000;
const responseTimeoutMs = 60_000;
/**
 * Clients with the SDK's own credential chain, endpoints (AWS_ENDPOINT_URL included) and retries. They are configured by the
 * SDK's environment variables alone, and by the caller for the region.
 */
function createAwsClients() {
    const open = new Set();
    const ec2s = new Map();
    const settings = (region) => ({
        region,
        maxAttempts: 5,
        requestHandler: { connectionTimeout: connectTimeoutMs, requestTimeout: responseTimeoutMs },
    });
    const track = (client) => {
        open.add(client);
        return client;
    };
    return {
        ec2(region) {
            const known = ec2s.get(region);
            if (known !== undefined)
                return known;
            const getClient = memoize(async () => {
                const { createEc2Client } = await __webpack_require__.e(/* import() */ 419).then(__webpack_require__.bind(__webpack_require__, 2419));
                return track(await createEc2Client(settings(region)));
            });
            const ec2 = createEc2(getClient);
            ec2s.set(region, ec2);
            return ec2;
        },
        ssm(region) {
            return {
                async getParameter(name) {
                    const { GetParameterCommand, ParameterNotFound, SSMClient } = await Promise.all(/* import() */[__webpack_require__.e(890), __webpack_require__.e(658), __webpack_require__.e(85), __webpack_require__.e(422), __webpack_require__.e(288), __webpack_require__.e(152), __webpack_require__.e(861), __webpack_require__.e(736)]).then(__webpack_require__.t.bind(__webpack_require__, 4736, 19));
                    const client = track(new SSMClient(settings(region)));
                    try {
                        const { Parameter } = await client.send(new GetParameterCommand({ Name: name }));
                        return Parameter?.Value ?? null;
                    }
                    catch (error) {
                        if (error instanceof ParameterNotFound)
                            return null;
                        throw error;
                    }
                },
            };
        },
        sts(region) {
            return {
                async callerIdentity() {
                    const { GetCallerIdentityCommand, STSClient } = await Promise.all(/* import() */[__webpack_require__.e(890), __webpack_require__.e(658), __webpack_require__.e(85), __webpack_require__.e(422), __webpack_require__.e(288), __webpack_require__.e(152), __webpack_require__.e(861), __webpack_require__.e(695)]).then(__webpack_require__.t.bind(__webpack_require__, 1695, 19));
                    const client = track(new STSClient(settings(region)));
                    const { Account = '' } = await client.send(new GetCallerIdentityCommand({}));
                    return { account: Account };
                },
            };
        },
        close() {
            for (const client of open)
                client.destroy();
            open.clear();
        },
    };
}
function memoize(create) {
    let value;
    return () => {
        value ??= create();
        return value;
    };
}


/***/ }),

/***/ 8928:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   reportFault: () => (/* binding */ reportFault)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9473);
/* harmony import */ var _lease_folders_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2832);
/* harmony import */ var _lease_tags_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2000);
/* harmony import */ var _report_summary_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4611);
/** Reports a run that ended before it had a row for each AMI, so that the jobs behind it find outputs, a report and a summary. */






/** Never rejects: the fault itself is more than what cannot be written about it. */
async function reportFault(error, { env, workspace, workflow }) {
    const problems = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ConfigurationError */ .j1 ? error.problems : [{ message: (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error) }];
    try {
        const folder = (0,_lease_folders_js__WEBPACK_IMPORTED_MODULE_3__/* .outputFolder */ .qi)(env, workspace, (0,_lease_tags_js__WEBPACK_IMPORTED_MODULE_4__/* .createNonce */ .mE)());
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'report.json');
        for (const name of ['ami-ids', 'images', 'reused'])
            workflow.setOutput(name, '{}');
        workflow.setOutput('report', path);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(folder, { recursive: true });
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(path, `${JSON.stringify(toReport(problems), null, 2)}\n`);
        await workflow.addSummary((0,_report_summary_js__WEBPACK_IMPORTED_MODULE_5__/* .renderProblems */ .x8)(problems));
    }
    catch (unwritten) {
        workflow.annotate('warning', `The report of this fault could not be written: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(unwritten)}`);
    }
}
/** As the report of a run that came further, without what is not known. */
function toReport(problems) {
    return { schema: 1, amis: [], problems };
}


/***/ }),

/***/ 5782:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/aws/clients.js + 1 modules
var clients = __webpack_require__(3110);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/tags.js
var build_tags = __webpack_require__(3679);
;// CONCATENATED MODULE: ./build/report/ami-report.js
/** Makes the rows of the report: one for each AMI, planned, reused, built or failed. */

function reusedRow(item, region) {
    return {
        ...common(item, region),
        result: 'reused',
        id: item.image.id,
        name: item.image.name,
        regions: { [region]: item.image.id },
        sourceAmi: item.image.tags[build_tags/* tagKeys */.b.sourceAmi] ?? null,
        baseAmi: null,
    };
}
/** A row of a plan: the AMI exists, has to be built, or is being built by another run. */
function plannedRow(item, region) {
    if (item.decision === 'reuse')
        return reusedRow(item, region);
    const result = item.decision === 'build' ? 'planned' : 'pending';
    return { ...common(item, region), ...origin(item), result, name: item.amiName };
}
/** A row for an image that Packer made and EC2 calls available. */
function builtRow(item, result, image, region) {
    return {
        ...common(item, region),
        ...origin(item),
        ...timing(result),
        result: 'built',
        id: image.id,
        name: image.name,
        regions: Object.fromEntries(result.images),
    };
}
/** A row without an image, and why; also if Packer made one that is not available. */
function failedRow(item, result, cause, region) {
    return {
        ...common(item, region),
        ...origin(item),
        ...timing(result),
        result: result.result === 'built' ? 'failed' : result.result,
        name: null,
        cause,
    };
}
function common({ ami, fingerprint, versions, why, notes, fingerprintInputs }, region) {
    return {
        ami,
        id: null,
        region,
        regions: {},
        fingerprint,
        versions,
        why,
        notes,
        // The report is uploaded and passed on: from a digest, a short secret can be found by trying.
        fingerprintInputs: fingerprintInputs.map((input) => (input.secret ? { ...input, digest: '' } : input)),
        startedAt: null,
        durationSeconds: null,
        log: null,
        cause: null,
    };
}
function origin({ sourceAmi, baseAmi }) {
    return { sourceAmi, baseAmi };
}
function timing({ startedAt, durationMs, log, }) {
    return {
        startedAt: startedAt === undefined ? null : new Date(startedAt).toISOString(),
        durationSeconds: durationMs === undefined ? null : Math.round(durationMs / 1000),
        log: log ?? null,
    };
}

;// CONCATENATED MODULE: ./build/report/decisions.js
/** A plan's decisions, and what it leaves out of them, as lines of the log. */
/**
 * Logs what is to happen to each AMI, and why.
 * @param isAwsKnown False for a plan without credentials: then no AMI can be known to need a build.
 */
function logDecisions(items, log, isAwsKnown = true) {
    for (const { ami, decision, why } of items) {
        log.info(`${ami}: ${isAwsKnown ? decision : 'unknown'}, ${why.join(', ')}`);
    }
}
/** Says in a line each which secret variables do not count, and which ones could be guessed from a fingerprint. */
function logSecrets({ secrets: { uncounted, guessable } }, log) {
    if (uncounted.length > 0) {
        log.info(`Sensitive variables are in no fingerprint, so that a new value alone builds no AMI: ${uncounted.join(', ')}. ` +
            'The input fingerprint-key lets them count');
    }
    if (guessable.length > 0) {
        log.warning(`Named like a secret, but not declared sensitive: ${guessable.join(', ')}. They count in fingerprints, from which a ` +
            'short value can be guessed: declare them sensitive, or set the input fingerprint-key');
    }
}

;// CONCATENATED MODULE: ./build/plan/leases.js
/** Whether the run that left an image unfinished is still alive. */

const noLeases = { ends: new Map(), run: null };
/**
 * A run's lease lasts for minutes (lease/renewal.ts). An end that lies much farther off was not written by this action, and
 * must not block a recipe for ever.
 */
const longestLeaseMs = 24 * 60 * 60_000;
/** Kinds that a renewed end may be on, and the others that a run has early. All can be asked by a role that may build. */
const leasedKinds = [
    'image',
    'instance',
    'volume',
    'snapshot',
    'security-group',
    'key-pair',
];
/**
 * True if the lease of the image's run has ended, or the image is of an earlier attempt of the same job: GitHub starts the
 * next attempt of a run only when the run is over. An image without an end counts as leased while EC2 works on it.
 * @param now EC2's time.
 */
function isRunDead(image, now, { ends, run }) {
    if (run !== null && isEarlierAttempt(image, run))
        return true;
    const own = endOf(image.tags[build_tags/* tagKeys */.b.expires], now);
    const latest = Math.max(own, ends.get(image.tags[build_tags/* tagKeys */.b.nonce] ?? '') ?? Number.NEGATIVE_INFINITY);
    return latest === Number.NEGATIVE_INFINITY ? image.state !== 'pending' : latest <= now.getTime();
}
/** Asks for the leases of those unfinished images whose own end is past: their runs may have renewed it elsewhere. */
async function readLeases(images, now, run, ec2) {
    const doubtful = images.filter((image) => image.tags[build_tags/* tagKeys */.b.state] === 'building' && isRunDead(image, now, { ends: new Map(), run }));
    const nonces = new Set(doubtful.flatMap(({ tags }) => tags[build_tags/* tagKeys */.b.nonce] ?? []));
    const ends = await Promise.all([...nonces].map(async (nonce) => [nonce, await latestEnd(nonce, now, ec2)]));
    return { ends: new Map(ends), run };
}
/** The latest end on any resource with the nonce; looks no further once one lies ahead. */
async function latestEnd(nonce, now, ec2) {
    let latest = Number.NEGATIVE_INFINITY;
    for (const kind of leasedKinds) {
        const found = await ec2.findTagged(kind, build_tags/* tagKeys */.b.nonce, nonce);
        latest = Math.max(latest, ...found.map(({ tags }) => endOf(tags[build_tags/* tagKeys */.b.expires], now)));
        if (latest > now.getTime())
            break;
    }
    return latest;
}
function endOf(text, now) {
    const end = Date.parse(text ?? '');
    return Number.isNaN(end) || end > now.getTime() + longestLeaseMs ? Number.NEGATIVE_INFINITY : end;
}
function isEarlierAttempt({ tags }, { repository, runId, runAttempt, job }) {
    return (tags[build_tags/* tagKeys */.b.repository] === repository &&
        tags[build_tags/* tagKeys */.b.runId] === runId &&
        tags[build_tags/* tagKeys */.b.job] === job &&
        Number(tags[build_tags/* tagKeys */.b.runAttempt]) < Number(runAttempt));
}

;// CONCATENATED MODULE: ./build/plan/existing-images.js
/** What existing images mean for a wanted AMI: it is there, another run is building it, or they are unusable. */


/**
 * Looks for an AMI by its fingerprint's tag and its name. `images` are those of the own account and region.
 * Among several the oldest is chosen, so that all runs choose the same one.
 */
function findExistingImage(images, wanted, now, leases = noLeases) {
    const own = images.filter((image) => matchesRecipe(image, wanted)).sort(byAge);
    const available = own.find(isFinished);
    if (available !== undefined)
        return { kind: 'available', image: available };
    const pending = own.find((image) => isUnfinished(image) && !isRunDead(image, now, leases));
    if (pending !== undefined)
        return { kind: 'pending', image: pending };
    const foreign = images.filter((image) => image.name === wanted.name && !matchesRecipe(image, wanted));
    const unusable = [
        ...own.map(describeUnusable),
        ...foreign.map(({ id, name }) => `${id} is called ${name}, but its tags are not those of this recipe`),
    ];
    return { kind: 'none', unusable, orphans: own.filter((image) => isOrphan(image, now, leases)) };
}
/**
 * The first name that no image has: AMI names are unique in an account and region. `nameOf` gives the name of an attempt,
 * from 0 on; null if the templates name the AMI during the build. A name that does not change with the attempt is
 * returned although it is taken.
 */
function firstFreeName(images, nameOf) {
    const taken = new Set(images.map(({ name }) => name));
    const first = nameOf(0);
    let name = first;
    for (let attempt = 0; name !== null && taken.has(name);) {
        attempt += 1;
        const next = nameOf(attempt);
        if (next === name || !taken.has(next ?? ''))
            return { name: next, attempt };
        name = next;
    }
    return { name: first, attempt: 0 };
}
/** The newest finished image of an AMI, whatever its fingerprint. */
function newestOf(images, ami) {
    const finished = images.filter((image) => image.tags[build_tags/* tagKeys */.b.ami] === ami && isFinished(image));
    return finished.sort(byAge).at(-1) ?? null;
}
function matchesRecipe({ name, tags }, { ami, fingerprint, isOwnName = () => true }) {
    const tagged = tags[build_tags/* tagKeys */.b.ami];
    const isTagged = tags[build_tags/* tagKeys */.b.fingerprint] === fingerprint && (tagged === undefined || tagged === ami);
    return isTagged && isOwnName(name);
}
/** EC2 and the image's own tag both call it available. */
function isFinished(image) {
    return image.state === 'available' && stateTag(image) === 'available';
}
function isUnfinished(image) {
    if (image.state !== 'pending' && image.state !== 'available')
        return false;
    return stateTag(image) === undefined || stateTag(image) === 'building';
}
/** Created by a run of this action that did not finish it and is dead. */
function isOrphan(image, now, leases) {
    const isLeased = stateTag(image) === 'building' && image.tags[build_tags/* tagKeys */.b.nonce] !== undefined;
    return isLeased && isRunDead(image, now, leases);
}
function describeUnusable(image) {
    const { id, state, stateReason } = image;
    if (isUnfinished(image))
        return `${id} of the same recipe was left unfinished by another run`;
    const reason = stateReason === null ? '' : ` (${stateReason})`;
    return `${id} of the same recipe is ${state === 'available' ? (stateTag(image) ?? 'unfinished') : state}${reason}`;
}
function stateTag(image) {
    return image.tags[build_tags/* tagKeys */.b.state];
}
function byAge(a, b) {
    const dates = Date.parse(a.creationDate) - Date.parse(b.creationDate);
    return dates !== 0 ? dates : a.id < b.id ? -1 : 1;
}

;// CONCATENATED MODULE: ./build/apply/wait-for-run.js
/** Waits for an AMI that another run is building, until it is finished or has failed. */




const pollMs = 10_000;
/** Gives null when the other run has ended, so that the AMI can be planned again. Never rejects: other AMIs are being built. */
async function waitForOtherRun({ ami, fingerprint, amiName: name, image: { id } }, { ec2, run, log, now, wait, cancelled, timeoutMs }) {
    const deadline = now() + timeoutMs;
    log.info(`${ami}: another run is building ${id}; waiting for it`);
    try {
        for (;;) {
            const images = await ec2.describeImages({
                owners: ['self'],
                tags: { [build_tags/* tagKeys */.b.fingerprint]: [fingerprint] },
            });
            const time = new Date(ec2.now());
            const leases = await readLeases(images, time, run, ec2);
            const { kind } = findExistingImage(images, { ami, fingerprint, name }, time, leases);
            if (kind !== 'pending')
                return null;
            if (now() >= deadline) {
                const cause = `another run is still building ${id}, for longer than the input timeout allows (${timeoutMs / 1000} s)`;
                return { result: 'timed-out', cause };
            }
            await wait(pollMs);
            if (cancelled.aborted)
                return { result: 'cancelled', cause: 'cancelled while another run was building it' };
        }
    }
    catch (error) {
        return {
            result: 'failed',
            cause: `waiting for ${id}, which another run is building, failed: ${(0,errors/* messageOf */.bD)(error)}`,
        };
    }
}

;// CONCATENATED MODULE: ./build/apply/apply.js
/** Applies a plan: takes what exists, builds the rest, and takes the image of another run that was faster. */




/** How often an AMI is built again because another run took its name and then failed. */
const maxLosses = 3;
/** EC2 may refuse a name before it lists the image that has it, so after a lost race the plan is made up to four times. */
const maxReplans = 4;
const replanPauseMs = 2_000;
/** Gives a row for each AMI, in no particular order. Rejects if no build could be started. */
async function applyPlan(first, context) {
    const { session, region, cancelled } = context;
    const rows = [];
    const losses = new Map();
    let items = first;
    for (;;) {
        rows.push(...items.flatMap((item) => (item.decision === 'reuse' ? [reusedRow(item, region)] : [])));
        const pending = items.filter((item) => item.decision === 'pending');
        const [attempts, failures] = await Promise.all([
            session.build(items.filter((item) => item.decision === 'build')),
            Promise.all(pending.map((item) => waitForOtherRun(item, context))),
        ]);
        const lost = [];
        for (const attempt of attempts) {
            const { item, row, lostRace } = attempt;
            const count = (losses.get(item.ami) ?? 0) + 1;
            if (!lostRace || cancelled.aborted || count > maxLosses)
                rows.push(row);
            else
                lost.push(attempt);
            losses.set(item.ami, count);
        }
        const settled = [];
        for (const [index, item] of pending.entries()) {
            const failure = failures[index] ?? null;
            if (failure === null)
                settled.push(item);
            else
                rows.push(failedRow(item, { ami: item.ami, ...failure }, failure.cause, region));
        }
        if (lost.length + settled.length === 0)
            return rows;
        try {
            const again = await replanLost(lost, settled, context);
            rows.push(...again.rows);
            items = again.items;
        }
        catch (error) {
            const cause = `looking for the image of another run failed: ${(0,errors/* messageOf */.bD)(error)}`;
            const failed = [...lost.map(({ item }) => item), ...settled];
            rows.push(...failed.map((item) => failedRow(item, { ami: item.ami, result: 'failed', cause }, cause, region)));
            return rows;
        }
    }
}
/** Plans AMIs again that other runs were building. One whose name stays taken has failed. */
async function replanLost(lost, settled, { replan, log, wait }) {
    const amis = [...lost.map(({ item }) => item), ...settled].map(({ ami }) => ami);
    const namesOf = new Map(lost.map(({ item }) => [item.ami, item.amiName]));
    // A name that is known only during the build can't be looked for.
    const isUnlisted = (item) => item.decision === 'build' && (namesOf.get(item.ami) ?? null) !== null && item.nameTakenBy === null;
    let items = await replan(amis);
    for (let plans = 1; plans < maxReplans && items.some(isUnlisted); plans++) {
        await wait(replanPauseMs);
        items = await replan(amis);
    }
    logDecisions(items, log);
    const isHopeless = (item) => item.decision === 'build' &&
        namesOf.get(item.ami) === item.amiName &&
        (item.amiName === null || item.nameTakenBy !== null);
    return {
        items: items.filter((item) => !isHopeless(item)),
        rows: lost.flatMap(({ item, row }) => items.some((planned) => planned.ami === item.ami && isHopeless(planned)) ? [row] : []),
    };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/lease/folders.js
var folders = __webpack_require__(2832);
// EXTERNAL MODULE: ./build/lease/tags.js
var lease_tags = __webpack_require__(2000);
;// CONCATENATED MODULE: ./build/lease/renewal.js
/**
 * Renews a run's lease while the run lives. It is short, so that a lost runner frees its recipe in minutes. Packer's run tags
 * are fixed when Packer starts, and what is born later has them as they were: so one resource of the run bears the newest end,
 * and the run is alive until the latest end on any of them.
 */



/** How long a lease lasts, in milliseconds: longer than post may take after the last renewal. */
const leaseMs = 15 * 60_000;
/** Three renewals in a row may fail. */
const renewMs = 4 * 60_000;
/** Where the end of the lease is written: an unfinished image first, as other runs look at that. */
const renewedKinds = ['image', 'instance', 'volume', 'snapshot', 'security-group'];
/** Renews the lease every few minutes until the returned function is called. */
function startRenewal(options) {
    const timer = setInterval(() => void renewOrWarn(options), renewMs);
    timer.unref();
    return () => clearInterval(timer);
}
async function renewOrWarn(options) {
    try {
        await renewLease(options);
    }
    catch (error) {
        options.log.warning(`The lease of this run could not be renewed: ${(0,errors/* messageOf */.bD)(error)}. If that lasts for ${leaseMs / 60_000} minutes, ` +
            'other runs take this one for dead and remove its unfinished images.');
    }
}
/** Writes a new end onto one resource of the run. Does nothing while there is none: then no other run can see this one. */
async function renewLease({ nonce, ec2 }) {
    for (const kind of renewedKinds) {
        const [resource] = (await ec2.findTagged(kind, build_tags/* tagKeys */.b.nonce, nonce)).filter(isAlive);
        if (resource === undefined)
            continue;
        await ec2.createTags([resource.id], { [build_tags/* tagKeys */.b.expires]: (0,lease_tags/* formatTime */.fU)(ec2.now() + leaseMs) });
        return;
    }
}
function isAlive({ state, tags }) {
    return tags[build_tags/* tagKeys */.b.state] !== 'available' && state !== 'shutting-down';
}

// EXTERNAL MODULE: ./build/github/duration.js
var duration = __webpack_require__(4392);
;// CONCATENATED MODULE: ./build/packer/command-line.js
/** Packer's arguments and environment. Neither holds the value of a variable. */
function buildArguments({ folder, only, varFile }) {
    return ['build', '-machine-readable', '-color=false', `-only=${only}`, `-var-file=${varFile}`, folder];
}
function initArguments(folder) {
    return ['init', folder];
}
/**
 * This process's environment without what no template needs: the action's inputs, the files through which a step sets
 * outputs, state and environment, and the tokens of the runner's own services. Temporary files go to RUNNER_TEMP, here the
 * run's private folder, because a killed Packer leaves its debug log and its uploaded scripts behind.
 */
function packerEnvironment(env, added) {
    const passed = Object.entries(env).filter((entry) => entry[1] !== undefined && !withheld.test(entry[0]));
    const { RUNNER_TEMP: temp = '' } = env;
    const temporary = temp !== '' && temp.length <= longestTemp ? { TMPDIR: temp } : {};
    // Without CHECKPOINT_DISABLE Packer asks HashiCorp for new versions at each start.
    return {
        ...Object.fromEntries(passed),
        ...temporary,
        CHECKPOINT_DISABLE: '1',
        PACKER_NO_COLOR: '1',
        ...added,
    };
}
/** Packer's plugins put their sockets there too, and a socket's path is limited to 103 bytes (macOS; 107 on Linux, unix(7)). */
const longestTemp = 75;
const withheld = /^(INPUT_.*|STATE_.*|GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY|TOKEN)|ACTIONS_(RUNTIME|CACHE|RESULTS|ID_TOKEN)_.*)$/;

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./build/packer/full-disk.js
/** Detects a Packer that hangs because the disk under its output is full. */

/**
 * Detects a Packer that hangs on a full disk. Measured on Packer 1.16.0: when the parent process can't write a child's output
 * it stops reading, and the child blocks forever, ignoring SIGTERM.
 */
class DiskWatch {
    #folder;
    #options;
    #fullSince = null;
    constructor(folder, options) {
        this.#folder = folder;
        this.#options = options;
    }
    onOutput() {
        this.#fullSince = null;
    }
    async isStalled() {
        const { freeBytes, fullDiskMs, now } = this.#options;
        if ((await freeBytes(this.#folder)) > 0) {
            this.#fullSince = null;
            return false;
        }
        this.#fullSince ??= now();
        return now() - this.#fullSince >= fullDiskMs;
    }
}
/** Bytes that this process can still write; only root may use what the file system keeps in reserve. */
async function freeBytes(folder) {
    const { bavail, bfree, bsize } = await (0,external_node_fs_promises_.statfs)(folder);
    return (process.getuid?.() === 0 ? bfree : bavail) * bsize;
}

;// CONCATENATED MODULE: ./build/packer/machine-readable.js
/**
 * Parses Packer's `-machine-readable` output as it comes: `timestamp,target,type,data...`, where commas in data are
 * `%!(PACKER_COMMA)` and line ends `\n`. Memory is bounded: a long line is passed on in pieces.
 * Source: MachineReadableUi.Machine in packer/ui.go, Packer 1.16.0.
 */
/** Longest piece of a line that is kept in memory, in characters. */
const maxPiece = 64 * 1024;
const comma = '%!(PACKER_COMMA)';
class MachineReadableParser {
    #emit;
    /** The part of the last line that has not been passed on yet. */
    #rest = '';
    /** Set while further pieces of a line are expected; a level of `null` drops them. */
    #open;
    constructor(emit) {
        this.#emit = emit;
    }
    push(chunk) {
        const text = this.#rest + chunk;
        let from = 0;
        for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
            this.#line(text.slice(from, end), true);
            from = end + 1;
        }
        let rest = text.slice(from);
        while (rest.length > maxPiece) {
            const cut = cutPoint(rest, maxPiece);
            this.#line(rest.slice(0, cut), false);
            rest = rest.slice(cut);
        }
        this.#rest = rest;
    }
    /** Call at the end of the output: a last line without a line end counts as a line. */
    end() {
        if (this.#rest !== '' || this.#open !== undefined)
            this.#line(this.#rest, true);
        this.#rest = '';
    }
    #line(piece, ends) {
        if (this.#open !== undefined) {
            const { level } = this.#open;
            if (level !== null)
                this.#text(level, piece, false, ends);
            if (ends)
                this.#open = undefined;
            return;
        }
        const level = this.#begin(piece, ends);
        if (!ends)
            this.#open = { level };
    }
    /** Handles a line's first piece. Gives the level of its further pieces, or null if they are not needed. */
    #begin(piece, ends) {
        const line = /^\d+,([^,]*),([a-z-]+),/.exec(piece);
        if (line === null) {
            this.#text('raw', piece, true, ends);
            return 'raw';
        }
        const [head, target = '', type] = line;
        const data = piece.slice(head.length);
        switch (type) {
            case 'ui': {
                const [level, text] = split(data);
                const known = level === 'say' || level === 'message' || level === 'error' ? level : 'message';
                this.#text(known, decode(text), true, ends);
                return known;
            }
            case 'artifact': {
                const [, rest] = split(data);
                const [field, value] = split(rest);
                this.#emit({ kind: 'artifact', target, field, value: decode(value) });
                return null;
            }
            case 'error':
                this.#emit({ kind: 'error', target, message: decode(data) });
                return null;
            default:
                return null;
        }
    }
    #text(level, text, begins, ends) {
        const decoded = begins || level === 'raw' ? text : decode(text);
        this.#emit({ kind: 'text', level, text: decoded, begins, ends });
    }
}
function decode(data) {
    return data
        .replaceAll(comma, ',')
        .replaceAll('\\r\\n', '\n')
        .replaceAll('\\n', '\n')
        .replaceAll('\\r', '\n');
}
function split(data) {
    const at = data.indexOf(',');
    return at === -1 ? [data, ''] : [data.slice(0, at), data.slice(at + 1)];
}
/** Where to cut a long line so that no escape sequence and no character is split: at most `limit`. */
function cutPoint(text, limit) {
    const torn = /(?:%[^%]{0,15}|\\r?\\?|[\uD800-\uDBFF])$/.exec(text.slice(limit - comma.length, limit));
    return torn === null ? limit : limit - torn[0].length;
}

// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
;// CONCATENATED MODULE: ./build/packer/tail.js
/** Reads a file that another process is still writing; unlike with a pipe, the writer never waits for the reader. */


const chunkBytes = 64 * 1024;
/** Passes the file's text on in order, in chunks of at most 64 KiB, until the writer has ended and everything is read. */
async function tail(path, { ended, wait }, take) {
    let hasEnded = false;
    const onEnd = () => {
        hasEnded = true;
    };
    ended.then(onEnd, onEnd);
    const file = await (0,external_node_fs_promises_.open)(path, 'r');
    try {
        const decoder = new external_node_string_decoder_.StringDecoder('utf8');
        const buffer = Buffer.alloc(chunkBytes);
        for (let position = 0;;) {
            // Asked before reading, so that nothing written before the end is missed.
            const isLast = hasEnded;
            const { bytesRead } = await file.read(buffer, 0, chunkBytes, position);
            position += bytesRead;
            if (bytesRead > 0) {
                const text = decoder.write(buffer.subarray(0, bytesRead));
                if (text !== '')
                    await take(text);
            }
            else if (isLast) {
                const rest = decoder.end();
                if (rest !== '')
                    await take(rest);
                return;
            }
            else {
                await wait();
            }
        }
    }
    finally {
        await file.close();
    }
}

;// CONCATENATED MODULE: ./build/packer/copy-log.js
/** Follows Packer's output to its end: a readable log into a file, and what matters into the progress tracker. */







/**
 * Copies until Packer has ended. A log that can't be written does not fail the build: gives the first error, or null.
 * Rejects if Packer's output can't be read.
 */
async function copyLog({ output, ended, log, tracker, onProgress, onStalled }, options) {
    const { pollMs, live } = options;
    // Packer writes its output there, and its temporary files.
    const disk = new DiskWatch((0,external_node_path_.dirname)(output), options);
    let fault = null;
    const onWriteError = (error) => {
        fault ??= (0,errors/* messageOf */.bD)(error);
        return null;
    };
    const file = await (0,external_node_fs_promises_.open)(log, 'w', 0o600).catch(onWriteError);
    try {
        let text = '';
        const parser = new MachineReadableParser((event) => {
            tracker.take(event);
            if (event.kind === 'text')
                text += event.ends ? `${event.text}\n` : event.text;
        });
        const flush = async () => {
            if (text === '')
                return;
            live?.(text);
            const part = text;
            text = '';
            if (fault === null)
                await file?.appendFile(part).catch(onWriteError);
        };
        const wait = async () => {
            await (0,promises_.setTimeout)(pollMs);
            if (await disk.isStalled())
                onStalled();
        };
        await tail(output, { ended, wait }, (chunk) => {
            disk.onOutput();
            parser.push(chunk);
            onProgress();
            return flush();
        });
        parser.end();
        await flush();
        return fault;
    }
    finally {
        await file?.close();
    }
}

// EXTERNAL MODULE: ./build/packer/detached-process.js
var detached_process = __webpack_require__(1401);
;// CONCATENATED MODULE: ./build/packer/diagnosis.js
/** Known errors of AWS and Packer, and what to do about each. */
/** EC2's code for an AMI name that is already in use. */
const nameTakenCode = 'InvalidAMIName.Duplicate';
const knownFailures = [
    {
        code: 'RequestLimitExceeded',
        pattern: /RequestLimitExceeded|Throttling(Exception)?\b/,
        advice: 'AWS throttles calls of this account: run again, or lower max-parallel.',
    },
    {
        code: 'InsufficientInstanceCapacity',
        pattern: /InsufficientInstanceCapacity/,
        advice: 'AWS has no capacity for this instance type in that availability zone: try another type or zone, or run again later.',
    },
    {
        code: 'VcpuLimitExceeded',
        pattern: /VcpuLimitExceeded/,
        advice: "The account's quota of vCPUs for this instance family is used up: ask for more in Service Quotas (EC2, Running On-Demand instances), or lower max-parallel.",
    },
    {
        code: 'MaxSpotInstanceCountExceeded',
        pattern: /MaxSpotInstanceCountExceeded|SpotMaxPriceTooLow/,
        advice: 'Spot capacity is not available within the limits of this account: build on-demand, or raise the quota or price.',
    },
    {
        code: 'ExpiredToken',
        pattern: /ExpiredToken(Exception)?|RequestExpired|security token included in the request is expired/,
        advice: 'The AWS session ended before the build did: ask configure-aws-credentials for a longer role-duration-seconds.',
    },
    {
        code: 'UnauthorizedOperation',
        pattern: /UnauthorizedOperation|AccessDenied(Exception)?\b/,
        advice: 'The role lacks a permission that the build needs; the message names the action.',
    },
    {
        code: nameTakenCode,
        pattern: /InvalidAMIName\.Duplicate|AMI Name: .* is used by an existing AMI/,
        advice: 'An AMI of this name already exists, perhaps from another run: deregister it, or choose another name.',
    },
    {
        code: 'ResourceNotReady',
        pattern: /ResourceNotReady|exceeded wait attempts|Error waiting for AMI/,
        advice: 'The AMI was not ready in time: raise aws_polling in the template; an expired session or a KMS key can also be the cause.',
    },
    {
        code: 'VPCIdNotSpecified',
        pattern: /VPCIdNotSpecified|No default VPC/,
        advice: 'The region has no default VPC: give the template a subnet.',
    },
    {
        code: 'OptInRequired',
        pattern: /OptInRequired/,
        advice: 'The account has not subscribed to the source image in AWS Marketplace.',
    },
    {
        code: 'SSH timeout',
        pattern: /Timeout waiting for SSH|ssh: handshake failed|timeout waiting for SSH/i,
        advice: "The instance could not be reached by SSH: check its console log, its subnet's route and its security group.",
    },
    {
        code: 'spot reclaimed',
        pattern: /Spot\.?InstanceTermination|instance-terminated-no-capacity|marked-for-termination/i,
        advice: 'AWS took the spot instance back: run again, or build on-demand.',
    },
];
/** The first known cause in the messages, or null. */
function diagnose(messages) {
    const found = knownFailures.find(({ pattern }) => messages.some((message) => pattern.test(message)));
    return found === undefined ? null : { code: found.code, advice: found.advice };
}
/**
 * Describes why a build failed: the error in Packer's words, the step, advice if the error is known, and the script's last
 * lines.
 * @param ending How the process ended, such as `exit code 1`.
 */
function describeFailure({ errors, failedIn, lastLines }, ending) {
    const diagnosis = diagnose(errors);
    const known = errors.find((message) => diagnosis !== null && diagnose([message]) !== null) ?? lastError(errors);
    const what = known ?? `Packer ended with ${ending} and gave no reason`;
    const where = failedIn === null ? '' : `, ${failedIn}`;
    const advice = diagnosis === null ? '' : ` (${diagnosis.advice})`;
    const lines = failedIn === null || lastLines.length === 0 ? '' : `\nIts last lines:\n${lastLines.join('\n')}`;
    return `${what}${where}${advice}${lines}`;
}
/** Packer's final error, or else the last one. */
function lastError(errors) {
    const closing = /^Script exited with non-zero exit status|^Error |error/;
    return errors.findLast((message) => closing.test(message)) ?? errors.at(-1);
}

;// CONCATENATED MODULE: ./build/packer/outcome.js
/** What became of a build, judged by how Packer ended and what it said on the way. */


/** Id of the image that Packer starts from, if it is none of these; an empty list allows any. */
function otherSource({ sourceAmi }, sourceAmis) {
    return sourceAmis.length === 0 || sourceAmi === null || sourceAmis.includes(sourceAmi) ? null : sourceAmi;
}
/** @param stopped Why Packer was stopped; null if it ended by itself. */
function toOutcome(record, exit, stopped, tracker, context) {
    // Even if Packer was faster than the signal: the image would stand for a recipe that it is not made of.
    const other = otherSource(tracker, context.sourceAmis);
    if (other !== null)
        return { ...record, result: 'failed', cause: otherSourceCause(other, context) };
    // A build that was done before the signal arrived is done.
    if (exit.code === 0 && tracker.images.has(context.region)) {
        return { ...record, result: 'built', images: tracker.images };
    }
    if (stopped?.why === 'cancelled') {
        return { ...record, result: 'cancelled', cause: `cancelled at: ${stopped.step}` };
    }
    if (stopped?.why === 'timed-out') {
        return { ...record, result: 'timed-out', cause: timeoutCause(stopped, context) };
    }
    if (stopped?.why === 'disk-full') {
        return { ...record, result: 'failed', cause: fullDiskCause(stopped, context) };
    }
    if (exit.code === 0) {
        const others = [...tracker.images].map(([region, id]) => `${id} in ${region}`).join(', ');
        const cause = `Packer succeeded but made no AMI in ${context.region}${others === '' ? ': does the template set skip_create_ami?' : `, but ${others}`}`;
        return { ...record, result: 'failed', cause };
    }
    const ending = exit.signal === null ? `exit code ${exit.code}` : `signal ${exit.signal}`;
    const unwritten = record.logFault === null ? '' : `; its log could not be written: ${record.logFault}`;
    return {
        ...record,
        result: 'failed',
        cause: `${describeFailure(tracker, ending)}${unwritten}`,
        nameTaken: diagnose(tracker.errors)?.code === nameTakenCode,
    };
}
function otherSourceCause(found, { sourceAmis }) {
    return (`Packer found the source image ${found}, but the plan is for ${sourceAmis.join(' or ')}, so the build was stopped: ` +
        'run again from the plan on, without its lock; or declare the variable source_ami ' +
        '(default "") and start from it where it is set, as README.md shows, and the planned image is the one that is used');
}
function timeoutCause({ step }, { timeoutMs }) {
    return `took longer than the input timeout allows (${Math.round(timeoutMs / 1000)} s), at: ${step}`;
}
function fullDiskCause({ step }, { temporary }) {
    return `the disk under ${temporary} is full, so Packer could not go on and was killed, at: ${step}; ${errors/* fullDiskAdvice */.DR}`;
}

;// CONCATENATED MODULE: ./build/packer/progress-tracker.js
/** Tracks a build by its output: the current step, the images, the errors. Memory is bounded. */
const maxErrors = 20;
const maxErrorLength = 2000;
const maxStepLength = 80;
const maxLastLines = 10;
const maxLineLength = 300;
/** Since Packer 1.16 a script's output has the same arrow as Packer's own messages; only these end a script's step. */
const afterScript = /^(Provisioning |Uploading |Downloading |Pausing |Retrying |Stopping |Waiting for |Creating AMI |Terminating |Deleting |Cleaning up |Running |Connected to SSH)/;
/** Packer's messages that do not begin a step. */
const asides = /^(Adding tag|Attaching run tags|Found Image ID|Instance ID|AMI:|Using SSH communicator|Prevalidating AMI Name)/;
/** The plugin's first message of a build, before it creates anything (common/step_source_ami_info.go, 1.8.2). */
const sourceImage = /^Found Image ID: (ami-[0-9a-z]+)$/;
class ProgressTracker {
    #now;
    #images = new Map();
    #errors = [];
    /** The end of what Packer printed outside its format: a crash, or an error in its arguments. */
    #rawText = '';
    #step;
    #sourceAmi = null;
    #inScript = false;
    #failedIn = null;
    /** The last lines of the current script, or of the last one. */
    #lastLines = [];
    constructor(now) {
        this.#now = now;
        this.#step = { text: 'starting', since: now() };
    }
    take(event) {
        switch (event.kind) {
            case 'artifact':
                if (event.field === 'id')
                    this.#addImages(event.value);
                break;
            case 'error':
                this.#addError(event.message);
                break;
            case 'text':
                if (event.level === 'raw')
                    this.#rawText = `${this.#rawText}${event.text}\n`.slice(-maxErrorLength);
                else if (event.begins)
                    this.#addMessage(event.level, event.text);
                break;
        }
    }
    get step() {
        return this.#step;
    }
    /** Id of the image that Packer starts from; null until it has found it. */
    get sourceAmi() {
        return this.#sourceAmi;
    }
    /** AMI ids by region. */
    get images() {
        return this.#images;
    }
    /** Packer's errors, oldest first; what it printed outside its format if there are none. */
    get errors() {
        return this.#errors.length > 0 || this.#rawText.trim() === '' ? this.#errors : [this.#rawText.trim()];
    }
    /** The provisioning step that failed, or null. */
    get failedIn() {
        return this.#failedIn;
    }
    /** The last lines of the last script, oldest first; empty if none has run. */
    get lastLines() {
        return this.#lastLines;
    }
    /** An AMI artifact's id is `region:ami-id`, several separated by commas. Other post-processors have other ids. */
    #addImages(value) {
        for (const part of value.split(',')) {
            const [, region, id] = /^([a-z0-9-]+):(ami-[0-9a-z]+)$/.exec(part.trim()) ?? [];
            if (region !== undefined && id !== undefined)
                this.#images.set(region, id);
        }
    }
    #addMessage(level, text) {
        const message = withoutPrefix(text).trim();
        if (message === '')
            return;
        // A script's standard error also comes as errors; they are kept, and the newest weigh most.
        if (level === 'error')
            this.#addError(message);
        // Only the first one: a script may print the same words.
        this.#sourceAmi ??= sourceImage.exec(message)?.[1] ?? null;
        const isStep = level !== 'error' && text.startsWith('==>') && !asides.test(message);
        if (isStep && (!this.#inScript || afterScript.test(message)))
            this.#beginStep(message);
        else if (this.#inScript)
            this.#addLine(message);
    }
    #beginStep(message) {
        if (message.startsWith('Provisioning step had errors'))
            this.#failedIn = this.#step.text;
        this.#inScript = message.startsWith('Provisioning with ');
        if (this.#inScript)
            this.#lastLines.length = 0;
        this.#step = { text: nameStep(message), since: this.#now() };
    }
    #addLine(line) {
        this.#lastLines.push(line.length > maxLineLength ? `${line.slice(0, maxLineLength - 1)}…` : line);
        if (this.#lastLines.length > maxLastLines)
            this.#lastLines.shift();
    }
    #addError(message) {
        const text = message.trim().slice(0, maxErrorLength);
        if (text === '' || this.#errors.includes(text))
            return;
        this.#errors.push(text);
        if (this.#errors.length > maxErrors)
            this.#errors.shift();
    }
}
function withoutPrefix(text) {
    return text.replace(/^(?:==>|\s{3}) [^:\n]+: /gm, '');
}
function nameStep(message) {
    const first = message.split('\n', 1)[0] ?? '';
    const script = /^Provisioning with [\w -]*script: (?:.*\/)?([^/]+)$/.exec(first)?.[1];
    // Packer runs inline commands from a file with a random name.
    const name = script?.replace(/^packer-shell\d+$/, 'inline commands');
    const text = name === undefined ? first.replace(/\.+$/, '') : `provisioning ${name}`;
    return text.length > maxStepLength ? `${text.slice(0, maxStepLength - 1)}…` : text;
}

;// CONCATENATED MODULE: ./build/packer/stop.js
/** Ends a build's Packer before it is done: in order first, and by force where that takes too long. */

/**
 * Stops Packer when its time is up or the run is cancelled, or when told to.
 * @param currentStep What Packer is doing, for the reason.
 */
function createStopper(ref, currentStep, { timeoutMs, graceMs, cancelled }) {
    let reason = null;
    let killTimer;
    const stop = (why) => {
        if (reason !== null)
            return;
        reason = { why, step: currentStep() };
        // On a full disk Packer ignores SIGTERM.
        if (why === 'disk-full')
            (0,detached_process/* killGroup */.i0)(ref);
        else
            (0,detached_process/* terminate */.MH)(ref);
        killTimer = setTimeout(() => (0,detached_process/* killGroup */.i0)(ref), graceMs);
    };
    const onCancel = () => stop('cancelled');
    const timeout = setTimeout(() => stop('timed-out'), timeoutMs);
    if (cancelled.aborted)
        onCancel();
    else
        cancelled.addEventListener('abort', onCancel, { once: true });
    return {
        stop,
        reason: () => reason,
        disarm() {
            clearTimeout(timeout);
            clearTimeout(killTimer);
            cancelled.removeEventListener('abort', onCancel);
        },
    };
}

;// CONCATENATED MODULE: ./build/packer/build.js
/** The build of one AMI by one Packer process, from its variables to its image ids or the cause of its failure. */








/** Starts Packer for one AMI. The outcome rejects only if Packer could not be started or its output not be read. */
function startBuild(request, context) {
    const { ami, only, variables, sourceAmis } = request;
    const { now } = context;
    const varFile = (0,external_node_path_.join)(context.temporary, `${ami}.pkrvars.json`);
    const output = (0,external_node_path_.join)(context.temporary, `${ami}.out`);
    (0,external_node_fs_.writeFileSync)(varFile, JSON.stringify(variables), { mode: 0o600 });
    const startedAt = now();
    const running = (0,detached_process/* startDetached */.tG)({
        file: context.packer,
        args: buildArguments({ folder: '.', only, varFile }),
        cwd: context.folder,
        env: context.env,
        output,
    });
    try {
        context.onStart(ami, running);
    }
    catch (error) {
        // Untracked, so it must be killed here; it has created nothing yet.
        (0,detached_process/* killGroup */.i0)(running);
        throw error;
    }
    const tracker = new ProgressTracker(now);
    const outcome = followToEnd(running, { ami, startedAt, output, sourceAmis, tracker }, context);
    return { ami, startedAt, step: () => tracker.step, outcome };
}
async function followToEnd(running, { ami, startedAt, output, sourceAmis, tracker }, context) {
    const log = (0,external_node_path_.join)(context.logs, `${ami}.log`);
    const stopper = createStopper(running, () => tracker.step.text, context);
    const onProgress = () => {
        if (otherSource(tracker, sourceAmis) !== null)
            stopper.stop('other-source');
    };
    const onStalled = () => stopper.stop('disk-full');
    try {
        const copying = copyLog({ output, ended: running.exited, log, tracker, onProgress, onStalled }, context);
        copying.catch(() => stopper.stop('unread'));
        // Wait for Packer's end in any case: until then it is still at work in AWS.
        const [ended, copied] = await Promise.allSettled([running.exited, copying]);
        if (ended.status === 'rejected')
            throw ended.reason;
        if (copied.status === 'rejected')
            throw copied.reason;
        const durationMs = context.now() - startedAt;
        const record = { ami, log, logFault: copied.value, startedAt, durationMs };
        return toOutcome(record, ended.value, stopper.reason(), tracker, { ...context, sourceAmis });
    }
    finally {
        stopper.disarm();
        context.onEnd(ami, running);
    }
}

;// CONCATENATED MODULE: ./build/packer/log-printer.js
/** Prints a build's log: capped, long lines cut, and nothing in it taken as a command by the runner. */


/** How much of one AMI's log is printed, in characters; the file has all of it. */
const consoleLimit = 4 * 1024 * 1024;
const tailBytes = 64 * 1024;
const maxLine = 4096;
/** Prints text as whole lines, each cut at a maximum length, until the limit is reached. */
class ConsolePrinter {
    #print;
    #limit;
    #line = '';
    #cut = false;
    #printed = 0;
    constructor(print, limit = consoleLimit) {
        this.#print = print;
        this.#limit = limit;
    }
    /** True if the limit has been reached, so that the rest is only in the file. */
    get full() {
        return this.#printed >= this.#limit;
    }
    write(text) {
        let from = 0;
        for (let end = text.indexOf('\n'); end !== -1 && !this.full; end = text.indexOf('\n', from)) {
            this.#add(text, from, end);
            this.#flush();
            from = end + 1;
        }
        if (!this.full)
            this.#add(text, from, text.length);
    }
    end() {
        if (this.#line !== '')
            this.#flush();
    }
    #add(text, from, to) {
        const room = maxLine - this.#line.length;
        if (to - from > room)
            this.#cut = true;
        if (room > 0)
            this.#line += text.slice(from, Math.min(to, from + room));
    }
    #flush() {
        const line = this.#cut ? `${this.#line} … (line cut)` : this.#line;
        this.#printed += line.length + 1;
        this.#print(line);
        this.#line = '';
        this.#cut = false;
    }
}
/** Prints a finished log in a group of its own: all of it, or its beginning and its end. */
async function printLog(path, title, workflow, limit = consoleLimit) {
    const file = await (0,external_node_fs_promises_.open)(path, 'r');
    // Read first, then print without awaiting: another build's group must not start in the middle of this one.
    try {
        const { size } = await file.stat();
        const parts = size <= limit
            ? [[0, size]]
            : [
                [0, limit - tailBytes],
                [size - tailBytes, size],
            ];
        const texts = await Promise.all(parts.map(([from = 0, to = 0]) => readPart(file, from, to)));
        workflow.startGroup(title);
        workflow.stopCommands();
        for (const [index, text] of texts.entries()) {
            if (index > 0)
                workflow.print(`… ${size - limit} bytes are left out here; the full log is ${path}`);
            const printer = new ConsolePrinter((line) => workflow.print(line), Number.POSITIVE_INFINITY);
            printer.write(text);
            printer.end();
        }
        workflow.resumeCommands();
        workflow.endGroup();
    }
    finally {
        await file.close();
    }
}
async function readPart(file, from, to) {
    const buffer = Buffer.alloc(to - from);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
    return new external_node_string_decoder_.StringDecoder('utf8').end(buffer.subarray(0, bytesRead));
}

;// CONCATENATED MODULE: ./build/packer/pool.js
/** Bounded concurrency: the failure of one item stops no other. */
/** Runs `work` on each item. Results are in the order of the items; null for items not started because `isStopped` turned true. */
async function runPool(items, limit, work, isStopped = () => false) {
    const results = items.map(() => null);
    const queue = items.entries();
    async function lane() {
        // All lanes share one iterator, so each item is taken once.
        for (const [index, item] of queue) {
            if (isStopped())
                return;
            const [result] = await Promise.allSettled([Promise.resolve().then(() => work(item))]);
            results[index] = result;
        }
    }
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
    return results;
}

;// CONCATENATED MODULE: ./build/packer/progress.js
/** Prints periodically what each running build is doing, and for how long. */

function describeActivity({ ami, step, stepMs, totalMs }) {
    return `${ami}: ${step}, ${(0,duration/* formatDuration */.a)(stepMs)} (${(0,duration/* formatDuration */.a)(totalMs)} in total)`;
}
/** Calls `print` every `intervalMs` with a line for each activity. Gives the function that ends it. */
function startProgress(activities, print, intervalMs) {
    const timer = setInterval(() => {
        for (const activity of activities())
            print(describeActivity(activity));
    }, intervalMs);
    timer.unref();
    return () => clearInterval(timer);
}

;// CONCATENATED MODULE: ./build/packer/build-all.js
/** Runs builds with bounded concurrency, printing each log and periodic progress. */






/** Builds all, and gives a result for each in the order of the requests. A failed build is a result, not a rejection. */
async function buildAll(requests, { context, maxParallel, workflow, progressMs }) {
    const running = new Set();
    const isOnlyBuild = requests.length === 1;
    const activities = () => {
        const now = context.now();
        return [...running].map(({ ami, startedAt, step }) => {
            const { text, since } = step();
            return { ami, step: text, stepMs: now - since, totalMs: now - startedAt };
        });
    };
    const endProgress = startProgress(activities, (line) => workflow.print(line), progressMs);
    const buildOne = async (request) => {
        const live = isOnlyBuild ? liveLog(request.ami, workflow, context.logs) : null;
        if (!isOnlyBuild)
            workflow.print(`${request.ami}: build begins`);
        const build = startBuild(request, { ...context, live: live?.write ?? null });
        running.add(build);
        try {
            const outcome = await build.outcome;
            const title = `${outcome.ami}: ${outcome.result} after ${(0,duration/* formatDuration */.a)(outcome.durationMs)}`;
            const unprinted = live === null ? await printLog(outcome.log, title, workflow).catch(errors/* messageOf */.bD) : null;
            const fault = outcome.logFault ?? unprinted;
            if (fault)
                workflow.annotate('warning', `${outcome.ami}: its log is incomplete: ${fault}`);
            return outcome;
        }
        finally {
            running.delete(build);
            live?.end();
        }
    };
    try {
        const isStopped = () => context.cancelled.aborted;
        const results = await runPool(requests, maxParallel, buildOne, isStopped);
        return requests.map(({ ami }, index) => toResult(ami, results[index] ?? null));
    }
    finally {
        endProgress();
    }
}
function toResult(ami, settled) {
    if (settled === null)
        return { result: 'cancelled', ami, cause: 'cancelled before it started' };
    if (settled.status === 'fulfilled')
        return settled.value;
    return { result: 'failed', ami, cause: `Packer could not be run: ${(0,errors/* messageOf */.bD)(settled.reason)}` };
}
/** Prints the log of the only build as it comes. */
function liveLog(ami, workflow, logs) {
    workflow.startGroup(`${ami}: build`);
    workflow.stopCommands();
    const printer = new ConsolePrinter((line) => workflow.print(line));
    let noted = false;
    return {
        write(text) {
            printer.write(text);
            if (!printer.full || noted)
                return;
            noted = true;
            workflow.print(`… the rest of this log goes only to ${logs}/${ami}.log`);
        },
        end() {
            printer.end();
            workflow.resumeCommands();
            workflow.endGroup();
        },
    };
}

// EXTERNAL MODULE: ./build/lease/snapshots.js
var lease_snapshots = __webpack_require__(8676);
;// CONCATENATED MODULE: ./build/prove/available.js
/** Confirms that AWS has a built image and calls it available. Only then is it tagged as finished. */


/** How often images are looked up: EC2 may list a new one late. */
const maxAttempts = 7;
/** Looks all images up together, and tags those that are available, and their own snapshots. Never rejects. */
async function confirmAvailable(requests, context) {
    let images;
    try {
        images = await waitUntilSettled(requests.map(({ id }) => id), context);
    }
    catch (error) {
        const cause = (id) => `Packer made ${id}, but EC2 could not be asked for it: ${(0,errors/* messageOf */.bD)(error)}`;
        return new Map(requests.map(({ id }) => [id, { ok: false, cause: cause(id) }]));
    }
    const confirmed = requests.map(async (request) => [
        request.id,
        await available_confirm(request, images.get(request.id), context),
    ]);
    return new Map(await Promise.all(confirmed));
}
async function available_confirm({ id, tags }, image, context) {
    if (image === undefined)
        return { ok: false, cause: `Packer made ${id}, but EC2 doesn't list it` };
    if (image.state !== 'available') {
        const reason = image.stateReason === null ? '' : ` (${image.stateReason})`;
        return { ok: false, cause: `Packer made ${id}, but it is ${image.state}${reason}, not available` };
    }
    try {
        await finish(image, tags, context);
    }
    catch (error) {
        const cause = `${id} is built and stays in the account, but could not be tagged as finished, so no run will take it`;
        return { ok: false, cause: `${cause}: ${(0,errors/* messageOf */.bD)(error)}` };
    }
    return { ok: true, image: { ...image, tags: { ...image.tags, ...tags } } };
}
/** Tags an image, and then its snapshots: only it decides whether other runs take it. */
async function finish(image, tags, { ec2, onFinished }) {
    onFinished([image.id]);
    const snapshots = await (0,lease_snapshots/* findOwnSnapshots */.j)(image, ec2);
    onFinished(snapshots);
    await ec2.createTags([image.id, ...snapshots], tags);
}
async function waitUntilSettled(ids, { ec2, wait }) {
    for (let attempt = 1;; attempt++) {
        const images = new Map((await ec2.describeImages({ ids })).map((image) => [image.id, image]));
        const settled = ids.every((id) => images.has(id) && images.get(id)?.state !== 'pending');
        if (settled || attempt === maxAttempts)
            return images;
        await wait(Math.min(500 * 2 ** (attempt - 1), 5_000));
    }
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./build/tools/cache/actions-cache.js
/** GitHub's cache between runners. */
const actionsCache = {
    async isAvailable() {
        // Loading the package is slow, so look at its two variables first.
        if (!process.env['ACTIONS_CACHE_URL'] && !process.env['ACTIONS_RESULTS_URL'])
            return false;
        return (await Promise.all(/* import() */[__webpack_require__.e(88), __webpack_require__.e(691)]).then(__webpack_require__.bind(__webpack_require__, 1691))).isFeatureAvailable();
    },
    async restore(folder, key) {
        return (await (await Promise.all(/* import() */[__webpack_require__.e(88), __webpack_require__.e(691)]).then(__webpack_require__.bind(__webpack_require__, 1691))).restoreCache([folder], key)) !== undefined;
    },
    async save(folder, key) {
        await (await Promise.all(/* import() */[__webpack_require__.e(88), __webpack_require__.e(691)]).then(__webpack_require__.bind(__webpack_require__, 1691))).saveCache([folder], key);
    },
};

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./build/tools/download/errors.js
/** Errors of downloads. */

/** A download that failed permanently or ran out of retries; the user must fix the address, proxy or mirror. */
class DownloadError extends errors/* ConfigurationError */.j1 {
    /** HTTP status of the response; null if there was none. */
    status;
    constructor(message, status, options) {
        super(message, options);
        this.name = 'DownloadError';
        this.status = status;
    }
}
/** A download is not what its publisher signed. Nothing of it has been kept or run. */
class VerificationError extends errors/* ConfigurationError */.j1 {
    reason;
    constructor(reason, message, options) {
        super(message, options);
        this.name = 'VerificationError';
        this.reason = reason;
    }
}

;// CONCATENATED MODULE: ./build/tools/download/retry.js
/** Retries with pauses. */



const defaultRetryPolicy = {
    attempts: 5,
    firstPauseMs: 1_000,
    longestPauseMs: 30_000,
    sleep: async (ms) => {
        await (0,promises_.setTimeout)(ms);
    },
    random: Math.random,
};
/** A failure that may go away by itself. */
class TransientError extends Error {
    status;
    /** The server's Retry-After, in milliseconds; null without one. */
    retryAfterMs;
    constructor(message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.name = 'TransientError';
        this.status = details.status ?? null;
        this.retryAfterMs = details.retryAfterMs ?? null;
    }
}
/** Longer waits that a server asks for are not worth a runner's time. */
const longestRetryAfterMs = 120_000;
/**
 * Runs `operation` until it succeeds, throws anything but a TransientError, or has used up its attempts. Pauses have full
 * jitter, so that jobs that failed together do not retry together; Retry-After is the shortest pause.
 * @throws DownloadError after the last attempt, with `label`, the number of attempts and the last failure
 */
async function withRetry(operation, label, { log, retry }) {
    for (let attempt = 1;; attempt++) {
        try {
            return await operation();
        }
        catch (error) {
            if (!(error instanceof TransientError))
                throw error;
            const wait = error.retryAfterMs ?? 0;
            if (attempt >= retry.attempts || wait > longestRetryAfterMs)
                throw createExhaustedError(label, attempt, wait, error);
            const bound = Math.min(retry.longestPauseMs, retry.firstPauseMs * 2 ** (attempt - 1));
            const pause = Math.max(wait, Math.round(retry.random() * bound));
            log.info(`${label}: ${(0,errors/* messageOf */.bD)(error)}; attempt ${attempt + 1} of ${retry.attempts} in ${(pause / 1000).toFixed(1)} s`);
            await retry.sleep(pause);
        }
    }
}
function createExhaustedError(label, attempts, wait, error) {
    const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
    const request = wait > longestRetryAfterMs
        ? ` The server asks to wait ${Math.ceil(wait / 1000)} s: run again later.`
        : '';
    return new DownloadError(`${label} failed after ${tries}: ${(0,errors/* messageOf */.bD)(error)}.${request} ` +
        'Check that this runner reaches the host (directly, through HTTPS_PROXY, or through the input mirror).', error.status, { cause: error });
}

;// CONCATENATED MODULE: ./build/tools/download/http.js
/** HTTP requests: redirects, and which failures are worth another attempt. */



const redirects = new Set([301, 302, 303, 307, 308]);
const maxRedirects = 5;
/** Errors of the disk, not of the network. */
const diskCodes = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS']);
/** Errors of a connection that may go away. A name that does not resolve (ENOTFOUND) is not among them. */
const transientCodes = new Set([
    'ECONNRESET',
    'ECONNREFUSED',
    'ECONNABORTED',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EAI_AGAIN',
    'ERR_STREAM_PREMATURE_CLOSE',
    'HPE_INVALID_EOF_STATE',
]);
/**
 * Sends one GET and returns the response, even a redirect. The caller must read or destroy its body. Proxies come from
 * HTTPS_PROXY, HTTP_PROXY and NO_PROXY.
 * @param idleMs how long the connection may be silent, in milliseconds
 */
async function get(url, headers, idleMs) {
    const client = await createClient(idleMs);
    try {
        return (await client.get(url, { ...headers })).message;
    }
    catch (error) {
        throw toConnectionError(url, error);
    }
}
/**
 * Sends a GET and follows redirects, but never from https to http. The response has status 200.
 * @throws TransientError if another attempt may help, else DownloadError
 */
async function getFollowingRedirects(url, headers, idleMs) {
    let current = url;
    let currentHeaders = headers;
    for (let hop = 0; hop <= maxRedirects; hop++) {
        const response = await get(current, currentHeaders, idleMs);
        const status = response.statusCode ?? 0;
        if (!redirects.has(status)) {
            if (status === 200)
                return response;
            response.resume();
            throw toStatusError(current, response);
        }
        response.resume();
        const next = resolveRedirect(current, response);
        if (new URL(next).host !== new URL(current).host)
            currentHeaders = withoutCredentials(currentHeaders);
        current = next;
    }
    throw new DownloadError(`${url} redirects more than ${maxRedirects} times`, null);
}
/** The absolute URL that a redirect leads to. */
function resolveRedirect(url, response) {
    const location = response.headers.location;
    if (location === undefined || !URL.canParse(location, url)) {
        throw new DownloadError(`${url} answered ${response.statusCode} without a usable Location`, response.statusCode ?? null);
    }
    const next = new URL(location, url);
    const secure = new URL(url).protocol === 'https:';
    if (next.protocol !== 'https:' && (secure || next.protocol !== 'http:')) {
        throw new DownloadError(`${url} redirects to ${next.href}: a redirect from https must lead to https`, null);
    }
    return next.href;
}
/** The error for a response that is neither 200 nor a redirect. */
function toStatusError(url, response) {
    const status = response.statusCode ?? 0;
    const message = `${url} answered ${status} ${response.statusMessage ?? ''}`.trimEnd();
    if (status === 429 || status === 408 || status >= 500) {
        return new TransientError(message, {
            status,
            retryAfterMs: parseRetryAfter(response.headers['retry-after']),
        });
    }
    // GitHub's API also limits rates with a 403, which has a Retry-After then.
    const wait = status === 403 ? parseRetryAfter(response.headers['retry-after']) : null;
    if (wait !== null)
        return new TransientError(message, { status, retryAfterMs: wait });
    return new DownloadError(message, status);
}
/** The milliseconds from now that a Retry-After header asks for, in seconds or by an HTTP date; null without a valid one. */
function parseRetryAfter(header, now = Date.now()) {
    if (header === undefined)
        return null;
    if (/^\d+$/.test(header.trim()))
        return Number(header) * 1000;
    const date = Date.parse(header);
    return Number.isNaN(date) ? null : Math.max(0, date - now);
}
/** A TransientError for a failure that may go away, else a DownloadError that says what to do. */
function toConnectionError(url, error) {
    if (error instanceof TransientError || error instanceof DownloadError)
        return error;
    const code = (0,errors/* codeOf */.$N)(error);
    const message = (0,errors/* messageOf */.bD)(error);
    if (diskCodes.has(code))
        return new DownloadError(`${url} could not be stored: ${message}`, null, { cause: error });
    const text = `${url}: ${/(?:^|\b)aborted$|^$/.test(message) ? 'the connection was lost' : message}`;
    if (transientCodes.has(code) || /^Request timeout/.test(message) || /socket hang up/.test(message)) {
        return new TransientError(text, { cause: error });
    }
    const remedy = /CERT|SELF_SIGNED|UNABLE_TO/.test(code)
        ? 'name a private certificate authority in NODE_EXTRA_CA_CERTS'
        : 'check the address, HTTPS_PROXY, and the input mirror';
    return new DownloadError(`${text}; ${remedy}`, null, { cause: error });
}
async function createClient(idleMs) {
    const { HttpClient: Client } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 4942));
    return new Client('ami-action', [], { allowRedirects: false, allowRetries: false, socketTimeout: idleMs });
}
function withoutCredentials(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}

;// CONCATENATED MODULE: ./build/tools/download/mirror.js
/** The mirror rule: what upstream has at `https://HOST/PATH`, a mirror has at `MIRROR/HOST/PATH`. */
/**
 * The URL to fetch for an upstream URL.
 * @param mirror an http or https URL without a query, with or without a slash at its end; null for upstream itself
 */
function toMirror(url, mirror) {
    if (mirror === null || mirror === '')
        return url;
    const prefix = 'https://';
    if (!url.startsWith(prefix))
        throw new TypeError(`no mirror rule for ${url}: upstream URLs begin with ${prefix}`);
    return `${mirror.replace(/\/+$/, '')}/${url.slice(prefix.length)}`;
}
/** The upstream URL for a URL of the mirror; any other URL stays as it is. */
function fromMirror(url, mirror) {
    if (mirror === null || mirror === '')
        return url;
    const base = `${mirror.replace(/\/+$/, '')}/`;
    return url.startsWith(base) ? `https://${url.slice(base.length)}` : url;
}

;// CONCATENATED MODULE: ./build/tools/download/download.js
/** Downloads with retries, limits and a mirror. */









const mib = 1024 * 1024;
const defaultIdleMs = 30_000;
/**
 * A Downloader based on @actions/http-client, which supports proxies. It retries after a status of 5xx, 429 or 408, a broken
 * connection, a timeout, and a body that ends early. Anything else, such as a 404, fails at once with a DownloadError.
 */
function createDownloader({ log, mirror, retry }) {
    const attempt = (url, work) => {
        const address = toMirror(url, mirror);
        return withRetry(() => work(address), `download of ${external_node_path_.posix.basename(new URL(url).pathname)}`, {
            log,
            retry,
        });
    };
    const fetchBytes = (url, options = {}) => attempt(url, async (address) => {
        const chunks = [];
        const sink = new external_node_stream_.Writable({
            write(chunk, _encoding, done) {
                chunks.push(chunk);
                done();
            },
        });
        await receive(address, sink, { maxBytes: 8 * mib, timeoutMs: 60_000, ...options });
        return Buffer.concat(chunks);
    });
    return {
        fetchBytes,
        fetchText: async (url, options) => (await fetchBytes(url, options)).toString('utf8'),
        fetchFile: (url, folder, options = {}) => attempt(url, async (address) => {
            await (0,external_node_fs_promises_.mkdir)(folder, { recursive: true });
            const file = (0,external_node_path_.join)(folder, `download-${(0,external_node_crypto_.randomUUID)()}`);
            // Open the file first: one that is still being opened when the download fails would appear after its removal.
            const handle = await (0,external_node_fs_promises_.open)(file, 'wx');
            const sink = handle.createWriteStream();
            try {
                const limits = { maxBytes: 2048 * mib, timeoutMs: 1_200_000, ...options };
                return { path: file, sha256: await receive(address, sink, limits) };
            }
            catch (error) {
                await (0,external_node_fs_promises_.rm)(file, { force: true });
                throw error;
            }
            finally {
                sink.destroy();
                await handle.close();
            }
        }),
        fetchRedirect: (url, options = {}) => attempt(url, async (address) => {
            const response = await get(address, options.headers ?? {}, options.idleMs ?? defaultIdleMs);
            response.resume();
            const status = response.statusCode ?? 0;
            if (status >= 300 && status < 400)
                return fromMirror(resolveRedirect(address, response), mirror);
            if (status >= 400)
                throw toStatusError(address, response);
            throw new DownloadError(`${address} answered ${status} instead of a redirect`, status);
        }),
    };
}
/** Makes one attempt: pipes the body of `url` into `sink` and returns its SHA-256 in hex. */
async function receive(url, sink, limits) {
    const { maxBytes, timeoutMs, idleMs = defaultIdleMs, headers = {} } = limits;
    const timeout = new AbortController();
    const expired = () => new TransientError(`${url} took longer than ${timeoutMs / 1000} s`);
    const timer = setTimeout(() => timeout.abort(expired()), timeoutMs);
    try {
        const response = await rejectOnAbort(getFollowingRedirects(url, headers, idleMs), timeout.signal);
        const announced = readContentLength(response);
        if (announced !== null && announced > maxBytes) {
            response.destroy();
            throw createTooLargeError(url, maxBytes);
        }
        // The timer of @actions/http-client only half-closes a silent socket, so destroy the response here.
        response.setTimeout(idleMs, () => response.destroy(new TransientError(`${url} sent nothing for ${idleMs / 1000} s`)));
        const hash = (0,external_node_crypto_.createHash)('sha256');
        let bytes = 0;
        const meter = new external_node_stream_.Transform({
            transform(chunk, _encoding, done) {
                bytes += chunk.length;
                if (bytes > maxBytes)
                    return done(createTooLargeError(url, maxBytes));
                hash.update(chunk);
                done(null, chunk);
            },
        });
        await (0,external_node_stream_promises_.pipeline)(response, meter, sink, { signal: timeout.signal });
        if (announced !== null && bytes !== announced) {
            throw new TransientError(`${url} ended after ${bytes} of ${announced} bytes`);
        }
        return hash.digest('hex');
    }
    catch (error) {
        throw timeout.signal.aborted ? timeout.signal.reason : toConnectionError(url, error);
    }
    finally {
        clearTimeout(timer);
    }
}
function readContentLength(response) {
    const header = response.headers['content-length'];
    return header !== undefined && /^\d+$/.test(header) ? Number(header) : null;
}
function createTooLargeError(url, maxBytes) {
    return new DownloadError(`${url} is larger than the ${maxBytes} bytes that are allowed`, null);
}
/** Rejects with the signal's reason if it is aborted before `work` is done; a later response is destroyed. */
function rejectOnAbort(work, signal) {
    return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        work.then((response) => (signal.aborted ? response.destroy() : resolve(response)), reject);
    });
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
;// CONCATENATED MODULE: ./build/tools/run-command.js
/** Runs a short command, and ends it and all that it has started when the run is cancelled. */


/** On Windows there are no process groups; there only the command itself is ended. */
const hasGroups = process.platform !== 'win32';
/** @param cancelled Null if nothing cancels. */
function createRun(cancelled) {
    return async (file, args, { cwd, env }) => {
        if (cancelled?.aborted)
            throw new errors/* CancelledError */.cc();
        const child = (0,external_node_child_process_.spawn)(file, [...args], {
            env: env ?? process.env,
            // A group of its own: main exits right after a cancel, and what `make` has started must not outlive it.
            detached: hasGroups,
            stdio: ['ignore', 'pipe', 'pipe'],
            ...(cwd === undefined ? {} : { cwd }),
        });
        const kill = () => killAll(child);
        cancelled?.addEventListener('abort', kill, { once: true });
        const stdout = collect(child.stdout);
        const stderr = collect(child.stderr);
        try {
            const exitCode = await new Promise((resolve, reject) => {
                child.once('error', reject);
                child.once('close', (code) => resolve(code ?? 1));
            });
            if (cancelled?.aborted)
                throw new errors/* CancelledError */.cc();
            return { exitCode, stdout: stdout(), stderr: stderr() };
        }
        catch (error) {
            if ((0,errors/* codeOf */.$N)(error) !== 'ENOENT')
                throw error;
            throw Object.assign(new Error(`${file} is not on the PATH`, { cause: error }), { code: 'ENOENT' });
        }
        finally {
            cancelled?.removeEventListener('abort', kill);
        }
    };
}
function killAll(child) {
    if (!hasGroups || child.pid === undefined) {
        child.kill('SIGKILL');
        return;
    }
    try {
        process.kill(-child.pid, 'SIGKILL');
    }
    catch (error) {
        if ((0,errors/* codeOf */.$N)(error) !== 'ESRCH')
            throw error;
    }
}
/** Keeps what a stream gives; the returned function gives it as text. */
function collect(stream) {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    return () => Buffer.concat(chunks).toString('utf8');
}

;// CONCATENATED MODULE: ./build/tools/context.js
/** What the tools need of their environment, handed in so that tests can replace it. */






/** The real implementations; what they need is loaded at its first use. */
function createToolContext(log, env = process.env, cancelled = null) {
    return { log, env, run: createRun(cancelled), cache: actionsCache, retry: defaultRetryPolicy };
}
/** The absolute folder of the runner's tool cache; without a runner, one in the user's cache folder. */
function findToolCacheRoot(env) {
    if (env['RUNNER_TOOL_CACHE'])
        return (0,external_node_path_.resolve)(env['RUNNER_TOOL_CACHE']);
    const caches = env['XDG_CACHE_HOME'] || (0,external_node_path_.join)(env['HOME'] || (0,external_node_os_.tmpdir)(), '.cache');
    return (0,external_node_path_.resolve)(caches, 'ami-action', 'tools');
}
/** The folder for what does not outlive the job. */
function findTemporaryRoot(env) {
    return env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)();
}
function createToolDownloader(context, mirror) {
    return createDownloader({ log: context.log, retry: context.retry, mirror });
}

;// CONCATENATED MODULE: ./build/apply/build-attempt.js
/** What became of a planned build: its image, its row in the report, and whether another run may have been faster. */

function selectBuiltImages(results, region) {
    return results.flatMap(({ item, result }) => {
        const id = findImageId(result, region);
        return id === null ? [] : [{ item, id }];
    });
}
function toBuildAttempt({ item, result }, { availability, discarded }, region) {
    const isNameTaken = result.result !== 'built' && result.nameTaken === true;
    return {
        item,
        row: toRow({ item, result }, availability, region),
        lostRace: isNameTaken || discarded.has(item.ami),
    };
}
function toRow({ item, result }, availability, region) {
    if (result.result !== 'built')
        return failedRow(item, result, result.cause, region);
    const confirmation = availability.get(findImageId(result, region) ?? '');
    if (confirmation?.ok === true)
        return builtRow(item, result, confirmation.image, region);
    const cause = confirmation?.cause ?? 'its image was removed, as another run finished the same recipe first';
    return failedRow(item, result, cause, region);
}
function findImageId(result, region) {
    return result.result === 'built' ? (result.images.get(region) ?? null) : null;
}

;// CONCATENATED MODULE: ./build/apply/run-variables.js
/** Values that the plan leaves to the run: variables and tags that say which run builds, and for which release. */


/** Values for those of these variables that the build's templates declare. */
function runVariableValues({ ami, fingerprint, tags, runVariables }, { holder, expiresAt, release, goProgramsDir }) {
    const all = {
        // The plugin puts run tags on an AMI when it creates it, and the AMI's own tags only when it is done: in between, other
        // runs find an AMI of this recipe by its fingerprint and state.
        run_tags: {
            ...(0,lease_tags/* leaseTags */.Oo)(holder, ami, expiresAt),
            ...(0,lease_tags/* imageTags */.rK)({ [build_tags/* tagKeys */.b.fingerprint]: fingerprint }, 'building'),
        },
        ami_tags: { ...(0,lease_tags/* imageTags */.rK)({ ...tags, ...release }, 'building') },
        go_programs_dir: goProgramsDir ?? '',
    };
    return Object.fromEntries(runVariables.map((name) => [name, all[name]]));
}
/** The tag that names the release: the Git tag, or else the commit. Empty on a laptop, which has neither. */
function releaseTag(env) {
    const commit = env['GITHUB_SHA']?.slice(0, 7);
    const release = env['GITHUB_REF_TYPE'] === 'tag' ? env['GITHUB_REF_NAME'] : commit;
    return release ? { [build_tags/* tagKeys */.b.release]: release } : {};
}

;// CONCATENATED MODULE: ./build/apply/build-options.js
/** What the builds of a run are given: a request for each AMI, and the limits that all share. */


/** How long a Packer may take to clean up after SIGTERM, in milliseconds: it ends an instance and waits for that. */
const graceMs = 5 * 60_000;
const build_options_pollMs = 100;
/** How long the disk must have been full and Packer silent, in milliseconds, before Packer counts as hung. */
const fullDiskMs = 15_000;
const progressMs = 30_000;
/** @param leaseEnd Gives the end of a lease that begins now, in milliseconds since 1970. */
function createBuildRequest(item, context, leaseEnd) {
    const { ami, only, variables, sourceAmi, baseAmi } = item;
    return {
        ami,
        only,
        // Read when Packer starts, which may be long after the first of the run's Packers.
        get variables() {
            return { ...variables, ...runVariableValues(item, { ...context, expiresAt: leaseEnd() }) };
        },
        // The templates decide which of the two they start from.
        sourceAmis: sourceAmi === null ? [] : [sourceAmi, ...(baseAmi === null ? [] : [baseAmi])],
    };
}
function createBuildOptions({ inputs, templates, toolchain, logs, temporary, lease }, { workflow, cancelled }) {
    return {
        context: {
            packer: toolchain.packer,
            folder: templates.cwd,
            region: inputs.region,
            env: toolchain.packerEnv,
            logs,
            temporary,
            timeoutMs: inputs.timeoutMs,
            graceMs,
            pollMs: build_options_pollMs,
            fullDiskMs,
            freeBytes: freeBytes,
            cancelled,
            now: Date.now,
            onStart: (ami, ref) => lease.addPacker(ami, ref),
            onEnd: (_ami, ref) => lease.removePacker(ref),
        },
        maxParallel: inputs.maxParallel,
        workflow,
        progressMs,
    };
}

;// CONCATENATED MODULE: ./build/apply/orphaned-images.js
/** Removes unwanted images: those that dead runs left unfinished, and those that another run has finished first. */





/**
 * Removes them with their snapshots, after another look at each: since the plan its run may have finished it, or renewed its
 * lease. Never rejects: the build is tried anyway, and fails with what is in its way.
 */
async function removeOrphanedImages(items, context) {
    const { log } = context;
    for (const { ami, orphans } of items) {
        for (const { id } of orphans) {
            try {
                if (await removeIfOrphan(id, context))
                    log.info(`${ami}: removed unfinished image ${id}, whose run is dead`);
                else
                    log.info(`${ami}: image ${id} is finished, of a run that lives, or gone`);
            }
            catch (error) {
                log.warning(`${ami}: could not remove unfinished image ${id}, whose run is dead: ${(0,errors/* messageOf */.bD)(error)}`);
            }
        }
    }
}
async function removeIfOrphan(id, { ec2, run }) {
    const [image] = await ec2.describeImages({ ids: [id] });
    if (image === undefined)
        return false;
    const now = new Date(ec2.now());
    if (!isOrphan(image, now, await readLeases([image], now, run, ec2)))
        return false;
    await removeImage(image, ec2);
    return true;
}
/**
 * Removes images whose recipe another run has finished in the meantime, and gives the names of their AMIs. Where a name
 * holds the fingerprint, EC2 prevents such doubles; this is for names that hold a time. If two runs finish at the same
 * moment, both images stay. Never rejects.
 */
async function discardIfOtherRunFinished(built, { ec2, log }) {
    const timed = built.filter(({ item }) => item.amiName === null);
    if (timed.length === 0)
        return new Set();
    const discarded = new Set();
    for (const { item, id } of timed) {
        try {
            const other = await findOther(item, ec2);
            if (other === null || other.id === id)
                continue;
            discarded.add(item.ami);
            for (const image of await ec2.describeImages({ ids: [id] }))
                await removeImage(image, ec2);
            log.info(`${item.ami}: removed ${id}: another run finished the same recipe first (${other.id})`);
        }
        catch (error) {
            log.warning(discarded.has(item.ami)
                ? `${item.ami}: could not remove ${id}, although another run finished the same recipe first: ${(0,errors/* messageOf */.bD)(error)}`
                : `${item.ami}: could not find out whether another run finished the same recipe first: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }
    return discarded;
}
/** The finished image of a recipe; null if there is none. */
async function findOther({ ami, fingerprint }, ec2) {
    const tags = { [build_tags/* tagKeys */.b.fingerprint]: [fingerprint], [build_tags/* tagKeys */.b.state]: ['available'] };
    const images = await ec2.describeImages({ owners: ['self'], tags });
    const found = findExistingImage(images, { ami, fingerprint, name: null }, new Date(ec2.now()));
    return found.kind === 'available' ? found.image : null;
}
/** Removes an image with the snapshots that EC2 made for it; its mapping may name others. */
async function removeImage(image, ec2) {
    const snapshots = await (0,lease_snapshots/* findOwnSnapshots */.j)(image, ec2);
    await ec2.remove('image', image.id);
    for (const snapshot of snapshots)
        await ec2.remove('snapshot', snapshot);
}

;// CONCATENATED MODULE: ./build/artifacts/checksums.js
/** Readers of the checksums that publishers give: lists as of sha256sum, and digests in GitHub's API. */
/**
 * The SHA-256 that a list as sha256sum writes it gives for a file, in lower-case hex; null where it lists no such file.
 * A line is 64 hex digits, a space, a space or `*`, and the name to the end of the line, so a name may hold blanks, and a
 * tab or a single space separates nothing. The name must match to the letter, a leading `./` aside (Ollama lists
 * `./name`, and Nebula `archive.tar.gz/nebula` beside `archive.tar.gz`). Throws where two lines for one name disagree.
 */
function sha256FromList(text, name) {
    const found = new Set();
    for (const line of text.split(/\r?\n/)) {
        const match = /^([0-9a-fA-F]{64}) [ *](?:\.\/)?(.+)$/.exec(line);
        if (match?.[1] !== undefined && match[2] === name)
            found.add(match[1].toLowerCase());
    }
    if (found.size > 1)
        throw new Error(`the checksum list gives ${found.size} different SHA-256 for ${name}`);
    return found.values().next().value ?? null;
}
/** The assets of a release in GitHub's API (`GET /repos/O/R/releases/tags/T`); `sha256` is null for one without a digest. */
function assetsOfRelease(json) {
    const release = JSON.parse(json);
    const assets = isRecord(release) ? release['assets'] : null;
    if (!Array.isArray(assets))
        throw new Error('the response has no list of assets');
    return assets.filter(isRecord).map((asset) => ({
        name: String(asset['name']),
        sha256: /^sha256:([0-9a-f]{64})$/i.exec(String(asset['digest']))?.[1]?.toLowerCase() ?? null,
    }));
}
/** A JSON object. */
function isRecord(value) {
    return value !== null && typeof value === 'object' && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./build/tools/verify/hash.js
/** Hashes of files. */


const bufferBytes = 512 * 1024;
/** SHA-256 of a file, hex in lower case. Every run hashes programs of 150 MB, so all reads share one buffer. */
async function sha256File(file) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const buffer = Buffer.allocUnsafeSlow(bufferBytes);
    const handle = await (0,external_node_fs_promises_.open)(file, 'r');
    try {
        for (;;) {
            const { bytesRead } = await handle.read(buffer, 0, bufferBytes);
            if (bytesRead === 0)
                return hash.digest('hex');
            hash.update(buffer.subarray(0, bytesRead));
        }
    }
    finally {
        await handle.close();
    }
}

;// CONCATENATED MODULE: ./build/tools/cache/tool-cache.js
/** The runner's tool cache, safe for concurrent jobs on one machine. */






const recordName = '.ami-action.json';
const temporaryPrefix = /^\.ami-action-[0-9a-f-]{36}$/;
/** A temporary folder that has not changed for this long was left by a run that died. */
const staleMs = 6 * 3_600_000;
/**
 * The runner's tool cache. @actions/tool-cache looks entries up, and their files are hashed again before use. Its `cacheDir`
 * is not used: it rewrites entries in place, which breaks concurrent jobs on the same machine. Here an entry appears whole, by
 * a rename, and never changes.
 */
class ToolCache {
    #root;
    #log;
    constructor(root, log) {
        this.#root = root;
        this.#log = log;
    }
    folderOf(id) {
        return (0,external_node_path_.join)(this.#root, id.tool, id.version, id.arch);
    }
    /** The entry's folder if its files are as recorded, else null. A damaged entry is removed, with a notice. */
    async find(id) {
        const folder = await findTool(this.#root, id);
        return folder !== null && (await this.#isSound(folder, id)) ? folder : null;
    }
    /**
     * Creates an entry: `fill` gets an empty folder and puts verified files into it. Returns the entry's folder, which another
     * run may have created first. After a failure nothing of the entry is left.
     */
    async put(id, fill) {
        const stage = await this.createTemporaryFolder();
        try {
            await fill(stage);
            await writeRecord(stage, id);
            return await this.#publish(stage, id);
        }
        finally {
            await (0,external_node_fs_promises_.rm)(stage, { recursive: true, force: true });
        }
    }
    /** Creates an empty folder on the tool cache's own file system; the caller removes it. */
    async createTemporaryFolder() {
        const folder = (0,external_node_path_.join)(this.#root, `.ami-action-${(0,external_node_crypto_.randomUUID)()}`);
        try {
            await this.#sweep();
            await (0,external_node_fs_promises_.mkdir)(folder, { recursive: true });
        }
        catch (error) {
            throw new errors/* ConfigurationError */.j1(`the tool cache ${this.#root} cannot be written (${(0,errors/* messageOf */.bD)(error)}): set RUNNER_TOOL_CACHE to a folder that this user can write`, { cause: error });
        }
        return folder;
    }
    async #sweep() {
        if (!(await exists(this.#root)))
            return;
        for (const name of await (0,external_node_fs_promises_.readdir)(this.#root)) {
            if (!temporaryPrefix.test(name))
                continue;
            const folder = (0,external_node_path_.join)(this.#root, name);
            const found = await (0,external_node_fs_promises_.stat)(folder).catch(() => null); // Null: its run has just removed it.
            if (found !== null && Date.now() - found.mtimeMs > staleMs)
                await (0,external_node_fs_promises_.rm)(folder, { recursive: true, force: true });
        }
    }
    async #publish(stage, id) {
        const folder = this.folderOf(id);
        await (0,external_node_fs_promises_.mkdir)((0,external_node_path_.dirname)(folder), { recursive: true });
        for (let attempt = 1;; attempt++) {
            try {
                await (0,external_node_fs_promises_.rename)(stage, folder);
                break;
            }
            catch (error) {
                if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes((0,errors/* codeOf */.$N)(error)) || attempt === 3)
                    throw error;
            }
            // Another run created the entry first, perhaps without marking it as complete.
            if (await this.#isSound(folder, id))
                break;
        }
        await (0,external_node_fs_promises_.writeFile)(`${folder}.complete`, '');
        return folder;
    }
    /** True if the entry is as recorded; removes a damaged one. */
    async #isSound(folder, id) {
        const damage = await findDamage(folder, id);
        if (damage === null)
            return true;
        this.#log.notice(`tool cache: ${folder} is damaged (${damage}); it is removed and created again`);
        await this.#discard(folder);
        return false;
    }
    async #discard(folder) {
        const trash = (0,external_node_path_.join)(this.#root, `.ami-action-${(0,external_node_crypto_.randomUUID)()}`);
        await (0,external_node_fs_promises_.rm)(`${folder}.complete`, { force: true });
        try {
            await (0,external_node_fs_promises_.rename)(folder, trash);
        }
        catch (error) {
            // Another run has removed it already.
            if ((0,errors/* codeOf */.$N)(error) !== 'ENOENT')
                throw error;
        }
        await (0,external_node_fs_promises_.rm)(trash, { recursive: true, force: true });
    }
}
/** Records all files of `folder` as they are now. */
async function writeRecord(folder, id) {
    const record = {
        tool: id.tool,
        version: id.version,
        arch: id.arch,
        files: await hashFiles(folder),
    };
    await (0,external_node_fs_promises_.writeFile)((0,external_node_path_.join)(folder, recordName), `${JSON.stringify(record, null, 2)}\n`);
    await (0,external_node_fs_promises_.chmod)(folder, 0o755);
}
/** What is wrong with a folder that should be the entry `id`; null if nothing is. */
async function findDamage(folder, id) {
    let record;
    let now;
    try {
        record = await readRecord(folder);
        now = await hashFiles(folder);
    }
    catch (error) {
        return `it cannot be read: ${(0,errors/* messageOf */.bD)(error)}`;
    }
    if (record.tool !== id.tool || record.version !== id.version || record.arch !== id.arch) {
        return `its record is that of ${record.tool} ${record.version} ${record.arch}`;
    }
    for (const name of new Set([...Object.keys(record.files), ...Object.keys(now)])) {
        const [then, is] = [record.files[name], now[name]];
        if (then === undefined)
            return `${name} was added later`;
        if (is === undefined)
            return `${name} is missing`;
        if (then.sha256 !== is.sha256)
            return `${name} has SHA-256 ${is.sha256}, recorded as ${then.sha256}`;
        if (then.executable !== is.executable)
            return `${name} ${is.executable ? 'has become' : 'is no longer'} executable`;
    }
    return null;
}
async function readRecord(folder) {
    const record = JSON.parse(await (0,external_node_fs_promises_.readFile)((0,external_node_path_.join)(folder, recordName), 'utf8'));
    if (!isEntryRecord(record))
        throw new Error(`${recordName} is not a record`);
    return record;
}
function isEntryRecord(value) {
    if (!isRecord(value) || !isRecord(value['files']))
        return false;
    return Object.values(value['files']).every((file) => isRecord(file) && typeof file['sha256'] === 'string' && typeof file['executable'] === 'boolean');
}
async function hashFiles(folder) {
    const files = {};
    for (const entry of await (0,external_node_fs_promises_.readdir)(folder, { recursive: true, withFileTypes: true })) {
        if (entry.isDirectory())
            continue;
        const file = (0,external_node_path_.join)(entry.parentPath, entry.name);
        const name = (0,external_node_path_.relative)(folder, file).split(external_node_path_.sep).join('/');
        if (name === recordName)
            continue;
        const { mode } = await (0,external_node_fs_promises_.stat)(file);
        files[name] = { sha256: await sha256File(file), executable: (mode & 0o100) !== 0 };
    }
    return files;
}
async function exists(file) {
    try {
        await (0,external_node_fs_promises_.stat)(file);
        return true;
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes((0,errors/* codeOf */.$N)(error)))
            return false;
        throw error;
    }
}
/**
 * The folder of an entry of the tool cache at `root` that @actions/tool-cache knows as complete; null if there is none.
 *
 * The package reads its root from RUNNER_TOOL_CACHE, which a machine without a runner lacks, so it is set here, directly
 * before the synchronous look-up, where no other root can come between. The package needs RUNNER_TEMP only to unpack where no
 * folder is named, which is never done here.
 */
async function findTool(root, { tool, version, arch }) {
    const { find } = await Promise.all(/* import() */[__webpack_require__.e(88), __webpack_require__.e(805)]).then(__webpack_require__.bind(__webpack_require__, 9805));
    process.env['RUNNER_TOOL_CACHE'] = root;
    return find(tool, version, arch) || null;
}

;// CONCATENATED MODULE: ./build/tools/cache/actions-cache-sync.js
/** Entries of the tool cache in the Actions cache, for other runners. */




/** An older folder was left by a run that died, for transfers take seconds. */
const actions_cache_sync_staleMs = 3_600_000;
/**
 * Restores an entry of the tool cache from the Actions cache and returns its folder; null if it is missing or damaged. The
 * cache is an optimisation: failures are logged, never fatal.
 */
function restoreEntry(toolCache, id, context) {
    return withTransfer(toolCache, id, context, 'restored from', async (folder) => {
        if (!(await context.cache.restore(folder, cacheKey(id))))
            return null;
        const damage = await findDamage(folder, id);
        if (damage !== null)
            throw new Error(`the entry is damaged: ${damage}`);
        return await toolCache.put(id, (stage) => (0,external_node_fs_promises_.cp)(folder, stage, { recursive: true }));
    });
}
/** Saves an entry of the tool cache in the Actions cache; failures are logged, never fatal. */
async function saveEntry(toolCache, id, context) {
    await withTransfer(toolCache, id, context, 'saved in', async (folder) => {
        await (0,external_node_fs_promises_.cp)(toolCache.folderOf(id), folder, { recursive: true });
        await context.cache.save(folder, cacheKey(id));
        return null;
    });
}
function cacheKey({ tool, version, arch }) {
    return `${tool}-${arch}-${version}`;
}
/**
 * Calls `work` with the folder that the Actions cache archives. The cache's own key contains the folder's path, so the path
 * must be the same on all runners of a kind, and runs on one machine share it. Creating it is the lock: a run that finds it
 * goes without the cache.
 */
async function withTransfer(toolCache, id, context, verb, work) {
    let folder = null;
    try {
        if (!(await context.cache.isAvailable()))
            return null;
        folder = await acquireFolder(`${toolCache.folderOf(id)}.transfer`);
        if (folder === null) {
            context.log.debug(`${id.tool}: another run on this machine is using the Actions cache for ${id.version}`);
            return null;
        }
        return await work(folder);
    }
    catch (error) {
        context.log.notice(`${id.tool}: not ${verb} the Actions cache: ${(0,errors/* messageOf */.bD)(error)}`);
        return null;
    }
    finally {
        if (folder !== null)
            await (0,external_node_fs_promises_.rm)(folder, { recursive: true, force: true });
    }
}
async function acquireFolder(folder) {
    await (0,external_node_fs_promises_.mkdir)((0,external_node_path_.dirname)(folder), { recursive: true });
    for (let attempt = 1; attempt <= 2; attempt++) {
        try {
            await (0,external_node_fs_promises_.mkdir)(folder);
            return folder;
        }
        catch (error) {
            if ((0,errors/* codeOf */.$N)(error) !== 'EEXIST')
                throw error;
            if (Date.now() - (await (0,external_node_fs_promises_.stat)(folder)).mtimeMs < actions_cache_sync_staleMs)
                return null;
            await (0,external_node_fs_promises_.rm)(folder, { recursive: true, force: true });
        }
    }
    return null;
}

;// CONCATENATED MODULE: ./build/tools/go-programs/elf.js
/** The headers of ELF files. */


const machines = { 62: 'amd64', 183: 'arm64' };
const abiSysv = 0;
const abiLinux = 3;
const typeExecutable = 2;
const typeShared = 3;
const segmentInterpreter = 3;
/**
 * Reads the headers of a 64-bit little-endian ELF file; null for anything else (a script, a Mach-O or PE file, a 32-bit one).
 * Format: elf(5); System V ABI, "Object files".
 */
async function readElf(file) {
    const handle = await (0,external_node_fs_promises_.open)(file, 'r');
    try {
        // Go's and C's linkers write the program headers right after the file header.
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(16_384), 0, 16_384, 0);
        return parseElf(buffer.subarray(0, bytesRead));
    }
    finally {
        await handle.close();
    }
}
/** Throws a ConfigurationError, with what the file is instead, unless it is a Linux program for `arch`. */
async function requireLinuxProgram(file, arch, displayName) {
    const facts = await readElf(file);
    if (facts === null) {
        throw new errors/* ConfigurationError */.j1(`${displayName} is not a Linux program: it must be a 64-bit ELF executable for linux/${arch}`);
    }
    if (facts.arch !== arch) {
        const platform = facts.arch === null ? 'another architecture' : `linux/${facts.arch}`;
        throw new errors/* ConfigurationError */.j1(`${displayName} is built for ${platform}: it must be built for linux/${arch} (GOOS=linux GOARCH=${arch})`);
    }
    return facts;
}
function parseElf(head) {
    const magic = head.length >= 64 && head.readUInt32BE(0) === 0x7f454c46;
    if (!magic || head[4] !== 2 || head[5] !== 1)
        return null;
    const abi = head[7];
    const type = head.readUInt16LE(16);
    if ((abi !== abiSysv && abi !== abiLinux) || (type !== typeExecutable && type !== typeShared))
        return null;
    return { arch: machines[head.readUInt16LE(18)] ?? null, interpreter: readInterpreter(head) };
}
function readInterpreter(head) {
    const table = Number(head.readBigUInt64LE(32));
    const size = head.readUInt16LE(54);
    const count = head.readUInt16LE(56);
    for (let index = 0; index < count; index++) {
        const at = table + index * size;
        if (at + 56 > head.length)
            return null;
        if (head.readUInt32LE(at) !== segmentInterpreter)
            continue;
        const start = Number(head.readBigUInt64LE(at + 8));
        const end = start + Number(head.readBigUInt64LE(at + 32));
        return head.toString('latin1', start, Math.min(end, head.length)).replace(/\0.*$/s, '');
    }
    return null;
}

// EXTERNAL MODULE: ./build/github/workflow-commands.js
var workflow_commands = __webpack_require__(4972);
;// CONCATENATED MODULE: ./build/tools/go-programs/settings.js
/** Go's settings that decide what a build produces, found without Go: a plan needs none. */




const names = ['GOTOOLCHAIN', 'GOFLAGS', 'GOEXPERIMENT', 'GOAMD64', 'GOARM64', 'CGO_ENABLED'];
/** Those that matter with cgo, where the machine's C compiler decides as well. */
const cgoNames = ['CC', 'CXX', 'CGO_CFLAGS', 'CGO_CPPFLAGS', 'CGO_CXXFLAGS', 'CGO_LDFLAGS'];
/**
 * The settings by name; empty where Go's default holds. Go's version is that of the `toolchain` line in go.work or go.mod,
 * which the build then uses; without one it is what the sources and GOTOOLCHAIN ask for, and whichever Go the job brings.
 * @param env the environment of the build
 */
async function readGoSettings(folder, env) {
    const file = await readGoEnvironmentFile(env);
    const find = (name) => env[name] || file.get(name) || '';
    const isCgo = find('CGO_ENABLED') === '1';
    const settings = Object.fromEntries((isCgo ? [...names, ...cgoNames] : names).map((name) => [name, find(name)]));
    // `local`, which actions/setup-go sets, and `auto` name no version.
    if (!/^go\d/.test(find('GOTOOLCHAIN')))
        settings['GOTOOLCHAIN'] = await readToolchain(folder);
    return isCgo ? { ...settings, host: `${process.platform} ${process.arch}` } : settings;
}
/** The `toolchain` line of go.work, or else of go.mod (go.dev/doc/toolchain); empty where there is none. */
async function readToolchain(folder) {
    const text = (await readIfExists((0,external_node_path_.join)(folder, 'go.work'))) ?? (await readIfExists((0,external_node_path_.join)(folder, 'go.mod'))) ?? '';
    const [, name = ''] = /^toolchain[ \t]+(go\S+)/m.exec(text) ?? [];
    return name;
}
/** What `go env -w` has written: GOENV names the file, or `off`; by default it is go/env in the user's folder of settings. */
async function readGoEnvironmentFile(env) {
    const { GOENV: named = '', HOME: home = (0,external_node_os_.homedir)(), XDG_CONFIG_HOME: xdg = '' } = env;
    if (named === 'off')
        return new Map();
    const usual = process.platform === 'darwin'
        ? (0,external_node_path_.join)(home, 'Library', 'Application Support')
        : xdg || (0,external_node_path_.join)(home, '.config');
    const text = (await readIfExists(named || (0,external_node_path_.join)(usual, 'go', 'env'))) ?? '';
    return new Map([...text.matchAll(/^([A-Z0-9_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value.trim()]));
}
async function readIfExists(path) {
    try {
        return await (0,external_node_fs_promises_.readFile)(path, 'utf8');
    }
    catch (error) {
        if ((0,errors/* codeOf */.$N)(error) === 'ENOENT')
            return null;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/tools/go-programs/make.js
/** `make build-linux`, in an environment that fits the digest of the sources. */





/** What `make build-linux` sees of the environment: enough to build, no secrets of the job, nothing that the digest lacks. */
const passedVariables = new RegExp(`^(?:${[
    'PATH|HOME|USER|LOGNAME|TMPDIR|LANG|LC_.+|XDG_CACHE_HOME|XDG_CONFIG_HOME',
    'HTTPS?_PROXY|NO_PROXY|https?_proxy|no_proxy|SSL_CERT_FILE|SSL_CERT_DIR',
    'SSH_AUTH_SOCK|NETRC|GIT_.+',
    // By which the runner finds and ends what is left of a job.
    'RUNNER_TRACKING_ID',
    'GO(?:ROOT|PATH|CACHE|MODCACHE|ENV|TMPDIR|MAXPROCS|PROXY|PRIVATE|NOPROXY|SUMDB|NOSUMDB|INSECURE|VCS|AUTH|TOOLCHAIN)',
    'GO(?:FLAGS|EXPERIMENT|AMD64|ARM64)|CGO_.+|CC|CXX|PKG_CONFIG.*',
].join('|')})$`);
/**
 * The environment of builds. Unless the user sets it otherwise: no cgo, so that the agent is static and runs on any image; no
 * paths of this machine in programs; no go.work from above the sources.
 */
async function createBuildEnvironment(folder, env) {
    const passed = Object.fromEntries(Object.entries(env).filter(([name]) => passedVariables.test(name)));
    const workspaceFile = await exists((0,external_node_path_.join)(folder, 'go.work'));
    return {
        ...passed,
        CGO_ENABLED: env['CGO_ENABLED'] || '0',
        GOFLAGS: ['-trimpath', env['GOFLAGS']].filter(Boolean).join(' '),
        ...(workspaceFile ? {} : { GOWORK: 'off' }),
    };
}
/** The settings of Go that a build of these sources has, by name. */
async function readBuildSettings(folder, context) {
    return await readGoSettings(folder, await createBuildEnvironment(folder, context.env));
}
/** Runs `make build-linux` in `copy`, a copy of `folder`; throws a ConfigurationError with its last lines if it fails. */
async function runMakeBuildLinux(folder, copy, context) {
    const env = await createBuildEnvironment(copy, context.env);
    const { GOTOOLCHAIN = '' } = await readGoSettings(copy, env);
    const buildEnv = GOTOOLCHAIN === '' ? env : { ...env, GOTOOLCHAIN };
    const { exitCode, stdout, stderr } = await runMake(['build-linux'], copy, buildEnv, context);
    context.log.debug((0,workflow_commands/* escapeWorkflowCommands */.F)(`${stdout}${stderr}`));
    if (exitCode === 0)
        return;
    const output = takeLastLines(stderr || stdout);
    const advice = noGo.test(output) ? `; ${remedies.go}` : '';
    throw new errors/* ConfigurationError */.j1(`binaries: "make build-linux" failed with exit code ${exitCode} in a copy of ${folder} (the copy lacks that folder's ` +
        `.git and bin, everything outside it, and tests, Markdown and licences that no Makefile or go:embed names): ${output}${advice}`);
}
/** How shells and make say that there is no Go, and how Go says that it can't fetch the toolchain that go.mod names. */
const noGo = /\bgo: (command )?not found|\bgo: No such file|download go\S+ for|toolchain not available/;
const remedies = {
    go: 'add a step "uses: actions/setup-go@v6" with the version that go.mod names (go-version-file) before this action',
    make: 'install it before this action, with "sudo apt-get install make" or the like',
};
async function runMake(args, cwd, env, { run }) {
    try {
        return await run('make', args, { cwd, env });
    }
    catch (error) {
        if ((0,errors/* codeOf */.$N)(error) !== 'ENOENT')
            throw error;
        throw new errors/* ConfigurationError */.j1(`binaries: the build needs make, which is not on the PATH of this runner: ${remedies.make}; or set binaries to a URL with its SHA-256`, { cause: error });
    }
}
function takeLastLines(output) {
    return (0,workflow_commands/* escapeWorkflowCommands */.F)(output.trim().split('\n').slice(-20).join('\n'));
}

;// CONCATENATED MODULE: ./build/tools/download/unpack.js
/** Files out of archives. */



/**
 * Moves the files that `choose` selects into `target`, executable, under the last part of their names. The archive is
 * unpacked into a private folder beside it, which must be on `target`'s file system; nothing else leaves that folder.
 * @param choose gets the sorted names of the archive's regular files, without links
 * @returns the paths of the files in `target`
 * @throws ConfigurationError if the archive cannot be unpacked, or the program for that is missing
 */
async function extractFiles(archive, target, choose) {
    const folder = `${archive.path}.unpacked`;
    await (0,external_node_fs_promises_.mkdir)(folder, { mode: 0o700 });
    try {
        await unpack(archive, folder);
        const extracted = [];
        for (const name of choose(await listFiles(folder))) {
            const file = (0,external_node_path_.join)(target, (0,external_node_path_.basename)(name));
            await (0,external_node_fs_promises_.rename)((0,external_node_path_.join)(folder, name), file);
            await (0,external_node_fs_promises_.chmod)(file, 0o755); // Not every archive has modes.
            extracted.push(file);
        }
        return extracted;
    }
    finally {
        await (0,external_node_fs_promises_.rm)(folder, { recursive: true, force: true });
    }
}
async function unpack({ path: file, kind, displayName }, folder) {
    const { extractTar, extractZip } = await Promise.all(/* import() */[__webpack_require__.e(88), __webpack_require__.e(805)]).then(__webpack_require__.bind(__webpack_require__, 9805));
    try {
        if (kind === 'zip')
            await extractZip(file, folder);
        else
            await extractTar(file, folder, ['-xz', '--no-same-owner']);
    }
    catch (error) {
        throw new errors/* ConfigurationError */.j1(`${displayName} cannot be unpacked: ${explainUnpackError((0,errors/* messageOf */.bD)(error))}`, {
            cause: error,
        });
    }
}
/** Debian's packages are called unzip and tar, like the programs. unzip(1): exit code 50 is a full disk. */
function explainUnpackError(message) {
    if (message.endsWith("unzip' failed with exit code 50"))
        return `${message}: the disk of this runner is full`;
    const missing = /^Unable to locate executable file: (\w+)/.exec(message)?.[1];
    if (missing === undefined)
        return message;
    return `${missing} is not on the PATH of this runner: install the package ${missing} before this action, with "sudo apt-get install ${missing}" or the like`;
}
async function listFiles(folder) {
    const entries = await (0,external_node_fs_promises_.readdir)(folder, { recursive: true, withFileTypes: true });
    return entries
        .filter((entry) => entry.isFile())
        .map((entry) => (0,external_node_path_.relative)(folder, (0,external_node_path_.join)(entry.parentPath, entry.name)))
        .sort();
}

;// CONCATENATED MODULE: ./build/tools/go-programs/prebuilt.js
/** Go programs from an archive that the user built elsewhere. */





/**
 * Fetches the archive, checks its SHA-256 and puts `program` and the files beside it into `target`, executable. The archive is
 * a .zip, .tar.gz or .tgz and holds `program` exactly once, at any depth.
 * @param temp a folder on the file system of `target`
 */
async function fetchPrebuilt({ url, sha256 }, program, target, { mirror, temp }, context) {
    const kind = toArchiveKind(url);
    const displayName = `binaries: ${url}`;
    const archive = await createToolDownloader(context, mirror).fetchFile(url, temp);
    if (archive.sha256 !== sha256.toLowerCase()) {
        throw new VerificationError('wrong-hash', `${displayName} is not trusted: its SHA-256 is ${archive.sha256}, but ${sha256.toLowerCase()} was expected. Nothing of it was kept or run.`);
    }
    await extractFiles({ path: archive.path, kind, displayName }, target, (names) => {
        const folder = findProgramFolder(names, program, displayName);
        return names.filter((name) => (0,external_node_path_.dirname)(name) === folder);
    });
}
function toArchiveKind(url) {
    const { pathname } = new URL(url);
    if (pathname.endsWith('.zip'))
        return 'zip';
    if (pathname.endsWith('.tar.gz') || pathname.endsWith('.tgz'))
        return 'tar';
    throw new errors/* ConfigurationError */.j1(`binaries: ${url} must be a .zip, .tar.gz or .tgz archive`);
}
function findProgramFolder(names, program, displayName) {
    const [only, ...others] = names.filter((name) => (0,external_node_path_.basename)(name) === program);
    if (only !== undefined && others.length === 0)
        return (0,external_node_path_.dirname)(only);
    throw new errors/* ConfigurationError */.j1(`${displayName} must hold ${program} exactly once; it holds: ${names.slice(0, 20).join(', ')}`);
}

;// CONCATENATED MODULE: ./build/tools/go-programs/unread-files.js
/**
 * Files among Go sources that no build reads: tests, their data, Markdown, licences, GitHub's and Docker's files. One counts all
 * the same if a Makefile or a `go:embed` names it. The copy that is built lacks the others, so a build that reads one fails.
 */


const unreadFolders = new Set(['testdata', '.github']);
const unreadFiles = /_test\.go$|\.(md|markdown)$|^(licen[cs]e|copying|notice|patents)([._-].*)?$|^(.*\.)?(docker|container)file(\..*)?$|^\.dockerignore$/i;
const makefiles = /^(gnu)?makefile$|\.mk$/i;
/** Tells the unread files of a folder. @param names its regular files, relative, with forward slashes. */
async function findUnreadFiles(folder, names) {
    const candidates = names.filter(isCandidate);
    if (candidates.length === 0)
        return new Set();
    const patterns = [];
    for (const name of names) {
        const read = () => (0,external_node_fs_promises_.readFile)((0,external_node_path_.join)(folder, name), 'utf8');
        if (makefiles.test((0,external_node_path_.basename)(name)))
            patterns.push(...wordsOf(await read()));
        else if (name.endsWith('.go') && !name.endsWith('_test.go'))
            patterns.push(...embedsOf(await read(), external_node_path_.posix.dirname(name)));
    }
    return new Set(candidates.filter((name) => !patterns.some((pattern) => pattern.test(name))));
}
function isCandidate(name) {
    const folders = name.split('/').slice(0, -1);
    return folders.some((part) => unreadFolders.has(part)) || unreadFiles.test(external_node_path_.posix.basename(name));
}
/** A Makefile's words as patterns of a path, its end, or a folder in it: `testdata`, `docs/*.md`. */
function wordsOf(text) {
    const words = new Set(text.split(/[\s"'`$(){}:;=|<>&,]+/).map((word) => word.replace(/^(\.\/)+|\/+$/g, '')));
    return [...words]
        .filter((word) => /[a-z*]/i.test(word))
        .map((word) => new RegExp(`(^|/)${toPattern(word)}($|/)`));
}
/** The patterns of `//go:embed`, which name files and whole folders below that of their Go file (package embed). */
function embedsOf(text, folder) {
    return [...text.matchAll(/^\s*\/\/go:embed\s+(.+)$/gm)].flatMap(([, patterns = '']) => [...patterns.matchAll(/"([^"]*)"|`([^`]*)`|(\S+)/g)].map(([, quoted, raw, bare]) => {
        const pattern = external_node_path_.posix.join(folder, (quoted ?? raw ?? bare ?? '').replace(/^all:/, ''));
        return new RegExp(pattern === '.' ? '' : `^${toPattern(pattern)}($|/)`);
    }));
}
/** `*` and `?` stand for characters within a name; any other character for itself. */
function toPattern(glob) {
    return glob
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '[^/]*')
        .replaceAll('?', '[^/]');
}

;// CONCATENATED MODULE: ./build/tools/go-programs/sources.js
/** The sources of the Go programs: where they are, their digest, and a copy for the build. */







/** Bump this if the digest has to cover more, or differently. Programs are built again then, and so is every AMI with them. */
const digestVersion = 2;
const sources_makefiles = ['GNUmakefile', 'makefile', 'Makefile'];
/**
 * The absolute folder of the sources: `folder` in the workspace if it exists there, else in the action.
 * @throws ConfigurationError that names both candidates, or the one without a Makefile
 */
async function locateSources(folder, workspace, actionRoot) {
    const candidates = [...new Set([workspace, actionRoot].map((root) => (0,external_node_path_.resolve)(root, folder)))];
    for (const candidate of candidates) {
        if (!(0,external_node_fs_.statSync)(candidate, { throwIfNoEntry: false })?.isDirectory())
            continue;
        const names = await (0,external_node_fs_promises_.readdir)(candidate);
        if (sources_makefiles.some((name) => names.includes(name)))
            return candidate;
        throw new errors/* ConfigurationError */.j1(`binaries: ${candidate} has no Makefile; it needs one with the target build-linux`);
    }
    throw new errors/* ConfigurationError */.j1(`binaries: there is no folder ${candidates.join(' and no folder ')}`);
}
/**
 * The sources by name, relative, with forward slashes: all files of the folder, tracked by git or not, except `.git`, the output
 * of `make build-linux`, which is the folder's own `bin`, and what no build reads.
 */
async function listSources(folder) {
    const files = new Map();
    for (const entry of await (0,external_node_fs_promises_.readdir)(folder, { recursive: true, withFileTypes: true })) {
        const name = nameOf(folder, (0,external_node_path_.join)(entry.parentPath, entry.name));
        if (!entry.isDirectory() && isSource(name))
            files.set(name, entry);
    }
    const regular = [...files].filter(([, entry]) => entry.isFile()).map(([name]) => name);
    for (const name of await findUnreadFiles(folder, regular))
        files.delete(name);
    return files;
}
function nameOf(folder, file) {
    return (0,external_node_path_.relative)(folder, file).split(external_node_path_.sep).join('/');
}
/**
 * One line for each file of the sources, sorted by name, with its SHA-256 and whether it is executable.
 * @throws ConfigurationError for a link that leads out of the folder, as no digest would cover its target
 */
async function describeSources(folder) {
    const lines = [];
    for (const [name, entry] of await listSources(folder)) {
        const file = (0,external_node_path_.join)(folder, name);
        if (entry.isSymbolicLink())
            lines.push(`${name}\0link\0${await readInnerLink(folder, file)}`);
        else if (entry.isFile()) {
            const { mode } = await (0,external_node_fs_promises_.lstat)(file);
            lines.push(`${name}\0${(mode & 0o100) === 0 ? 'file' : 'program'}\0${await sha256File(file)}`);
        }
        else
            throw new errors/* ConfigurationError */.j1(`binaries: ${file} is neither a file nor a folder; remove it from the sources`);
    }
    return lines.sort();
}
/** Hex SHA-256 of the sources, and of the settings that decide what is built from them. */
async function digestSources(folder, settings) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update(`ami-action binaries ${digestVersion}\n`);
    for (const name of Object.keys(settings).sort())
        hash.update(`${name}=${settings[name]}\n`);
    for (const line of await describeSources(folder))
        hash.update(`${line}\n`);
    return hash.digest('hex');
}
/** Copies exactly what digestSources covers. */
async function copySources(folder, target) {
    const sources = await listSources(folder);
    await (0,external_node_fs_promises_.cp)(folder, target, {
        recursive: true,
        verbatimSymlinks: true,
        filter: async (file) => {
            const name = nameOf(folder, file);
            return isSource(name) && (sources.has(name) || (await (0,external_node_fs_promises_.lstat)(file)).isDirectory());
        },
    });
}
function isSource(name) {
    const parts = name.split('/');
    return parts[0] !== 'bin' && !parts.includes('.git');
}
async function readInnerLink(folder, link) {
    const target = await (0,external_node_fs_promises_.readlink)(link);
    const inner = (0,external_node_path_.relative)(folder, (0,external_node_path_.resolve)((0,external_node_path_.dirname)(link), target));
    if ((0,external_node_path_.isAbsolute)(target) || inner === '..' || inner.startsWith(`..${external_node_path_.sep}`)) {
        throw new errors/* ConfigurationError */.j1(`binaries: the link ${link} leads out of the sources, to ${target}; put its target into ${folder}`);
    }
    return target;
}

;// CONCATENATED MODULE: ./build/tools/go-programs/go-programs.js
/** The Go programs that go into images, worker-agent and what is built beside it: cached, built or downloaded. */










const targetArch = 'amd64';
const agentName = 'worker-agent';
/** Where `make build-linux` has to put what it builds. */
const outputFolder = (0,external_node_path_.join)('bin', `linux-${targetArch}`);
/** The folder of an entry for the programs alone: the entry's record must not get into an image. */
const programsFolder = 'bin';
/**
 * Identifies the programs without building or fetching them, and without Go, as hex SHA-256: that of the archive, or that of the
 * sources and the settings of Go that matter.
 */
async function digestGoPrograms(request, context) {
    const { binaries, workspace, actionRoot } = request;
    if (binaries.kind === 'url')
        return binaries.sha256.toLowerCase();
    const folder = await locateSources(binaries.path, workspace, actionRoot);
    return await digestSources(folder, await readBuildSettings(folder, context));
}
/** Gets the programs from the tool cache, else from the Actions cache, else builds or downloads them. */
async function provideGoPrograms(request, context) {
    const { binaries, workspace, actionRoot, mirror } = request;
    const digest = await digestGoPrograms(request, context);
    const toolCache = new ToolCache(findToolCacheRoot(context.env), context.log);
    const id = toEntryId(digest);
    const toGoPrograms = (entry, origin) => ({
        dir: (0,external_node_path_.join)(entry, programsFolder),
        digest,
        origin,
    });
    const cached = await toolCache.find(id);
    if (cached !== null)
        return toGoPrograms(cached, 'tool-cache');
    if (binaries.kind === 'url') {
        const entry = await withTemporaryFolder(toolCache, (temp) => toolCache.put(id, async (stage) => {
            const programs = await createProgramsFolder(stage);
            await fetchPrebuilt(binaries, agentName, programs, { mirror, temp }, context);
            await checkAgent(programs, `${agentName} of ${binaries.url}`, context);
        }));
        context.log.info(`binaries: fetched from ${binaries.url}, SHA-256 verified`);
        return toGoPrograms(entry, 'downloaded');
    }
    const restored = await restoreEntry(toolCache, id, context);
    if (restored !== null)
        return toGoPrograms(restored, 'actions-cache');
    const folder = await locateSources(binaries.path, workspace, actionRoot);
    const entry = await buildFromSources(folder, id, toolCache, context);
    await saveEntry(toolCache, id, context);
    return toGoPrograms(entry, 'built');
}
/** @actions/tool-cache finds semantic versions only, so the digest is the pre-release of one. */
function toEntryId(digest) {
    return { tool: 'ami-action-binaries', version: `0.0.0-sha256-${digest}`, arch: `linux-${targetArch}` };
}
/**
 * Builds a copy of the sources that holds exactly what the digest covers. So a Makefile that reads files outside its folder
 * fails, rather than being served from the cache after those files change, and the workspace stays unchanged.
 */
async function buildFromSources(folder, id, toolCache, context) {
    context.log.info(`binaries: make build-linux in ${folder}`);
    const started = performance.now();
    const entry = await withTemporaryFolder(toolCache, async (temp) => {
        const copy = (0,external_node_path_.join)(temp, (0,external_node_path_.basename)(folder));
        await copySources(folder, copy);
        if (toEntryId(await digestSources(copy, await readBuildSettings(copy, context))).version !== id.version) {
            throw new errors/* ConfigurationError */.j1(`binaries: ${folder} changed while it was being copied; run again`);
        }
        await runMakeBuildLinux(folder, copy, context);
        return await toolCache.put(id, async (stage) => {
            const programs = await createProgramsFolder(stage);
            await copyPrograms(folder, (0,external_node_path_.join)(copy, outputFolder), programs);
            await checkAgent(programs, `${(0,external_node_path_.join)(outputFolder, agentName)} of ${folder}`, context);
        });
    });
    context.log.info(`binaries: built in ${((performance.now() - started) / 1000).toFixed(1)} s, kept in ${entry}`);
    return entry;
}
async function createProgramsFolder(stage) {
    const programs = (0,external_node_path_.join)(stage, programsFolder);
    await (0,external_node_fs_promises_.mkdir)(programs);
    return programs;
}
async function copyPrograms(folder, output, programs) {
    if (!(await exists((0,external_node_path_.join)(output, agentName)))) {
        throw new errors/* ConfigurationError */.j1(`binaries: "make build-linux" in ${folder} did not build ${(0,external_node_path_.join)(outputFolder, agentName)}`);
    }
    for (const entry of await (0,external_node_fs_promises_.readdir)(output, { withFileTypes: true })) {
        if (!entry.isFile())
            continue;
        await (0,external_node_fs_promises_.copyFile)((0,external_node_path_.join)(output, entry.name), (0,external_node_path_.join)(programs, entry.name));
    }
}
async function checkAgent(programs, displayName, context) {
    const agent = (0,external_node_path_.join)(programs, agentName);
    const { interpreter } = await requireLinuxProgram(agent, targetArch, `binaries: ${displayName}`);
    if (interpreter !== null) {
        context.log.notice(`binaries: ${displayName} is dynamically linked (${interpreter}); a static one (CGO_ENABLED=0) runs on any image`);
    }
    await (0,external_node_fs_promises_.chmod)(agent, 0o755);
}
async function withTemporaryFolder(toolCache, work) {
    const temp = await toolCache.createTemporaryFolder();
    try {
        return await work(temp);
    }
    finally {
        await (0,external_node_fs_promises_.rm)(temp, { recursive: true, force: true });
    }
}

;// CONCATENATED MODULE: ./build/tools/verify/hashicorp-key.js
/**
 * The key that signs HashiCorp's releases, as published at https://www.hashicorp.com/.well-known/pgp-key.txt:
 * renewed on 2026-02-18, valid to 2030-03-01. Releases are signed by its subkey 374EC75B485913604A831CC7C820C6D5CD27AB87.
 */
const hashicorpFingerprint = 'C874011F0AB405110D02105534365D9472D7468F';
const hashicorpKey = `\
-----BEGIN PGP PUBLIC KEY BLOCK-----

mQINBGB9+xkBEACabYZOWKmgZsHTdRDiyPJxhbuUiKX65GUWkyRMJKi/1dviVxOX
PG6hBPtF48IFnVgxKpIb7G6NjBousAV+CuLlv5yqFKpOZEGC6sBV+Gx8Vu1CICpl
Zm+HpQPcIzwBpN+Ar4l/exCG/f/MZq/oxGgH+TyRF3XcYDjG8dbJCpHO5nQ5Cy9h
QIp3/Bh09kET6lk+4QlofNgHKVT2epV8iK1cXlbQe2tZtfCUtxk+pxvU0UHXp+AB
0xc3/gIhjZp/dePmCOyQyGPJbp5bpO4UeAJ6frqhexmNlaw9Z897ltZmRLGq1p4a
RnWL8FPkBz9SCSKXS8uNyV5oMNVn4G1obCkc106iWuKBTibffYQzq5TG8FYVJKrh
RwWB6piacEB8hl20IIWSxIM3J9tT7CPSnk5RYYCTRHgA5OOrqZhC7JefudrP8n+M
pxkDgNORDu7GCfAuisrf7dXYjLsxG4tu22DBJJC0c/IpRpXDnOuJN1Q5e/3VUKKW
mypNumuQpP5lc1ZFG64TRzb1HR6oIdHfbrVQfdiQXpvdcFx+Fl57WuUraXRV6qfb
4ZmKHX1JEwM/7tu21QE4F1dz0jroLSricZxfaCTHHWNfvGJoZ30/MZUrpSC0IfB3
iQutxbZrwIlTBt+fGLtm3vDtwMFNWM+Rb1lrOxEQd2eijdxhvBOHtlIcswARAQAB
tERIYXNoaUNvcnAgU2VjdXJpdHkgKGhhc2hpY29ycC5jb20vc2VjdXJpdHkpIDxz
ZWN1cml0eUBoYXNoaWNvcnAuY29tPokCVAQTAQoAPgIbAwULCQgHAgYVCgkICwIE
FgIDAQIeAQIXgBYhBMh0AR8KtAURDQIQVTQ2XZRy10aPBQJplkfQBQkQrOy3AAoJ
EDQ2XZRy10aPw6gP/3GUEMUa6mCRuuSOT9UnziPIvXYd63mcN6A6Jwmwj8JaB2qu
OCijvJkw56UbZK3x1FZIbe0hA6VUAwNSNmSIxVJkilgwIYYFO0tnL79XhIeP7jYF
ydXLZ4rTi1FDl8lltAujTNARdY8UGg4hGlcM9OrEeXEFLWugJNiChL15FVoxZqIS
jeduaEqyxGfJnyVwy8z3pZfgODeFr7xs2NkUIMSfuRg24VcL4aW8Frt3jW8P45y3
o/5fsi6Aw2tZ0wD9NSgkVc8VD1NRV9eSZ95Bv+Awf9IXa+Cn5OCjc8Jc+XF+nLfB
oPswOO7E8dLiuBUw6/GzSLMbVs8qf8BNXB92dOe1VccVTqjCxK2sEpVaHh7e+co8
d8lDGBIWMGh7NS6XlGORpFb/T6gxjjOYUV3SKd4QDebUUG8kMkb5juLljOoq+YOP
vgNLDZLZteFpmH+zB9DpOY1YtHZB/OD+DtzLMaSl6VPF2Ln0j5aQGwNDt7sheyAe
sXbu0qn2H5FxojSfvhT0kUDKZ0mgg5y3Oflg49MiAOhjLGY0JocFpBeMILw27fbw
fpIBP7siQWFTFJ1O+l2NQiWAwC2x5fX2EakyCBJmrkPV2hr4nEogNqg9/RDskIUq
cpcOOd/0BntiXMyUCCH2AoCt5acaTQ0WU6CAosZPojOYhtGGgOgeQSdflpMSuQIN
BGB9+xkBEACoklYsfvWRCjOwS8TOKBTfl8myuP9V9uBNbyHufzNETbhYeT33Cj0M
GCNd9GdoaknzBQLbQVSQogA+spqVvQPz1MND18GIdtmr0BXENiZE7SRvu76jNqLp
KxYALoK2Pc3yK0JGD30HcIIgx+lOofrVPA2dfVPTj1wXvm0rbSGA4Wd4Ng3d2AoR
G/wZDAQ7sdZi1A9hhfugTFZwfqR3XAYCk+PUeoFrkJ0O7wngaon+6x2GJVedVPOs
2x/XOR4l9ytFP3o+5ILhVnsK+ESVD9AQz2fhDEU6RhvzaqtHe+sQccR3oVLoGcat
ma5rbfzH0Fhj0JtkbP7WreQf9udYgXxVJKXLQFQgel34egEGG+NlbGSPG+qHOZtY
4uWdlDSvmo+1P95P4VG/EBteqyBbDDGDGiMs6lAMg2cULrwOsbxWjsWka8y2IN3z
1stlIJFvW2kggU+bKnQ+sNQnclq3wzCJjeDBfucR3a5WRojDtGoJP6Fc3luUtS7V
5TAdOx4dhaMFU9+01OoH8ZdTRiHZ1K7RFeAIslSyd4iA/xkhOhHq89F4ECQf3Bt4
ZhGsXDTaA/VgHmf3AULbrC94O7HNqOvTWzwGiWHLfcxXQsr+ijIEQvh6rHKmJK8R
9NMHqc3L18eMO6bqrzEHW0Xoiu9W8Yj+WuB3IKdhclT3w0pO4Pj8gQARAQABiQI8
BBgBCgAmAhsMFiEEyHQBHwq0BRENAhBVNDZdlHLXRo8FAmmWR+0FCRCs7NQACgkQ
NDZdlHLXRo/R0A//QW1opBlzWSmWww1q9QuJA2WCIIs8tJKRDOsmgJPscNpzwZFU
N1Df0wWNjqi1BDReei7lZTHwUk+ebBn0bkI3ANmmgYg7LBueAt5UWSingOc+rvKA
N32BDzBYkMckRzJSQsmeC5hm3J3wLSy90uaIlrJJE9GJZkf/W2Ob+4SQZZ+dnnRP
JokDdW1DuZS9PbxSLJKD5eIWHBxJnFM1CmHfOfrjTJ+MYvVGM5sxSY8R7E+GADj5
L/i4N+tTFJLuTMYARGfA6d+KPKcMJtgpUPjSMAg8nGUhukctpuBs27mOKW0CBtmJ
82X/qYROTL0+vGTvUYflYiuceVlhX/kw0JZnMaG5V/mpHq8SwD07pCGOf69j/mNa
5EL3++Pmzg0s0stw3Ea5pCN0cL/nKkoWchHBfW15W4JOnKAIspyD1vH670P4WfeV
E9B9d6tgKSbM/9JlXoQS5ZdG+kbdosieELhmVWmvojyK7K+Ry6C9wgd+UfnW5jXd
iNwKW3KHuautQwlFhHRNMyDg08c+pI5emTMT3IUQyGWo+Gska3TqGujFcABx7Ip+
mHNmMrCkSD+XC2bvzvRR7FcM0/B9fsjLX/Wttm5vRJ1d2oAoEPvw2IZnJIXpOt2z
zo55sJTztNu4lWGgDVgtp9SXO5a0E5YvFHQNZN5QLeVTTFu6I7qG+ME1E/K5Ag0E
YH3+JQEQALivllTjMolxUW2OxrXb+a2Pt6vjCBsiJzrUj0Pa63U+lT9jldbCCfgP
wDpcDuO1O05Q8k1MoYZ6HddjWnqKG7S3eqkV5c3ct3amAXp513QDKZUfIDylOmhU
qvxjEgvGjdRjz6kECFGYr6Vnj/p6AwWv4/FBRFlrq7cnQgPynbIH4hrWvewp3Tqw
GVgqm5RRofuAugi8iZQVlAiQZJo88yaztAQ/7VsXBiHTn61ugQ8bKdAsr8w/ZZU5
HScHLqRolcYg0cKN91c0EbJq9k1LUC//CakPB9mhi5+aUVUGusIM8ECShUEgSTCi
KQiJUPZ2CFbbPE9L5o9xoPCxjXoX+r7L/WyoCPTeoS3YRUMEnWKvc42Yxz3meRb+
BmaqgbheNmzOah5nMwPupJYmHrjWPkX7oyyHxLSFw4dtoP2j6Z7GdRXKa2dUYdk2
x3JYKocrDoPHh3Q0TAZujtpdjFi1BS8pbxYFb3hHmGSdvz7T7KcqP7ChC7k2RAKO
GiG7QQe4NX3sSMgweYpl4OwvQOn73t5CVWYp/gIBNZGsU3Pto8g27vHeWyH9mKr4
cSepDhw+/X8FGRNdxNfpLKm7Vc0Sm9Sof8TRFrBTqX+vIQupYHRi5QQCuYaV6OVr
ITeegNK3So4m39d6ajCR9QxRbmjnx9UcnSYYDmIB6fpBuwT0ogNtABEBAAGJBHIE
GAEKACYCGwIWIQTIdAEfCrQFEQ0CEFU0Nl2UctdGjwUCYH4bgAUJAeFQ2wJAwXQg
BBkBCgAdFiEEs2y6kaLAcwxDX8KAsLRBCXaFtnYFAmB9/iUACgkQsLRBCXaFtnYX
BhAAlxejyFXoQwyGo9U+2g9N6LUb/tNtH29RHYxy4A3/ZUY7d/FMkArmh4+dfjf0
p9MJz98Zkps20kaYP+2YzYmaizO6OA6RIddcEXQDRCPHmLts3097mJ/skx9qLAf6
rh9J7jWeSqWO6VW6Mlx8j9m7sm3Ae1OsjOx/m7lGZOhY4UYfY627+Jf7WQ5103Qs
lgQ09es/vhTCx0g34SYEmMW15Tc3eCjQ21b1MeJD/V26npeakV8iCZ1kHZHawPq/
aCCuYEcCeQOOteTWvl7HXaHMhHIx7jjOd8XX9V+UxsGz2WCIxX/j7EEEc7CAxwAN
nWp9jXeLfxYfjrUB7XQZsGCd4EHHzUyCf7iRJL7OJ3tz5Z+rOlNjSgci+ycHEccL
YeFAEV+Fz+sj7q4cFAferkr7imY1XEI0Ji5P8p/uRYw/n8uUf7LrLw5TzHmZsTSC
UaiL4llRzkDC6cVhYfqQWUXDd/r385OkE4oalNNE+n+txNRx92rpvXWZ5qFYfv7E
95fltvpXc0iOugPMzyof3lwo3Xi4WZKc1CC/jEviKTQhfn3WZukuF5lbz3V1PQfI
xFsYe9WYQmp25XGgezjXzp89C/OIcYsVB1KJAKihgbYdHyUN4fRCmOszmOUwEAKR
3k5j4X8V5bk08sA69NVXPn2ofxyk3YYOMYWW8ouObnXoS8QJEDQ2XZRy10aPMpsQ
AIbwX21erVqUDMPn1uONP6o4NBEq4MwG7d+fT85rc1U0RfeKBwjucAE/iStZDQoM
ZKWvGhFR+uoyg1LrXNKuSPB82unh2bpvj4zEnJsJadiwtShTKDsikhrfFEK3aCK8
Zuhpiu3jxMFDhpFzlxsSwaCcGJqcdwGhWUx0ZAVD2X71UCFoOXPjF9fNnpy80YNp
flPjj2RnOZbJyBIM0sWIVMd8F44qkTASf8K5Qb47WFN5tSpePq7OCm7s8u+lYZGK
wR18K7VliundR+5a8XAOyUXOL5UsDaQCK4Lj4lRaeFXunXl3DJ4E+7BKzZhReJL6
EugV5eaGonA52TWtFdB8p+79wPUeI3KcdPmQ9Ll5Zi/jBemY4bzasmgKzNeMtwWP
fk6WgrvBwptqohw71HDymGxFUnUP7XYYjic2sVKhv9AevMGycVgwWBiWroDCQ9Ja
btKfxHhI2p+g+rcywmBobWJbZsujTNjhtme+kNn1mhJsD3bKPjKQfAxaTskBLb0V
wgV21891TS1Dq9kdPLwoS4XNpYg2LLB4p9hmeG3fu9+OmqwY5oKXsHiWc43dei9Y
yxZ1AAUOIaIdPkq+YG/PhlGE4YcQZ4RPpltAr0HfGgZhmXWigbGS+66pUj+Ojysc
j0K5tCVxVu0fhhFpOlHv0LWaxCbnkgkQH9jfMEJkAWMOuQINBGCAXCYBEADW6RNr
ZVGNXvHVBqSiOWaxl1XOiEoiHPt50Aijt25yXbG+0kHIFSoR+1g6Lh20JTCChgfQ
kGGjzQvEuG1HTw07YhsvLc0pkjNMfu6gJqFox/ogc53mz69OxXauzUQ/TZ27GDVp
UBu+EhDKt1s3OtA6Bjz/csop/Um7gT0+ivHyvJ/jGdnPEZv8tNuSE/Uo+hn/Q9hg
8SbveZzo3C+U4KcabCESEFl8Gq6aRi9vAfa65oxD5jKaIz7cy+pwb0lizqlW7H9t
Qlr3dBfdIcdzgR55hTFC5/XrcwJ6/nHVH/xGskEasnfCQX8RYKMuy0UADJy72TkZ
bYaCx+XXIcVB8GTOmJVoAhrTSSVLAZspfCnjwnSxisDn3ZzsYrq3cV6sU8b+QlIX
7VAjurE+5cZiVlaxgCjyhKqlGgmonnReWOBacCgL/UvuwMmMp5TTLmiLXLT7uxeG
ojEyoCk4sMrqrU1jevHyGlDJH9Taux15GILDwnYFfAvPF9WCid4UZ4Ouwjcaxfys
3LxNiZIlUsXNKwS3mhiMRL4TRsbs4k4QE+LIMOsauIvcvm8/frydvQ/kUwIhVTH8
0XGOH909bYtJvY3fudK7ShIwm7ZFTduBJUG473E/Fn3VkhTmBX6+PjOC50HR/Hyb
waRCzfDruMe3TAcE/tSP5CUOb9C7+P+hPzQcDwARAQABiQRyBBgBCgAmAhsCFiEE
yHQBHwq0BRENAhBVNDZdlHLXRo8FAmmWSAoFCRCqi+QCQMF0IAQZAQoAHRYhBDdO
x1tIWRNgSoMcx8ggxtXNJ6uHBQJggFwmAAoJEMggxtXNJ6uHRfAP/2CGdSyg0K7U
66Vygl0dugxrMm8O3/Oe211BKdQsFUSWAznOTRTK/zvMUHO4LJAlYvdtZ6xDa4XH
l9FYQ8MR9ZV0OuOlAZvU4IJDLPVCU09X/UzX/GEoZL0R5esvwPAXopMaRHCfXJeI
/gEaB94UhAeYlwpcRn0eSuk1vyZx7GRE6/hog8DCf4hoT40dW20gGe58xcvJ+mRY
lC0lr16WH08wuUcee6+dgu+4Cg6SG6+zt9cMyl8VnTUL5BK/V3MebnYZJK0RFDNn
nXDhzStgOd5gOeIL+xBPXHd0/ld/rDM74SFExpuS+hNsyo+xMQ/HJavak21MFinu
l9COwfGEmlAXTGMY30Lf3Pt/eAkbwgmGc966VSoRmOFEXJVlDr+yJR6ru+7j50z8
lAv6Lsop7sun1Qysbo0swf6W1qgPf6VWbx91NTFLkw0+gD8jxwrU5ZMkeSuntX9d
pjuZS29CflXXIRPlvhuiDPicwTpYuIUx37vHveAH5gnowZg247x780Urrsx8duTX
8CI9MAnqzm4dFAiRlwE8bvLk+l9wekiXA9gIMZiVNqNlduXIqvAG21Wdgq8qyeXK
y/XWCVKDQOmEbFAltfNam8E3KEw0fl199x+93d5ckDGcPzUYPbNkCuIwngC/ZN96
pDafF3Z12fSNfhZUe0C8td8KAszYa96GCRA0Nl2UctdGj1gKD/4jOGhEGTg88Vyu
PVjeK+zkwrTIZSvHdUHfTt/+rTLSNb/RQiBCUQuEZvafj6FrntS7bAEhccGqH894
T3St5K0AXWkvsLd6K+cbIQdlnFA2zb6geJUCk6qx5NgWpRc3i0DS7CheGwl+Bwu7
+n9pNjNjiHV+rYDgqbQXG0dtGysB0/3qIRgEDHFO0HJu/dcte4oXrQIqrZrpOwe8
WxqFqdU918JpSUcc8coiFp9YtwpgqQNxGVZ+rhgnTGdZzk1f/Yhhimh+2B0ReaFv
k3UzVBj3HQ9C6+Ot3MyDEhSgdhjr9e25Tm9S5YfhwtWmghRw9RKPyLMSXSxm/Uc0
mK1NucAp8TQBwKqKzNpCk5IdrBSWRUbjOoOFyzyCsY6gS285GCpSIzI39hTf+3gd
wYPlE6fj+F2TZzdhx62DPnzBzBHnByYTVdJ649bx0FFp4Q+5TbIWtxu/AQkRDxmW
NQfE+6GgeshlrhXWsh6+PGDzt+2raG6zUT913sdz7Ctw4fLjmsKOTdTz3Xa9pr8l
xfI/JuukSgt9o/n3GirhTB3zE1w/I/Xt6k7oASiP3zQSuHtB/CYKYHDtOCWwjo7J
PEGtb/FkreKNxsk/p20jnlrB8WZxxswdr2Vri9NmFeyMDVX7qF3WqT+8aCV9GtS1
GCHx/5nGBdDwoxEsXqpI3IUqPb6FDg==
=wtp+
-----END PGP PUBLIC KEY BLOCK-----
`;

;// CONCATENATED MODULE: ./build/tools/verify/trusted-keys.js
/** The OpenPGP keys that may sign releases. */



/** The pinned key of HashiCorp's releases. */
const hashicorpTrust = { armored: hashicorpKey, fingerprint: hashicorpFingerprint };
const keyBlock = /-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]*?-----END PGP PUBLIC KEY BLOCK-----/g;
/**
 * A short name of the trusted keys for the names of cache entries: what was verified with one key is not verified with
 * another. Does not parse keys, so a hit in the tool cache does not load OpenPGP.
 */
function trustRoot(key) {
    if (key.fingerprint !== null)
        return key.fingerprint.toLowerCase();
    const blocks = key.armored.match(keyBlock) ?? [];
    const canonical = blocks.map((block) => block.replace(/\s+/g, '')).sort();
    return (0,external_node_crypto_.createHash)('sha256').update(canonical.join('\n')).digest('hex');
}
/**
 * The public keys of the text. Several blocks of one primary key, such as the expired copy and its renewal in HashiCorp's own
 * key file, are merged, revocations included.
 * @throws ConfigurationError if there is no key, one cannot be read, or the pinned one is missing
 */
async function readTrustedKeys(key) {
    if (/BEGIN PGP PRIVATE KEY/.test(key.armored)) {
        throw new errors/* ConfigurationError */.j1('packer-key holds a private key: set only the public key, and treat the private one as leaked');
    }
    const blocks = key.armored.match(keyBlock) ?? [];
    if (blocks.length === 0) {
        throw new errors/* ConfigurationError */.j1('packer-key holds no OpenPGP public key: it needs a block "-----BEGIN PGP PUBLIC KEY BLOCK-----"');
    }
    const merged = new Map();
    for (const [index, block] of blocks.entries()) {
        for (const copy of await readBlock(block, index + 1)) {
            const fingerprint = copy.getFingerprint();
            const known = merged.get(fingerprint);
            merged.set(fingerprint, known === undefined ? copy : await known.update(copy));
        }
    }
    const pinned = key.fingerprint?.toLowerCase() ?? null;
    const keys = [...merged.values()].filter((item) => pinned === null || item.getFingerprint() === pinned);
    if (keys.length === 0) {
        const found = [...merged.keys()].map((fingerprint) => fingerprint.toUpperCase()).join(', ');
        throw new errors/* ConfigurationError */.j1(`the trusted key must be ${key.fingerprint}, but its text holds ${found}`);
    }
    return keys;
}
async function readBlock(armoredKeys, number) {
    const { readKeys } = await __webpack_require__.e(/* import() */ 74).then(__webpack_require__.bind(__webpack_require__, 3074));
    try {
        return await readKeys({ armoredKeys });
    }
    catch (error) {
        throw new errors/* ConfigurationError */.j1(`packer-key: public key block ${number} cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./build/tools/verify/signature.js
/** Detached OpenPGP signatures. */



/**
 * Verifies a detached signature; returns only if a trusted key made it over exactly this content.
 *
 * The key must have been valid when it signed, so that a release stays verifiable after its key has expired. A renewed key
 * without its older self-signatures, such as HashiCorp's, must be valid now. Signatures of a key that was revoked as
 * compromised, or without a reason, are refused; of a key that was revoked as retired, those made before are accepted.
 * @throws VerificationError that names the file, the expected key and the key that signed
 */
async function verifySignature(file, trusted, now = new Date()) {
    const keys = await readTrustedKeys(trusted);
    const packets = await readSignaturePackets(file, keys);
    const refusals = [];
    for (const packet of packets) {
        try {
            return await verifyPacket(file, packet, keys, now);
        }
        catch (error) {
            if (!(error instanceof VerificationError))
                throw error;
            refusals.push(error);
        }
    }
    // There may be several signatures. What is wrong with a trusted key's says more than that other signers are unknown.
    throw refusals.find(({ reason }) => reason !== 'unknown-signer') ?? refusals[0];
}
async function verifyPacket(file, packet, keys, now) {
    const openpgp = await __webpack_require__.e(/* import() */ 74).then(__webpack_require__.bind(__webpack_require__, 3074));
    const signedBy = findIssuer(packet);
    const refuse = (reason, explanation, cause) => createUntrustedError(file, keys, signedBy, reason, explanation, cause);
    const key = keys.find((candidate) => candidate.getKeys(packet.issuerKeyID).length > 0);
    if (key === undefined)
        throw refuse('unknown-signer', 'it is signed by a key that is not trusted');
    if (packet.created === null || packet.created > now) {
        throw refuse('bad-signature', `its signature is dated ${packet.created?.toISOString() ?? 'nowhere'}, in the future`);
    }
    const signature = new openpgp.Signature(toPacketList(openpgp, packet));
    try {
        const message = await openpgp.createMessage({ binary: file.content });
        const config = { allowInsecureVerificationWithReformattedKeys: true };
        const options = { message, signature, verificationKeys: [key], date: now, config };
        const { signatures } = await openpgp.verify({ ...options, format: 'binary', expectSigned: true });
        if (signatures.length !== 1)
            throw new Error(`${signatures.length} signatures instead of one`);
        // verify() resolves for wrong signatures too; only this promise rejects.
        for (const { verified } of signatures)
            await verified;
    }
    catch (error) {
        const { reason, explanation } = explainSignatureError((0,errors/* messageOf */.bD)(error), packet.created);
        throw refuse(reason, explanation, error);
    }
    const signer = key.getKeys(packet.issuerKeyID)[0];
    if (signer === undefined)
        throw refuse('unknown-signer', 'it is signed by a key that is not trusted');
    return { primary: fingerprintOf(key), key: signer.getFingerprint().toUpperCase(), created: packet.created };
}
async function readSignaturePackets(file, keys) {
    const openpgp = await __webpack_require__.e(/* import() */ 74).then(__webpack_require__.bind(__webpack_require__, 3074));
    const head = Buffer.from(file.signature.subarray(0, 64)).toString('latin1').trimStart();
    try {
        const signature = head.startsWith('-----BEGIN')
            ? await openpgp.readSignature({ armoredSignature: Buffer.from(file.signature).toString('latin1') })
            : await openpgp.readSignature({ binarySignature: file.signature });
        const { binary, text } = openpgp.enums.signature;
        const packets = [...signature.packets].filter(({ signatureType: type }) => type === binary || type === text);
        if (packets.length === 0)
            throw new Error('it holds no signature of a document');
        return packets;
    }
    catch (error) {
        const explanation = `its signature cannot be read (${(0,errors/* messageOf */.bD)(error)})`;
        throw createUntrustedError(file, keys, 'unknown', 'unreadable-signature', explanation, error);
    }
}
function toPacketList(openpgp, packet) {
    const list = new openpgp.PacketList();
    list.push(packet);
    return list;
}
/** Reads the reason out of the message, as OpenPGP.js has no error codes. */
function explainSignatureError(message, created) {
    const when = created.toISOString();
    if (/revoked/i.test(message))
        return { reason: 'key-revoked', explanation: 'the key that signed it is revoked' };
    if (/expired/i.test(message)) {
        const explanation = `the key, or the last of its self-signatures, had expired when it signed, on ${when}: get a renewed copy of the key`;
        return { reason: 'key-expired', explanation };
    }
    return { reason: 'bad-signature', explanation: `the signature is invalid (${message})` };
}
function findIssuer(packet) {
    const fingerprint = packet.issuerFingerprint;
    const issuer = fingerprint ? Buffer.from(fingerprint).toString('hex') : packet.issuerKeyID.toHex();
    return issuer.toUpperCase();
}
function createUntrustedError(file, keys, signedBy, reason, explanation, cause) {
    const expected = keys.map(fingerprintOf).join(' or ');
    return new VerificationError(reason, `${file.url} is not trusted: ${explanation}. Expected signer: ${expected}; signed by: ${signedBy}. Nothing of it was kept or run.`, cause === undefined ? undefined : { cause });
}
function fingerprintOf(key) {
    return key.getFingerprint().toUpperCase();
}

;// CONCATENATED MODULE: ./build/tools/hashicorp/release.js
/** Fetches, verifies and unpacks HashiCorp's releases. */







const releaseSite = 'https://releases.hashicorp.com';
/** Converts Node's names; throws a ConfigurationError for a platform that the action does not support. */
function toPlatform(os, arch) {
    const goArch = arch === 'x64' ? 'amd64' : arch;
    if ((os !== 'linux' && os !== 'darwin') || (goArch !== 'amd64' && goArch !== 'arm64')) {
        throw new errors/* ConfigurationError */.j1(`this machine is ${os}/${arch}: the action runs on linux or darwin, x64 or arm64`);
    }
    return { os, arch: goArch };
}
/** Throws a ConfigurationError for anything but an exact version such as 1.16.0. */
function checkVersion({ input, version }) {
    if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version)) {
        throw new errors/* ConfigurationError */.j1(`${input}: "${version}" is not an exact version such as 1.16.0`);
    }
}
/**
 * Fetches the archive of a release, verifies it, and puts one of its files into `folder`, executable. The trusted key must
 * have signed the checksum file, which must list the archive's SHA-256.
 * @param isWanted selects the file; exactly one must match
 * @returns the path of the file; nothing else is left in `folder`
 * @throws VerificationError; ConfigurationError for a version that is not published; DownloadError
 */
async function fetchRelease(release, isWanted, folder, { download, key, mirror, log }) {
    const { product, version, platform } = release;
    const base = `${releaseSite}/${product}/${version}/${product}_${version}`;
    const name = `${product}_${version}_${platform.os}_${platform.arch}.zip`;
    const zipUrl = `${releaseSite}/${product}/${version}/${name}`;
    log.info(`${product} ${version} is not in the tool cache; fetching ${toMirror(zipUrl, mirror)}`);
    const expected = await fetchSignedChecksum(release, base, name, { download, key, mirror });
    const zip = await notFoundAsConfigError(release, mirror, download.fetchFile(zipUrl, folder));
    try {
        const from = toMirror(zipUrl, mirror);
        if (zip.sha256 !== expected) {
            throw new VerificationError('wrong-hash', `${from} is not trusted: its SHA-256 is ${zip.sha256}, but the signed checksum file says ${expected}. Nothing of it was kept or run.`);
        }
        const [program] = await extractFiles({ path: zip.path, kind: 'zip', displayName: from }, folder, (names) => [findOnlyFile(names, from, isWanted)]);
        return program; // findOnlyFile has chosen one.
    }
    finally {
        await (0,external_node_fs_promises_.rm)(zip.path, { force: true });
    }
}
async function fetchSignedChecksum(release, base, name, { download, key, mirror }) {
    const [sums, signature] = await notFoundAsConfigError(release, mirror, Promise.all([download.fetchBytes(`${base}_SHA256SUMS`), download.fetchBytes(`${base}_SHA256SUMS.sig`)]));
    const url = toMirror(`${base}_SHA256SUMS`, mirror);
    await verifySignature({ content: sums, signature, url }, key);
    const checksum = sha256FromList(sums.toString('utf8'), name);
    if (checksum === null) {
        throw new VerificationError('not-listed', `${url} is signed, but does not list ${name}. Nothing was kept or run.`);
    }
    return checksum;
}
function findOnlyFile(names, url, isWanted) {
    const [only, ...others] = names.filter(isWanted);
    if (only !== undefined && others.length === 0)
        return only;
    throw new errors/* ConfigurationError */.j1(`${url} must hold the program exactly once; it holds: ${names.join(', ')}`);
}
/** Turns a 404 or 403 of the release site, which mean that there is no such version, into a ConfigurationError. */
async function notFoundAsConfigError(release, mirror, work) {
    try {
        return await work;
    }
    catch (error) {
        if (!(error instanceof DownloadError) || (error.status !== 404 && error.status !== 403))
            throw error;
        const { product, version, input, platform } = release;
        const site = toMirror(`${releaseSite}/${product}/`, mirror);
        throw new errors/* ConfigurationError */.j1(`${input}: ${product} ${version} for ${platform.os}/${platform.arch} is not published at ${site} (${error.message}); choose a version listed there`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./build/tools/hashicorp/packer.js
/** Installs Packer. */





/**
 * Gets Packer from the tool cache, or from the release site with its signature and SHA-256 verified.
 * @returns the path of the executable
 * @throws VerificationError, ConfigurationError, DownloadError; nothing is kept then
 */
async function installPacker({ version, mirror, key }, context) {
    const platform = toPlatform(process.platform, process.arch);
    const release = { product: 'packer', version, input: 'packer-version', platform };
    checkVersion(release);
    const toolCache = new ToolCache(findToolCacheRoot(context.env), context.log);
    const id = packer_toEntryId(release, key);
    const found = await toolCache.find(id);
    if (found !== null)
        return (0,external_node_path_.join)(found, 'packer');
    const download = createToolDownloader(context, mirror);
    const folder = await toolCache.put(id, async (stage) => {
        await fetchRelease(release, (name) => name === 'packer', stage, {
            download,
            key,
            mirror,
            log: context.log,
        });
    });
    context.log.info(`Packer ${version}: signature and SHA-256 verified, kept in ${folder}`);
    return (0,external_node_path_.join)(folder, 'packer');
}
/** The name of an entry contains the trust root, so that a release verified with one key is not a hit for another. */
function packer_toEntryId({ product, version }, key) {
    return { tool: `ami-action-${product}-${trustRoot(key)}`, version, arch: process.arch };
}

;// CONCATENATED MODULE: ./build/tools/hashicorp/plugin.js
/** Installs Packer's amazon plugin. */







const source = 'github.com/hashicorp/amazon';
/**
 * Gets the amazon plugin from the tool cache, or from the release site with its signature and SHA-256 verified, because
 * `packer init` checks no signature.
 * @returns a folder of this run alone for PACKER_PLUGIN_PATH. `packer init` finds the plugin there without a network and may
 * add other plugins of the templates. The caller removes it.
 */
async function installPlugin(request, context) {
    const platform = toPlatform(process.platform, process.arch);
    const { version, key } = request;
    const release = { product: 'packer-plugin-amazon', version, input: 'plugin-version', platform };
    checkVersion(release);
    const toolCache = new ToolCache(findToolCacheRoot(context.env), context.log);
    const id = packer_toEntryId(release, key);
    const found = await toolCache.find(id);
    const folder = found ?? (await toolCache.put(id, (stage) => fillEntry(release, request, stage, toolCache, context)));
    if (found === null)
        context.log.info(`amazon plugin ${version}: signature and SHA-256 verified, kept in ${folder}`);
    return await createPluginFolder(folder, context.env);
}
/** Lets Packer install the plugin, so that it also checks compatibility. */
async function fillEntry(release, { packer, mirror, key, env }, stage, toolCache, context) {
    const { version, platform } = release;
    const program = (name) => name.startsWith(`packer-plugin-amazon_v${version}_x`) &&
        name.endsWith(`_${platform.os}_${platform.arch}`);
    const temp = await toolCache.createTemporaryFolder();
    try {
        const download = createToolDownloader(context, mirror);
        const fetched = await fetchRelease(release, program, temp, { download, key, mirror, log: context.log });
        const args = ['plugins', 'install', '--path', fetched, source];
        const options = { cwd: temp, env: { ...env, PACKER_PLUGIN_PATH: stage, CHECKPOINT_DISABLE: '1' } };
        const { exitCode, stdout, stderr } = await context.run(packer, args, options);
        const installed = exitCode === 0 ? await (0,external_node_fs_promises_.readdir)((0,external_node_path_.join)(stage, source)) : [];
        if (!installed.some(program)) {
            throw new errors/* ConfigurationError */.j1(`plugin-version: Packer refuses the amazon plugin ${version} (exit code ${exitCode}): ${(stderr + stdout).trim()}`);
        }
    }
    finally {
        await (0,external_node_fs_promises_.rm)(temp, { recursive: true, force: true });
    }
}
/** Creates a folder with links into the tool cache. Packer follows them, and what it adds stays out of the tool cache. */
async function createPluginFolder(entry, env) {
    const root = await (0,external_node_fs_promises_.mkdtemp)((0,external_node_path_.join)(findTemporaryRoot(env), 'ami-action-plugins-'));
    const folder = (0,external_node_path_.join)(root, source);
    await (0,external_node_fs_promises_.mkdir)(folder, { recursive: true });
    for (const name of await (0,external_node_fs_promises_.readdir)((0,external_node_path_.join)(entry, source))) {
        await (0,external_node_fs_promises_.symlink)((0,external_node_path_.join)(entry, source, name), (0,external_node_path_.join)(folder, name));
    }
    return root;
}

;// CONCATENATED MODULE: ./build/apply/toolchain.js
/** Prepares the tools that the builds need: Packer, its plugins, the Go programs. */






/** Fetches everything in parallel. Throws a ConfigurationError with all that is wrong. */
async function prepareToolchain(request, deps) {
    const { inputs, workspace, actionRoot } = request;
    const { mirror, binaries } = inputs;
    const [packer, agent] = await allSettledOrThrow([
        () => installPackerWithPlugin(request, deps),
        () => request.needsAgent
            ? provideGoPrograms({ binaries, workspace, actionRoot, mirror }, deps)
            : Promise.resolve(null),
    ]);
    if (request.otherPlugins.length > 0)
        await initPlugins(packer, inputs.templates, request.otherPlugins, deps);
    return { ...packer, goProgramsDir: agent?.dir ?? null, agentDigest: agent?.digest ?? null };
}
/** Names of the plugins besides amazon that the templates require. */
function listOtherPlugins({ plugins }) {
    return [...plugins]
        .filter(([, text]) => !text.includes('github.com/hashicorp/amazon'))
        .map(([name]) => name);
}
/**
 * Throws a ConfigurationError if the plan was made for other Go programs than these.
 * @param planned The digest that fingerprints hold; null if no template takes them.
 * @param prepared The digest of the prepared ones; null if no build takes them.
 */
function checkGoPrograms(planned, prepared) {
    if (planned === null || prepared === null || planned === prepared)
        return;
    throw new errors/* ConfigurationError */.j1('Input lock: it was made for other Go programs (their sources, or settings of Go such as GOFLAGS, differ); plan again in ' +
        'this job, or build the same sources with the same settings');
}
async function installPackerWithPlugin({ inputs, env }, deps) {
    const { mirror, packerKey, packerVersion, pluginVersion } = inputs;
    const key = packerKey === null ? hashicorpTrust : { armored: packerKey, fingerprint: null };
    const executable = await installPacker({ version: packerVersion, mirror, key }, deps);
    // Where a template names no region, Packer must build in the one that the action looks in.
    const { region } = inputs;
    const plain = packerEnvironment(env, { AWS_REGION: region, AWS_DEFAULT_REGION: region });
    const plugin = { packer: executable, version: pluginVersion, mirror, key, env: plain };
    const pluginDir = await installPlugin(plugin, deps);
    return { packer: executable, packerEnv: { ...plain, PACKER_PLUGIN_PATH: pluginDir } };
}
/** Has Packer fetch the other plugins itself, from where each is published. */
async function initPlugins({ packer, packerEnv }, templates, plugins, { run, log }) {
    log.info(`packer init: the templates require ${plugins.join(', ')}`);
    const { exitCode, stdout, stderr } = await run(packer, initArguments('.'), {
        cwd: templates,
        env: packerEnv,
    });
    if (exitCode !== 0)
        throw new errors/* ConfigurationError */.j1(`packer init failed: ${(stderr || stdout).trim()}`);
}
/** Like Promise.all, but waits for all before it throws. Several ConfigurationErrors become one; else the first is thrown. */
async function allSettledOrThrow(tasks) {
    const [first, second] = await Promise.allSettled([tasks[0](), tasks[1]()]);
    const problems = [first, second]
        .filter((item) => item.status === 'rejected')
        .flatMap(({ reason }) => (reason instanceof errors/* ConfigurationError */.j1 ? [reason.problems] : []));
    if (problems.length > 1)
        throw new errors/* ConfigurationError */.j1(problems.flat());
    if (first.status === 'rejected')
        throw first.reason;
    if (second.status === 'rejected')
        throw second.reason;
    return [first.value, second.value];
}

;// CONCATENATED MODULE: ./build/apply/unleased-warning.js
/** Warns of templates whose resources can't be identified as the run's. */
/** AMIs whose templates take no run tags. */
function findUnleased(items) {
    return items.filter(({ runVariables }) => !runVariables.includes('run_tags')).map(({ ami }) => ami);
}
/** Null if all templates take run tags. */
function describeUnleased(items) {
    const unleased = findUnleased(items);
    if (unleased.length === 0)
        return null;
    const amis = unleased.join(', ');
    return (`The templates declare no variable run_tags with an empty default, so what Packer creates for ${amis} has no tag of this ` +
        'run. If the run is killed, an instance, its volume, a key pair, a security group or an unfinished AMI may stay behind ' +
        'and cost money. Declare the variable (type map(string), default {}) and set run_tags = var.run_tags and ' +
        'run_volume_tags = var.run_tags.');
}

;// CONCATENATED MODULE: ./build/apply/build-session.js
/** Carries planned builds out: prepares the tools, runs Packer, and has EC2 confirm every image. */















/** The builds of one run. The first build opens the lease and prepares the tools; a run that builds nothing has neither. */
class BuildSession {
    #request;
    #aws;
    #context;
    #lease = null;
    #toolchain = null;
    #isClean = true;
    constructor(request, aws, context) {
        this.#request = request;
        this.#aws = aws;
        this.#context = context;
    }
    /** Builds all and gives an attempt for each, in order. Rejects if no build could be started. Not for concurrent calls. */
    async build(items) {
        if (items.length === 0)
            return [];
        const { region } = this.#request.inputs;
        const { cancelled, log } = this.#context;
        const ec2 = this.#aws.ec2(region);
        this.#lease ??= this.#context.openLease(this.#request.holder.nonce, region);
        this.#toolchain ??= await this.#prepareTools(this.#lease, items);
        if (cancelled.aborted)
            throw new errors/* CancelledError */.cc();
        await removeOrphanedImages(items, { ec2, log, run: this.#request.holder });
        if (!this.#lease.state.started)
            this.#warnOfUnleased(items);
        this.#lease.markStarted(ec2.now(), findUnleased(items));
        const endRenewal = startRenewal({ nonce: this.#request.holder.nonce, ec2, log });
        try {
            return await this.#buildAndConfirm(items, this.#toolchain, this.#lease, ec2);
        }
        finally {
            endRenewal();
        }
    }
    async #buildAndConfirm(items, toolchain, lease, ec2) {
        const { region } = this.#request.inputs;
        const results = await this.#runPackers(items, toolchain, lease, ec2);
        const images = selectBuiltImages(results, region);
        const discarded = await discardIfOtherRunFinished(images, { ec2, log: this.#context.log });
        const rest = images.filter(({ item }) => !discarded.has(item.ami));
        const availability = await this.#confirm(rest, lease, ec2);
        this.#isClean &&=
            discarded.size === 0 &&
                results.every(({ result }) => result.result === 'built') &&
                [...availability.values()].every(({ ok }) => ok);
        return results.map((result) => toBuildAttempt(result, { availability, discarded }, region));
    }
    /** Call after full success. Leaves post nothing to do, unless a build failed and another run's image was taken. */
    close() {
        if (!this.#isClean)
            return;
        if (this.#toolchain !== null)
            (0,external_node_fs_.rmSync)(this.#toolchain.temporary, { recursive: true, force: true });
        this.#lease?.close();
    }
    /** Warns once per run: resources created without run_tags can't be identified as ours. */
    #warnOfUnleased(items) {
        const warning = describeUnleased(items);
        if (warning !== null)
            this.#context.log.warning(warning);
    }
    async #prepareTools(lease, items) {
        const { inputs, templates, agent } = this.#request;
        const { workspace, actionRoot, log, cancelled } = this.#context;
        const temporary = (0,folders/* createPrivateFolder */.Aj)(this.#context.env, lease);
        // What the tools unpack for this run only is removed with it.
        const env = { ...this.#context.env, RUNNER_TEMP: temporary };
        const otherPlugins = listOtherPlugins(templates);
        const needsAgent = items.some(({ runVariables }) => runVariables.includes('go_programs_dir'));
        const request = { inputs, workspace, actionRoot, env, needsAgent, otherPlugins };
        const toolchain = await prepareToolchain(request, createToolContext(log, env, cancelled));
        checkGoPrograms(agent, toolchain.agentDigest);
        return { ...toolchain, temporary };
    }
    async #runPackers(items, toolchain, lease, ec2) {
        const { inputs, templates, logs, holder } = this.#request;
        const { temporary, goProgramsDir } = toolchain;
        (0,external_node_fs_.mkdirSync)(logs, { recursive: true });
        const release = releaseTag(this.#context.env);
        const leaseEnd = () => ec2.now() + leaseMs;
        const requests = items.map((item) => createBuildRequest(item, { holder, release, goProgramsDir }, leaseEnd));
        const settings = { inputs, templates, toolchain, logs, temporary, lease };
        const results = await buildAll(requests, createBuildOptions(settings, this.#context));
        return items.map((item, index) => {
            const result = results[index];
            if (result === undefined)
                throw new Error(`no result for ${item.ami}`);
            return { item, result };
        });
    }
    async #confirm(images, lease, ec2) {
        if (images.length === 0)
            return new Map();
        const { holder } = this.#request;
        const expiresAt = ec2.now() + leaseMs;
        const release = releaseTag(this.#context.env);
        const requests = images.map(({ item, id }) => ({
            id,
            tags: {
                ...(0,lease_tags/* leaseTags */.Oo)(holder, item.ami, expiresAt),
                ...(0,lease_tags/* imageTags */.rK)({ ...item.tags, ...release }, 'available'),
            },
        }));
        const onFinished = (ids) => lease.addFinished(ids);
        return await confirmAvailable(requests, { ec2, wait: promises_.setTimeout, onFinished });
    }
}

;// CONCATENATED MODULE: ./build/report/report.js
/** The JSON report: everything known of a run. */
function createReport(mode, amis, { inputs, account, plan, startedAt }) {
    const { region, templates, packerVersion, pluginVersion } = inputs;
    return {
        schema: 1,
        mode,
        region,
        account,
        templates,
        packerVersion,
        pluginVersion,
        startedAt: new Date(startedAt).toISOString(),
        durationSeconds: Math.round((Date.now() - startedAt) / 1000),
        lock: plan.lock,
        amis,
    };
}

;// CONCATENATED MODULE: ./build/artifacts/artifact.js
/** The downloads that templates may ask for. */
/** Each artifact, and the variable of the templates that has its version. */
const artifactVariables = {
    nebula: 'nebula_version',
    k3s: 'k3s_version',
    k3s_images: 'k3s_version',
    ollama: 'ollama_version',
    liqoctl: 'liqo_version',
    liqo_chart: 'liqo_version',
};
const artifactNames = Object.keys(artifactVariables);

;// CONCATENATED MODULE: ./build/artifacts/lock-file.js
/**
 * The lock: what was resolved, as JSON. `ami.lock.json` is committed, so that builds take the same downloads from then on; a
 * plan hands its lock to the jobs after it, so that nothing changes in between.
 */




const lockFileName = 'ami.lock.json';
const sha256Pattern = /^[0-9a-f]{64}$/;
const updateAdvice = 'run the action with mode: lock and commit the file';
function createLock(versions, artifacts, { images = {}, agent = null } = {}) {
    return { version: 1, variables: sortKeys(versions), artifacts: sortKeys(artifacts), images, agent };
}
/** The text of a lock file: JSON with sorted keys, the same for equal locks; what is not locked is left out. */
function formatLock(lock) {
    return `${JSON.stringify(toJson(lock), null, 2)}\n`;
}
/** The lock as JSON on one line, for an output. */
function formatLockLine(lock) {
    return JSON.stringify(toJson(lock));
}
function toJson({ variables, artifacts, images, agent }) {
    const regions = Object.entries(images).filter(([, ids]) => Object.keys(ids).length > 0);
    return {
        version: 1,
        variables: sortKeys(variables),
        artifacts: sortKeys(artifacts),
        ...(regions.length === 0
            ? {}
            : { images: sortKeys(Object.fromEntries(regions.map(([region, ids]) => [region, sortKeys(ids)]))) }),
        ...(agent === null ? {} : { agent }),
    };
}
/** Reads a lock file; null if there is none. Throws a ConfigurationError for a file that is not a lock. */
async function readLock(path, displayPath = lockFileName) {
    let text;
    try {
        text = await (0,external_node_fs_promises_.readFile)(path, 'utf8');
    }
    catch (error) {
        if ((0,errors/* codeOf */.$N)(error) === 'ENOENT')
            return null;
        throw error;
    }
    return parseLock(text, displayPath);
}
/** Writes a lock file, wholly or not at all. */
async function writeLock(path, lock) {
    const draft = `${path}.${process.pid}.tmp`;
    await (0,external_node_fs_promises_.writeFile)(draft, formatLock(lock));
    await (0,external_node_fs_promises_.rename)(draft, path);
}
/** Reads a lock's JSON; throws a ConfigurationError that names `displayPath` and what to do. */
function parseLock(text, displayPath = lockFileName) {
    const unusable = (reason) => new errors/* ConfigurationError */.j1({
        message: `${displayPath}: ${reason}; ${updateAdvice}`,
        location: { file: displayPath },
    });
    let json;
    try {
        json = JSON.parse(text);
    }
    catch (error) {
        throw unusable(`it is not JSON (${(0,errors/* messageOf */.bD)(error)})`);
    }
    if (!isRecord(json) || json['version'] !== 1)
        throw unusable('it is not a lock of version 1');
    const { variables, artifacts } = json;
    if (!isRecord(variables) || !isRecord(artifacts))
        throw unusable('it lacks variables or artifacts');
    const found = {};
    for (const [name, artifact] of Object.entries(artifacts)) {
        if (!isArtifactName(name) || !isArtifact(artifact))
            throw unusable(`its artifact ${JSON.stringify(name)} is unknown, or lacks its version, https URL or SHA-256`);
        const { version, url, sha256 } = artifact;
        found[name] = { version, url, sha256 };
    }
    const values = Object.entries(variables).map(([name, value]) => [name, String(value)]);
    const { images = {}, agent = null } = json;
    if (!isImages(images))
        throw unusable('its images are not ids of AMIs by region');
    if (agent !== null && !(typeof agent === 'string' && sha256Pattern.test(agent)))
        throw unusable('its agent is not a SHA-256');
    return createLock(Object.fromEntries(values), found, { images, agent });
}
/**
 * The locked artifacts that a run needs. Throws a ConfigurationError if the lock was made for other values of the variables,
 * or lacks an artifact.
 */
function selectLockedArtifacts(lock, needed, versions, displayPath = lockFileName) {
    const found = {};
    const differences = new Set();
    for (const name of needed) {
        const variable = artifactVariables[name];
        const artifact = lock.artifacts[name];
        const now = versions[variable] ?? '';
        const then = lock.variables[variable];
        if (artifact !== undefined && then === now)
            found[name] = artifact;
        else if (then !== undefined && then !== now)
            differences.add(`${variable} is ${JSON.stringify(now)}, but the lock was made for ${JSON.stringify(then)}`);
        else
            differences.add(`it has no ${name}`);
    }
    if (differences.size > 0) {
        const location = { file: displayPath };
        throw new errors/* ConfigurationError */.j1([...differences].map((difference) => ({
            message: `${displayPath}: ${difference}; ${updateAdvice}`,
            location,
        })));
    }
    return found;
}
/** What an update changes in the lock, such as `nebula 1.9.0 -> 1.9.7`. */
function describeLockChanges(before, after) {
    const artifacts = artifactNames.flatMap((name) => {
        const old = before?.artifacts[name];
        const now = after.artifacts[name];
        if (old?.sha256 === now?.sha256 && old?.url === now?.url)
            return [];
        if (old === undefined)
            return [`${name} ${now?.version} is new`];
        if (now === undefined)
            return [`${name} ${old.version} is removed`];
        return [
            old.version === now.version
                ? `${name} ${now.version} was published again`
                : `${name} ${old.version} -> ${now.version}`,
        ];
    });
    const unlocked = [
        ...(Object.keys(before?.images ?? {}).length > Object.keys(after.images).length
            ? ['source images are no longer locked']
            : []),
        ...(before?.agent != null && after.agent === null ? ['the Go programs are no longer locked'] : []),
    ];
    return [...artifacts, ...unlocked];
}
/** A new lock for some AMIs, with what the old one has for the others. */
function mergeLocks(old, update) {
    return createLock({ ...old?.variables, ...update.variables }, { ...old?.artifacts, ...update.artifacts });
}
function sortKeys(record) {
    return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
function isArtifactName(name) {
    return Object.hasOwn(artifactVariables, name);
}
function isArtifact(value) {
    if (!isRecord(value))
        return false;
    const { version, url, sha256 } = value;
    if (typeof version !== 'string' || typeof url !== 'string' || typeof sha256 !== 'string')
        return false;
    return url.startsWith('https://') && sha256Pattern.test(sha256);
}
function isImages(value) {
    return (isRecord(value) &&
        Object.values(value).every((ids) => isRecord(ids) && Object.values(ids).every((id) => /^ami-[0-9a-z-]+$/.test(String(id)))));
}

;// CONCATENATED MODULE: ./build/report/matrix.js
/** Makes the output `matrix` of `mode: plan`. */

/** GitHub's limit of jobs in one matrix. */
const maxMatrixJobs = 256;
const nothing = { ami: '', fingerprint: '', why: 'nothing to build' };
/** One job for each of `wanted`. Throws a ConfigurationError if a matrix can't have so many. */
function createMatrix(wanted) {
    if (wanted.length > maxMatrixJobs) {
        throw new errors/* ConfigurationError */.j1(`${wanted.length} AMIs have to be built, and a matrix has at most ${maxMatrixJobs} jobs; name fewer in the input ami`);
    }
    const include = wanted.map(({ ami, fingerprint, why }) => ({ ami, fingerprint, why: why.join(', ') }));
    return { include: include.length === 0 ? [nothing] : include };
}

;// CONCATENATED MODULE: ./build/report/outputs.js
/** Makes the action's outputs from the report. They name only images that are available. */



/** GitHub's limit of outputs in one job: 1 MB, counted as UTF-16. */
const maxOutputs = 1_000_000;
/**
 * Values by output name. `ami-id` is set only if exactly one AMI was requested and is available; `build` and `matrix` only
 * in mode plan. Throws a ConfigurationError if they exceed what a job or a matrix can have.
 */
function createOutputs(report, reportPath) {
    const available = report.amis.filter((item) => item.id !== null);
    const reused = available.filter(({ result }) => result === 'reused');
    const only = report.amis.length === 1 ? available[0]?.id : undefined;
    const outputs = {
        ...(only === undefined ? {} : { 'ami-id': only }),
        'ami-ids': JSON.stringify(toIds(available)),
        images: JSON.stringify(Object.fromEntries(available.map(toImageEntry))),
        reused: JSON.stringify(toIds(reused)),
        ...(report.mode === 'plan' ? planOutputs(report) : {}),
        lock: formatLockLine(report.lock),
        report: reportPath,
    };
    if (sizeOf(outputs) <= maxOutputs)
        return outputs;
    // The report has the rest; truncated JSON would be useless.
    const short = { ...outputs, images: JSON.stringify(toShortImages(available)) };
    if (sizeOf(short) <= maxOutputs)
        return short;
    throw new errors/* ConfigurationError */.j1(`The outputs for ${report.amis.length} AMIs exceed the 1 MB that GitHub keeps for a job; name fewer in the input ami`);
}
/** For the job that builds: whether it has anything to do, and its matrix. */
function planOutputs({ account, amis }) {
    const wanted = amis.filter(({ result }) => result === 'planned' || result === 'pending');
    return {
        build: account === null ? 'unknown' : String(wanted.length > 0),
        matrix: JSON.stringify(createMatrix(wanted)),
    };
}
function sizeOf(outputs) {
    return Object.values(outputs).reduce((sum, { length }) => sum + 2 * length, 0);
}
function toIds(available) {
    return Object.fromEntries(available.map(({ ami, id }) => [ami, id]));
}
function toImageEntry({ ami, cause: _, fingerprintInputs: __, ...image }) {
    return [ami, image];
}
function toShortImages(available) {
    return Object.fromEntries(available.map(({ ami, id, region, fingerprint }) => [ami, { id, region, fingerprint }]));
}

// EXTERNAL MODULE: ./build/report/summary.js
var summary = __webpack_require__(4611);
;// CONCATENATED MODULE: ./build/report/write.js
/** Writes a report: JSON file, outputs, summary, one annotation for each AMI that failed. */





/**
 * Writes what needs no disk first. What can't be written stops nothing else; throws at the end, naming all that failed.
 */
async function writeReport(report, { workflow, folder, isAnnotated = false }) {
    for (const { ami, cause, log } of report.amis) {
        if (cause === null || isAnnotated)
            continue;
        const where = log === null ? '' : `\nFull log: ${log}`;
        workflow.annotate('error', `${ami}: ${cause}${where}`, undefined, `No AMI for ${ami}`);
    }
    for (const { ami, result, id, name } of report.amis) {
        if (id !== null)
            workflow.print(`${ami}: ${id} (${name === null ? result : `${result}, ${name}`})`);
    }
    const path = (0,external_node_path_.join)(folder, 'report.json');
    const faults = [];
    const attempt = async (what, write) => {
        try {
            await write();
        }
        catch (error) {
            faults.push(`${what} could not be written: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    };
    await attempt('The outputs', () => {
        for (const [name, value] of Object.entries(createOutputs(report, path)))
            workflow.setOutput(name, value);
    });
    await attempt(`The report ${path}`, () => {
        (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
        (0,external_node_fs_.writeFileSync)(path, `${JSON.stringify(report, null, 2)}\n`);
    });
    await attempt('The summary', () => workflow.addSummary((0,summary/* renderSummary */.Br)(report)));
    if (faults.length > 0)
        throw new Error(faults.join('\n'));
}

;// CONCATENATED MODULE: ./build/commands/session-length.js
/** Compares the end of the AWS session with the time that builds may take: a build that outlives it is lost, and cleans nothing up. */

/** How long after its builds a run needs AWS: to confirm images, and to clean up. */
const reserveMs = 60 * 60_000;
/** Warns if the session ends before these builds can have, and says so where its end is not known. Nothing fails for it. */
function logSessionLength(builds, { timeoutMs, maxParallel }, env, log, now) {
    const end = readSessionEnd(env);
    if (end === null || builds === 0)
        return;
    const neededMs = timeoutMs * Math.ceil(builds / maxParallel) + reserveMs;
    const seconds = Math.ceil(neededMs / 1000);
    const advice = `ask for role-duration-seconds: ${seconds} where you sign in, which the role's MaxSessionDuration has to allow`;
    if (end === 'unknown') {
        log.info(`The AWS session has to last ${(0,duration/* formatDuration */.a)(neededMs)} for these builds, and nothing says when it ends ` +
            `(AWS_CREDENTIAL_EXPIRATION is not set). If it may be shorter, ${advice}.`);
    }
    else if (end < now + neededMs) {
        log.warning(`The AWS session ends in ${(0,duration/* formatDuration */.a)(Math.max(0, end - now))}, at ${new Date(end).toISOString()}, but these builds ` +
            `may need it for ${(0,duration/* formatDuration */.a)(neededMs)}: the input timeout, and an hour to confirm and to clean up. What outlives ` +
            `the session is lost. Lower timeout, or ${advice}.`);
    }
}
/**
 * When the session ends, in milliseconds since 1970. Null where it does not: keys of a user have no session token, and the SDK renews
 * what it gets from a profile or from a runner's instance by itself (credential-provider-node, defaultProvider).
 */
function readSessionEnd(env) {
    if (env['AWS_PROFILE'] || !env['AWS_ACCESS_KEY_ID'] || !env['AWS_SESSION_TOKEN'])
        return null;
    // configure-aws-credentials outputs a Date, which @actions/core puts in quotes.
    const end = Date.parse((env['AWS_CREDENTIAL_EXPIRATION'] ?? '').replace(/^"|"$/g, ''));
    return Number.isNaN(end) ? 'unknown' : end;
}

;// CONCATENATED MODULE: ./build/commands/build.js
/** `mode: build`: applies the plan, reports what became of each AMI, and fails if a requested one is missing. */









/** Throws a BuildError if any requested AMI is unavailable at the end; a CancelledError if a signal is the reason. */
async function build(planned, aws, context) {
    const builds = planned.plan.items.filter(({ decision }) => decision === 'build').length;
    logSessionLength(builds, planned.inputs, context.env, context.log, Date.now());
    const session = openSession(planned, aws, context);
    const { workflow, cancelled } = context;
    const write = async (amis, isAnnotated) => {
        const report = createReport('build', amis, planned);
        await writeReport(report, { workflow, folder: planned.folder, isAnnotated });
    };
    let amis;
    try {
        const rows = await applyPlan(planned.plan.items, createApplyContext(session, planned, aws, context));
        amis = planned.recipes.flatMap(({ name }) => rows.filter(({ ami }) => ami === name));
    }
    catch (error) {
        // It concerns all, and is annotated once, by main.
        await write(unbuiltRows(planned, (0,errors/* messageOf */.bD)(error)), true);
        throw error;
    }
    await write(amis, false);
    throwIfFailed(amis, cancelled);
    session.close();
}
/** What exists, and the rest with the cause for which no build was started. */
function unbuiltRows({ plan, inputs: { region } }, cause) {
    return plan.items.map((item) => item.decision === 'reuse'
        ? reusedRow(item, region)
        : failedRow(item, { ami: item.ami, result: 'failed', cause }, cause, region));
}
function openSession(planned, aws, context) {
    const { inputs, templates, holder, folder, plan } = planned;
    const request = { inputs, templates, holder, logs: (0,external_node_path_.join)(folder, 'logs'), agent: plan.lock.agent };
    return new BuildSession(request, aws, context);
}
function createApplyContext(session, { inputs, replan, holder }, aws, { log, cancelled }) {
    const { region, timeoutMs } = inputs;
    const ec2 = aws.ec2(region);
    return {
        session,
        replan,
        region,
        ec2,
        run: holder,
        log,
        now: Date.now,
        wait: promises_.setTimeout,
        cancelled,
        timeoutMs,
    };
}
function throwIfFailed(amis, cancelled) {
    const causes = amis.flatMap(({ ami, cause }) => (cause === null ? [] : [{ ami, message: cause }]));
    if (causes.length === 0)
        return;
    if (cancelled.aborted)
        throw new errors/* CancelledError */.cc('The run was cancelled.');
    throw new errors/* BuildError */.zS(causes);
}

;// CONCATENATED MODULE: ./build/artifacts/publisher.js
/** What the publishers of artifacts have in common. */

/** True for a text that can change nothing of a URL but its own place in it. */
function isVersion(text) {
    return /^[0-9A-Za-z][0-9A-Za-z.+_-]*$/.test(text);
}
function stripLeadingV(version) {
    return version.replace(/^v(?=[0-9])/, '');
}
async function fetchChecksumFile(release, name, client) {
    const url = `${release}/${name}`;
    return { release, url, text: await client.fetchText(url) };
}
/** The file `name` of a release; throws if its checksum file does not list it. */
function findArtifact(list, name, version) {
    const sha256 = sha256FromList(list.text, name);
    if (sha256 === null)
        throw new Error(`${list.url} does not list ${name}`);
    return { version, url: `${list.release}/${name}`, sha256 };
}

;// CONCATENATED MODULE: ./build/artifacts/k3s.js
/** The releases of k3s on GitHub. */

/** Resolves `k3s`, the program, and `k3s_images`, the images that a cluster starts with. */
async function resolveK3s(version, client, wanted) {
    // A version has a `+`. In a path that is a plain character, but servers take it for a space unless it is escaped.
    const release = `https://github.com/k3s-io/k3s/releases/download/${encodeURIComponent(version)}`;
    const list = await fetchChecksumFile(release, 'sha256sum-amd64.txt', client);
    return {
        ...(wanted.has('k3s') ? { k3s: findArtifact(list, 'k3s', version) } : {}),
        ...(wanted.has('k3s_images')
            ? { k3s_images: findArtifact(list, 'k3s-airgap-images-amd64.tar.zst', version) }
            : {}),
    };
}

;// CONCATENATED MODULE: ./build/artifacts/liqo.js
/** Liqo's releases on GitHub. They have no checksum file, but GitHub's API gives a digest of each asset. */


/** Resolves `liqoctl` and `liqo_chart`, which is the release's only .tgz. */
async function resolveLiqo(text, client, wanted) {
    const version = stripLeadingV(text);
    const api = `https://api.github.com/repos/liqotech/liqo/releases/tags/v${version}`;
    const assets = assetsOfRelease(await client.fetchText(api));
    const find = (pattern) => {
        const asset = assets.find(({ name }) => pattern.test(name));
        if (asset === undefined)
            throw new Error(`${api} names no asset like ${pattern.source}`);
        if (asset.sha256 === null)
            throw new Error(`${api} gives no SHA-256 for ${asset.name}`);
        const url = `https://github.com/liqotech/liqo/releases/download/v${version}/${asset.name}`;
        return { version, url, sha256: asset.sha256 };
    };
    return {
        ...(wanted.has('liqoctl') ? { liqoctl: find(/^liqoctl-linux-amd64\.tar\.gz$/) } : {}),
        ...(wanted.has('liqo_chart') ? { liqo_chart: find(/^liqo-?[\w.-]*\.tgz$/) } : {}),
    };
}

;// CONCATENATED MODULE: ./build/artifacts/nebula.js
/** Nebula's releases on GitHub. */

/** Resolves `nebula`, the archive with both programs. */
async function resolveNebula(text, client) {
    const version = stripLeadingV(text);
    const release = `https://github.com/slackhq/nebula/releases/download/v${version}`;
    const list = await fetchChecksumFile(release, 'SHASUM256.txt', client);
    return { nebula: findArtifact(list, 'nebula-linux-amd64.tar.gz', version) };
}

;// CONCATENATED MODULE: ./build/artifacts/ollama.js
/** Ollama's releases on GitHub. */


/** Resolves `ollama`. Releases up to 0.13.5 have a .tgz, from 0.14.0 a .tar.zst; the checksum file has the last word. */
async function resolveOllama(text, client) {
    const version = text === 'latest' ? await fetchLatestVersion(client) : stripLeadingV(text);
    const release = `https://github.com/ollama/ollama/releases/download/v${version}`;
    const list = await fetchChecksumFile(release, 'sha256sum.txt', client);
    const [tgz, zst] = ['ollama-linux-amd64.tgz', 'ollama-linux-amd64.tar.zst'];
    const [usual, other] = isBefore(version, [0, 14, 0]) ? [tgz, zst] : [zst, tgz];
    const name = sha256FromList(list.text, usual) === null ? other : usual;
    return { ollama: findArtifact(list, name, version) };
}
/** `releases/latest` redirects to `releases/tag/vX`; unlike the API it has no quota. */
async function fetchLatestVersion(client) {
    const url = 'https://github.com/ollama/ollama/releases/latest';
    const target = await client.fetchRedirect(url);
    const version = /\/releases\/tag\/v([^/?#]+)$/.exec(target)?.[1];
    if (version === undefined || !isVersion(version))
        throw new Error(`${url} redirects to ${target}, which is not a release`);
    return version;
}
function isBefore(version, bound) {
    const numbers = version.split(/[-+]/, 1)[0]?.split('.').map(Number) ?? [];
    for (const [index, limit] of bound.entries()) {
        const number = numbers[index] ?? 0;
        if (number !== limit)
            return number < limit;
    }
    return false;
}

;// CONCATENATED MODULE: ./build/artifacts/resolve.js
/** From versions to downloads: the URL and the publisher's SHA-256 of each artifact, resolved once, before any build. */







const resolvers = {
    nebula_version: resolveNebula,
    k3s_version: resolveK3s,
    ollama_version: resolveOllama,
    liqo_version: resolveLiqo,
};
/** Asks each publisher once, concurrently. Throws one ConfigurationError with every failure, naming variable and URL. */
async function resolveArtifacts({ artifacts, versions }, client) {
    const wanted = new Set(artifacts);
    const variables = [...new Set([...wanted].map((name) => artifactVariables[name]))];
    const outcomes = await Promise.all(variables.map(async (variable) => {
        const value = versions[variable] ?? '';
        try {
            const version = value.trim();
            if (!isVersion(version))
                throw new Error('this is not a version');
            return { resolved: await resolvers[variable](version, client, wanted), problems: [] };
        }
        catch (error) {
            return {
                resolved: {},
                problems: [`${variable} = ${JSON.stringify(value)}: ${(0,errors/* messageOf */.bD)(error)}`],
            };
        }
    }));
    const problems = outcomes.flatMap((outcome) => outcome.problems);
    if (problems.length > 0)
        throw new errors/* ConfigurationError */.j1(problems);
    const entries = outcomes.flatMap(({ resolved }) => Object.entries(resolved));
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
;// CONCATENATED MODULE: ./build/templates/evaluate/values.js
/** Values of HCL expressions as far as they are known before the build. */
class Unknown {
    reason;
    constructor(reason) {
        this.reason = reason;
    }
}
/** A value that is one of these, such as a conditional whose test is unknown. Never nested in itself, never empty. */
class OneOf {
    options;
    constructor(options) {
        this.options = options;
    }
    /** The options as one value: a single option is that option, and too many are unknown. */
    static of(options) {
        const flat = options.flatMap((option) => (option instanceof OneOf ? option.options : [option]));
        const [only] = flat;
        if (flat.length === 1 && only !== undefined)
            return only;
        return flat.length > maxOptions ? unsupported('too many possibilities') : new OneOf(flat);
    }
}
/** A value with more options than this is unknown. */
const maxOptions = 64;
function unsupported(what) {
    return new Unknown({ kind: 'unsupported', what });
}
function refused(what) {
    return new Unknown({ kind: 'error', what });
}
function isList(value) {
    return Array.isArray(value);
}
function isObject(value) {
    return value instanceof Map;
}
/** The first unknown part of a value, or null where all of it is known. */
function firstUnknown(value) {
    if (value instanceof Unknown)
        return value;
    if (value instanceof OneOf)
        return unsupported('one of several values');
    const inner = isList(value) ? value : isObject(value) ? value.values() : [];
    for (const item of inner) {
        const found = firstUnknown(item);
        if (found !== null)
            return found;
    }
    return null;
}
function fromJson(json) {
    if (json === null || typeof json !== 'object')
        return json;
    if (isArray(json))
        return json.map(fromJson);
    return new Map(Object.entries(json).map(([key, value]) => [key, fromJson(value)]));
}
/** Array.isArray, which does not narrow a union that has a readonly array in it. */
function isArray(json) {
    return Array.isArray(json);
}
/** The value as plain JSON, keys sorted. Throws where a part of it is unknown. */
function values_toJson(value) {
    if (value instanceof Unknown || value instanceof OneOf)
        throw new Error('an unknown value has no JSON');
    if (isList(value))
        return value.map(values_toJson);
    if (isObject(value)) {
        return Object.fromEntries(sortEntries(value).map(([key, item]) => [key, values_toJson(item)]));
    }
    return value;
}
/** A value as a template prints it; null for all but strings, numbers and booleans. */
function asText(value) {
    if (typeof value === 'string')
        return value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
/** An object's entries in order of their keys, as Packer iterates over them. */
function sortEntries(object) {
    return [...object].sort(([a], [b]) => (a < b ? -1 : 1));
}
/** Compares known values. */
function isEqual(a, b) {
    return JSON.stringify(values_toJson(a)) === JSON.stringify(values_toJson(b));
}
/**
 * Calls `compute` once for every combination of the options among its arguments, and returns all results as one value.
 * A OneOf nested in an argument is passed on as it is.
 */
function mapOneOf(args, compute) {
    const index = args.findIndex((arg) => arg instanceof OneOf);
    const oneOf = args[index];
    if (!(oneOf instanceof OneOf))
        return compute(args);
    const results = [];
    for (const option of oneOf.options) {
        if (results.length > maxOptions)
            return unsupported('too many possibilities');
        results.push(mapOneOf(args.with(index, option), compute));
    }
    return OneOf.of(results);
}

;// CONCATENATED MODULE: ./build/templates/evaluate/blocks.js
/** Blocks as Packer sees them: `dynamic` blocks expanded. */

/** The blocks of a body. A `dynamic` block over an unknown collection gives one block with unknown values. */
function expandBlocks(body, evaluator, scope) {
    return body.blocks.flatMap((block) => block.type === 'dynamic'
        ? expandDynamic(block, evaluator, scope)
        : [{ type: block.type, labels: block.labels, body: block.body, names: scope.names, span: block }]);
}
function expandDynamic(block, evaluator, scope) {
    const [type = ''] = block.labels;
    const content = block.body.blocks.find((inner) => inner.type === 'content');
    const forEach = findAttribute(block.body, 'for_each');
    if (content === undefined || forEach === undefined)
        return [];
    const iterator = findAttribute(block.body, 'iterator')?.value;
    const name = iterator?.kind === 'reference' ? iterator.name : type;
    const labels = findAttribute(block.body, 'labels');
    return listElements(evaluator.evaluate(forEach.value, scope)).map(([key, value]) => {
        const names = new Map(scope.names).set(name, new Map([
            ['key', key],
            ['value', value],
        ]));
        const evaluated = labels === undefined ? [] : evaluator.evaluate(labels.value, { ...scope, names });
        return {
            type,
            labels: isList(evaluated) ? evaluated.map(asText) : [null],
            body: content.body,
            names,
            span: block,
        };
    });
}
/** Keys and values; of a collection that may be one of several, those of each. */
function listElements(collection) {
    if (isList(collection))
        return collection.map((item, index) => [index, item]);
    if (isObject(collection))
        return sortEntries(collection);
    if (collection instanceof OneOf)
        return collection.options.flatMap(listElements);
    return [[collection, collection]];
}
function findAttribute(body, name) {
    return body.attributes.find((item) => item.name === name);
}

;// CONCATENATED MODULE: ./build/templates/evaluate/dependencies.js
/** What an evaluation has read: the raw material of a fingerprint. */
/** The sets that `merge` joins. */
const setNames = [
    'variables',
    'locals',
    'data',
    'files',
    'scripts',
    'uploads',
    'listings',
    'artifacts',
];
class Dependencies {
    variables = new Set();
    locals = new Set();
    /** `type.name` */
    data = new Set();
    /** Absolute paths of files whose bytes are read, whether they exist or not. */
    files = new Set();
    /** Absolute paths of scripts that Packer uploads with LF at their lines' ends. */
    scripts = new Set();
    /** Absolute paths of files and folders of which modes count too: uploaded, or read by a program on this machine. */
    uploads = new Set();
    /** `folder NUL pattern` of each fileset. */
    listings = new Set();
    /** Keys of the map of resolved downloads; `*` for all of them. */
    artifacts = new Set();
    /** `agent`: the folder of Go programs. `packer`: Packer's version. */
    others = new Set();
    /** Values that are others at each build, such as the time or a secret store's answer; by `file:line what`. */
    changing = new Map();
    /** Calls of functions that may refuse what this program takes; only `try` and `can` care. */
    guesses = 0;
    /** By `file:line what`. */
    unresolved = new Map();
    /** Notes a read that may be of any file of the workspace, or of any file at all. */
    doubt(unresolved) {
        this.unresolved.set(keyOf(unresolved), { outside: false, ...unresolved });
    }
    /** Notes a value that is another at each build. */
    change(unresolved) {
        this.changing.set(keyOf(unresolved), unresolved);
    }
    merge(other) {
        for (const key of setNames)
            for (const item of other[key])
                this[key].add(item);
        for (const item of other.others)
            this.others.add(item);
        for (const [key, item] of other.changing)
            this.changing.set(key, item);
        for (const [key, item] of other.unresolved)
            this.unresolved.set(key, item);
    }
}
function keyOf({ what, file, line }) {
    return `${file}:${line} ${what}`;
}

;// CONCATENATED MODULE: ./build/templates/bodies.js
/** Reads the bodies of blocks. */


/**
 * Attributes and blocks of a source that name the image or the machine that makes it, and do not change its content
 * (builder/ebs/builder.go, common/run_config.go and common/ami_config.go of packer-plugin-amazon 1.8.2).
 */
const labels = new Set(('ami_name ami_description tags tag run_tags run_tag run_volume_tags run_volume_tag snapshot_tags snapshot_tag ' +
    'spot_tags spot_tag fleet_tags fleet_tag temporary_key_pair_name deprecate_at').split(' '));
/**
 * Reads all attributes of a body and of the blocks in it.
 * @param source whether it is that of a source or a data source: an attribute `region = var.x` is then left out of what
 *   is read, as it chooses where the build runs, and what is another at each build does not count in labels
 */
function readBody(evaluator, body, scope, source) {
    const values = new Map();
    const readAs = (name, read) => {
        const isLabel = source && labels.has(name);
        const reads = isLabel ? new Dependencies() : scope.reads;
        read(reads);
        if (!isLabel)
            return;
        reads.changing.clear();
        scope.reads.merge(reads);
    };
    for (const { name, value } of body.attributes) {
        const choosesRegion = source && name === 'region' && isVariable(value);
        readAs(name, (own) => {
            const reads = choosesRegion ? new Dependencies() : own;
            values.set(name, evaluator.evaluate(value, { ...scope, reads }));
        });
    }
    for (const block of expandBlocks(body, evaluator, scope)) {
        readAs(block.type, (reads) => {
            readBody(evaluator, block.body, { ...scope, reads, names: block.names }, false);
        });
    }
    return values;
}
function isVariable(value) {
    return (value.kind === 'access' &&
        value.step.kind === 'attribute' &&
        value.target.kind === 'reference' &&
        value.target.name === 'var');
}

;// CONCATENATED MODULE: ./build/templates/evaluate/attempts.js
/** `try`, `can` and `coalesce`: functions that take the first argument that serves, and need no other. */

const attemptFunctions = new Set(['try', 'can', 'coalesce']);
/** Evaluates the arguments in their order, as far as they can be the result (tryfunc.go of hcl, coalesce.go of go-cty-funcs). */
function evaluateAttempts({ name, args }, evaluate, scope) {
    const possible = [];
    for (const arg of args) {
        const guesses = scope.reads.guesses;
        const value = withoutRefused(evaluate(arg, scope));
        const certain = firstUnknown(value) === null && scope.reads.guesses === guesses;
        if (name === 'can')
            return isRefused(value) ? false : certain ? true : OneOf.of([true, false]);
        if (name === 'coalesce' && (value === null || value === ''))
            continue;
        if (name === 'try' && isRefused(value))
            continue;
        possible.push(value);
        // A function whose refusals are not all known may have been one: then the next argument is possible too.
        if (certain || (name === 'coalesce' && firstUnknown(value) === null))
            break;
    }
    return possible.length === 0 ? refused(`${name}()`) : OneOf.of(possible);
}
/** Whether Packer refuses a value, as it does if it refuses any part of it. */
function isRefused(value) {
    if (value instanceof Unknown)
        return value.reason.kind === 'error';
    if (value instanceof OneOf)
        return value.options.every(isRefused);
    if (isList(value))
        return value.some(isRefused);
    return isObject(value) && [...value.values()].some(isRefused);
}
function withoutRefused(value) {
    if (!(value instanceof OneOf) || isRefused(value))
        return value;
    return OneOf.of(value.options.filter((option) => !isRefused(option)));
}

;// CONCATENATED MODULE: ./build/templates/evaluate/functions.js
/**
 * Packer's functions (hcl2template/functions.go of Packer 1.16.0). Those that can decide which file is read are
 * computed; the others are unknown. A function that is not in Packer's list might read any file.
 */


/** Functions of the clock or of random numbers. */
const timeFunctions = new Set(['timestamp', 'legacy_isotime', 'legacy_strftime', 'uuidv4', 'bcrypt']);
/** Functions that ask a store on the network. */
const storeFunctions = new Set(['vault', 'consul_key', 'aws_secretsmanager', 'aws_secretsmanager_raw']);
/** Functions whose results are others at each build. */
const changingFunctions = timeFunctions.union(storeFunctions);
/** Functions that refuse exactly what Packer's refuse, so that `try` and `can` can rely on them. */
const exactFunctions = new Set('basename dirname file filebase64 fileexists lower upper jsonencode chomp trimspace strrev'.split(' '));
/** Functions of their arguments alone that are not computed here. */
const uncomputed = new Set(('base64gzip chunklist cidrhost cidrnetmask cidrsubnet cidrsubnets csvdecode formatdate ' +
    'formatlist indent index log md5 parseint pow regex regexall regex_replace rfc3339_parse ' +
    'rsadecrypt setintersection setproduct setunion sha1 sha256 sha512 signum textdecodebase64 ' +
    'textencodebase64 timeadd title unix_timestamp_parse urlencode uuidv5 yamldecode yamlencode').split(' '));
function callFunction(call, args, scope) {
    const { name } = call;
    if (changingFunctions.has(name)) {
        scope.reads.change({ what: `${name}()`, file: scope.file, line: call.line });
        return new Unknown(timeFunctions.has(name) ? { kind: 'time' } : { kind: 'secret', name });
    }
    if (name === 'convert')
        return convert(call, args);
    const lazy = lazyFunctions[name];
    if (lazy !== undefined)
        return mapOneOf(args, lazy);
    const plain = plainFunctions[name];
    if (plain !== undefined) {
        return mapOneOf(args, (values) => firstUnknown([...values]) ?? computeOrUnknown(plain, values, name));
    }
    if (!uncomputed.has(name))
        scope.reads.doubt({ what: `the function ${name}()`, file: scope.file, line: call.line, outside: true });
    return firstUnknown([...args]) ?? unsupported(`${name}()`);
}
/** Only texts are converted; other types have rules of their own. */
function convert({ args: [, type] }, [value = null]) {
    const text = type?.kind === 'reference' && type.name === 'string' ? asText(value) : null;
    return text ?? firstUnknown(value) ?? unsupported('convert()');
}
/** A function that throws was called with arguments that Packer refuses too: its value is unknown. */
function computeOrUnknown(compute, args, name) {
    try {
        return compute(args);
    }
    catch {
        return unsupported(`${name}()`);
    }
}
function requireList(value) {
    if (value === undefined || !isList(value))
        throw new TypeError('not a list');
    return value;
}
function requireText(value) {
    const text = value === undefined ? null : asText(value);
    if (text === null)
        throw new TypeError('not a text');
    return text;
}
function requireWhole(value) {
    const number = typeof value === 'number' ? value : Number(requireText(value));
    if (!Number.isInteger(number))
        throw new TypeError('not a whole number');
    return number;
}
/** Throws on what is no base64 in Go's strict standard encoding, or no text. */
function base64decode(text) {
    const bytes = Buffer.from(text, 'base64');
    const decoded = bytes.toString('utf8');
    if (bytes.toString('base64') !== text.replace(/[\r\n]/g, '') || !Buffer.from(decoded).equals(bytes)) {
        throw new TypeError('not the base64 of a text');
    }
    return decoded.normalize();
}
/** Functions that can be computed where elements of their arguments are unknown. */
const lazyFunctions = {
    concat: (args) => args.find((arg) => arg instanceof Unknown) ??
        (args.every(isList) ? args.flat() : unsupported('concat()')),
    flatten: ([value = null]) => isList(value) ? flatten(value) : (firstUnknown(value) ?? unsupported('flatten()')),
    merge: (args) => args.find((arg) => arg instanceof Unknown) ??
        new Map(args.flatMap((arg) => (isObject(arg) ? [...arg] : []))),
    length: ([value = null]) => {
        if (isList(value))
            return value.length;
        if (isObject(value))
            return value.size;
        return typeof value === 'string' ? [...value].length : (firstUnknown(value) ?? unsupported('length()'));
    },
    keys: ([value = null]) => isObject(value) ? [...value.keys()].sort() : (firstUnknown(value) ?? unsupported('keys()')),
    values: ([value = null]) => isObject(value)
        ? sortEntries(value).map(([, item]) => item)
        : (firstUnknown(value) ?? unsupported('values()')),
    lookup: ([target = null, key = null, fallback = null]) => {
        if (!isObject(target) || typeof key !== 'string') {
            return OneOf.of([firstUnknown([target, key]) ?? unsupported('lookup()'), fallback]);
        }
        return target.get(key) ?? fallback;
    },
    coalesce: (args) => chooseFirst(args, (arg) => arg !== null && arg !== ''),
    coalescelist: (args) => chooseFirst(args, (arg) => isList(arg) && arg.length > 0),
};
/** The first known argument that fits, and all unknown ones before it: each of them is possible. */
function chooseFirst(args, fits) {
    const possible = [];
    for (const arg of args) {
        const known = firstUnknown(arg) === null;
        if (!known || fits(arg))
            possible.push(arg);
        if (known && fits(arg))
            break;
    }
    return possible.length === 0 ? null : OneOf.of(possible);
}
function flatten(values) {
    return values.flatMap((value) => (isList(value) ? flatten(value) : [value]));
}
/** Functions of values that are known in every part. */
const plainFunctions = {
    abs: ([value]) => Math.abs(Number(value)),
    alltrue: ([value]) => requireList(value).every((item) => item === true),
    anytrue: ([value]) => requireList(value).some((item) => item === true),
    base64decode: ([value]) => base64decode(requireText(value)),
    base64encode: ([value]) => Buffer.from(requireText(value), 'utf8').toString('base64'),
    basename: ([value]) => external_node_path_.posix.basename(requireText(value)),
    ceil: ([value]) => Math.ceil(Number(value)),
    chomp: ([value]) => requireText(value).replace(/[\r\n]+$/, ''),
    compact: ([value]) => requireList(value).filter((item) => item !== null && item !== ''),
    contains: ([value, item = null]) => requireList(value).some((element) => isEqual(element, item)),
    dirname: ([value]) => external_node_path_.posix.dirname(requireText(value)),
    distinct: ([value]) => [
        ...new Map(requireList(value).map((item) => [JSON.stringify(values_toJson(item)), item])).values(),
    ],
    element: ([value, index]) => {
        const items = requireList(value);
        const position = requireWhole(index);
        if (items.length === 0 || position < 0)
            throw new RangeError('no element');
        return items[position % items.length] ?? null;
    },
    endswith: ([value, end]) => requireText(value).endsWith(requireText(end)),
    floor: ([value]) => Math.floor(Number(value)),
    format: ([pattern, ...args]) => format(requireText(pattern), args),
    join: ([separator, ...lists]) => lists.flatMap((item) => requireList(item).map(requireText)).join(requireText(separator)),
    jsondecode: ([value]) => fromJson(JSON.parse(requireText(value))),
    jsonencode: ([value = null]) => JSON.stringify(values_toJson(value)),
    lower: ([value]) => requireText(value).toLowerCase(),
    max: (args) => Math.max(...args.map(Number)),
    min: (args) => Math.min(...args.map(Number)),
    range: (args) => range(args.map(Number)),
    replace: ([value, search, by]) => replace(requireText(value), requireText(search), requireText(by)),
    reverse: ([value]) => requireList(value).toReversed(),
    slice: ([value, start, end]) => {
        const items = requireList(value);
        const [from, to] = [requireWhole(start), requireWhole(end)];
        if (from < 0 || to > items.length || from > to)
            throw new RangeError('outside of the list');
        return items.slice(from, to);
    },
    sort: ([value]) => requireList(value).map(requireText).sort(),
    split: ([separator, value]) => requireText(value).split(requireText(separator)),
    startswith: ([value, start]) => requireText(value).startsWith(requireText(start)),
    strcontains: ([value, part]) => requireText(value).includes(requireText(part)),
    strrev: ([value]) => [...requireText(value)].reverse().join(''),
    substr: ([value, from, length]) => {
        const letters = [...requireText(value)];
        const start = Number(from) < 0 ? Math.max(0, letters.length + Number(from)) : Number(from);
        return letters.slice(start, Number(length) < 0 ? undefined : start + Number(length)).join('');
    },
    sum: ([value]) => requireList(value).reduce((sum, item) => sum + Number(item), 0),
    trim: ([value, set]) => trim(requireText(value), requireText(set)),
    trimprefix: ([value, prefix]) => {
        const whole = requireText(value);
        return whole.startsWith(requireText(prefix)) ? whole.slice(requireText(prefix).length) : whole;
    },
    trimspace: ([value]) => requireText(value).trim(),
    trimsuffix: ([value, suffix]) => {
        const whole = requireText(value);
        return requireText(suffix) !== '' && whole.endsWith(requireText(suffix))
            ? whole.slice(0, -requireText(suffix).length)
            : whole;
    },
    upper: ([value]) => requireText(value).toUpperCase(),
    zipmap: ([names, values]) => new Map(requireList(names).map((name, index) => [requireText(name), requireList(values)[index] ?? null])),
};
/** Formats `%s`, `%d`, `%v`, `%q` and `%%`; throws on any other verb. */
function format(pattern, args) {
    let index = 0;
    return pattern.replace(/%(.)/gs, (_whole, verb) => {
        if (verb === '%')
            return '%';
        if (!'sdvq'.includes(verb))
            throw new TypeError(`the verb %${verb}`);
        const value = requireText(args[index]);
        index += 1;
        return verb === 'q' ? JSON.stringify(value) : value;
    });
}
function range(args) {
    const [from, to, step] = args.length === 1 ? [0, args[0] ?? 0, 1] : [args[0] ?? 0, args[1] ?? 0, args[2] ?? 1];
    const count = Math.max(0, Math.ceil((to - from) / step));
    if (!(count <= 1024))
        throw new RangeError('more than 1024 elements');
    return Array.from({ length: count }, (_, index) => from + index * step);
}
/** Throws on a search between slashes: an RE2 regular expression, which is not supported. */
function replace(value, search, by) {
    if (search.length > 1 && search.startsWith('/') && search.endsWith('/'))
        throw new TypeError('a pattern');
    return value.replaceAll(search, () => by);
}
function trim(value, set) {
    const letters = [...value];
    while (letters.length > 0 && set.includes(letters[0] ?? ''))
        letters.shift();
    while (letters.length > 0 && set.includes(letters.at(-1) ?? ''))
        letters.pop();
    return letters.join('');
}

;// CONCATENATED MODULE: ./build/templates/evaluate/operators.js
/** HCL's operators on values that may be unknown. */

const numeric = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
    '%': (a, b) => a % b,
    '<': (a, b) => a < b,
    '<=': (a, b) => a <= b,
    '>': (a, b) => a > b,
    '>=': (a, b) => a >= b,
};
/** Applies `!` or `-` to one operand, any other operator to two. */
function applyOperator(operator, operands) {
    const decided = shortCircuit(operator, operands);
    if (decided !== null)
        return decided;
    const unknown = firstUnknown([...operands]);
    if (unknown !== null)
        return unknown;
    const [left = null, right = null] = operands;
    if (operands.length === 1)
        return applyUnary(operator, left);
    switch (operator) {
        case '==':
            return isEqual(left, right);
        case '!=':
            return !isEqual(left, right);
        case '&&':
        case '||':
            return applyLogical(operator, left, right);
        default:
            return applyNumeric(operator, left, right);
    }
}
/** `false && x` is false and `true || x` is true, whatever x is. */
function shortCircuit(operator, operands) {
    if (operator === '&&' && operands.includes(false))
        return false;
    return operator === '||' && operands.includes(true) ? true : null;
}
function applyUnary(operator, operand) {
    if (operator === '!' && typeof operand === 'boolean')
        return !operand;
    return operator !== '!' && typeof operand === 'number' ? -operand : unfit(operator);
}
/** After `shortCircuit`, what is left of `&&` is true and true, and of `||` false and false. */
function applyLogical(operator, left, right) {
    return typeof left === 'boolean' && typeof right === 'boolean' ? operator === '&&' : unfit(operator);
}
function applyNumeric(operator, left, right) {
    const result = numeric[operator]?.(toNumber(left), toNumber(right));
    return result === undefined || (typeof result === 'number' && !isExact(result)) ? unfit(operator) : result;
}
function toNumber(operand) {
    return operand === '' || operand === null ? Number.NaN : Number(operand);
}
/** HCL computes with 512 bits: a result that floating point may have rounded is left unknown. */
function isExact(result) {
    return Number.isSafeInteger(result * 1024);
}
function unfit(operator) {
    return unsupported(`${operator} of values that do not fit`);
}

;// CONCATENATED MODULE: ./build/templates/evaluate/members.js
/** Elements and attributes of values, as far as they are known. */

/** The value of `target[key]` or `target.key`. With an unknown key, any element is possible. */
function getMember([target, key]) {
    if (target instanceof Unknown)
        return target;
    if (target === undefined || key === undefined)
        return unsupported('a missing target or key');
    if (key instanceof Unknown)
        return getAnyMember(target, key);
    if (isList(target) && isIndex(key))
        return target[Number(key)] ?? refused('a missing element');
    const name = asText(key);
    if (!isObject(target) || name === null)
        return unsupported('an element of a value that has none');
    return target.has(name) ? (target.get(name) ?? null) : refused(`a missing attribute: ${name}`);
}
function getAnyMember(target, key) {
    const elements = isList(target) ? target : isObject(target) ? [...target.values()] : [];
    return elements.length === 0 ? key : OneOf.of(elements);
}
function isIndex(key) {
    return typeof key === 'number' || /^[0-9]+$/.test(String(key));
}

;// CONCATENATED MODULE: ./build/templates/evaluate/references.js
/** References: `var.x`, `local.y`, `data.type.name.attribute`, the names of a scope, and the steps after a value. */


class ReferenceResolver {
    #environment;
    #evaluate;
    /** @param evaluate evaluates the expressions in brackets, and a root that is not a name */
    constructor(environment, evaluate) {
        this.#environment = environment;
        this.#evaluate = evaluate;
    }
    resolve(expression, scope) {
        const { root, steps } = toPath(expression);
        if (root.kind !== 'reference')
            return this.#follow(this.#evaluate(root, scope), steps, scope);
        const local = scope.names.get(root.name);
        if (local !== undefined)
            return this.#follow(local, steps, scope);
        return this.#resolveGlobal(root.name, steps, scope);
    }
    #resolveGlobal(root, steps, scope) {
        if (root === 'data')
            return this.#resolveData(steps, scope);
        const [first, ...others] = steps;
        const name = first === undefined ? null : this.#stepName(first, scope);
        switch (root) {
            case 'var':
                return name === null ? this.#readAllVariables(scope) : this.#resolveVariable(name, others, scope);
            case 'local':
                if (name === null)
                    return this.#readAllLocals(scope);
                return this.#follow(this.#environment.local(name, scope.reads), others, scope);
            case 'path':
                if (name === null)
                    return unsupported('path');
                return this.#follow(this.#environment.path(name), others, scope);
            case 'packer':
                scope.reads.others.add('packer');
                return new Unknown({ kind: 'build', name: `packer.${name ?? ''}` });
            default:
                this.#follow(unsupported(root), steps, scope);
                return new Unknown({ kind: 'build', name: `${root}.${name ?? ''}` });
        }
    }
    #resolveVariable(name, steps, scope) {
        if (name === 'resolved_artifacts') {
            const [first] = steps;
            scope.reads.artifacts.add((first === undefined ? null : this.#stepName(first, scope)) ?? '*');
        }
        return this.#follow(this.#environment.variable(name, scope.reads), steps, scope);
    }
    #resolveData(steps, scope) {
        const [first, second, attribute, ...others] = steps;
        const [type, name] = [first, second].map((step) => step === undefined ? null : this.#stepName(step, scope));
        if (typeof type !== 'string' || typeof name !== 'string')
            return this.#readAllData(scope);
        const ref = `${type}.${name}`;
        this.#environment.data(ref, scope.reads);
        // Evaluated for what it reads: every attribute of a data source is unknown.
        if (attribute !== undefined)
            this.#stepName(attribute, scope);
        return this.#follow(new Unknown({ kind: 'data', ref }), others, scope);
    }
    /** `var[x]` with an unknown x may be any variable. */
    #readAllVariables({ reads }) {
        for (const name of this.#environment.variableNames())
            this.#environment.variable(name, reads);
        reads.artifacts.add('*');
        return unsupported('any variable');
    }
    #readAllLocals({ reads }) {
        for (const name of this.#environment.localNames())
            this.#environment.local(name, reads);
        return unsupported('any local');
    }
    #readAllData({ reads }) {
        for (const ref of this.#environment.dataRefs())
            this.#environment.data(ref, reads);
        return unsupported('any data source');
    }
    /** The name after a dot, or the string in brackets; null where it is neither or unknown. */
    #stepName(step, scope) {
        if (step.kind === 'attribute')
            return step.name;
        if (step.kind === 'splat')
            return null;
        const index = this.#evaluate(step.index, scope);
        return typeof index === 'string' ? index : null;
    }
    #follow(value, steps, scope) {
        return steps.reduce((current, step) => this.#applyStep(current, step, scope), value);
    }
    #applyStep(target, step, scope) {
        if (step.kind === 'attribute')
            return mapOneOf([target, step.name], getMember);
        if (step.kind === 'index')
            return mapOneOf([target, this.#evaluate(step.index, scope)], getMember);
        return mapOneOf([target], ([plain = null]) => {
            if (plain === null)
                return [];
            if (plain instanceof Unknown)
                return plain;
            const items = isList(plain) ? plain : [plain];
            return items.map((item) => this.#follow(item, step.steps, scope));
        });
    }
}
function toPath(expression) {
    const steps = [];
    let root = expression;
    while (root.kind === 'access') {
        steps.unshift(root.step);
        root = root.target;
    }
    return { root, steps };
}

;// CONCATENATED MODULE: ./build/templates/evaluate/evaluator.js
/** Evaluates HCL expressions as far as they are known before the build, and notes everything that they read. */





/** Functions that read files or environment variables: the environment computes them. */
const environmentFunctions = new Set('file filebase64 templatefile fileset fileexists env abspath pathexpand'.split(' '));
class Evaluator {
    #environment;
    #references;
    constructor(environment) {
        this.#environment = environment;
        this.#references = new ReferenceResolver(environment, (expression, scope) => this.evaluate(expression, scope));
    }
    evaluate(expression, scope) {
        switch (expression.kind) {
            case 'literal':
                return expression.value;
            case 'template': {
                const text = this.#evaluateTemplate(expression.parts, scope);
                return expression.exact ? text : unsupported('a template that strips whitespace');
            }
            case 'tuple':
                return expression.items.map((item) => this.evaluate(item, scope));
            case 'object':
                return this.#evaluateObject(expression, scope);
            case 'reference':
            case 'access':
                return this.#references.resolve(expression, scope);
            case 'call':
                return this.#evaluateCall(expression, scope);
            case 'conditional':
                return this.#evaluateConditional(expression, scope);
            case 'operation': {
                const operands = expression.operands.map((operand) => this.evaluate(operand, scope));
                return mapOneOf(operands, (plain) => applyOperator(expression.operator, plain));
            }
            case 'for':
                return this.#evaluateFor(expression, scope);
        }
    }
    /** With an unknown test, both branches are read and both results are possible. */
    #evaluateConditional(expression, scope) {
        const test = this.evaluate(expression.test, scope);
        if (test === true || test === 'true')
            return this.evaluate(expression.yes, scope);
        if (test === false || test === 'false')
            return this.evaluate(expression.no, scope);
        return OneOf.of([this.evaluate(expression.yes, scope), this.evaluate(expression.no, scope)]);
    }
    #evaluateObject({ entries }, scope) {
        const object = new Map();
        let unknownKey = null;
        for (const entry of entries) {
            const key = this.evaluate(entry.key, scope);
            const value = this.evaluate(entry.value, scope);
            const name = asText(key);
            if (name === null)
                unknownKey = firstUnknown(key) ?? unsupported('a key that is not a text');
            else
                object.set(name, value);
        }
        return unknownKey ?? object;
    }
    #evaluateTemplate(parts, scope) {
        const [only] = parts;
        if (parts.length === 1 && only?.kind === 'value')
            return this.evaluate(only.value, scope);
        const values = parts.map((part) => this.#evaluateTemplatePart(part, scope));
        return mapOneOf(values, (plain) => joinTexts(plain.map(toTemplateText)));
    }
    #evaluateTemplatePart(part, scope) {
        switch (part.kind) {
            case 'text':
                return part.text;
            case 'value':
                return this.evaluate(part.value, scope);
            case 'if': {
                const test = this.evaluate(part.test, scope);
                if (test === true)
                    return this.#evaluateDirectiveBody(part.yes, scope);
                if (test === false)
                    return this.#evaluateDirectiveBody(part.no, scope);
                const branches = [part.yes, part.no];
                return OneOf.of(branches.map((branch) => this.#evaluateDirectiveBody(branch, scope)));
            }
            case 'for': {
                const collection = this.evaluate(part.collection, scope);
                const texts = mapElements(collection, part, scope, (inner) => this.#evaluateDirectiveBody(part.body, inner));
                return texts instanceof Unknown ? texts : mapOneOf(texts, joinTexts);
            }
        }
    }
    /** Unlike a template of a single interpolation, a directive's body is always a text. */
    #evaluateDirectiveBody(parts, scope) {
        return parts.length === 0 ? '' : this.#evaluateTemplate([{ kind: 'text', text: '' }, ...parts], scope);
    }
    #evaluateCall(expression, scope) {
        if (attemptFunctions.has(expression.name) && !expression.spread) {
            return evaluateAttempts(expression, (arg, inner) => this.evaluate(arg, inner), scope);
        }
        if (!exactFunctions.has(expression.name))
            scope.reads.guesses += 1;
        let args = expression.args.map((arg) => this.evaluate(arg, scope));
        const last = args.at(-1);
        if (expression.spread && last !== undefined) {
            if (!isList(last))
                return firstUnknown(last) ?? unsupported('arguments that are not a list');
            args = [...args.slice(0, -1), ...last];
        }
        if (environmentFunctions.has(expression.name)) {
            return mapOneOf(args, (plain) => this.#environment.callEnvironmentFunction(expression, plain, scope));
        }
        return callFunction(expression, args, scope);
    }
    #evaluateFor(expression, scope) {
        const collection = this.evaluate(expression.collection, scope);
        return mapOneOf([collection], ([plain = null]) => this.#evaluateForOver(plain, expression, scope));
    }
    #evaluateForOver(collection, expression, scope) {
        const entries = [];
        let unknownTest = null;
        const names = { key: expression.keyName, item: expression.itemName };
        const visited = mapElements(collection, names, scope, (inner) => {
            const test = expression.test === null ? true : this.evaluate(expression.test, inner);
            if (test === false)
                return null;
            if (test !== true)
                unknownTest = firstUnknown(test) ?? unsupported('a test that is not a boolean');
            const key = expression.key === null ? null : this.evaluate(expression.key, inner);
            entries.push({ key, value: this.evaluate(expression.value, inner) });
            return null;
        });
        if (visited instanceof Unknown)
            return visited;
        if (unknownTest !== null)
            return unknownTest;
        return expression.key === null
            ? entries.map(({ value }) => value)
            : toObject(entries, expression.grouped);
    }
}
/** The object that a `for` with keys makes; with `grouped`, each key holds the list of its values. */
function toObject(entries, grouped) {
    const object = new Map();
    for (const { key, value } of entries) {
        const name = asText(key);
        if (name === null)
            return firstUnknown(key) ?? unsupported('a key that is not a text');
        const group = object.get(name) ?? [];
        object.set(name, grouped ? [...(isList(group) ? group : []), value] : value);
    }
    return object;
}
/** Calls `visit` for each element; of an unknown collection, once with unknown names, to note what the body reads. */
function mapElements(collection, names, scope, visit) {
    const visitElement = (key, item) => {
        const inner = new Map(scope.names).set(names.item, item);
        if (names.key !== null)
            inner.set(names.key, key);
        return visit({ ...scope, names: inner });
    };
    if (isList(collection))
        return collection.map((item, index) => visitElement(index, item));
    if (isObject(collection))
        return sortEntries(collection).map(([key, item]) => visitElement(key, item));
    const unknown = firstUnknown(collection) ?? unsupported('a collection that is neither list nor object');
    visitElement(unknown, unknown);
    return unknown;
}
function toTemplateText(value) {
    return asText(value) ?? firstUnknown(value) ?? unsupported('a value that has no text');
}
function joinTexts(texts) {
    return texts.find((text) => text instanceof Unknown) ?? texts.join('');
}

;// CONCATENATED MODULE: ./build/templates/glob.js
/** Matches the patterns of `fileset`, as the Go package doublestar does that Packer 1.16.0 uses. */

/**
 * Sorted paths of the regular files that match, relative to `folder`; null for a pattern that is not supported, and where
 * links lead in a circle. Packer joins folder and pattern to one pattern.
 */
function matchFiles(files, folder, pattern) {
    const parts = external_node_path_.posix.normalize(pattern).split('/');
    const fixed = parts.findIndex(isGlob);
    const depth = fixed === -1 ? parts.length - 1 : fixed;
    const base = external_node_path_.posix.join(folder, ...parts.slice(0, depth));
    const matches = globMatcher(parts.slice(depth).join('/'));
    if (matches === null || isGlob(folder))
        return null;
    const found = files.list(base)?.filter(matches) ?? null;
    return found?.map((name) => external_node_path_.posix.relative(folder, external_node_path_.posix.join(base, name))).sort() ?? null;
}
function isGlob(pattern) {
    return /[*?[{\\]/.test(pattern);
}
/** Returns a test of paths with forward slashes, or null for a pattern that is not supported. */
function globMatcher(pattern) {
    const sources = pattern.split('/').map((part, index, parts) => {
        const isLast = index === parts.length - 1;
        if (part === '**')
            return isLast ? '.*' : '(?:[^/]+/)*';
        const source = translatePart(part);
        return source === null ? null : `${source}${isLast ? '' : '/'}`;
    });
    if (sources.includes(null))
        return null;
    const expression = new RegExp(`^${sources.join('')}$`, 's');
    return (path) => expression.test(path);
}
/** A regular expression for the part of a pattern between two slashes. */
function translatePart(part) {
    if (part.includes('**') || part === '..' || part === '.' || part.includes('\\'))
        return null;
    const tokens = part.match(/\*|\?|\[\^?[^\]^[]+\]|\{[^{}[\]*?]*\}|[^*?[\]{}]+|./gs) ?? [];
    const sources = tokens.map(translateToken);
    return sources.includes(null) ? null : sources.join('');
}
function translateToken(token) {
    if (token === '*')
        return '[^/]*';
    if (token === '?')
        return '[^/]';
    if (token.length > 2 && token.startsWith('['))
        return token;
    if (token.length > 1 && token.startsWith('{'))
        return translateAlternatives(token);
    return '[]{}'.includes(token) ? null : escapeRegExp(token);
}
function translateAlternatives(token) {
    return `(?:${token.slice(1, -1).split(',').map(escapeRegExp).join('|')})`;
}
function escapeRegExp(text) {
    return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

;// CONCATENATED MODULE: ./build/templates/environment.js
/** Resolves `var`, `local`, `data`, `path` and the functions that read files for one folder of templates. */









/** Placeholder for the folder of Go programs, which the action fills in; no real path contains a NUL. */
const goProgramsDir = '/\u0000agent';
/** Functions that would read more files if a file that `templatefile` renders calls them. */
const fileFunction = /\b(file|filebase64|fileset|fileexists|templatefile)\s*\(/;
/** Functions whose results are others at each build, in a file that `templatefile` renders. */
const changingFunction = new RegExp(`[$%]\\{[^}]*\\b(${[...changingFunctions].join('|')})\\s*\\(`);
/** Data sources that answer with a secret. */
const secretDataSources = new Set(['amazon-secretsmanager', 'hcp-vault-secrets']);
class TemplateEnvironment {
    evaluator;
    #definitions;
    #files;
    /** Values of variables that the action fills in, instead of their own. */
    #filledVariables;
    #locals = new Map();
    #dataReads = new Map();
    constructor(definitions, files, filledVariables) {
        this.#definitions = definitions;
        this.#files = files;
        this.#filledVariables = filledVariables;
        this.evaluator = new Evaluator(this);
    }
    variable(name, reads) {
        reads.variables.add(name);
        const filled = this.#filledVariables.get(name);
        if (filled === goProgramsDir)
            reads.others.add('agent');
        return filled ?? this.#definitions.variables.value(name) ?? unsupported(`var.${name}`);
    }
    /** Evaluates each local once, and adds what it reads to `reads`. */
    local(name, reads) {
        const known = this.#locals.get(name);
        if (known !== undefined) {
            reads.merge(known.reads);
            return known.value;
        }
        const definition = this.#definitions.locals.get(name);
        const own = new Dependencies();
        own.locals.add(name);
        // Unknown while it is evaluated, which ends a circle of locals; Packer refuses these.
        this.#locals.set(name, { value: unsupported(`local.${name}`), reads: own });
        if (definition === undefined)
            return unsupported(`local.${name}`);
        const value = this.evaluator.evaluate(definition.at.value, {
            names: new Map(),
            reads: own,
            file: definition.file,
        });
        this.#locals.set(name, { value, reads: own });
        reads.merge(own);
        return value;
    }
    data(ref, reads) {
        let own = this.#dataReads.get(ref);
        const definition = this.#definitions.data.get(ref);
        if (own === undefined) {
            own = new Dependencies();
            own.data.add(ref);
            this.#dataReads.set(ref, own);
            if (definition !== undefined) {
                if (secretDataSources.has(ref.split('.')[0] ?? '')) {
                    const { file, at } = definition;
                    own.change({ what: `data.${ref}, whose secret may be another`, file, line: at.line });
                }
                readBody(this.evaluator, definition.at.body, { names: new Map(), reads: own, file: definition.file }, true);
            }
        }
        reads.merge(own);
    }
    variableNames() {
        return this.#definitions.variables.names();
    }
    localNames() {
        return this.#definitions.locals.keys();
    }
    dataRefs() {
        return this.#definitions.data.keys();
    }
    /** Packer is given the templates' folder relative to the one that it runs in: `path.root` is what it was given. */
    path(name) {
        const { folder, cwd } = this.#definitions;
        if (name === 'root')
            return (0,external_node_path_.relative)(cwd, folder) || '.';
        return name === 'cwd' ? cwd : unsupported(`path.${name}`);
    }
    /**
     * Packer resolves paths against the templates' folder, but those of filebase64 and abspath against the folder that it
     * runs in; `~` is the user's home folder (filesystem.go of go-cty-funcs, hcl2template/function/filebase64.go).
     */
    callEnvironmentFunction(call, args, scope) {
        const [path = null, pattern = null] = args;
        const doubt = () => {
            scope.reads.doubt({ what: `${call.name}()`, file: scope.file, line: call.line });
            return firstUnknown([...args]) ?? unsupported(`${call.name}()`);
        };
        const { cwd, folder } = this.#definitions;
        const isOwn = typeof path === 'string' && !path.includes('\0');
        if (call.name === 'abspath')
            return isOwn ? (0,external_node_path_.resolve)(cwd, path) : unknownPath(path, call.name);
        if (call.name === 'pathexpand')
            return isOwn ? expandHome(path) : unknownPath(path, call.name);
        if (!isOwn)
            return doubt();
        if (call.name === 'env')
            return unsupported('env() outside of a default');
        if (call.name === 'filebase64')
            return this.#readContent((0,external_node_path_.resolve)(cwd, path), 'base64', path, scope);
        if (call.name === 'fileset') {
            const base = external_node_path_.posix.resolve(folder, path);
            return typeof pattern === 'string' ? (this.#fileset(base, pattern, scope) ?? doubt()) : doubt();
        }
        const expanded = expandHome(path);
        if (typeof expanded !== 'string')
            return expanded;
        const absolute = (0,external_node_path_.resolve)(folder, expanded);
        if (call.name === 'file')
            return this.#readContent(absolute, 'utf8', path, scope);
        scope.reads.files.add(absolute);
        if (call.name === 'fileexists') {
            const kind = this.#files.kindOf(absolute);
            return kind === 'file' || kind === null ? kind === 'file' : refused(`${path} is not a file`);
        }
        const text = this.#files.content(absolute)?.toString() ?? '';
        if (fileFunction.test(text))
            doubt();
        if (changingFunction.test(text)) {
            scope.reads.change({ what: `a function that ${path} calls`, file: scope.file, line: call.line });
        }
        return firstUnknown([...args]) ?? unsupported('templatefile()');
    }
    #readContent(absolute, encoding, path, { reads }) {
        reads.files.add(absolute);
        const content = this.#files.content(absolute);
        if (content === null) {
            return this.#files.kindOf(absolute) === 'file'
                ? unsupported(`a file as long as ${path}`)
                : refused(`there is no file ${path}`);
        }
        if (encoding === 'utf8' && !(0,external_node_buffer_.isUtf8)(content))
            return refused(`${path} is not UTF-8`);
        // cty keeps texts in NFC.
        return content.toString(encoding).normalize();
    }
    #fileset(folder, pattern, scope) {
        const matches = matchFiles(this.#files, folder, pattern);
        if (matches !== null)
            scope.reads.listings.add(`${folder}\u0000${pattern}`);
        return matches;
    }
}
/** `~/x` in the user's home folder; `~user` is refused (go-homedir's Expand). */
function expandHome(path) {
    if (!path.startsWith('~'))
        return path;
    return path === '~' || path.startsWith('~/')
        ? external_node_path_.posix.join((0,external_node_os_.homedir)(), path.slice(1))
        : refused("another user's home folder");
}
function unknownPath(path, name) {
    return firstUnknown(path) ?? unsupported(`${name}()`);
}

;// CONCATENATED MODULE: ./build/templates/hash.js
/** The hashes behind every fingerprint. */

/** SHA-256 of a text in UTF-8: hex, lower case. */
function sha256(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
}
/** HMAC-SHA-256 of a text in UTF-8 (RFC 2104): hex, lower case. Without the key nobody can try values. */
function hmacSha256(key, text) {
    return (0,external_node_crypto_.createHmac)('sha256', key).update(text).digest('hex');
}

;// CONCATENATED MODULE: ./build/hcl/canonical.js
/**
 * What HCL says, as a text: equal for two texts that differ only in comments, layout, trailing commas, the order of
 * attributes, the indentation under `<<-`, or how a string is written. Made from the syntax tree, of which nothing is left out.
 */
function canonicalBlock(block) {
    return JSON.stringify(blockForm(block));
}
function canonicalExpression(expression) {
    return JSON.stringify(expressionForm(expression));
}
function blockForm({ type, labels, body }) {
    return [type, labels, ...bodyForm(body)];
}
/** A body's attributes have no order; its blocks do, for provisioners run in it. */
function bodyForm({ attributes, blocks }) {
    const named = attributes.map(({ name, value }) => [name, expressionForm(value)]);
    return [sortByKey(named), blocks.map(blockForm)];
}
function expressionForm(expression) {
    switch (expression.kind) {
        case 'literal':
            // A number may have more digits than a double holds.
            return expression.digits === undefined ? expression.value : ['number', expression.digits];
        case 'template':
            return templateForm(expression.parts, expression.exact ? null : expression.written);
        case 'tuple':
            return ['tuple', ...expression.items.map(expressionForm)];
        case 'object':
            return ['object', ...objectForm(expression)];
        case 'reference':
            return ['reference', expression.name];
        case 'access':
            return ['access', expressionForm(expression.target), stepForm(expression.step)];
        case 'call':
            return ['call', expression.name, expression.spread, ...expression.args.map(expressionForm)];
        case 'conditional':
            return ['if', ...[expression.test, expression.yes, expression.no].map(expressionForm)];
        case 'operation':
            return ['operation', expression.operator, ...expression.operands.map(expressionForm)];
        case 'for': {
            const { keyName, itemName, collection, key, value, grouped, test } = expression;
            const optional = [key, test].map((item) => (item === null ? null : [expressionForm(item)]));
            return ['for', keyName, itemName, grouped, ...optional, ...[collection, value].map(expressionForm)];
        }
    }
}
/** Entries whose keys are all written out have no order, but of two with the same key the last one counts. */
function objectForm({ entries }) {
    const forms = entries.map(({ key, value }) => [expressionForm(key), expressionForm(value)]);
    if (!entries.every(({ key }) => key.kind === 'literal'))
        return forms;
    return sortByKey(forms.map(([key, value]) => [typeof key === 'string' ? key : JSON.stringify(key), value]));
}
function sortByKey(entries) {
    return entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
function stepForm(step) {
    switch (step.kind) {
        case 'attribute':
            return ['attribute', step.name];
        case 'index':
            return ['index', expressionForm(step.index)];
        case 'splat':
            return ['splat', step.full, ...step.steps.map(stepForm)];
    }
}
/** A template of text alone is a string, however it is quoted. */
function templateForm(parts, written) {
    if (written !== null)
        return ['template as written', written];
    const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
    return texts.length === parts.length ? texts.join('') : ['template', ...parts.map(partForm)];
}
function partForm(part) {
    switch (part.kind) {
        case 'text':
            return part.text;
        case 'value':
            return ['value', expressionForm(part.value)];
        case 'if':
            return ['if', expressionForm(part.test), part.yes.map(partForm), part.no.map(partForm)];
        case 'for':
            return ['for', part.key, part.item, expressionForm(part.collection), part.body.map(partForm)];
    }
}

;// CONCATENATED MODULE: ./build/templates/inert-options.js
/** Options that cannot alter the image, however they are set: they do not count. When in doubt, an option counts. */
const sourceOptions = {
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
const provisionerOptions = {
    start_retry_timeout: 'packer/provisioner/shell/provisioner.go',
    timeout: 'packer/hcl2template/types.build.provisioners.go',
};
/** A block without them, also where a `dynamic` makes it. */
function withoutInertOptions(block) {
    if (block.type !== 'dynamic')
        return { ...block, body: bodyWithoutInertOptions(block.type, block.body) };
    const [type = ''] = block.labels;
    const blocks = block.body.blocks.map((inner) => inner.type === 'content' ? { ...inner, body: bodyWithoutInertOptions(type, inner.body) } : inner);
    return { ...block, body: { ...block.body, blocks } };
}
/** The body of a source or provisioner without them. */
function bodyWithoutInertOptions(blockType, body) {
    const inert = blockType === 'source' ? sourceOptions : findInertOptions(body);
    return {
        attributes: body.attributes.filter(({ name }) => !Object.hasOwn(inert, name)),
        blocks: body.blocks.filter(({ type, labels: [made = ''] }) => !Object.hasOwn(inert, type === 'dynamic' ? made : type)),
    };
}
/** Where a script is retried, its time limit decides whether it has run twice. */
function findInertOptions({ attributes }) {
    return attributes.some(({ name }) => name === 'max_retries') ? {} : provisionerOptions;
}

;// CONCATENATED MODULE: ./build/templates/paths.js
/** Notes the local files and folders that values of templates name. */




/** PATH_MAX of Linux; a longer text is not a path. */
const maxPathLength = 4096;
/** Where programs of the system and temporary files lie: what is named there is no input of the templates' own. */
const systemFolders = /^\/(bin|sbin|lib|lib64|usr|dev|proc|sys|tmp)(\/|$)/;
/** What separates words, options and their values in a command, a list of paths or an URL. */
const separators = /(?:[\s"'`=,;()<>|&{}@]|(?<![a-z]):|:(?!\/\/))+/;
/** Sets of Dependencies by how the files in them are read. */
const setOf = { bytes: 'files', script: 'scripts', upload: 'uploads' };
class PathReader {
    #templates;
    #reads;
    /** Texts of the provisioners that ran on this machine so far: what they name, they may have made. */
    #commands = [];
    constructor(templates, reads) {
        this.#templates = templates;
        this.#reads = reads;
    }
    /** Notes the files and folders that a value names; where they are not known, that any file may be read. */
    read(value, use) {
        if (value === null || value === '')
            return;
        if (isList(value))
            for (const item of value)
                this.read(item, use);
        else if (value instanceof OneOf)
            for (const option of value.options)
                this.read(option, use);
        else if (typeof value === 'string' && value.startsWith(goProgramsDir))
            this.#reads.others.add('agent');
        else if (typeof value === 'string')
            this.#readPath(value, use);
        else
            this.#doubt(use.what, use);
    }
    /** Packer renders `{{ … }}` in a provisioner; `{{pwd}}` is the folder that it runs in (funcGenPwd of its plugin SDK). */
    #readPath(text, use) {
        const { cwd, files } = this.#templates;
        const path = text.replaceAll(/\{\{\s*pwd\s*\}\}/g, () => cwd);
        if (path.includes('{{') || path.includes('\0')) {
            this.#doubt(use.what, use);
            return;
        }
        const absolute = (0,external_node_path_.resolve)(cwd, path);
        const made = use.mayAppear === true && this.#commands.some((command) => command.includes(text));
        if (!made)
            this.#reads[setOf[use.as]].add(absolute);
        if (use.mayAppear === true && (made || files.kindOf(absolute) === null)) {
            this.#doubt(`${use.what} ${JSON.stringify(text)}, which is created during the build`, use);
        }
    }
    #doubt(what, { file, line }) {
        this.#reads.doubt({ what, file, line });
    }
    /**
     * Notes what a provisioner reads that runs on this machine: the files and folders that its attributes name, and that it
     * may read any other of the workspace. One that names something outside of the workspace may read anything.
     */
    readProgram(values, { what, file, line }) {
        const texts = [...values.values()].flatMap(textsIn);
        this.#commands.push(...texts);
        const outside = new Set();
        for (const text of texts) {
            this.#readIfExists(text, outside, true);
            for (const word of text.split(separators)) {
                if (/[/~]|^\.\.$/.test(word))
                    this.#readIfExists(word, outside, false);
            }
        }
        const [first] = outside;
        const named = first === undefined ? '' : ` and names ${first}, outside of the workspace`;
        this.#reads.doubt({ what: `${what}${named}`, file, line, outside: first !== undefined });
    }
    /**
     * Notes a file if there is one, and whether it lies outside of the workspace; a folder only where it is all of an
     * attribute's text, as a command may as well write to it. The folders above are the workspace.
     */
    #readIfExists(text, outside, isWhole) {
        if (text === '' || text.length > maxPathLength || text.includes('\0') || /^[a-z]+:\/\//.test(text))
            return;
        const { cwd, files } = this.#templates;
        const absolute = (0,external_node_path_.resolve)(cwd, paths_expandHome(text));
        if ((0,external_node_path_.isAbsolute)(text) && systemFolders.test(text) && !files.isInWorkspace(absolute))
            return;
        const kind = files.kindOf(absolute);
        if (kind === null)
            return;
        if (!files.isInWorkspace(absolute))
            outside.add(text);
        else if (kind === 'file' || (isWhole && (0,external_node_path_.relative)(absolute, cwd).startsWith('..'))) {
            this.#reads.uploads.add(absolute);
        }
    }
}
/** `~` and the HOME of a shell. */
function paths_expandHome(text) {
    return text.replace(/^(~|\$HOME|\$\{HOME\})(?=\/|$)/, () => (0,external_node_os_.homedir)());
}
function textsIn(value) {
    if (typeof value === 'string')
        return [value];
    if (isList(value))
        return value.flatMap(textsIn);
    if (isObject(value))
        return [...value.values()].flatMap(textsIn);
    return value instanceof OneOf ? value.options.flatMap(textsIn) : [];
}

;// CONCATENATED MODULE: ./build/templates/provisioners.js
/** The attributes of Packer's own provisioners that name local files, as of Packer 1.16.0. */
const scriptAttributes = ['script', 'scripts'];
const scriptRunners = new Set(['powershell', 'windows-shell']);
const readingNothing = new Set(['breakpoint', 'sleep', 'windows-restart', 'hcp-sbom']);
function findProvisionerReads(type, values) {
    const pathsIn = (names) => names.flatMap((name) => {
        const value = values.get(name);
        return value === undefined ? [] : [{ name: `${name} of the provisioner ${type}`, value }];
    });
    const binary = values.get('binary') ?? false;
    if (type === 'shell') {
        // provisioner/shell/provisioner.go sends scripts through its UnixReader, without their modes, unless they are binary.
        const as = binary === false || binary === 'false' ? 'script' : 'bytes';
        return { paths: pathsIn(scriptAttributes), as, doubt: null, mayAppear: false };
    }
    if (scriptRunners.has(type)) {
        return { paths: pathsIn(scriptAttributes), as: 'upload', doubt: null, mayAppear: false };
    }
    if (readingNothing.has(type))
        return { paths: [], as: 'bytes', doubt: null, mayAppear: false };
    if (type === 'file') {
        const download = values.get('direction') === 'download';
        const paths = download ? [] : pathsIn(['source', 'sources']);
        return { paths, as: 'upload', doubt: null, mayAppear: (values.get('generated') ?? false) !== false };
    }
    const doubt = type === 'shell-local'
        ? 'the provisioner shell-local, whose commands run on this machine'
        : `the provisioner ${type}, which may read any file`;
    const paths = type === 'shell-local' ? pathsIn(scriptAttributes) : [];
    return { paths, as: 'upload', doubt, mayAppear: false };
}

;// CONCATENATED MODULE: ./build/templates/source-image.js
/** Finds the image that a recipe starts from: an id, or a query to AWS that the templates describe. */



function source_image_sourceImage({ sourceAmi, filter }, templates, environment) {
    if (sourceAmi !== undefined && sourceAmi !== null && sourceAmi !== '') {
        return fromValue(sourceAmi, templates, environment);
    }
    if (filter === null)
        return { kind: 'unknown', why: 'its source has neither source_ami nor source_ami_filter' };
    return fromFilter(filter.body, filter.scope, environment, 'source_ami_filter');
}
/** The image of `source_ami`, which must be a single value besides the variables that the action fills in. */
function fromValue(value, templates, environment) {
    const options = (value instanceof OneOf ? value.options : [value]).filter((option) => !isFilledIn(option));
    const [option] = options;
    if (options.length !== 1 || option === undefined) {
        return { kind: 'unknown', why: 'its source_ami is known only during the build' };
    }
    if (typeof option === 'string')
        return { kind: 'id', id: option };
    if (option instanceof Unknown && option.reason.kind === 'data') {
        return dataImage(option.reason.ref, templates, environment);
    }
    return { kind: 'unknown', why: 'its source_ami is known only during the build' };
}
function isFilledIn(value) {
    return value instanceof Unknown && (value.reason.kind === 'parent' || value.reason.kind === 'source');
}
/** The image that `data.amazon-ami.NAME.id` or `data.amazon-parameterstore.NAME.value` returns. */
function dataImage(ref, templates, environment) {
    const definition = templates.data.get(ref);
    const [type] = ref.split('.');
    if (definition === undefined)
        return { kind: 'unknown', why: `there is no data source ${ref}` };
    const scope = { names: new Map(), reads: new Dependencies(), file: definition.file };
    const { body } = definition.at;
    if (type === 'amazon-ami')
        return fromFilter(body, scope, environment, `data.${ref}`);
    if (type !== 'amazon-parameterstore') {
        return { kind: 'unknown', why: `data.${ref} is known only during the build` };
    }
    const name = findAttribute(body, 'name');
    const value = name === undefined ? null : environment.evaluator.evaluate(name.value, scope);
    return typeof value === 'string'
        ? { kind: 'query', query: { kind: 'parameter', name: value } }
        : { kind: 'unknown', why: `the name of data.${ref} is known only during the build` };
}
/** Attributes of a filter that are evaluated; one with any other is left to Packer (AmiFilterOptions, common/ami_filter.go). */
const filterAttributes = new Set(['filters', 'owners', 'most_recent', 'include_deprecated', 'region']);
function fromFilter(body, scope, environment, what) {
    const values = new Map();
    for (const { name, value } of body.attributes)
        values.set(name, environment.evaluator.evaluate(value, scope));
    const others = [...values.keys()].filter((name) => !filterAttributes.has(name));
    const blocks = expandBlocks(body, environment.evaluator, scope);
    if (others.length > 0 || blocks.length > 0) {
        const first = others[0] ?? blocks[0]?.type ?? '';
        return { kind: 'unknown', why: `${what} has ${first}, which the plan does not evaluate` };
    }
    const filters = toFilters(values.get('filters') ?? null);
    const owners = toTexts(values.get('owners') ?? []);
    const mostRecent = values.get('most_recent') ?? false;
    const includeDeprecated = values.get('include_deprecated') ?? false;
    if (filters === null ||
        owners === null ||
        typeof mostRecent !== 'boolean' ||
        typeof includeDeprecated !== 'boolean') {
        return { kind: 'unknown', why: `${what} is known only during the build` };
    }
    const query = { kind: 'images', filters, owners: owners.sort(), mostRecent };
    return { kind: 'query', query: includeDeprecated ? { ...query, includeDeprecated } : query };
}
function toFilters(value) {
    if (!isObject(value) || firstUnknown(value) !== null)
        return null;
    const filters = {};
    for (const [name, item] of sortEntries(value)) {
        const text = asText(item);
        // A line of CSV (common/build_filter.go); one with quotes is left to Packer.
        if (text === null || /["\n\r]/.test(text))
            return null;
        filters[name] = text.split(',').map((value) => value.trimStart());
    }
    return filters;
}
function toTexts(value) {
    if (!isList(value))
        return null;
    const texts = value.map(asText);
    return texts.includes(null) ? null : texts.filter((text) => text !== null);
}

;// CONCATENATED MODULE: ./build/templates/recipe-dependencies.js
/** Finds everything that a recipe reads. Where a path is not known, that is noted, and the whole workspace counts. */









/** Attributes of a source that name a local file whose content can change the image. */
const sourceFiles = ['user_data_file'];
/** Blocks of a build that can change the image. Post-processors run when it is finished, and hcp_packer_registry labels it. */
const provisioners = new Set(['provisioner', 'error-cleanup-provisioner']);
function readDependencies(recipe, templates, environment) {
    return new DependencyReader(recipe, templates, environment).read();
}
class DependencyReader {
    #recipe;
    #templates;
    #environment;
    #reads = new Dependencies();
    #paths;
    /** Types of all provisioners. */
    #types = [];
    constructor(recipe, templates, environment) {
        this.#recipe = recipe;
        this.#templates = templates;
        this.#environment = environment;
        this.#paths = new PathReader(templates, this.#reads);
    }
    read() {
        const { source, addition } = this.#recipe;
        const { values, filter } = this.#readSource();
        for (const name of sourceFiles) {
            const use = { what: name, file: source.file, line: source.span.line, as: 'bytes' };
            this.#paths.read(values.get(name) ?? null, use);
        }
        const parts = [
            toPart('source', source, [source.span]),
            ...(addition === null ? [] : [toPart('source in the build', addition, [addition.span])]),
            this.#readBuild(),
        ];
        const attributes = { sourceAmi: values.get('source_ami'), filter };
        return {
            reads: this.#reads,
            parts,
            source: source_image_sourceImage(attributes, this.#templates, this.#environment),
            plugins: [...this.#templates.plugins.keys()].filter((plugin) => plugin !== 'amazon' && this.#usesPlugin(plugin)),
        };
    }
    /** Reads the source block, and the build's own source block, whose attributes win. */
    #readSource() {
        const { source, addition } = this.#recipe;
        const { evaluator } = this.#environment;
        const values = new Map();
        let filter = null;
        for (const block of addition === null ? [source] : [source, addition]) {
            const scope = this.#scopeOf(block);
            const body = bodyWithoutInertOptions('source', block.body);
            for (const [name, value] of readBody(evaluator, body, scope, true))
                values.set(name, value);
            for (const inner of expandBlocks(block.body, evaluator, scope)) {
                if (inner.type !== 'source_ami_filter')
                    continue;
                filter = { body: inner.body, scope: { ...scope, names: inner.names, reads: new Dependencies() } };
            }
        }
        return { values, filter };
    }
    /** A plugin's components are called as the plugin, or begin with its name and a dash. */
    #usesPlugin(plugin) {
        const types = [...this.#types, ...[...this.#reads.data].map((ref) => ref.split('.')[0] ?? '')];
        return types.some((type) => type === plugin || type.startsWith(`${plugin}-`));
    }
    /** Adds the names that Packer defines inside a source and a build. */
    #scopeOf(block) {
        // A dynamic block's own names win: its iterator may be called source.
        const names = new Map([
            ['source', sourceNames(this.#recipe)],
            ['build', new Map([['name', this.#recipe.buildName]])],
            ...block.names,
        ]);
        return { names, reads: this.#reads, file: block.file };
    }
    /** Reads the build's blocks that apply to this source, in their order. */
    #readBuild() {
        const { build } = this.#recipe;
        const scope = this.#scopeOf(build);
        const blocks = [];
        for (const block of expandBlocks(build.body, this.#environment.evaluator, scope)) {
            const inner = { ...scope, names: block.names };
            if (!provisioners.has(block.type) || !this.#appliesToSource(block, inner))
                continue;
            blocks.push(block.span);
            this.#readStep(block, inner);
        }
        return toPart('build', build, blocks);
    }
    /** `only` and `except` hold `type.name` of sources. Where they are unknown, the block counts. */
    #appliesToSource(block, scope) {
        const ref = `${this.#recipe.builder}.${this.#recipe.sourceName}`;
        const evaluate = (name) => {
            const attribute = findAttribute(block.body, name);
            return attribute === undefined
                ? null
                : this.#environment.evaluator.evaluate(attribute.value, { ...scope, names: block.names });
        };
        const only = evaluate('only');
        const except = evaluate('except');
        const isKnown = isList(only) && only.length > 0 && only.every((item) => typeof item === 'string');
        if (isKnown && !only.includes(ref))
            return false;
        return !(isList(except) && except.includes(ref));
    }
    /** Reads a provisioner. */
    #readStep(block, scope) {
        const [type] = block.labels;
        const body = bodyWithoutInertOptions(block.type, block.body);
        const values = readBody(this.#environment.evaluator, body, scope, false);
        const at = { file: scope.file, line: block.span.line };
        this.#types.push(type ?? '');
        for (const [name, value] of this.#readOverride(values.get('override') ?? null, at)) {
            values.set(name, OneOf.of([value, values.get(name) ?? value]));
        }
        if (type === undefined || type === null) {
            this.#paths.readProgram(values, { what: `a ${block.type} of unknown type`, ...at });
            return;
        }
        const { paths, as, doubt, mayAppear } = findProvisionerReads(type, values);
        for (const { name, value } of paths)
            this.#paths.read(value, { what: name, ...at, as, mayAppear });
        if (doubt !== null)
            this.#paths.readProgram(values, { what: doubt, ...at });
    }
    /** The attributes that `override` sets for this source. */
    #readOverride(override, at) {
        const own = isObject(override) ? (override.get(this.#recipe.sourceName) ?? null) : override;
        if (isObject(own))
            return own;
        if (own !== null)
            this.#reads.doubt({ what: 'override', ...at });
        return new Map();
    }
}
/** A part of the recipe that consists of these blocks of a file; those of one `dynamic` are one. */
function toPart(what, { file }, blocks) {
    const distinct = [...new Set(blocks)];
    return {
        what,
        file,
        canonical: distinct.map((block) => canonicalBlock(withoutInertOptions(block))).join('\n'),
    };
}
/** What `source.type` and `source.name` are. */
function sourceNames({ builder, sourceName }) {
    return new Map([
        ['type', builder],
        ['name', sourceName],
    ]);
}

;// CONCATENATED MODULE: ./build/plan/ami-name.js
/** The name that an AMI will have, from its template's own `ami_name`. */






/** The part of the fingerprint that a name holds. */
const fingerprintLength = 12;
/**
 * A name that none of `images` has: usually that of the fingerprint; if an unusable image occupies it, the name of a hash
 * of the fingerprint. Runs that see the same images find the same name.
 */
function freeAmiName({ recipe, fingerprint }, templates, filledVariables, images) {
    const { name, attempt } = firstFreeName(images, (number) => evaluateAmiName(recipe, templates, filledVariables, alternateFingerprint(fingerprint, number)));
    return { name, fingerprint: alternateFingerprint(fingerprint, attempt) };
}
/** Other attempts than the first few are as unlikely as so many images that took their names. */
const ami_name_maxAttempts = 16;
/** Whether the recipe gives an image this name; any name if the templates decide it during the build. */
function givesName({ recipe, fingerprint }, templates, filledVariables, name) {
    for (let attempt = 0; attempt < ami_name_maxAttempts; attempt++) {
        const alternate = alternateFingerprint(fingerprint, attempt);
        const given = evaluateAmiName(recipe, templates, filledVariables, alternate);
        if (given === null || given === name)
            return true;
    }
    return false;
}
/** The name with `*` for the fingerprint; null if the name is not known before the build. */
function namePattern({ recipe, fingerprint }, templates, filledVariables) {
    const name = evaluateAmiName(recipe, templates, filledVariables, fingerprint);
    return name?.replace(fingerprint.slice(0, fingerprintLength), '*') ?? null;
}
function alternateFingerprint(fingerprint, attempt) {
    return attempt === 0 ? fingerprint : sha256(`${fingerprint} ${attempt}`);
}
function evaluateAmiName(recipe, templates, filledVariables, fingerprint) {
    const named = [recipe.addition, recipe.source].flatMap((block) => {
        const found = block === null ? undefined : findAttribute(block.body, 'ami_name');
        return block === null || found === undefined ? [] : [{ block, value: found.value }];
    })[0];
    if (named === undefined)
        return null;
    const values = new Map(filledVariables.values);
    if (values.has('fingerprint'))
        values.set('fingerprint', fingerprint);
    const { evaluator } = new TemplateEnvironment({ ...templates }, templates.files, values);
    const names = new Map([['source', sourceNames(recipe)], ...named.block.names]);
    const value = evaluator.evaluate(named.value, { names, reads: new Dependencies(), file: named.block.file });
    return typeof value === 'string' ? value : null;
}

;// CONCATENATED MODULE: ./build/plan/aws-queries.js
/** What the plan asks AWS and others, in a number of queries that does not grow with the number of AMIs. */



/** The queries to AWS, by a region's clients. */
function createAwsQueries(ec2, ssm, run) {
    return {
        ownImages: (query) => ec2.describeImages({ owners: ['self'], ...query }),
        publicImages: ({ filters, owners, includeDeprecated = false }) => ec2.describeImages({
            filters: { state: ['available'], ...filters },
            includeDeprecated,
            ...(owners.length === 0 ? {} : { owners }),
        }),
        parameter: (name) => ssm.getParameter(name),
        leases: (images, now) => readLeases(images, now, run, ec2),
    };
}
/** DescribeImages takes so many values per filter. */
const maxFilterValues = 200;
/** All images of the patterns, by one query, or by two if some are by name and some by tag. */
async function queryExistingImages(patterns, aws) {
    const names = [...new Set(patterns.flatMap(({ name }) => (name === null ? [] : [name])))];
    const tagged = patterns.filter(({ name }) => name === null).map(({ ami }) => ami);
    const queries = [];
    if (names.length > 0)
        queries.push({ names: names.length <= maxFilterValues ? names : [commonPattern(names)] });
    if (tagged.length > 0) {
        queries.push(tagged.length <= maxFilterValues
            ? { tags: { [build_tags/* tagKeys */.b.ami]: tagged } }
            : { tags: { [build_tags/* tagKeys */.b.state]: ['available', 'building'] } });
    }
    const answers = await Promise.all(queries.map((query) => aws.ownImages(query)));
    return [...new Map(answers.flat().map((image) => [image.id, image])).values()];
}
/** `a-one-*` and `a-two-*` give `a-*`. */
function commonPattern(patterns) {
    const [first = '', ...others] = patterns.map((pattern) => pattern.replace(/[*?].*$/s, ''));
    let length = first.length;
    for (const other of others) {
        while (!other.startsWith(first.slice(0, length)))
            length -= 1;
    }
    return `${first.slice(0, length)}*`;
}
/** A query's key, in a lock for instance: the parameter's name, or the query as JSON. */
function queryKey(query) {
    return query.kind === 'parameter' ? query.name : JSON.stringify(query);
}
/**
 * The ids of the images that the queries mean, by the queries' keys. Locked ones are not looked up; without AWS only they
 * are known. Throws a ConfigurationError with every query that means no image.
 */
async function lookUpSourceImages(queries, aws, locked) {
    const distinct = new Map(queries.map((query) => [queryKey(query), query]));
    const ids = new Map();
    const problems = [];
    const lookUps = [...distinct].map(async ([key, query]) => {
        const id = locked[key];
        if (id !== undefined)
            return [key, { id }];
        return [key, aws === null ? null : await lookUpSourceImage(query, aws)];
    });
    for (const [key, result] of await Promise.all(lookUps)) {
        if (result === null)
            continue;
        if ('id' in result)
            ids.set(key, result.id);
        else
            problems.push(result.problem);
    }
    if (problems.length > 0)
        throw new errors/* ConfigurationError */.j1(problems);
    return ids;
}
async function lookUpSourceImage(query, aws) {
    if (query.kind === 'parameter') {
        const id = await aws.parameter(query.name);
        if (id !== null)
            return { id };
        return { problem: `the source image's SSM parameter ${query.name} does not exist in this region` };
    }
    const { filters, owners, mostRecent } = query;
    const images = await aws.publicImages(query);
    const newest = [...images].sort((a, b) => Date.parse(b.creationDate) - Date.parse(a.creationDate) || (a.id < b.id ? -1 : 1))[0];
    const description = `${JSON.stringify(filters)} of ${owners.join(', ') || 'any owner'}`;
    if (newest === undefined)
        return { problem: `no source image matches ${description} in this region` };
    if (images.length > 1 && !mostRecent) {
        return {
            problem: `${images.length} source images match ${description}: narrow the filters, or set most_recent`,
        };
    }
    return { id: newest.id };
}

;// CONCATENATED MODULE: ./build/templates/filled-variables.js
/**
 * Finds the variables that the action fills in where templates declare them. It fills in a variable only if its own value
 * is empty ("", {} or none): a template that uses such a name for its own purpose keeps its value.
 */



/** Variables that do not change the image's content: never part of a fingerprint. */
const runVariables = new Set(['run_tags', 'ami_tags', 'fingerprint', 'download_mirror']);
/** Throws a ConfigurationError for a variable that the user sets and only the action can set. */
function findFilledVariables(templates) {
    const values = new Map();
    const parents = new Map();
    for (const name of templates.variables.names()) {
        if (!isEmpty(templates.variables.value(name)))
            continue;
        const value = placeholderFor(name);
        const parent = findParent(name, templates.recipes);
        if (value !== null)
            values.set(name, value);
        else if (parent !== null) {
            values.set(name, new Unknown({ kind: 'parent', variable: name }));
            parents.set(name, parent);
        }
    }
    const reserved = [...runVariables, 'resolved_artifacts'].filter((name) => name in templates.providedVariables);
    if (reserved.length > 0) {
        throw new errors/* ConfigurationError */.j1(reserved.map((name) => `Input variables: ${name} is set by the action itself; remove it, or give the variable another name`));
    }
    return { values, parents };
}
function placeholderFor(name) {
    if (runVariables.has(name))
        return new Unknown({ kind: 'action', variable: name });
    if (name === 'resolved_artifacts')
        return new Unknown({ kind: 'artifacts' });
    if (name === 'source_ami')
        return new Unknown({ kind: 'source' });
    return name === 'go_programs_dir' ? goProgramsDir : null;
}
/** Finds the recipe whose AMI a variable takes: `gpu_worker_ami` takes that of `gpu-worker` or `gpu_worker`. */
function findParent(variable, recipes) {
    if (!variable.endsWith('_ami'))
        return null;
    const name = variable.slice(0, -'_ami'.length);
    return (recipes.find((recipe) => recipe.foreign === null && recipe.name.replaceAll(/[-.]/g, '_') === name) ?? null);
}
function isEmpty(value) {
    if (value === undefined || value === null || value === '')
        return true;
    return (isList(value) && value.length === 0) || (isObject(value) && value.size === 0);
}

;// CONCATENATED MODULE: ./build/templates/region.js
/** The region that a recipe is built in: the one that its source names, or else Packer's AWS_REGION, which the action sets. */




/** The attribute `region` of the source, or of the build's own source block, which wins; null where it is unset or empty. */
function findNamedRegion({ source, addition, ...recipe }, templates) {
    const { evaluator } = new TemplateEnvironment(templates, templates.files, new Map());
    const blocks = addition === null ? [source] : [addition, source];
    for (const { body, file, names } of blocks) {
        const attribute = findAttribute(body, 'region');
        if (attribute === undefined)
            continue;
        const own = new Map([['source', sourceNames(recipe)], ...names]);
        const value = evaluator.evaluate(attribute.value, { names: own, reads: new Dependencies(), file });
        // The plugin takes an empty region for none (access_config.go).
        if (value === '' || value === null)
            return null;
        const { line, column } = attribute;
        return { region: typeof value === 'string' ? value : null, at: { file, line, column } };
    }
    return null;
}
/**
 * The region of a run whose input does not set it: the one that the recipes' sources name, the templates' own value of
 * `aws_region`, or else `usual`. Recipes of other regions are refused when they are planned.
 */
function chooseRegion(recipes, templates, usual) {
    const named = recipes.map((recipe) => findNamedRegion(recipe, templates)?.region ?? null);
    const own = templates.variables.value('aws_region');
    return named.find((region) => region !== null) ?? (typeof own === 'string' && own !== '' ? own : usual);
}

;// CONCATENATED MODULE: ./build/plan/needed-artifacts.js
/** Which downloads a recipe needs. */

/**
 * The artifacts that a recipe needs: those whose keys it reads of the variable `artifacts`. A recipe that reads the whole
 * map needs those whose version variable it reads.
 */
function findNeededArtifacts({ reads: { artifacts, variables } }, templates, filledVariables) {
    if (!filledVariables.values.has('resolved_artifacts') || artifacts.size === 0)
        return [];
    return artifactNames.filter((name) => {
        const variable = artifactVariables[name];
        if (!templates.variables.has(variable))
            return false;
        return artifacts.has('*') ? variables.has(variable) : artifacts.has(name);
    });
}

;// CONCATENATED MODULE: ./build/plan/collect.js
/** Everything that the wanted recipes and their parents read, collected before anything is asked. */








/**
 * Reads the recipes. Throws a ConfigurationError for a build in another region than the action's, and recipes that start
 * from each other.
 */
function collectRecipes(templates, wanted, region) {
    const filledVariables = findFilledVariables(templates);
    const environment = new TemplateEnvironment({ ...templates }, templates.files, filledVariables.values);
    const recipes = collectWithParents(templates, wanted, filledVariables, environment);
    const problems = findOtherRegions(recipes, templates, region);
    if (problems.length > 0)
        throw new errors/* ConfigurationError */.j1(problems);
    const artifacts = new Set(recipes.flatMap(({ dependencies }) => findNeededArtifacts(dependencies, templates, filledVariables)));
    const versions = {};
    for (const name of artifacts) {
        const variable = artifactVariables[name];
        versions[variable] = String(templates.variables.value(variable) ?? '');
    }
    const sourceQueries = recipes.flatMap(({ dependencies }) => findSourceQueries(dependencies, templates, environment));
    const needsGoPrograms = recipes.some(({ dependencies }) => dependencies.reads.others.has('agent'));
    return { filledVariables, environment, recipes, artifacts, versions, sourceQueries, needsGoPrograms };
}
function collectWithParents(templates, wanted, filledVariables, environment) {
    const done = new Map();
    const visit = (recipe, children) => {
        const known = done.get(recipe);
        if (known !== undefined)
            return known;
        if (children.includes(recipe)) {
            const circle = [...children.slice(children.indexOf(recipe)), recipe]
                .map(({ name }) => name)
                .join(' <- ');
            throw new errors/* ConfigurationError */.j1(`the AMIs start from each other: ${circle}`);
        }
        const dependencies = readDependencies(recipe, templates, environment);
        const parents = [...filledVariables.parents]
            .filter(([variable, parent]) => parent !== recipe && dependencies.reads.variables.has(variable))
            .map(([variable, parent]) => ({ variable, recipe: parent }));
        const depths = new Map(parents.map((parent) => [parent, depthOf(visit(parent.recipe, [...children, recipe]), done)]));
        const nearestFirst = parents.sort((a, b) => (depths.get(b) ?? 0) - (depths.get(a) ?? 0));
        const collected = { recipe, dependencies, parents: nearestFirst };
        done.set(recipe, collected);
        return collected;
    };
    for (const recipe of wanted)
        visit(recipe, []);
    return [...done.values()];
}
/** How many AMIs stand below one another under this one. */
function depthOf({ parents }, done) {
    const below = parents.map(({ recipe }) => {
        const parent = done.get(recipe);
        return parent === undefined ? 0 : 1 + depthOf(parent, done);
    });
    return Math.max(0, ...below);
}
function findSourceQueries({ source, reads }, templates, environment) {
    const images = [source, ...[...reads.data].map((item) => dataImage(item, templates, environment))];
    return images.flatMap((image) => (image.kind === 'query' ? [image.query] : []));
}
/** The action looks for images in one region, so they must be built there. */
function findOtherRegions(recipes, templates, region) {
    return recipes.flatMap(({ recipe }) => {
        const named = findNamedRegion(recipe, templates);
        if (named === null || named.region === region)
            return [];
        const { file, line, column } = named.at;
        const where = named.region === null ? 'is not known before the build' : `is ${named.region}`;
        const message = `${file}:${line}:${column}: the region of ${recipe.name} ${where}, but this run builds in ${region}; ` +
            'write region = var.aws_region, or set the input aws-region and build it by a step of its own';
        return [{ message, location: named.at }];
    });
}

;// CONCATENATED MODULE: ./build/plan/fingerprint.js
/** A recipe's fingerprint: the hash of everything that the AMI is made of, each part an input with a name. */

/**
 * Raise it when AMIs must not be reused although their inputs are the same, such as after a change of what the action
 * builds from them. It invalidates every AMI of every user: each is built again at its next run.
 */
const fingerprintVersion = 2;
/**
 * In order of weight: the changes that are most likely and most telling come first. AMIs' tags hold positions in this
 * list, so append to it, and reorder it only together with a new `inputsTagPrefix`.
 */
const fingerprintInputKinds = [
    'variable',
    'artifact',
    'file',
    'listing',
    'agent',
    'template',
    'source',
    'plugin',
    'packer',
    'parent',
];
/** An input whose digest is that of `content`. */
function createInput(kind, name, content, details = {}) {
    return { kind, name, digest: sha256(content), value: null, place: null, secret: false, ...details };
}
/** The input of a secret variable. With a key its value can't be guessed from the fingerprint that names the AMI. */
function createSecretInput(name, content, { place, key }) {
    const input = createInput('variable', name, content, { place, secret: true });
    return key === null ? input : { ...input, digest: hmacSha256(key, `${name}\0${content}`) };
}
/** The fingerprint, hex SHA-256: of the recipe's name and its inputs, in the order of their names. */
function computeFingerprint(recipe, inputs) {
    const lines = inputs.map(({ kind, name, digest }) => `${kind}\0${name}\0${digest}\n`).sort();
    return sha256(`ami-action ${fingerprintVersion}\0${recipe}\n${lines.join('')}`);
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./build/plan/fingerprint-tags.js
/** An AMI's record of its recipe, in its tags, from which a later run tells what has changed. */



/** EC2 allows values of 256 characters and 50 tags per resource; the other tags are for the lease and the user. */
const valueLength = 256;
const maxTags = 20;
/** A longer value is recorded by its digest only. */
const maxRecordedLength = 40;
/** A window that fits a few kilobytes, so that a thousand AMIs cost little. */
const deflateOptions = { level: 9, windowBits: 13, memLevel: 6 };
/** Tags may come from other programs: a bound on what they unpack to. */
const maxBytes = 1024 * 1024;
/**
 * Tags that hold a recipe's inputs: rows of JSON, deflated, base64url, cut into `ami-action:inputs-0`, `-1`, …
 * If they do not fit, the values are left out first, then the files: a changed file is then noticed but not named.
 */
function inputsToTags(inputs) {
    const remembered = inputs.map(remember).sort(byKindAndName);
    const attempts = [
        () => remembered,
        () => remembered.map((input) => ({ ...input, value: input.kind === 'artifact' ? input.value : null })),
        () => remembered.filter(({ kind }) => kind !== 'file'),
    ];
    for (const attempt of attempts) {
        const text = pack(attempt());
        if (text.length <= valueLength * maxTags)
            return chunks(text);
    }
    return {};
}
/** The inputs in an image's tags; null if there are none or they cannot be read. */
function inputsFromTags(tags) {
    let text = '';
    for (let index = 0; index < maxTags; index += 1) {
        const chunk = tags[`${build_tags/* inputsTagPrefix */.w}${index}`];
        if (chunk === undefined)
            break;
        text += chunk;
    }
    if (text === '')
        return null;
    try {
        return fingerprint_tags_unpack(text);
    }
    catch {
        return null;
    }
}
/** The record of an input. */
function remember({ kind, name, digest, value, secret }) {
    return {
        kind,
        name,
        digest: secret ? '' : Buffer.from(digest, 'hex').subarray(0, 6).toString('base64url'),
        value: value !== null && value.length <= maxRecordedLength ? value : null,
    };
}
function pack(inputs) {
    const rows = inputs.map(({ kind, name, digest, value }) => {
        const row = [fingerprintInputKinds.indexOf(kind), name, digest];
        return value === null ? row : [...row, value];
    });
    return (0,external_node_zlib_.deflateRawSync)(JSON.stringify(rows), deflateOptions).toString('base64url');
}
function fingerprint_tags_unpack(text) {
    const json = (0,external_node_zlib_.inflateRawSync)(Buffer.from(text, 'base64url'), { maxOutputLength: maxBytes }).toString('utf8');
    const rows = JSON.parse(json);
    if (!Array.isArray(rows))
        throw new SyntaxError('the inputs are not a list');
    return rows.map((row) => {
        const [kind, name, digest, value = null] = Array.isArray(row) ? row : [];
        const known = fingerprintInputKinds[Number(kind)];
        if (known === undefined || typeof name !== 'string' || typeof digest !== 'string')
            throw new SyntaxError('a row is not an input');
        return { kind: known, name, digest, value: typeof value === 'string' ? value : null };
    });
}
function chunks(text) {
    const tags = {};
    for (let index = 0; index * valueLength < text.length; index += 1) {
        tags[`${build_tags/* inputsTagPrefix */.w}${index}`] = text.slice(index * valueLength, (index + 1) * valueLength);
    }
    return tags;
}
function byKindAndName(a, b) {
    const kinds = fingerprintInputKinds.indexOf(a.kind) - fingerprintInputKinds.indexOf(b.kind);
    return kinds !== 0 ? kinds : a.name < b.name ? -1 : 1;
}

;// CONCATENATED MODULE: ./build/plan/explain.js
/** Why no existing AMI fits: today's inputs against those that an earlier AMI's tags record. */


/** Further causes are counted, not named. */
const maxCauses = 3;
/** Causes in order of weight, such as `nvidia_driver_version 550 -> 570`; empty if none can be named. */
function explainChanges(before, now, displayFile) {
    const changes = [...findNewAndChanged(before, now, displayFile), ...findRemoved(before, now, displayFile)];
    if (changes.length === 0) {
        const secrets = now.filter(({ secret }) => secret).map(({ name }) => name);
        return secrets.length === 0
            ? []
            : [`a secret variable (${secrets.join(', ')}) or the input fingerprint-key changed`];
    }
    const causes = changes
        .sort((a, b) => weightOf(a) - weightOf(b) || (a.text < b.text ? -1 : 1))
        .map(({ text }) => text);
    const named = causes.slice(0, maxCauses);
    return causes.length > maxCauses ? [...named, `${causes.length - maxCauses} more changed`] : named;
}
function weightOf({ kind }) {
    return fingerprintInputKinds.indexOf(kind);
}
/** An AMI whose tags had no room for files says nothing about which of them are new. */
function findNewAndChanged(before, now, displayFile) {
    const earlier = new Map(before.map((input) => [explain_keyOf(input), input]));
    const knowsFiles = before.some(({ kind }) => kind === 'file');
    return now.flatMap((input) => {
        const { kind, place } = input;
        const old = earlier.get(explain_keyOf(input));
        if (old === undefined) {
            if (kind === 'file' && !knowsFiles)
                return [];
            return [{ kind, text: `${displayName(input, displayFile, place)} is new` }];
        }
        if (old.digest === remember(input).digest)
            return [];
        return [{ kind, text: describeChange(input, old, displayFile) }];
    });
}
function findRemoved(before, now, displayFile) {
    const today = new Set(now.map(explain_keyOf));
    return before
        .filter((input) => !today.has(explain_keyOf(input)))
        .map((input) => ({ kind: input.kind, text: `${displayName(input, displayFile, null)} is gone` }));
}
function explain_keyOf({ kind, name }) {
    return `${kind}\0${name}`;
}
function describeChange(input, old, displayFile) {
    const name = displayName(input, displayFile, input.place);
    if (input.value === null || old.value === null)
        return `${name} changed`;
    return input.value === old.value
        ? `${name} ${input.value} was published again`
        : `${name} ${old.value} -> ${input.value}`;
}
function displayName({ kind, name }, displayFile, place) {
    switch (kind) {
        case 'file':
            return displayFile(name);
        case 'listing':
            return `the list of files ${displayFile(name)}`;
        case 'template':
            return place === null ? name : `${place} (${name})`;
        case 'agent':
            return 'the Go programs';
        case 'plugin':
            return `plugin ${name}`;
        case 'parent':
            return `its parent ${name}`;
        default:
            return name;
    }
}

;// CONCATENATED MODULE: ./build/plan/file-inputs.js
/** A fingerprint's files and lists of files. */



/**
 * The files that a recipe reads, and what each `fileset` matches. Where it cannot be told which files it reads, those of
 * the input `reads` count, or else all of the workspace.
 */
async function collectFileInputs({ reads }, templates) {
    const { files } = templates;
    const digests = new Map();
    if (reads.unresolved.size > 0 && templates.reads === null) {
        for (const file of await files.digestWorkspace())
            digests.set(file.name, file);
    }
    const named = [
        ...toReads(reads.files, 'bytes'),
        ...toReads(reads.scripts, 'script'),
        ...toReads(reads.uploads, 'upload'),
        ...(reads.unresolved.size > 0 ? toReads(templates.reads ?? [], 'upload') : []),
    ];
    for (const file of await files.digest(named))
        digests.set(file.name, file);
    const contents = [...digests.values()].map(({ name, digest }) => ({
        kind: 'file',
        name,
        digest,
        value: null,
        place: displayFileName(templates, name),
        secret: false,
    }));
    const listings = [...reads.listings].map((listing) => {
        const [folder = '', pattern = ''] = listing.split('\0');
        const matches = matchFiles(files, folder, pattern) ?? [];
        return createInput('listing', `${files.nameOf(folder)}/${pattern}`, matches.join('\0'));
    });
    return [...contents, ...listings];
}
function toReads(paths, as) {
    return [...paths].map((path) => ({ path, as }));
}
/** What messages call a file of the templates: its path from the workspace, if the templates' folder lies in it. */
function displayFileName(templates, name) {
    return external_node_path_.posix.isAbsolute(name) ? name : external_node_path_.posix.join(templates.displayName, name);
}

;// CONCATENATED MODULE: ./build/plan/decide.js
/** Decides for each AMI, once everything is known: reuse, wait or build, and how. */








/** EC2 allows a tag's value 256 characters. */
const maxTagLength = 256;
const noImage = { kind: 'none', unusable: [], orphans: [] };
class Decider {
    #context;
    #images;
    #existing;
    /** `recipes` are all requested recipes and their parents. */
    constructor(context, recipes) {
        this.#context = context;
        this.#images = context.images ?? [];
        this.#existing = new Map(recipes.map((item) => [item.recipe, this.#findExisting(item)]));
    }
    decide(item) {
        const existing = this.#existing.get(item.recipe) ?? noImage;
        const planned = {
            ami: item.recipe.name,
            fingerprint: item.fingerprint,
            versions: versionsOf(item.inputs),
            fingerprintInputs: item.inputs,
            notes: item.wholeWorkspaceReasons.map((reason) => `the whole workspace counts as input, because of ${reason}; the input reads bounds it`),
        };
        switch (existing.kind) {
            case 'available': {
                const { image } = existing;
                return { decision: 'reuse', ...planned, why: [`${image.id} has the same fingerprint`], image };
            }
            case 'pending': {
                const { image } = existing;
                const why = [`another run is building ${image.id} with the same fingerprint`];
                return { decision: 'pending', ...planned, ...this.#createOrder(item), why, image };
            }
            case 'none': {
                const why = this.#explainBuild(item, existing.unusable);
                return { decision: 'build', ...planned, ...this.#createOrder(item), why };
            }
        }
    }
    #findExisting(item) {
        const { templates, filledVariables, now, leases } = this.#context;
        if (item.alwaysBuildReasons.length > 0)
            return noImage;
        const { name } = freeAmiName(item, templates, filledVariables, []);
        const { recipe, fingerprint } = item;
        const isOwnName = (image) => givesName(item, templates, filledVariables, image);
        const wanted = { ami: recipe.name, fingerprint, name, isOwnName };
        return findExistingImage(this.#images, wanted, now, leases);
    }
    #explainBuild(item, unusable) {
        const { images, region, templates } = this.#context;
        if (images === null)
            return ['cannot check whether it exists without AWS credentials'];
        if (item.alwaysBuildReasons.length > 0) {
            return item.alwaysBuildReasons.map((reason) => `always built: ${reason}`);
        }
        if (unusable.length > 0)
            return [...unusable];
        const earlier = newestOf(images, item.recipe.name);
        if (earlier === null)
            return [`no image of it exists in ${region}`];
        const release = earlier.tags[build_tags/* tagKeys */.b.release];
        const since = `since ${earlier.id}${release === undefined ? '' : ` (${release})`}`;
        const remembered = inputsFromTags(earlier.tags);
        const causes = remembered === null
            ? []
            : explainChanges(remembered, item.inputs, (name) => displayFileName(templates, name));
        if (causes.length === 0)
            return [`the recipe changed ${since}, whose tags do not record what`];
        return causes.map((cause, index) => (index === causes.length - 1 ? `${cause} ${since}` : cause));
    }
    #createOrder(item) {
        const { templates, filledVariables } = this.#context;
        const { recipe, sourceAmi } = item;
        const existing = this.#existing.get(recipe);
        const orphans = existing?.kind === 'none' ? existing.orphans : [];
        const remaining = this.#images.filter((image) => !orphans.includes(image));
        const name = freeAmiName(item, templates, filledVariables, remaining);
        const base = this.#findBase(item);
        return {
            only: recipe.only,
            amiName: name.name,
            nameTakenBy: remaining.find((image) => image.name === name.name)?.id ?? null,
            orphans,
            sourceAmi,
            baseAmi: base?.id ?? null,
            variables: {
                ...this.#fillVariables(item, name.fingerprint),
                ...(base === null ? {} : { [base.variable]: base.id }),
            },
            runVariables: ['run_tags', 'ami_tags', 'go_programs_dir'].filter((variable) => filledVariables.values.has(variable) &&
                (variable !== 'go_programs_dir' || item.dependencies.reads.others.has('agent'))),
            tags: createTags(item),
        };
    }
    /** The nearest parent whose AMI exists, by its id and the variable that takes it. */
    #findBase({ parents }) {
        for (const { variable, recipe } of parents) {
            const existing = this.#existing.get(recipe);
            if (existing?.kind === 'available')
                return { variable, id: existing.image.id };
        }
        return null;
    }
    /** The user's values, and those that the action fills in except a parent's AMI and what only the run knows. */
    #fillVariables(item, fingerprint) {
        const { templates, filledVariables, mirror } = this.#context;
        const artifacts = this.#artifactsOf(item);
        const variables = { ...templates.providedVariables };
        for (const [name, { version }] of artifacts)
            variables[artifactVariables[name]] = version;
        const fill = (variable, value) => {
            if (filledVariables.values.has(variable))
                variables[variable] = value;
        };
        fill('resolved_artifacts', Object.fromEntries(artifacts.map(([name, artifact]) => [name, { ...artifact }])));
        fill('source_ami', item.sourceAmi ?? '');
        fill('fingerprint', fingerprint);
        fill('download_mirror', mirror ?? '');
        return variables;
    }
    #artifactsOf({ dependencies }) {
        const { templates, filledVariables, artifacts } = this.#context;
        return findNeededArtifacts(dependencies, templates, filledVariables).flatMap((name) => {
            const artifact = artifacts[name];
            return artifact === undefined ? [] : [[name, artifact]];
        });
    }
}
function createTags({ recipe, fingerprint, sourceAmi, inputs }) {
    const versions = Object.entries(versionsOf(inputs)).map(([name, version]) => `${name}=${version}`);
    return {
        [build_tags/* tagKeys */.b.ami]: recipe.name,
        [build_tags/* tagKeys */.b.fingerprint]: fingerprint,
        ...(sourceAmi === null ? {} : { [build_tags/* tagKeys */.b.sourceAmi]: sourceAmi }),
        ...(versions.length === 0 ? {} : { [build_tags/* tagKeys */.b.versions]: versions.join(' ').slice(0, maxTagLength) }),
        ...inputsToTags(inputs),
    };
}
/** Versions of resolved artifacts, and values of other variables called `NAME_version`, by NAME. */
function versionsOf(inputs) {
    const suffix = '_version';
    const versions = {};
    for (const { kind, name, value } of inputs) {
        if (value === null)
            continue;
        if (kind === 'artifact')
            versions[name] = value;
        if (kind === 'variable' && name.endsWith(suffix))
            versions[name.slice(0, -suffix.length)] = value;
    }
    return versions;
}

;// CONCATENATED MODULE: ./build/plan/source-inputs.js
/** A fingerprint's source image and the answers of its data sources. */


/** Data sources that hold keys to a recipe's inputs, and no inputs themselves. */
const source_inputs_secretDataSources = new Set(['amazon-secretsmanager', 'hcp-vault-secrets']);
/** The source image, and what other data sources answer if that can be asked before the build. */
function collectSourceInputs({ source, reads }, templates, environment, findImageId) {
    const sourceAmi = imageId(source, findImageId);
    const inputs = [];
    const unknowns = [];
    const add = (name, what, image) => {
        const id = imageId(image, findImageId);
        if (image.kind === 'unknown')
            unknowns.push(image.why);
        else {
            if (id === null)
                unknowns.push(`${what} could not be looked up`);
            inputs.push(createInput('source', name, id ?? '', { value: id }));
        }
    };
    add('source image', 'its source image', source);
    for (const reference of reads.data) {
        if (isNoInput(reference))
            continue;
        const image = dataImage(reference, templates, environment);
        const isSource = image.kind !== 'unknown' && JSON.stringify(image) === JSON.stringify(source);
        if (!isSource)
            add(`data.${reference}`, `data.${reference}`, image);
    }
    return { inputs, unknowns, sourceAmi };
}
function isNoInput(reference) {
    const [type = ''] = reference.split('.');
    return source_inputs_secretDataSources.has(type) || type === 'null';
}
function imageId(image, findImageId) {
    if (image.kind === 'unknown')
        return null;
    return image.kind === 'id' ? image.id : findImageId(image.query);
}

;// CONCATENATED MODULE: ./build/plan/fingerprint-inputs.js
/**
 * Everything that a recipe's AMI is made of, as the inputs of its fingerprint.
 *
 * The region is no input of its own: `region = var.x` in a source or data block chooses where a build runs. It counts
 * through the source image's id, which differs from region to region, and wherever else templates read the variable.
 * What a parent's AMI brings counts through the parent's fingerprint, whether a build starts from that AMI or not.
 */






/** The part of a parent's fingerprint that explanations show. */
const displayedLength = 12;
/** A variable with such a name is not shown, even if its template forgot to declare it sensitive. */
const secretName = /(^|_)(password|passwd|secret|token|credentials?|(private|api|access|secret)_key)(_|$)/i;
/** All inputs of a recipe's fingerprint. */
async function collectFingerprintInputs(request) {
    const { dependencies, templates, environment, resolved } = request;
    const source = collectSourceInputs(dependencies, templates, environment, resolved.findImageId);
    const variables = collectVariableInputs(request);
    const unbounded = findUnboundedReads(dependencies, templates);
    return {
        inputs: [
            ...variables.inputs,
            ...collectArtifactInputs(request),
            ...(await collectFileInputs(dependencies, templates)),
            ...collectTemplateInputs(dependencies, templates),
            ...source.inputs,
            ...collectParentInputs(request.parents),
            ...collectToolInputs(dependencies, templates, resolved),
        ],
        alwaysBuildReasons: [...new Set([...source.unknowns, ...variables.unknowns, ...unbounded.unknowns])],
        wholeWorkspaceReasons: unbounded.doubts,
        sourceAmi: source.sourceAmi,
        secrets: variables.secrets,
    };
}
/** What is another at each build, and the files that are not known: any of the workspace, or any at all. */
function findUnboundedReads({ reads }, templates) {
    const place = ({ what, file, line }) => `${what} (${file}:${line})`;
    const unresolved = templates.reads === null ? [...reads.unresolved.values()] : [];
    return {
        unknowns: [
            ...[...reads.changing.values()].map((item) => `${place(item)} is another at each build`),
            ...unresolved
                .filter(({ outside }) => outside)
                .map((item) => `${place(item)}: list the files that it reads in the input reads`),
        ],
        doubts: unresolved.filter(({ outside }) => !outside).map(place),
    };
}
/**
 * Every variable that is read, except those that the action fills in and those whose version it resolves. Without a key
 * sensitive ones do not count either: a fingerprint is public, and a PIN can be found from one by trying.
 */
function collectVariableInputs({ dependencies, templates, filledVariables, fingerprintKey: key, }) {
    const needed = findNeededArtifacts(dependencies, templates, filledVariables);
    const resolved = new Set(needed.map((name) => artifactVariables[name]));
    const inputs = [];
    const unknowns = [];
    const uncounted = [];
    const guessable = [];
    for (const name of dependencies.reads.variables) {
        const variable = templates.variables.declared.get(name);
        const value = templates.variables.value(name);
        if (variable === undefined || value === undefined)
            continue;
        if (filledVariables.values.has(name) || resolved.has(name))
            continue;
        if (variable.sensitive && key === null) {
            uncounted.push(name);
            continue;
        }
        if (firstUnknown(value) !== null) {
            unknowns.push(`the value of var.${name} is not known before the build`);
            continue;
        }
        const json = JSON.stringify(values_toJson(value));
        const text = typeof value === 'string' ? value : json;
        const { file: place, type } = variable;
        // A set's values may be those of a list, but not what a template can do with them.
        const content = type.includes('set(') ? `${json}\0${type}` : json;
        const isNamedSecret = secretName.test(name);
        if (isNamedSecret && key === null)
            guessable.push(name);
        inputs.push(variable.sensitive || isNamedSecret
            ? createSecretInput(name, content, { place, key })
            : createInput('variable', name, content, { value: text, place }));
    }
    return { inputs, unknowns, secrets: { uncounted, guessable } };
}
function collectArtifactInputs({ dependencies, templates, filledVariables, resolved, }) {
    return findNeededArtifacts(dependencies, templates, filledVariables).flatMap((name) => {
        const artifact = resolved.artifacts[name];
        if (artifact === undefined)
            return [];
        const { version, url, sha256 } = artifact;
        return [createInput('artifact', name, `${version}\0${url}\0${sha256}`, { value: version })];
    });
}
/** The text of the source and the build, and of each local and data source that they reach. */
function collectTemplateInputs({ parts, reads }, templates) {
    const ofDefinitions = (prefix, names, definitions) => [...names].flatMap((name) => {
        const definition = definitions.get(name);
        if (definition === undefined)
            return [];
        const { canonical, file } = definition;
        return [createInput('template', `${prefix}.${name}`, canonical, { place: file })];
    });
    return [
        ...parts.map(({ what, file, canonical }) => createInput('template', what, canonical, { place: file })),
        ...ofDefinitions('local', reads.locals, templates.locals),
        ...ofDefinitions('data', reads.data, templates.data),
    ];
}
function collectParentInputs(parents) {
    return [...parents].map(([name, fingerprint]) => createInput('parent', name, fingerprint, { value: fingerprint.slice(0, displayedLength) }));
}
/** Packer's plugins, Packer itself if the templates read its version, and the Go programs if they take them. */
function collectToolInputs({ plugins, reads }, templates, { pluginVersion, packerVersion, goProgramsDigest }) {
    return [
        createInput('plugin', 'amazon', pluginVersion, { value: pluginVersion }),
        ...plugins.map((name) => createInput('plugin', name, templates.plugins.get(name) ?? '')),
        ...(reads.others.has('packer')
            ? [createInput('packer', 'packer', packerVersion, { value: packerVersion })]
            : []),
        ...(reads.others.has('agent') ? [createInput('agent', 'agent', goProgramsDigest ?? '')] : []),
    ];
}

;// CONCATENATED MODULE: ./build/plan/plan.js
/** The plan of a run: for each AMI whether it is reused, awaited or built, from what, and why. */









/**
 * Makes the plan. The number of queries grows with the distinct source images and artifacts, not with the AMIs.
 * Throws a ConfigurationError for templates that cannot be built, and for what cannot be resolved.
 */
async function createPlan(request, queries) {
    const { templates, region, mirror, pluginVersion, packerVersion } = request;
    const collected = collectRecipes(templates, request.recipes, region);
    const { filledVariables } = collected;
    const [artifacts, imageIds, goProgramsDigest] = await Promise.all([
        findArtifacts(collected, request, queries),
        lookUpSourceImages(collected.sourceQueries, queries.aws, request.lock?.images[region] ?? {}),
        collected.needsGoPrograms ? (request.lock?.agent ?? queries.goProgramsDigest()) : null,
    ]);
    const resolved = {
        artifacts,
        findImageId: (query) => imageIds.get(queryKey(query)) ?? null,
        goProgramsDigest,
        pluginVersion,
        packerVersion,
    };
    const recipes = await fingerprintRecipes(collected, templates, resolved, request.fingerprintKey ?? null);
    const patterns = recipes.map((item) => ({
        ami: item.recipe.name,
        name: namePattern(item, templates, filledVariables),
    }));
    const images = queries.aws === null ? null : await queryExistingImages(patterns, queries.aws);
    const now = queries.now();
    const leases = queries.aws === null ? noLeases : await queries.aws.leases(images ?? [], now);
    const decider = new Decider({ templates, region, mirror, filledVariables, artifacts, images, now, leases }, recipes);
    const requested = new Set(request.recipes);
    return {
        items: recipes.filter(({ recipe }) => requested.has(recipe)).map((item) => decider.decide(item)),
        region,
        lock: createLock(collected.versions, artifacts, {
            images: { [region]: Object.fromEntries(imageIds) },
            agent: goProgramsDigest,
        }),
        secrets: {
            uncounted: distinct(recipes.flatMap(({ secrets }) => secrets.uncounted)),
            guessable: distinct(recipes.flatMap(({ secrets }) => secrets.guessable)),
        },
    };
}
function distinct(names) {
    return [...new Set(names)].sort();
}
async function findArtifacts({ artifacts, versions }, { lock = null, lockDisplayName }, publishers) {
    if (lock !== null)
        return selectLockedArtifacts(lock, artifacts, versions, lockDisplayName);
    return resolveArtifacts({ artifacts, versions }, publishers);
}
/** Resolves anew what a lock file for these recipes holds; an existing lock is not read. For `mode: lock`. */
async function resolveLock({ templates, recipes, region }, publishers) {
    const { artifacts, versions } = collectRecipes(templates, recipes, region);
    return createLock(versions, await resolveArtifacts({ artifacts, versions }, publishers));
}
/** Parents come before their children, so that a child's fingerprint can hold its parents'. */
async function fingerprintRecipes({ recipes, environment, filledVariables }, templates, resolved, fingerprintKey) {
    const fingerprints = new Map();
    const fingerprinted = [];
    for (const collected of recipes) {
        const { recipe, dependencies } = collected;
        const parents = new Map(collected.parents.map(({ recipe: { name } }) => [name, fingerprints.get(name) ?? '']));
        const inputs = await collectFingerprintInputs({
            dependencies,
            templates,
            environment,
            filledVariables,
            resolved,
            fingerprintKey,
            parents,
        });
        const fingerprint = computeFingerprint(recipe.name, inputs.inputs);
        fingerprints.set(recipe.name, fingerprint);
        fingerprinted.push({ ...collected, ...inputs, fingerprint });
    }
    return fingerprinted;
}

;// CONCATENATED MODULE: ./build/aws/preflight.js
/** Checks the AWS credentials before anything is fetched or created. */

const signIn = 'On a runner, add a step aws-actions/configure-aws-credentials with role-to-assume before this one, and `permissions: ' +
    'id-token: write` to the job; elsewhere set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';
/** Variables by which somebody asks to sign in (the SDK's "Environment variables for all tools"). */
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
            const message = `${set.join(', ')} ${verb} set, but no AWS credentials can be had that way (${(0,errors/* messageOf */.bD)(error)}).`;
            throw new errors/* AwsAccessError */.Eo(message, { cause: error });
        }
        throw new errors/* AwsAccessError */.Eo(explainAwsError(error, region), { cause: error, noCredentials: isMissing });
    }
}
/** What an error of GetCallerIdentity means; the names come from the SDK's credential providers and from STS. */
function explainAwsError(error, region) {
    const { name, code } = errorNames(error);
    const text = (0,errors/* messageOf */.bD)(error);
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
            return unreachable.has(code)
                ? `AWS cannot be reached in ${region} (${text}): check the region's name, the network and AWS_ENDPOINT_URL.`
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
    return errorNames(error).name === 'CredentialsProviderError' && !/expired/i.test((0,errors/* messageOf */.bD)(error));
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

;// CONCATENATED MODULE: ./build/templates/problems.js
/** What is wrong at a place of a template, in words that follow `file:line:column: `. */
function problemAt(file, { line, column }, message) {
    return { message: `${file}:${line}:${column}: ${message}`, location: { file, line, column } };
}
/** Says where something was declared first, and what to do if files of one folder are alternatives. */
function describeDuplicate(what, file, first) {
    const advice = file === first.file ? '' : '; if the files are alternatives, name one of them in the input templates';
    return `the ${what} is declared twice, first at ${first.file}:${first.line}${advice}`;
}
/** Names that are listed where none is near. */
const maxListed = 12;
/** `; did you mean "x"?` for a misspelt name, else the names there are. */
function suggest(name, known) {
    const names = [...known].sort();
    const limit = Math.max(1, Math.floor(name.length / 3));
    const [nearest] = names
        .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
        .filter(({ distance }) => distance <= limit)
        .sort((a, b) => a.distance - b.distance);
    if (nearest !== undefined)
        return `; did you mean ${JSON.stringify(nearest.candidate)}?`;
    if (names.length > maxListed)
        return '';
    return `; there are: ${names.join(', ') || 'none'}`;
}
/** Letters to insert, remove or replace; two neighbours that are swapped count once. */
function editDistance(a, b) {
    const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
    for (let i = 1; i <= a.length; i += 1) {
        const row = [i];
        for (let j = 1; j <= b.length; j += 1) {
            const cost = a[i - 1] === b[j - 1] ? 0 : 1;
            const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
            row.push(Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (rows[i - 1]?.[j - 1] ?? 0) + cost, swapped ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY));
        }
        rows.push(row);
    }
    return rows[a.length]?.[b.length] ?? 0;
}

;// CONCATENATED MODULE: ./build/templates/check/declarations.js
/** Finds blocks, labels and attributes that Packer refuses (the schemas of hcl2template/parser.go and types.*.go). */

const free = (...labels) => ({ labels, attributes: null, blocks: null });
const valuesOnly = { labels: [], attributes: null, blocks: {} };
const step = free('type');
const declarations_build = {
    labels: [],
    attributes: ['name', 'description', 'sources'],
    blocks: {
        source: free('type.name'),
        provisioner: step,
        'error-cleanup-provisioner': step,
        'post-processor': step,
        'post-processors': { labels: [], attributes: [], blocks: { 'post-processor': step, dynamic: step } },
        hcp_packer_registry: free(),
        dynamic: step,
    },
};
const validation = { labels: [], attributes: ['condition', 'error_message'], blocks: {} };
const file = {
    labels: [],
    attributes: [],
    blocks: {
        packer: { labels: [], attributes: ['required_version'], blocks: { required_plugins: valuesOnly } },
        source: free('type', 'name'),
        variables: valuesOnly,
        variable: {
            labels: ['name'],
            attributes: ['description', 'default', 'type', 'sensitive'],
            blocks: { validation },
        },
        locals: valuesOnly,
        local: { labels: ['name'], attributes: ['expression', 'sensitive'], blocks: {} },
        data: free('type', 'name'),
        build: declarations_build,
        hcp_packer_registry: free(),
        communicator: free('type', 'name'),
    },
};
/** Blocks whose last label is a name that references spell, so that it must be an identifier (hclsyntax.ValidIdentifier). */
const named = new Set(['source', 'variable', 'local', 'data']);
const identifier = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;
function checkDeclarations(files) {
    const problems = [];
    for (const { path, body } of files) {
        const checker = new DeclarationChecker(path, problems);
        checker.checkBody(body, file, 'a template');
        for (const block of body.blocks)
            checker.checkName(block);
    }
    return problems;
}
class DeclarationChecker {
    #file;
    #problems;
    constructor(file, problems) {
        this.#file = file;
        this.#problems = problems;
    }
    checkBody(body, schema, where) {
        const first = new Map();
        for (const attribute of body.attributes) {
            const { name, line } = attribute;
            const before = first.get(name);
            if (before !== undefined)
                this.#add(attribute, `${name} is set twice, first in line ${before}`);
            first.set(name, before ?? line);
            if (schema.attributes !== null && !schema.attributes.includes(name)) {
                this.#add(attribute, `${where} has no attribute ${JSON.stringify(name)}${suggest(name, schema.attributes)}`);
            }
        }
        for (const block of body.blocks)
            this.#checkBlock(block, schema, where);
    }
    checkName({ type, labels, line, column }) {
        const name = labels.at(-1);
        if (!named.has(type) || name === undefined || identifier.test(name))
            return;
        const rule = 'it begins with a letter or _ and has only letters, digits, _ and -';
        this.#add({ line, column }, `${JSON.stringify(name)} is not the name of a ${type}: ${rule}`);
    }
    #checkBlock(block, schema, where) {
        const { type, labels, body } = block;
        const inner = schema.blocks === null ? free() : schema.blocks[type];
        if (inner === undefined) {
            const what = schema === file ? 'Packer has no top-level block' : `${where} has no block`;
            this.#add(block, `${what} ${JSON.stringify(type)}${suggest(type, Object.keys(schema.blocks ?? {}))}`);
            return;
        }
        if (schema.blocks !== null && labels.length !== inner.labels.length) {
            const wanted = inner.labels.map((label) => ` "${label.toUpperCase()}"`).join('');
            this.#add(block, `a ${type} block is written ${type}${wanted} { }, and this one has ${labels.length} labels`);
        }
        this.checkBody(body, inner, `a ${type} block`);
    }
    #add(at, message) {
        this.#problems.push(problemAt(this.#file, at, message));
    }
}

;// CONCATENATED MODULE: ./build/templates/check/functions.js
/** The names of Packer's functions (hcl2template/functions.go of Packer 1.16.0). */
/** `env` is none of them: only the default of a variable may call it. */
const packerFunctions = new Set(('abs abspath alltrue anytrue aws_secretsmanager aws_secretsmanager_raw base64decode base64encode base64gzip ' +
    'basename bcrypt can ceil chomp chunklist cidrhost cidrnetmask cidrsubnet cidrsubnets coalesce coalescelist ' +
    'compact concat consul_key contains convert csvdecode dirname distinct element endswith file filebase64 ' +
    'fileexists fileset flatten floor format formatdate formatlist indent index join jsondecode jsonencode keys ' +
    'legacy_isotime legacy_strftime length log lookup lower max md5 merge min parseint pathexpand pow range regex ' +
    'regex_replace regexall replace reverse rfc3339_parse rsadecrypt setintersection setproduct setunion sha1 ' +
    'sha256 sha512 signum slice sort split startswith strcontains strrev substr sum templatefile textdecodebase64 ' +
    'textencodebase64 timeadd timestamp title trim trimprefix trimspace trimsuffix try unix_timestamp_parse upper ' +
    'urlencode uuidv4 uuidv5 values vault yamldecode yamlencode zipmap').split(' '));

;// CONCATENATED MODULE: ./build/templates/check/expressions.js
/**
 * Finds what makes Packer refuse an expression: names that are declared nowhere, functions that it does not have, files
 * that are missing. Packer notices these only where it evaluates them, so the branches that it does not take, what `try`
 * and `can` forgive and the bodies of loops that do not run are left out, and what is not known before the build too.
 */







const roots = ['var', 'local', 'data', 'path', 'packer', 'source', 'build'];
const attributesOf = {
    path: ['cwd', 'root'],
    packer: ['version', 'iterationID', 'versionFingerprint'],
    source: ['type', 'name'],
};
const forgiving = new Set(['try', 'can']);
const readingFiles = new Set(['file', 'filebase64', 'templatefile']);
class ExpressionChecker {
    problems = [];
    #known;
    #environment;
    #files;
    constructor(known, environment, files) {
        this.#known = known;
        this.#environment = environment;
        this.#files = files;
    }
    check(expression, position) {
        this.#walk(expression, { ...position, isLive: true });
    }
    /** Checks a block's attributes, and those of the blocks in it. */
    checkBody(body, position) {
        for (const { value } of body.attributes)
            this.check(value, position);
        for (const block of this.expand(body, position)) {
            this.checkBody(block.body, { ...position, names: block.names });
        }
    }
    /** The blocks of a body that are sure to exist: those of a dynamic block only if its collection is known. */
    expand(body, position) {
        return body.blocks.flatMap((block) => {
            if (block.type === 'dynamic') {
                const forEach = findAttribute(block.body, 'for_each')?.value;
                if (forEach === undefined)
                    return [];
                this.check(forEach, position);
                const collection = this.evaluate(forEach, position);
                if (!isList(collection) && !isObject(collection))
                    return [];
            }
            const one = { attributes: [], blocks: [block] };
            return expandBlocks(one, this.#environment.evaluator, toScope(position));
        });
    }
    evaluate(expression, position) {
        return this.#environment.evaluator.evaluate(expression, toScope(position));
    }
    #walk(expression, context) {
        const walkAll = (expressions) => {
            for (const item of expressions)
                this.#walk(item, context);
        };
        switch (expression.kind) {
            case 'literal':
                break;
            case 'template':
                this.#walkParts(expression.parts, context);
                break;
            case 'tuple':
                walkAll(expression.items);
                break;
            case 'object':
                walkAll(expression.entries.flatMap(({ key, value }) => [key, value]));
                break;
            case 'reference':
            case 'access':
                this.#walkPath(expression, context);
                break;
            case 'call':
                this.#walkCall(expression, context);
                break;
            case 'conditional':
                this.#walk(expression.test, context);
                this.#walk(expression.yes, this.#where(expression.test, true, context));
                this.#walk(expression.no, this.#where(expression.test, false, context));
                break;
            case 'operation':
                this.#walkOperation(expression, context);
                break;
            case 'for':
                this.#walkFor(expression, context);
                break;
        }
    }
    #walkParts(parts, context) {
        for (const part of parts) {
            if (part.kind === 'value')
                this.#walk(part.value, context);
            if (part.kind === 'if') {
                this.#walk(part.test, context);
                this.#walkParts(part.yes, this.#where(part.test, true, context));
                this.#walkParts(part.no, this.#where(part.test, false, context));
            }
            if (part.kind === 'for') {
                this.#walk(part.collection, context);
                this.#walkParts(part.body, this.#inLoop(part.collection, [part.key, part.item], context));
            }
        }
    }
    /** `&&` and `||` do not evaluate an operand that no longer matters. */
    #walkOperation({ operator, operands }, context) {
        const [left, right] = operands;
        const wanted = operator === '&&' ? true : operator === '||' ? false : null;
        for (const operand of operands) {
            const other = operand === left ? right : left;
            const isShort = wanted !== null && other !== undefined;
            this.#walk(operand, isShort ? this.#where(other, wanted, context) : context);
        }
    }
    #walkFor(expression, context) {
        const { collection, keyName, itemName, key, value, test } = expression;
        this.#walk(collection, context);
        const inner = this.#inLoop(collection, [keyName, itemName], context);
        if (test !== null)
            this.#walk(test, inner);
        for (const item of [key, value]) {
            if (item !== null)
                this.#walk(item, test === null ? inner : { ...inner, isLive: false });
        }
    }
    #walkCall(call, context) {
        const { name, args } = call;
        const fault = context.isLive ? describeCall(name, context.in) : null;
        if (fault !== null)
            this.#add(call, fault, context);
        // The second argument of convert is a type.
        const values = name === 'convert' ? args.slice(0, 1) : args;
        const inner = forgiving.has(name) ? { ...context, isLive: false } : context;
        for (const arg of values)
            this.#walk(arg, inner);
        if (context.isLive && readingFiles.has(name))
            this.#checkFile(call, context);
    }
    /** Packer resolves these paths against the templates' folder, but that of filebase64 against the folder it runs in. */
    #checkFile(call, context) {
        const [arg] = call.args;
        const path = arg === undefined ? null : this.evaluate(arg, context);
        if (typeof path !== 'string' || path.startsWith('~') || path.startsWith(goProgramsDir))
            return;
        const base = call.name === 'filebase64' ? this.#known.cwd : this.#known.folder;
        if (this.#files.kindOf((0,external_node_path_.resolve)(base, path)) !== null)
            return;
        this.#add(arg ?? call, `${call.name}() reads ${JSON.stringify(path)}, and there is no such file`, context);
    }
    #walkPath(expression, context) {
        const steps = [];
        let root = expression;
        while (root.kind === 'access') {
            steps.unshift(root.step);
            root = root.target;
        }
        this.#walkSteps(steps, context);
        if (root.kind !== 'reference')
            this.#walk(root, context);
        else if (!context.names.has(root.name))
            this.#checkReference(root, steps, context);
    }
    #walkSteps(steps, context) {
        for (const step of steps) {
            if (step.kind === 'index')
                this.#walk(step.index, context);
            if (step.kind === 'splat')
                this.#walkSteps(step.steps, context);
        }
    }
    #checkReference(root, steps, context) {
        const [first, second] = steps.map(expressions_nameOf);
        if (context.in === 'default') {
            this.#add(root, 'the default of a variable can refer to nothing; declare a local instead', context);
            return;
        }
        // Packer finds the locals and data sources that a local or a data source needs without evaluating it.
        const isRead = context.isLive || context.in === 'local' || context.in === 'data';
        const check = (name, known, what) => {
            const names = [...known];
            if (typeof name !== 'string' || names.includes(name))
                return;
            this.#add(root, `${what} ${JSON.stringify(name)}${suggest(name, names)}`, context);
        };
        const { variables, locals, data } = this.#known;
        if (root.name === 'local') {
            if (isRead)
                check(first, locals, 'the templates declare no local');
        }
        else if (root.name === 'data') {
            if (isRead && typeof first === 'string' && typeof second === 'string') {
                check(`${first}.${second}`, data, 'the templates declare no data source');
            }
        }
        else if (!context.isLive)
            return;
        else if (root.name === 'var')
            check(first, variables, 'the templates declare no variable');
        else if (root.name === 'build') {
            if (context.in !== 'build')
                this.#add(root, 'build is known only in the blocks of a build', context);
        }
        else if (root.name in attributesOf) {
            check(first, attributesOf[root.name] ?? [], `${root.name} has no`);
        }
        else
            check(root.name, roots, 'there is no');
    }
    /** The context of what is only evaluated where `test` is `wanted`. */
    #where(test, wanted, context) {
        if (!context.isLive)
            return context;
        const value = this.evaluate(test, context);
        return { ...context, isLive: value === wanted || value === String(wanted) };
    }
    #inLoop(collection, names, context) {
        const value = context.isLive ? this.evaluate(collection, context) : null;
        const isLive = (isList(value) && value.length > 0) || (isObject(value) && value.size > 0);
        const inner = new Map(context.names);
        for (const name of names)
            if (name !== null)
                inner.set(name, unsupported(name));
        return { ...context, names: inner, isLive };
    }
    #add(at, message, { file }) {
        this.problems.push(problemAt(file, at, message));
    }
}
/** Why a function cannot be called there; null where it can. */
function describeCall(name, place) {
    if (place === 'default') {
        const advice = 'the default of a variable can call env() only; declare a local instead';
        return name === 'env' ? null : `${advice}, which may call ${name}()`;
    }
    if (name === 'env')
        return 'env() can only be called in the default of a variable';
    return packerFunctions.has(name)
        ? null
        : `Packer has no function ${name}()${suggest(name, packerFunctions)}`;
}
function toScope({ names, file }) {
    return { names, file, reads: new Dependencies() };
}
function expressions_nameOf(step) {
    if (step.kind === 'attribute')
        return step.name;
    const isText = step.kind === 'index' && step.index.kind === 'literal' && typeof step.index.value === 'string';
    return isText ? String(step.index.value) : null;
}

;// CONCATENATED MODULE: ./build/templates/check/recipe.js
/** Finds what makes Packer refuse a recipe: expressions of its source and steps, and local files that are missing. */







/** Adds to the checker's problems. Steps that other sources have to themselves are left out. */
function checkRecipe(recipe, templates, checker) {
    new RecipeChecker(recipe, templates, checker).check();
}
class RecipeChecker {
    #recipe;
    #templates;
    #checker;
    constructor(recipe, templates, checker) {
        this.#recipe = recipe;
        this.#templates = templates;
        this.#checker = checker;
    }
    check() {
        const { source, addition, build } = this.#recipe;
        for (const block of addition === null ? [source] : [source, addition]) {
            const position = { in: 'source', file: block.file, names: block.names };
            this.#checker.checkBody(block.body, position);
            this.#checkPaths(block, ['user_data_file'], this.#withSource(position));
        }
        const position = { in: 'build', file: build.file, names: build.names };
        for (const block of this.#checker.expand(build.body, position)) {
            const inner = { ...position, names: block.names };
            const steps = block.type === 'post-processors' ? this.#checker.expand(block.body, inner) : [block];
            for (const step of steps)
                if (step.type !== 'source')
                    this.#checkStep(step, inner);
        }
    }
    #checkStep(step, position) {
        const inner = { ...position, names: step.names };
        if (!this.#applies(step, this.#withSource(inner)))
            return;
        this.#checker.checkBody(step.body, inner);
        const known = this.#withSource(inner);
        const type = step.labels[0] ?? '';
        const isProvisioner = step.type === 'provisioner' || step.type === 'error-cleanup-provisioner';
        if (!isProvisioner && type !== 'shell-local')
            return;
        // Another source's values may stand in override.
        if (findAttribute(step.body, 'override') !== undefined)
            return;
        const values = new Map(step.body.attributes.map(({ name, value }) => [name, this.#checker.evaluate(value, known)]));
        const { paths, mayAppear } = findProvisionerReads(type, values);
        if (mayAppear)
            return;
        const read = new Set(paths.map(({ value }) => value));
        const names = [...values].filter(([, value]) => read.has(value)).map(([name]) => name);
        this.#checkPaths(step, names, known);
    }
    /** `only` and `except` hold `type.name` of sources; what is not known is taken for another source's. */
    #applies(step, position) {
        const own = `${this.#recipe.builder}.${this.#recipe.sourceName}`;
        const listed = (name) => {
            const attribute = findAttribute(step.body, name);
            if (attribute === undefined)
                return null;
            const value = this.#checker.evaluate(attribute.value, position);
            if (!isList(value))
                return name === 'except';
            return value.length === 0 ? null : value.includes(own);
        };
        return listed('only') !== false && listed('except') !== true;
    }
    #checkPaths(block, names, position) {
        for (const { name, value: expression } of block.body.attributes) {
            if (!names.includes(name))
                continue;
            const value = this.#checker.evaluate(expression, position);
            const items = expression.kind === 'tuple' ? expression.items : [];
            const paths = isList(value) ? value : [value];
            paths.forEach((path, index) => {
                if (!this.#isMissing(path))
                    return;
                const at = items.length === paths.length ? (items[index] ?? expression) : expression;
                const message = `${name} is ${JSON.stringify(path)}, and there is no such file`;
                this.#checker.problems.push(problemAt(position.file, at, message));
            });
        }
    }
    /** Packer renders `{{ … }}` during the build. */
    #isMissing(path) {
        if (typeof path !== 'string' || path === '' || path.includes('{{') || path.startsWith(goProgramsDir))
            return false;
        return this.#templates.files.kindOf((0,external_node_path_.resolve)(this.#templates.cwd, path)) === null;
    }
    #withSource(position) {
        return { ...position, names: new Map([['source', sourceNames(this.#recipe)], ...position.names]) };
    }
}

;// CONCATENATED MODULE: ./build/templates/check/types.js
/** Type constraints of variables, and whether Packer can convert a value to one (hcl's typeexpr, cty's convert). */

const any = { kind: 'any' };
/** The type that an expression names; null where it names none. */
function parseType(expression) {
    if (expression.kind === 'reference') {
        const { name } = expression;
        return name === 'any' || name === 'string' || name === 'number' || name === 'bool'
            ? { kind: name }
            : null;
    }
    if (expression.kind !== 'call' || expression.args.length !== 1)
        return null;
    const [arg] = expression.args;
    if (arg === undefined)
        return null;
    const { name } = expression;
    if (name === 'list' || name === 'set' || name === 'map') {
        const of = parseType(arg);
        return of === null ? null : { kind: name, of };
    }
    if (name === 'tuple' && arg.kind === 'tuple') {
        const items = arg.items.map(parseType).filter((item) => item !== null);
        return items.length === arg.items.length ? { kind: 'tuple', items } : null;
    }
    return name === 'object' && arg.kind === 'object' ? parseObject(arg.entries) : null;
}
function parseObject(entries) {
    const fields = new Map();
    for (const { key, value } of entries) {
        const isOptional = value.kind === 'call' && value.name === 'optional';
        const inner = isOptional ? value.args[0] : value;
        const type = inner === undefined ? null : parseType(inner);
        if (type === null || key.kind !== 'literal')
            return null;
        fields.set(String(key.value), { type, isOptional });
    }
    return { kind: 'object', fields };
}
/** The type of a default, which is that of a variable without a type; an empty list or object leaves it open. */
function typeOfDefault(value) {
    if ((isList(value) && value.length === 0) || (isObject(value) && value.size === 0))
        return any;
    return typeOf(value);
}
function typeOf(value) {
    if (typeof value === 'string')
        return { kind: 'string' };
    if (typeof value === 'number')
        return { kind: 'number' };
    if (typeof value === 'boolean')
        return { kind: 'bool' };
    if (isList(value))
        return { kind: 'tuple', items: value.map(typeOf) };
    if (!isObject(value))
        return any;
    return {
        kind: 'object',
        fields: new Map([...value].map(([name, item]) => [name, { type: typeOf(item), isOptional: false }])),
    };
}
/** Why a value does not fit a type, in words that follow the variable's name; null where it fits or is not known. */
function describeMisfit(value, type, where = '') {
    if (value === null || value instanceof Unknown || value instanceof OneOf)
        return null;
    const misfit = (wanted) => `is to be ${wanted}${where}, not ${describe(value)}`;
    switch (type.kind) {
        case 'any':
            return null;
        case 'string':
            return isList(value) || isObject(value) ? misfit('a string') : null;
        case 'number':
            return isNumber(value) ? null : misfit('a number');
        case 'bool':
            return typeof value === 'boolean' || isOneOf(value, ['true', 'false', '1', '0'])
                ? null
                : misfit('a bool');
        case 'list':
        case 'set': {
            if (!isList(value))
                return misfit(`a ${type.kind}`);
            return first(value.map((item, index) => describeMisfit(item, type.of, `${where || ' in'} [${index}]`)));
        }
        case 'map': {
            if (!isObject(value))
                return misfit('a map');
            return first([...value].map(([key, item]) => describeMisfit(item, type.of, `${where || ' in'} .${key}`)));
        }
        case 'tuple': {
            if (!isList(value))
                return misfit('a tuple');
            if (value.length !== type.items.length) {
                return `is to have ${type.items.length} elements${where}, not ${value.length}`;
            }
            return first(type.items.map((item, index) => describeMisfit(value[index] ?? null, item, `${where || ' in'} [${index}]`)));
        }
        case 'object': {
            if (!isObject(value))
                return misfit('an object');
            const missing = [...type.fields].find(([name, { isOptional }]) => !isOptional && !value.has(name));
            if (missing !== undefined)
                return `is to have the attribute ${JSON.stringify(missing[0])}${where}`;
            return first([...type.fields].map(([name, field]) => describeMisfit(value.get(name) ?? null, field.type, `${where || ' in'} .${name}`)));
        }
    }
}
function isNumber(value) {
    if (typeof value === 'number')
        return true;
    return typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value);
}
function isOneOf(value, texts) {
    return typeof value === 'string' && texts.includes(value);
}
function first(faults) {
    return faults.find((fault) => fault !== null) ?? null;
}
/** Not the value itself, which may be a secret. */
function describe(value) {
    if (isList(value))
        return 'a list';
    if (isObject(value))
        return 'an object';
    return typeof value === 'boolean' ? 'a bool' : `a ${typeof value}`;
}

;// CONCATENATED MODULE: ./build/templates/check/variables.js
/** Checks declarations and values of variables as Packer does (hcl2template/types.variables.go). */





const typeExamples = 'string, number, bool, any, list(string), set(string), map(string), object({ … }) and tuple([ … ])';
/** The types of all variables, as far as they are right; what is wrong is added to the checker's problems. */
function checkDeclaredVariables(files, variables, checker) {
    const types = new Map();
    for (const { path, body } of files) {
        for (const block of body.blocks) {
            if (block.type === 'variables') {
                for (const { name, value } of block.body.attributes) {
                    checker.check(value, { in: 'default', file: path, names: new Map() });
                    types.set(name, typeOfDefault(variables.declared.get(name)?.default ?? null));
                }
            }
            const [name = ''] = block.labels;
            if (block.type === 'variable') {
                types.set(name, checkVariable(path, block, variables.declared.get(name)?.default, checker));
            }
        }
    }
    return types;
}
function checkVariable(path, { body, labels }, value, checker) {
    const { problems } = checker;
    const typeExpression = findAttribute(body, 'type')?.value;
    const defaultExpression = findAttribute(body, 'default')?.value;
    const type = typeExpression === undefined ? null : parseType(typeExpression);
    if (typeExpression !== undefined && type === null) {
        problems.push(problemAt(path, typeExpression, `this is not a type; types are ${typeExamples}, without quotes`));
    }
    if (defaultExpression !== undefined) {
        const before = problems.length;
        checker.check(defaultExpression, { in: 'default', file: path, names: new Map() });
        const isConstant = problems.length === before;
        const misfit = type === null || !isConstant ? null : describeMisfit(value ?? null, type);
        if (misfit !== null) {
            problems.push(problemAt(path, defaultExpression, `the default of ${labels[0] ?? ''} ${misfit}`));
        }
    }
    if (typeExpression !== undefined)
        return type ?? { kind: 'any' };
    return typeOfDefault(value ?? null);
}
/** Values of the environment, variables files and inputs that do not fit the types of their variables. */
function checkValues(types, variables, { variablesFiles, env, inputs }) {
    const problems = [];
    for (const { path, assignments, places } of variablesFiles) {
        assignments.forEach(([name, value], index) => {
            const misfit = misfitOf(name, value, types);
            const place = places[index];
            if (misfit === null)
                return;
            problems.push(place === undefined
                ? { message: `${path}: ${misfit}`, location: { file: path } }
                : problemAt(path, place, misfit));
        });
    }
    for (const name of types.keys()) {
        const isSet = env[`PKR_VAR_${name}`] !== undefined && !(name in inputs);
        const misfit = isSet ? misfitOf(name, variables.value(name) ?? null, types) : null;
        if (misfit !== null)
            problems.push(`PKR_VAR_${name}: ${misfit}`);
    }
    for (const [name, value] of Object.entries(inputs)) {
        const misfit = misfitOf(name, fromJson(value), types);
        if (misfit !== null)
            problems.push(`Input variables: ${misfit}`);
    }
    return problems;
}
function misfitOf(name, value, types) {
    const type = types.get(name);
    const misfit = type === undefined ? null : describeMisfit(value, type);
    return misfit === null ? null : `${name} ${misfit}`;
}
/** Packer refuses to build while any variable has no value, even one that nothing reads. */
function checkUnset(variables, filled) {
    return [...variables.declared.values()]
        .filter(({ name }) => variables.value(name) === undefined && !filled.has(name))
        .map((variable) => problemAt(variable.file, variable, `the variable ${variable.name} has no value; set it in the input variables, or give it a default`));
}
/** Values that a variable's own `validation` blocks refuse. `filled` are variables that the action fills in later. */
function checkValidations(files, variables, environment, filled) {
    return files.flatMap(({ path, body }) => body.blocks
        .filter(({ type, labels }) => type === 'variable' && !filled.has(labels[0] ?? ''))
        .flatMap((block) => {
        const [name = ''] = block.labels;
        const { type = '' } = variables.declared.get(name) ?? {};
        const value = variables.value(name);
        // Defaults of optional attributes are not filled in here.
        if (value === undefined || firstUnknown(value) !== null || type.includes('optional('))
            return [];
        const names = new Map([['var', new Map([[name, value]])]]);
        const scope = { names, file: path, reads: new Dependencies() };
        return block.body.blocks.flatMap((validation) => {
            const condition = findAttribute(validation.body, 'condition')?.value;
            const text = findAttribute(validation.body, 'error_message')?.value;
            if (condition === undefined || environment.evaluator.evaluate(condition, scope) !== false)
                return [];
            const reason = text?.kind === 'literal' ? String(text.value) : 'its validation refuses it';
            return [problemAt(path, block, `the value of ${name} is not valid: ${reason}`)];
        });
    }));
}

;// CONCATENATED MODULE: ./build/templates/check/versions.js
/** Checks `required_version` and `required_plugins` against the versions that the run uses. */

const amazonSource = 'github.com/hashicorp/amazon';
function checkVersions(files, used) {
    const problems = [];
    const plugins = new Map();
    for (const { path, body } of files) {
        for (const { body: inner } of body.blocks.filter(({ type }) => type === 'packer')) {
            for (const attribute of inner.attributes) {
                if (attribute.name !== 'required_version')
                    continue;
                const text = literalText(attribute.value);
                const fault = checkConstraint(text, used?.packer.replace(/-.*/, ''), 'Packer', 'packer-version');
                if (fault !== null)
                    problems.push(problemAt(path, attribute.value, fault));
            }
            const required = inner.blocks.filter(({ type }) => type === 'required_plugins');
            for (const plugin of required.flatMap((block) => block.body.attributes)) {
                problems.push(...checkPlugin(path, plugin, used, plugins));
            }
        }
    }
    return problems;
}
function checkPlugin(path, plugin, used, seen) {
    const { name, value } = plugin;
    const first = seen.get(name);
    if (first !== undefined) {
        return [
            problemAt(path, plugin, `the plugin ${name} is required twice, first at ${first}; Packer wants it once`),
        ];
    }
    seen.set(name, `${path}:${plugin.line}`);
    if (/[A-Z]/.test(name)) {
        return [problemAt(path, plugin, `${name} is not the name of a plugin: write it in lower case`)];
    }
    const version = value.kind === 'object' ? entryOf(value.entries, 'version') : undefined;
    const source = value.kind === 'object' ? entryOf(value.entries, 'source') : undefined;
    if (version === undefined || source === undefined) {
        const example = `${name} = { source = "github.com/hashicorp/${name}", version = ">= 1.0.0" }`;
        return [problemAt(path, value, `a required plugin has a source and a version: ${example}`)];
    }
    const isAmazon = literalText(source) === amazonSource;
    const text = literalText(version);
    if (text?.includes('-') === true) {
        return [
            problemAt(path, version, `${JSON.stringify(text)} names a prerelease, which Packer takes for no plugin`),
        ];
    }
    const fault = checkConstraint(text, isAmazon ? used?.plugin : undefined, 'the amazon plugin', 'plugin-version');
    return fault === null ? [] : [problemAt(path, version, fault)];
}
function entryOf(entries, name) {
    return entries.find(({ key }) => key.kind === 'literal' && key.value === name)?.value;
}
function literalText(value) {
    return value.kind === 'literal' && typeof value.value === 'string' ? value.value : null;
}
/** @param used the version that the run uses; undefined if it is not known here */
function checkConstraint(text, used, what, input) {
    const constraints = text?.split(',').map((part) => parseConstraint(part)) ?? [null];
    if (constraints.includes(null)) {
        return `${text === null ? 'this' : JSON.stringify(text)} is not a version constraint such as ">= 1.2.0, < 2.0.0"`;
    }
    const fits = constraints.every((constraint) => used === undefined || constraint === null || satisfies(parseVersion(used), constraint));
    return fits
        ? null
        : `the templates require ${what} ${text}, but the input ${input} is ${used}: set it to a version that fits`;
}
/** One constraint of go-version (constraint.go). */
function parseConstraint(text) {
    const match = /^\s*(<=|>=|!=|~>|<|>|=|)\s*v?(\d+(?:\.\d+)*(?:-?[0-9A-Za-z~]+[0-9A-Za-z~.-]*)?)\s*$/.exec(text);
    return match === null ? null : { operator: match[1] ?? '', ...parseVersion(match[2] ?? '') };
}
function parseVersion(text) {
    const [numbers = '', ...prerelease] = text.split('-');
    const segments = numbers.split('.').map(Number);
    const padded = [...segments, ...Array.from({ length: Math.max(0, 3 - segments.length) }, () => 0)];
    return { segments: padded, written: segments.length, prerelease: prerelease.join('-') };
}
/** As go-version's Constraint.Check: a prerelease satisfies no range of releases. */
function satisfies(version, constraint) {
    const { operator } = constraint;
    const order = compare(version, constraint);
    if (operator === '!=')
        return order !== 0;
    if (operator === '' || operator === '=')
        return order === 0;
    if (version.prerelease !== '')
        return false;
    if (operator === '~>' && constraint.prerelease !== '')
        return false;
    if (operator === '~>') {
        const fixed = constraint.segments.slice(0, constraint.written - 1);
        return order >= 0 && fixed.every((segment, index) => version.segments[index] === segment);
    }
    return { '>': order > 0, '<': order < 0, '>=': order >= 0, '<=': order <= 0 }[operator] ?? false;
}
function compare(a, b) {
    for (let index = 0; index < Math.max(a.segments.length, b.segments.length); index += 1) {
        const difference = (a.segments[index] ?? 0) - (b.segments[index] ?? 0);
        if (difference !== 0)
            return difference;
    }
    return a.prerelease === b.prerelease ? 0 : a.prerelease === '' ? 1 : -1;
}

;// CONCATENATED MODULE: ./build/templates/check/check.js
/** Finds what Packer would refuse in templates, before anything is fetched or started. */





function checkTemplates(request) {
    const { files, templates, environment, filled, sources, recipes, used } = request;
    const { variables, locals, data, folder, cwd } = templates;
    const known = {
        variables: new Set(variables.names()),
        locals: new Set(locals.keys()),
        data: new Set(data.keys()),
        folder,
        cwd,
    };
    const checker = new ExpressionChecker(known, environment, templates.files);
    const types = checkDeclaredVariables(files, variables, checker);
    for (const { file, at } of locals.values())
        checker.check(at.value, { in: 'local', file, names: new Map() });
    for (const { file, at } of data.values())
        checker.checkBody(at.body, { in: 'data', file, names: new Map() });
    for (const { path, body } of files) {
        for (const build of body.blocks.filter(({ type }) => type === 'build')) {
            for (const { value } of build.body.attributes)
                checker.check(value, { in: 'local', file: path, names: new Map() });
        }
    }
    for (const recipe of recipes)
        checkRecipe(recipe, templates, checker);
    return [
        ...checkDeclarations(files),
        ...checkVersions(files, used),
        ...checker.problems,
        ...checkValues(types, variables, sources),
        ...checkUnset(variables, filled),
        ...checkValidations(files, variables, environment, filled),
    ];
}

;// CONCATENATED MODULE: ./build/templates/definitions.js
/** Reads from template files: locals, data sources and required plugins. */



/** A name that is declared twice is added to `problems`. */
function collectDefinitions(files, problems) {
    const locals = new DefinitionCollector('local', problems);
    const data = new DefinitionCollector('data source', problems);
    for (const file of files) {
        for (const block of file.body.blocks) {
            if (block.type === 'data') {
                const [type = '', name = ''] = block.labels;
                data.add(`${type}.${name}`, file, block);
            }
            for (const { name, at } of localsIn(block))
                locals.add(name, file, at);
        }
    }
    return { locals: locals.definitions, data: data.definitions };
}
class DefinitionCollector {
    definitions = new Map();
    #kind;
    #problems;
    constructor(kind, problems) {
        this.#kind = kind;
        this.#problems = problems;
    }
    add(name, file, at) {
        const first = this.definitions.get(name);
        if (first !== undefined) {
            const where = { file: first.file, line: first.at.line };
            const message = describeDuplicate(`${this.#kind} ${JSON.stringify(name)}`, file.path, where);
            this.#problems.push(problemAt(file.path, at, message));
            return;
        }
        const canonical = 'body' in at ? canonicalBlock(at) : canonicalExpression(at.value);
        this.definitions.set(name, { file: file.path, at, canonical });
    }
}
/** The attributes of a `locals` block, or the `expression` of a `local "name"` block. */
function localsIn({ type, labels, body }) {
    if (type === 'locals')
        return body.attributes.map((at) => ({ name: at.name, at }));
    if (type !== 'local')
        return [];
    const [name = ''] = labels;
    const at = findAttribute(body, 'expression');
    return at === undefined ? [] : [{ name, at }];
}
/** By the name that `required_plugins` gives a plugin: its constraint and source as written. */
function collectRequiredPlugins(files) {
    const plugins = new Map();
    for (const file of files) {
        const required = file.body.blocks
            .filter(({ type }) => type === 'packer')
            .flatMap(({ body }) => body.blocks.filter(({ type }) => type === 'required_plugins'));
        for (const { body } of required) {
            for (const { name, value } of body.attributes)
                plugins.set(name, file.canonical(value));
        }
    }
    return plugins;
}

;// CONCATENATED MODULE: ./build/templates/extra-reads.js
/** The files that the input `reads` names. */


/** Absolute paths of what paths and globs, relative to the workspace, name; and those that name nothing. */
function findExtraReads(patterns, workspace, files) {
    const problems = [];
    const paths = patterns.flatMap((pattern) => {
        const path = (0,external_node_path_.resolve)(workspace, pattern);
        if (files.kindOf(path) !== null)
            return [path];
        const found = isGlob(pattern) ? matchFiles(files, workspace, pattern) : [];
        const why = isGlob(pattern) && globMatcher(external_node_path_.posix.normalize(pattern)) === null
            ? 'is not a pattern of *, ?, **, [abc] and {a,b}'
            : 'names no file in the workspace';
        if (found === null || found.length === 0) {
            problems.push({ message: `Input reads: ${JSON.stringify(pattern)} ${why}` });
        }
        return (found ?? []).map((name) => (0,external_node_path_.resolve)(workspace, name));
    });
    return { paths, problems };
}

;// CONCATENATED MODULE: ./build/templates/byte-paths.js
/**
 * Paths as the bytes that they are on disk, one character a byte (latin1): a file's name need not be UTF-8, and two such
 * names may not read as one.
 */


function toBytePath(path) {
    return Buffer.from(path).toString('latin1');
}
/** What functions of node:fs take. */
function toBuffer(bytePath) {
    return Buffer.from(bytePath, 'latin1');
}
/** A byte path as text; bytes that are not UTF-8 are written as `\xff`. */
function toText(bytePath) {
    const bytes = toBuffer(bytePath);
    const text = bytes.toString();
    if (Buffer.from(text).equals(bytes))
        return text;
    const written = (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
    return bytePath.replace(/[\x80-\xff]/g, written);
}
/** The file or folder that a path leads to; undefined where there is none. Throws ELOOP for a link to itself. */
function statPath(bytePath) {
    return (0,external_node_fs_.statSync)(toBuffer(bytePath), { bigint: true, throwIfNoEntry: false });
}
/** A link's target; null for what is no link. */
function readLink(bytePath) {
    const path = toBuffer(bytePath);
    if ((0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true)
        return null;
    return (0,external_node_fs_.readlinkSync)(path, 'latin1');
}
/** The path without links. */
function realPath(bytePath) {
    return (0,external_node_fs_.realpathSync)(toBuffer(bytePath), 'latin1');
}
/** A folder's entries in order of their names; none where there is no folder. */
function readFolder(bytePath) {
    try {
        const entries = (0,external_node_fs_.readdirSync)(toBuffer(bytePath), { encoding: 'latin1', withFileTypes: true });
        return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes((0,errors/* codeOf */.$N)(error)))
            return [];
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/templates/content-hash.js
/** Hashes of files' contents: streamed, several at a time, each file once a run however often it is asked for. */




/** Files that are read at a time. */
const readersAtOnce = 4;
/** Files up to this size, in bytes, are read in one call: that is faster than a stream. */
const smallSize = 64 * 1024;
/** Bytes of each reader's buffer. */
const chunkSize = 1024 * 1024;
class ContentHasher {
    /** SHA-256 in hex, by form, device, inode, size and times: a file that is written to gets another key. */
    #known = new Map();
    /** The SHA-256 of each file in hex, in their order. */
    async hash(requests) {
        const hashes = Array(requests.length).fill('');
        const large = [];
        for (const [index, request] of requests.entries()) {
            const known = this.#known.get(content_hash_keyOf(request));
            if (known !== undefined)
                hashes[index] = known;
            else if (request.stat.size > smallSize)
                large.push(index);
            else
                hashes[index] = this.#remember(request, hashSmall(request));
        }
        const next = large.values();
        const reader = async () => {
            const buffer = Buffer.allocUnsafe(chunkSize);
            for (const index of next) {
                const request = requests[index];
                if (request === undefined)
                    return;
                hashes[index] = this.#remember(request, await hashLarge(request, buffer));
            }
        };
        await Promise.all(Array.from({ length: Math.min(readersAtOnce, large.length) }, reader));
        return hashes;
    }
    #remember(request, digest) {
        this.#known.set(content_hash_keyOf(request), digest);
        return digest;
    }
}
function content_hash_keyOf({ stat, form }) {
    return [form, stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join();
}
function hashSmall({ path, form }) {
    const content = (0,external_node_fs_.readFileSync)(toBuffer(path));
    if (form === 'bytes')
        return (0,external_node_crypto_.hash)('sha256', content);
    const lines = new UnixLines();
    return (0,external_node_crypto_.createHash)('sha256').update(lines.convert(content)).update(lines.end()).digest('hex');
}
async function hashLarge({ path, form }, buffer) {
    const sum = (0,external_node_crypto_.createHash)('sha256');
    const lines = form === 'bytes' ? null : new UnixLines();
    const file = await (0,external_node_fs_promises_.open)(toBuffer(path));
    try {
        for (;;) {
            const { bytesRead } = await file.read(buffer, 0, buffer.length);
            if (bytesRead === 0)
                break;
            const chunk = buffer.subarray(0, bytesRead);
            sum.update(lines === null ? chunk : lines.convert(chunk));
        }
    }
    finally {
        await file.close();
    }
    return sum.update(lines?.end() ?? '').digest('hex');
}
const [lineFeed, carriageReturn] = [0x0a, 0x0d];
/**
 * Converts a script as Packer uploads it (UnixReader in provisioner/shell/unix_reader.go of Packer 1.16.0): a line ends in
 * LF instead of CRLF, and the last one always ends.
 */
class UnixLines {
    /** The last byte so far: a CR, which is held back until it is known what follows, or any other. */
    #last = lineFeed;
    convert(chunk) {
        if (chunk.length === 0)
            return chunk;
        const held = this.#last === carriageReturn ? '\r' : '';
        const text = held + chunk.toString('latin1');
        this.#last = chunk.at(-1) ?? this.#last;
        const whole = this.#last === carriageReturn ? text.slice(0, -1) : text;
        return Buffer.from(whole.replaceAll('\r\n', '\n'), 'latin1');
    }
    end() {
        return this.#last === lineFeed ? '' : '\n';
    }
}

;// CONCATENATED MODULE: ./build/templates/workspace.js
/** Lists the files that count where it cannot be told which files a recipe reads: those of the workspace. */




/** What is no input: git's and GitHub's own files, and what Packer and this action write. */
const ownNames = new Set(['.git', '.github', 'packer_cache', 'crash.log', '.logs', 'ami.lock.json']);
/** What accompanies sources and does not go into an image: it counts only where a template names it. */
const documents = /^(readme|licen[cs]e)(\.(md|txt|rst|adoc))?$/i;
/** The root of the git working tree that holds the workspace; the workspace itself where there is none. */
function findWorkspaceRoot(workspace) {
    for (let folder = workspace;; folder = (0,external_node_path_.dirname)(folder)) {
        if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, '.git')))
            return folder;
        if (folder === (0,external_node_path_.dirname)(folder))
            return workspace;
    }
}
/**
 * The byte paths of the files and links under `root`: in a git working tree those that git tracks and those that it does
 * not ignore, elsewhere all. `ignored` are byte paths that are no inputs.
 */
function listWorkspace(root, ignored) {
    return listFolder(toBytePath(root)).filter((path) => !ignored.has(path));
}
function listFolder(folder) {
    const known = isWorkingTree(folder) ? listByGit(folder) : null;
    if (known !== null) {
        // Git names a submodule by its folder, and a working tree inside this one with a slash at its end.
        const paths = known.filter((name) => name.split('/').every(isInput)).map((name) => `${folder}/${name}`);
        return paths.flatMap((path) => (isFolder(path) ? listFolder(path.replace(/\/$/, '')) : [path]));
    }
    return readFolder(folder).flatMap((entry) => {
        if (!isInput(entry.name))
            return [];
        const path = `${folder}/${entry.name}`;
        return entry.isDirectory() ? listFolder(path) : [path];
    });
}
function isInput(name) {
    return !ownNames.has(name) && !documents.test(name);
}
function isWorkingTree(folder) {
    return (0,external_node_fs_.existsSync)(toBuffer(`${folder}/.git`));
}
function isFolder(path) {
    return path.endsWith('/') || (isWorkingTree(path) && statPath(path)?.isDirectory() === true);
}
/**
 * Names relative to the folder, as bytes; null where git cannot be asked. Neither who owns the working tree nor its own
 * configuration may keep git from answering (safe.directory, core.fsmonitor: git-config(1)).
 */
function listByGit(folder) {
    const options = ['-c', 'safe.directory=*', '-c', 'core.fsmonitor=false'];
    const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
    try {
        const output = (0,external_node_child_process_.execFileSync)('git', [...options, ...list], {
            cwd: toBuffer(folder).toString(),
            env,
            encoding: 'latin1',
            maxBuffer: 1024 ** 3,
            stdio: ['ignore', 'pipe', 'ignore'],
        });
        // A file with a conflict is named once for each side.
        return [...new Set(output.split('\0'))].filter((name) => name !== '');
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./build/templates/files.js
/** Reads and hashes the files that templates use. */







/** A content longer than this, in bytes, is not read as a text: nothing in a template can depend on what it says. */
const maxTextSize = 16n * 1024n * 1024n;
class Files {
    #folder;
    #root;
    #written;
    #hasher = new ContentHasher();
    #contents = new Map();
    constructor({ folder, workspace, written }) {
        this.#folder = folder;
        this.#root = findWorkspaceRoot(workspace);
        this.#written = written;
    }
    /** A path's name in a fingerprint: the same wherever the workspace is, and however deep in it the templates are. */
    nameOf(path) {
        const name = (0,external_node_path_.relative)(this.#folder, path);
        if ((0,external_node_path_.isAbsolute)(name) || !this.isInWorkspace(path))
            return path;
        return name.split(external_node_path_.sep).join(external_node_path_.posix.sep) || '.';
    }
    isInWorkspace(path) {
        const name = (0,external_node_path_.relative)(this.#root, path);
        return name !== '..' && !name.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(name);
    }
    /** Digests of files, and of all files under folders, sorted by name; `absent` where there is nothing. */
    digest(reads) {
        return this.#digest(reads.flatMap(({ path, as }) => walk(toBytePath(path), as, new Set())));
    }
    /** Digests of every file of the workspace, for a recipe that may read any of them. */
    digestWorkspace() {
        const root = toBytePath(this.#root);
        const written = new Set(this.#written().map(toBytePath));
        return this.#digest(listWorkspace(this.#root, written).flatMap((path) => walkInside(path, root)));
    }
    async #digest(entries) {
        const hashed = entries.filter((entry) => entry.content !== null);
        const hashes = await this.#hasher.hash(hashed.flatMap(({ content }) => content ?? []));
        const byPath = new Map();
        const add = ({ path }, digest) => {
            byPath.set(path, (byPath.get(path) ?? new Set()).add(digest));
        };
        for (const entry of entries)
            if (entry.content === null)
                add(entry, entry.facts);
        for (const [index, entry] of hashed.entries())
            add(entry, joinFacts(entry.facts, hashes[index] ?? ''));
        const digests = [...byPath].map(([path, found]) => {
            const [first = '', ...others] = [...found].sort();
            const digest = others.length === 0 ? first : sha256([first, ...others].join('\0'));
            return { name: this.nameOf(toText(path)) + (path.endsWith('/') ? '/' : ''), digest };
        });
        return digests.sort(compareNames);
    }
    /** The content of a file; null if there is none, or it is too long to be read as a text. */
    content(path) {
        let content = this.#contents.get(path);
        if (content === undefined) {
            const stat = statOrRefuse(toBytePath(path));
            content = stat?.isFile() === true && stat.size <= maxTextSize ? (0,external_node_fs_.readFileSync)(path) : null;
            this.#contents.set(path, content);
        }
        return content;
    }
    /** What a path leads to; null if to nothing. */
    kindOf(path) {
        const stat = statOrRefuse(toBytePath(path));
        if (stat === undefined)
            return null;
        return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'special';
    }
    /**
     * Sorted paths of the regular files under a folder, relative to it, links followed. Null where links lead in a circle.
     */
    list(folder) {
        const parents = new Set();
        const paths = [];
        const visit = (path, prefix) => {
            const real = realPath(path);
            if (parents.has(real))
                return false;
            parents.add(real);
            for (const entry of readFolder(path)) {
                const inner = `${path}/${entry.name}`;
                const stat = statPath(inner);
                if (stat?.isFile() === true)
                    paths.push(toText(prefix + entry.name));
                if (stat?.isDirectory() === true && !visit(inner, `${prefix}${entry.name}/`))
                    return false;
            }
            parents.delete(real);
            return true;
        };
        const bytePath = toBytePath(folder);
        if (statPath(bytePath)?.isDirectory() !== true)
            return [];
        return visit(bytePath, '') ? paths.sort() : null;
    }
}
/** @param parents real paths of the folders above, so that a link to one of them is not followed */
function walk(path, as, parents) {
    const stat = statOrRefuse(path);
    const link = readLink(path);
    const fact = (facts) => [{ path, facts, content: null }];
    if (stat === undefined)
        return fact(link === null ? 'absent' : sha256(`dangling ${link}`));
    const mode = (stat.mode & 511n).toString(8);
    if (stat.isFile()) {
        const form = as === 'script' ? 'unix-lines' : 'bytes';
        return [{ path, facts: as === 'upload' ? mode : '', content: { path, stat, form } }];
    }
    if (!stat.isDirectory())
        return fact('special');
    const real = realPath(path);
    if (parents.has(real))
        return fact(sha256(`link ${link}`));
    const ancestors = new Set(parents).add(real);
    const inner = readFolder(path).flatMap((entry) => walk(`${path}/${entry.name}`, as, ancestors));
    // A folder of the usual mode counts by what is in it.
    if (inner.length > 0 && mode === '755')
        return inner;
    return [{ path: `${path.replace(/\/+$/, '')}/`, facts: sha256(`folder ${mode}`), content: null }, ...inner];
}
/** What counts of a file or a link of the workspace `root`: a link's target is another of its files, unless it leads out. */
function walkInside(path, root) {
    const link = readLink(path);
    if (link === null)
        return walk(path, 'upload', new Set());
    const entry = { path, facts: sha256(`link ${link}`), content: null };
    return leadsOut(path, root) ? [entry, ...walk(path, 'upload', new Set())] : [entry];
}
function leadsOut(path, root) {
    try {
        return !`${realPath(path)}/`.startsWith(`${realPath(root)}/`);
    }
    catch {
        // A link to nothing, or to itself.
        return false;
    }
}
function statOrRefuse(path) {
    try {
        return statPath(path);
    }
    catch (error) {
        if ((0,errors/* codeOf */.$N)(error) !== 'ELOOP')
            throw error;
        const message = `${toText(path)} is a symbolic link that leads to itself; remove it, or point it at a file`;
        throw new errors/* ConfigurationError */.j1(message, { cause: error });
    }
}
function joinFacts(facts, hash) {
    return facts === '' ? hash : sha256(`${facts} ${hash}`);
}
function compareNames(a, b) {
    return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

;// CONCATENATED MODULE: ./build/templates/manifests.js
/** Finds the manifests that the templates' own post-processors write: no build reads them. */



/** Where `output` is not set (post-processor/manifest/post-processor.go of Packer 1.16.0). */
const usualName = 'packer-manifest.json';
/** Absolute paths of the manifests that any build of these files writes. */
function findManifests(files, evaluator, cwd) {
    return files.flatMap((file) => {
        const scope = { names: new Map(), reads: new Dependencies(), file: file.path };
        const inside = (type, blocks) => blocks
            .filter((block) => block.type === type)
            .flatMap(({ body, names }) => expandBlocks(body, evaluator, { ...scope, names }));
        const ofBuilds = inside('build', expandBlocks(file.body, evaluator, scope));
        return [...ofBuilds, ...inside('post-processors', ofBuilds)].flatMap(({ type, labels, body, names }) => {
            if (type !== 'post-processor' || labels[0] !== 'manifest')
                return [];
            const output = findAttribute(body, 'output');
            const path = output === undefined ? usualName : evaluator.evaluate(output.value, { ...scope, names });
            return typeof path === 'string' ? [(0,external_node_path_.resolve)(cwd, path)] : [];
        });
    });
}

;// CONCATENATED MODULE: ./build/templates/recipes.js
/** Finds the recipes of a folder: a pair of a build and a source that it uses, which makes one AMI. */




/** The recipes of all builds, in order of files and lines. What is wrong with them is added to `problems`. */
function findRecipes(blocks, environment, problems) {
    const sources = collectSources(blocks, problems);
    const reader = new BuildReader(sources, environment, problems);
    const recipes = blocks.filter(({ type }) => type === 'build').flatMap((build) => reader.read(build));
    if (problems.length === 0 && recipes.length === 0) {
        problems.push({ message: 'the templates have no build block' });
    }
    return nameRecipes(recipes);
}
/** Source blocks by `type.name`. */
function collectSources(blocks, problems) {
    const sources = new Map();
    for (const block of blocks.filter(({ type }) => type === 'source')) {
        const ref = block.labels.join('.');
        const first = sources.get(ref);
        if (first === undefined)
            sources.set(ref, block);
        else {
            const where = { file: first.file, line: first.span.line };
            problems.push(recipes_problemAt(block, describeDuplicate(`source ${ref}`, block.file, where)));
        }
    }
    return sources;
}
/** Reads `build` blocks, and adds what is wrong with them to `problems`. */
class BuildReader {
    #sources;
    #evaluator;
    #problems;
    constructor(sources, { evaluator }, problems) {
        this.#sources = sources;
        this.#evaluator = evaluator;
        this.#problems = problems;
    }
    read(build) {
        const scope = { names: build.names, reads: new Dependencies(), file: build.file };
        const buildName = this.#evaluateName(build.body, scope);
        if (buildName === null) {
            this.#problems.push(recipes_problemAt(build, "the build's name is not known before it runs"));
            return [];
        }
        const before = this.#problems.length;
        const uses = [...this.#readSourceList(build, scope), ...this.#readSourceBlocks(build, scope)];
        if (uses.length === 0 && this.#problems.length === before) {
            this.#problems.push(recipes_problemAt(build, 'the build names no source'));
        }
        return uses.flatMap((use) => this.#toRecipe(build, buildName, use, uses.length > 1) ?? []);
    }
    #toRecipe(build, buildName, use, isOneOfSeveral) {
        const ref = `${use.type}.${use.name}`;
        const source = this.#sources.get(ref);
        if (source === undefined) {
            this.#problems.push(recipes_problemAt(build, `there is no source ${ref}${suggest(ref, this.#sources.keys())}`));
            return null;
        }
        const sourceName = use.localName || use.name;
        const pattern = [...(buildName === '' ? [] : [buildName]), use.type, sourceName];
        return {
            name: isOneOfSeveral && buildName !== '' ? `${buildName}.${sourceName}` : buildName || sourceName,
            only: pattern.map(escapeGlob).join('.'),
            builder: use.type,
            buildName,
            sourceName,
            isAmi: use.type === 'amazon-ebs',
            foreign: use.type === 'amazon-ebs'
                ? null
                : `it is built by ${use.type}, and this action builds amazon-ebs only`,
            build,
            source,
            addition: use.addition,
        };
    }
    /** The build's attribute `sources`. */
    #readSourceList(build, scope) {
        const attribute = findAttribute(build.body, 'sources');
        const refs = attribute === undefined ? [] : this.#evaluator.evaluate(attribute.value, scope);
        return (isList(refs) ? refs : [refs]).flatMap((ref) => {
            const parsed = parseRef(ref);
            if (parsed !== null)
                return [{ ...parsed, localName: '', addition: null }];
            this.#problems.push(recipes_problemAt(build, "the build's sources are not known before it runs"));
            return [];
        });
    }
    /** The build's own `source` blocks. */
    #readSourceBlocks(build, scope) {
        const blocks = expandBlocks(build.body, this.#evaluator, scope).filter(({ type }) => type === 'source');
        return blocks.flatMap((block) => {
            const parsed = parseRef(block.labels[0] ?? null);
            const localName = this.#evaluateName(block.body, { ...scope, names: block.names });
            if (parsed !== null && localName !== null) {
                return [{ ...parsed, localName, addition: { ...block, file: build.file } }];
            }
            this.#problems.push(recipes_problemAt(build, 'a source of this build is not known before it runs'));
            return [];
        });
    }
    /** The attribute `name`: empty where there is none, null where it is unknown. */
    #evaluateName(body, scope) {
        const attribute = findAttribute(body, 'name');
        const name = attribute === undefined ? '' : this.#evaluator.evaluate(attribute.value, scope);
        return typeof name === 'string' ? name : null;
    }
}
/** `source.type.name` or `type.name` (sourceRefFromString of Packer); null for anything else. */
function parseRef(ref) {
    const parts = typeof ref === 'string' ? ref.split('.') : [];
    const [type, name] = parts.length > 2 ? parts.slice(1) : parts;
    return type === undefined || name === undefined ? null : { type, name };
}
/**
 * Renames recipes that have the same name to their `-only` patterns. Where these are the same too, Packer builds them
 * only together, and the action cannot build one of them.
 */
function nameRecipes(recipes) {
    const names = countEach(recipes.map(({ name }) => name));
    const patterns = countEach(recipes.map(({ only }) => only));
    return recipes.map((recipe) => {
        const { only, foreign } = recipe;
        if ((names.get(recipe.name) ?? 0) < 2)
            return recipe;
        const isAlone = foreign !== null || (patterns.get(only) ?? 0) < 2;
        const inseparable = `Packer's -only=${only} is several builds; give the builds different names`;
        return { ...recipe, name: only, foreign: isAlone ? foreign : inseparable };
    });
}
function countEach(values) {
    const counts = new Map();
    for (const value of values)
        counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
}
/** Packer reads `-only` as a glob (gobwas/glob). */
function escapeGlob(text) {
    return text.replace(/[\\*?[\]{},!]/g, '\\$&');
}
function recipes_problemAt({ file, span }, message) {
    return problemAt(file, span, message);
}

;// CONCATENATED MODULE: ./build/templates/select.js
/** Selects the recipes that the input `ami` names. */

/**
 * The recipes with these names, in order of the templates; `all` are all AMIs. Throws a ConfigurationError for names that
 * are unknown or cannot be built.
 */
function selectRecipes(templates, ami) {
    const problems = findNameProblems(templates.recipes, ami, templates.displayName);
    if (problems.length > 0)
        throw new errors/* ConfigurationError */.j1(problems);
    return requestedRecipes(templates.recipes, ami);
}
/** Those of the recipes that are asked for and can be built. */
function requestedRecipes(recipes, ami) {
    return recipes.filter(({ foreign, name }) => foreign === null && (ami === 'all' || ami.includes(name)));
}
/** Lists the names that are unknown or cannot be built, each with the names there are. */
function findNameProblems(recipes, ami, displayName) {
    const amis = recipes.filter(({ foreign }) => foreign === null);
    const known = amis.map(({ name }) => name).join(', ') || 'none';
    if (ami === 'all')
        return findProblemsOfAll(recipes, displayName);
    return [...new Set(ami)].flatMap((name) => {
        const recipe = recipes.find((item) => item.name === name);
        if (recipe === undefined) {
            return [`ami: there is no ${JSON.stringify(name)} in ${displayName}; there are: ${known}`];
        }
        return recipe.foreign === null
            ? []
            : [`ami: ${name} cannot be built: ${recipe.foreign}; there are: ${known}`];
    });
}
/** `all` leaves other builders' images out, but no AMI. */
function findProblemsOfAll(recipes, displayName) {
    const unbuildable = recipes.filter(({ foreign, isAmi }) => isAmi && foreign !== null);
    if (unbuildable.length > 0) {
        return unbuildable.map(({ name, foreign }) => `ami: ${name} cannot be built: ${foreign}`);
    }
    if (recipes.length === 0 || recipes.some(({ foreign }) => foreign === null))
        return [];
    const others = recipes.map(({ only }) => only).join(', ');
    return [`${displayName} has no amazon-ebs build; there are: ${others}`];
}

;// CONCATENATED MODULE: ./build/hcl/escapes.js
/** The text inside quotes and heredocs, as HCL's specification (hclsyntax/spec.md) defines it. */
const escapes = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
/** The value of a quoted string: `\n`, `\uNNNN`, `$${` and the like are resolved. */
function unescapeString(raw) {
    return raw.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|([$%])\4\{/gs, (whole, short, long, letter, mark) => {
        const code = short ?? long;
        if (code !== undefined)
            return String.fromCodePoint(Number.parseInt(code, 16));
        return mark === undefined ? (escapes[letter ?? ''] ?? whole) : `${mark}{`;
    });
}
/** The value of a heredoc's text, which has no backslash escapes: only `$${` and `%%{` are resolved. */
function unescapeTemplate(raw) {
    return raw.replaceAll('$${', '${').replaceAll('%%{', '%{');
}
/**
 * Removes the smallest indentation of all lines from each line, as `<<-` does; a blank line has no say in it and keeps its
 * blanks (flushHeredocTemplateParts in hclsyntax/parser_template.go of HCL 2.24).
 * @param pieces the literal texts of the heredoc, null for an interpolation between them
 */
function removeIndentation(pieces) {
    let least = Number.POSITIVE_INFINITY;
    visitLineStarts(pieces, (line, isWhole) => {
        const indentation = line.length - line.trimStart().length;
        if (indentation < line.length || !isWhole)
            least = Math.min(least, indentation);
    });
    if (!Number.isFinite(least))
        return [...pieces];
    let atLineStart = true;
    return pieces.map((piece) => {
        if (piece === null) {
            atLineStart = false;
            return null;
        }
        const lines = piece.split('\n');
        const dedented = lines.map((line, index) => {
            const indentation = line.length - line.trimStart().length;
            const isBlank = index < lines.length - 1 && indentation === line.length;
            return (index > 0 || atLineStart) && !isBlank ? line.slice(Math.min(least, indentation)) : line;
        });
        atLineStart = lines.at(-1) === '' && lines.length > 1;
        return dedented.join('\n');
    });
}
/** Calls `visit` with the text at each line's start, up to an interpolation; `isWhole`: the line has none. */
function visitLineStarts(pieces, visit) {
    let atLineStart = true;
    for (const piece of pieces) {
        if (piece !== null) {
            const lines = piece.split('\n');
            lines.forEach((line, index) => {
                const last = index === lines.length - 1;
                if (index > 0 || atLineStart)
                    visit(line, !last || line === '');
            });
            atLineStart = lines.length > 1 && lines.at(-1) === '';
        }
        else {
            if (atLineStart)
                visit('', false);
            atLineStart = false;
        }
    }
}

;// CONCATENATED MODULE: ./build/hcl/nodes.js
/** Helpers for nodes of the parser's tree. */
/** A node's position; the parser counts lines and columns from 0, people from 1. */
function spanOf(node) {
    const { row, column } = node.startPosition;
    return { start: node.startIndex, end: node.endIndex, line: row + 1, column: column + 1 };
}
function childrenWithoutComments(node) {
    return node.children.filter((child) => child.type !== 'comment');
}

;// CONCATENATED MODULE: ./build/hcl/template-strings.js
/** Quoted templates and heredocs of the parser's tree to plain data. */


/** A strip marker, or text that looks like one. */
const stripMarker = /[$%]\{~|~\}/;
/** Reads a `template_expr` of the file `text`; `read` reads the expressions inside it. */
function readTemplate(node, text, read) {
    const inner = node.firstChild;
    if (inner === null)
        throw new Error('a template without content');
    const children = childrenWithoutComments(inner);
    const heredoc = inner.type === 'heredoc_template';
    const first = heredoc ? children[1] : children[0];
    const last = children.at(-1);
    if (first === undefined || last === undefined)
        throw new Error('half a template');
    const from = heredoc ? text.indexOf('\n', first.endIndex) + 1 : first.endIndex;
    const to = heredoc ? Math.max(from, text.lastIndexOf('\n', last.startIndex - 1) + 1) : last.startIndex;
    const parts = new TemplateReader(text, heredoc, read).readParts(children, from, to);
    const stripped = stripMarker.test(text.slice(from, to));
    const indented = heredoc && children[0]?.type === 'heredoc_start' && children[0].text === '<<-';
    const exact = !stripped && !(indented && parts.some(({ kind }) => kind === 'if' || kind === 'for'));
    return {
        kind: 'template',
        ...spanOf(node),
        parts: indented ? removeHeredocIndentation(parts) : parts,
        exact,
        written: text.slice(node.startIndex, node.endIndex),
    };
}
class TemplateReader {
    #text;
    #heredoc;
    #read;
    constructor(text, heredoc, read) {
        this.#text = text;
        this.#heredoc = heredoc;
        this.#read = read;
    }
    /**
     * Parts between two offsets. Their text is taken from between the nodes, since the parser's own text nodes have lost
     * the whitespace at their ends.
     */
    readParts(children, from, to) {
        const parts = [];
        let position = from;
        for (const child of children) {
            if (child.type !== 'template_interpolation' && child.type !== 'template_directive')
                continue;
            parts.push(...this.#readText(position, child.startIndex));
            position = child.endIndex;
            if (child.type === 'template_directive')
                parts.push(this.#readDirective(child));
            else {
                const value = child.children.find((part) => part.type === 'expression');
                if (value !== undefined)
                    parts.push({ kind: 'value', value: this.#read(value) });
            }
        }
        parts.push(...this.#readText(position, to));
        return parts;
    }
    #readText(start, end) {
        const raw = this.#text.slice(start, Math.max(start, end));
        return raw === ''
            ? []
            : [{ kind: 'text', text: this.#heredoc ? unescapeTemplate(raw) : unescapeString(raw) }];
    }
    #readDirective(node) {
        const inner = node.firstChild;
        if (inner === null)
            throw new Error('a directive without content');
        const children = childrenWithoutComments(inner);
        const marks = children.filter((child) => /^template_(for|if|else)_(start|intro|end)$/.test(child.type));
        const [open] = marks;
        const close = marks.at(-1);
        if (open === undefined || close === undefined)
            throw new Error('half a directive');
        const expression = open.children.find((part) => part.type === 'expression');
        if (expression === undefined)
            throw new Error('a directive without a value');
        const between = (start, end) => this.readParts(children.filter((child) => child.startIndex >= start.endIndex && child.endIndex <= end.startIndex), start.endIndex, end.startIndex);
        const value = this.#read(expression);
        if (inner.type === 'template_if') {
            const other = marks.length > 2 ? marks[1] : undefined;
            const yes = between(open, other ?? close);
            return { kind: 'if', test: value, yes, no: other === undefined ? [] : between(other, close) };
        }
        const names = open.children.filter((part) => part.type === 'identifier').map((part) => this.#raw(part));
        const key = names.length > 1 ? (names[0] ?? null) : null;
        return { kind: 'for', key, item: names.at(-1) ?? '', collection: value, body: between(open, close) };
    }
    #raw(node) {
        return this.#text.slice(node.startIndex, node.endIndex);
    }
}
function removeHeredocIndentation(parts) {
    const texts = removeIndentation(parts.map((part) => (part.kind === 'text' ? part.text : null)));
    return parts.map((part, index) => {
        const text = texts[index];
        return part.kind === 'text' && typeof text === 'string' ? { kind: 'text', text } : part;
    });
}

;// CONCATENATED MODULE: ./build/hcl/expressions.js
/** Expressions of the parser's tree to plain data. Handles every kind of node in the grammar; another one is a bug. */



/** Reads the expressions of one file and adds their tokens to its list. */
class ExpressionReader {
    #text;
    #tokens;
    constructor(text, tokens) {
        this.#text = text;
        this.#tokens = tokens;
    }
    /** Reads an `expression` node, or a term of an operation, which the grammar does not wrap in one. */
    read(node) {
        return this.#readTerms(node.type === 'expression' ? childrenWithoutComments(node) : [node]);
    }
    /** A value followed by any number of `.name`, `[index]` and splats, all siblings in the tree. */
    #readTerms(nodes) {
        const [first, second, close] = nodes;
        if (first === undefined)
            throw new Error('an expression without content');
        if (first.type !== '(' || second === undefined) {
            return this.#readAccesses(this.#readTerm(first), nodes.slice(1));
        }
        this.#tokens.add(first);
        const inner = this.read(second);
        if (close !== undefined)
            this.#tokens.add(close);
        return this.#readAccesses(inner, nodes.slice(3));
    }
    #readAccesses(target, nodes) {
        return nodes.reduce((term, node) => ({
            kind: 'access',
            ...joinSpans(term, spanOf(node)),
            target: term,
            step: this.#readStep(node),
        }), target);
    }
    #readTerm(node) {
        const span = spanOf(node);
        const inner = node.firstChild;
        switch (node.type) {
            case 'literal_value':
            case 'collection_value':
            case 'operation':
            case 'for_expr':
                if (inner === null)
                    throw new Error(`empty ${node.type}`);
                return this.#readTerm(inner);
            case 'string_lit':
                return { kind: 'literal', ...span, value: unescapeString(this.#tokens.add(node).slice(1, -1)) };
            case 'numeric_lit': {
                const digits = this.#tokens.add(node);
                return { kind: 'literal', ...span, value: Number(digits), digits };
            }
            case 'bool_lit':
                return { kind: 'literal', ...span, value: this.#tokens.add(node) === 'true' };
            case 'null_lit':
                this.#tokens.add(node);
                return { kind: 'literal', ...span, value: null };
            case 'variable_expr':
                return { kind: 'reference', ...span, name: this.#tokens.add(node) };
            case 'template_expr':
                // One token: the whitespace inside means something.
                return this.#tokens.addWhole(node, () => readTemplate(node, this.#text, (expression) => this.read(expression)));
            case 'tuple':
                return { kind: 'tuple', ...span, items: this.#readAll(node) };
            case 'object':
                return { kind: 'object', ...span, entries: this.#readEntries(node) };
            case 'function_call':
                return this.#readCall(node);
            case 'conditional':
                return this.#readConditional(node);
            case 'unary_operation':
            case 'binary_operation':
                return this.#readOperation(node);
            case 'for_tuple_expr':
            case 'for_object_expr':
                return this.#readFor(node);
            default:
                throw new Error(`unsupported node in an expression: ${node.type}`);
        }
    }
    /** The `expression` children of a node, in order; all others are tokens. */
    #readAll(node) {
        const expressions = [];
        for (const child of childrenWithoutComments(node)) {
            if (child.type === 'expression')
                expressions.push(this.read(child));
            else
                this.#tokens.add(child);
        }
        return expressions;
    }
    #readEntries(node) {
        const entries = [];
        for (const child of childrenWithoutComments(node)) {
            if (child.type !== 'object_elem')
                this.#tokens.add(child);
            else {
                const [key, value] = this.#readAll(child);
                if (key === undefined || value === undefined)
                    throw new Error('half an entry of an object');
                entries.push({ key: hasBareKey(child) ? toLiteral(key) : key, value });
            }
        }
        return entries;
    }
    #readCall(node) {
        const [nameNode, ...others] = childrenWithoutComments(node);
        const name = nameNode === undefined ? '' : this.#tokens.add(nameNode);
        const args = [];
        let spread = false;
        for (const child of others) {
            if (child.type !== 'function_arguments')
                this.#tokens.add(child);
            else {
                args.push(...this.#readAll(child));
                spread = child.children.some((part) => part.type === 'ellipsis');
            }
        }
        return { kind: 'call', ...spanOf(node), name, args, spread };
    }
    #readConditional(node) {
        const [test, yes, no] = this.#readAll(node);
        if (test === undefined || yes === undefined || no === undefined)
            throw new Error('half a conditional');
        return { kind: 'conditional', ...spanOf(node), test, yes, no };
    }
    #readOperation(node) {
        const operands = [];
        let operator = '';
        let term = [];
        for (const child of childrenWithoutComments(node)) {
            const isOperator = !child.isNamed && child.type !== '(' && child.type !== ')';
            if (isOperator) {
                if (term.length > 0)
                    operands.push(this.#readTerms(term));
                term = [];
                operator = this.#tokens.add(child);
            }
            else
                term.push(child);
        }
        operands.push(this.#readTerms(term));
        return { kind: 'operation', ...spanOf(node), operator, operands };
    }
    #readFor(node) {
        let intro;
        let test = null;
        let grouped = false;
        const results = [];
        for (const child of childrenWithoutComments(node)) {
            if (child.type === 'for_intro')
                intro = this.#readForIntro(child);
            else if (child.type === 'for_cond')
                test = this.#readAll(child)[0] ?? null;
            else if (child.type === 'expression')
                results.push(this.read(child));
            else {
                this.#tokens.add(child);
                grouped ||= child.type === 'ellipsis';
            }
        }
        const value = results.pop();
        const [key = null] = results;
        if (intro === undefined || value === undefined)
            throw new Error('half a for');
        return { kind: 'for', ...spanOf(node), ...intro, key, value, grouped, test };
    }
    /** `for item in collection :` or `for key, item in collection :` */
    #readForIntro(node) {
        const names = [];
        let collection;
        for (const child of childrenWithoutComments(node)) {
            if (child.type === 'expression')
                collection = this.read(child);
            else {
                const token = this.#tokens.add(child);
                if (child.type === 'identifier')
                    names.push(token);
            }
        }
        const itemName = names.pop();
        const [keyName = null] = names;
        if (collection === undefined || itemName === undefined)
            throw new Error('half a for');
        return { keyName, itemName, collection };
    }
    #readStep(node) {
        switch (node.type) {
            case 'get_attr': {
                const tokens = childrenWithoutComments(node).map((part) => this.#tokens.add(part));
                return { kind: 'attribute', name: tokens.at(-1) ?? '' };
            }
            case 'index':
                return { kind: 'index', index: this.#readIndex(node.firstChild) };
            case 'splat':
                return {
                    kind: 'splat',
                    full: node.firstChild?.type === 'full_splat',
                    steps: this.#readSplat(node.firstChild),
                };
            default:
                throw new Error(`unsupported node after a value: ${node.type}`);
        }
    }
    /** `[index]`, or the legacy `.0` */
    #readIndex(node) {
        if (node?.type === 'legacy_index') {
            const digits = this.#tokens.add(node).slice(1);
            return { kind: 'literal', ...spanOf(node), value: Number(digits), digits };
        }
        const [index] = node === null ? [] : this.#readAll(node);
        if (index === undefined)
            throw new Error('an index without content');
        return index;
    }
    #readSplat(node) {
        const steps = [];
        for (const child of node === null ? [] : childrenWithoutComments(node)) {
            if (child.isNamed)
                steps.push(this.#readStep(child));
            else
                this.#tokens.add(child);
        }
        return steps;
    }
}
/** `name = 1` in an object means the word; `(name) = 1` means the value. */
function hasBareKey(entry) {
    const [key] = childrenWithoutComments(entry);
    return (key !== undefined && childrenWithoutComments(key)[0]?.type === 'variable_expr' && key.childCount === 1);
}
function toLiteral(key) {
    if (key.kind !== 'reference')
        return key;
    const { start, end, line, column, name } = key;
    return { kind: 'literal', start, end, line, column, value: name };
}
function joinSpans(first, last) {
    return { start: first.start, end: last.end, line: first.line, column: first.column };
}

// EXTERNAL MODULE: external "node:module"
var external_node_module_ = __webpack_require__(8995);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
;// CONCATENATED MODULE: ./build/hcl/parser.js
/** The parser of the syntax trees: tree-sitter with HCL's grammar, both WebAssembly, loaded on first use. */



let loading;
/** Loads the parser, once in a process (10 ms). It keeps no state between texts. */
function loadParser() {
    if (loading === undefined)
        loading = load();
    return loading;
}
/**
 * `const x = new URL(…, import.meta.url)` makes the bundler (ncc) copy the file beside the bundle, byte for byte, and put
 * its path here. It only does so for a module that it can parse: with an operator as new as `??=` in this file it gives
 * up, and the WebAssembly is re-encoded as text. The runtime is loaded this way too, because it loads Node's modules in
 * a way that does not survive bundling.
 */
async function load() {
    const runtime = __webpack_require__.ab + "web-tree-sitter.cjs";
    const engine = __webpack_require__.ab + "web-tree-sitter.wasm";
    const grammar = __webpack_require__.ab + "tree-sitter-hcl.wasm";
    const sitter = (0,external_node_module_.createRequire)(filePath(runtime))(filePath(runtime));
    const [wasmBinary, hcl] = await Promise.all([(0,external_node_fs_promises_.readFile)(filePath(engine)), (0,external_node_fs_promises_.readFile)(filePath(grammar))]);
    await sitter.Parser.init({ wasmBinary });
    const parser = new sitter.Parser();
    parser.setLanguage(await sitter.Language.load(hcl));
    return parser;
}
/** In the bundle, the expression `new URL(…)` is a path, a string. */
function filePath(location) {
    return typeof location === 'string' ? location : (0,external_node_url_.fileURLToPath)(location);
}

;// CONCATENATED MODULE: ./build/hcl/tokens.js
/** The tokens of one file: what is left of it without comments and layout. */
class TokenList {
    #text;
    /** Start and end of each token, in order of the file; a whole string or heredoc is one token. */
    #tokens = [];
    constructor(text) {
        this.#text = text;
    }
    /** Adds a node as a token and returns its text. */
    add(node) {
        this.#tokens.push({ start: node.startIndex, end: node.endIndex });
        return this.#text.slice(node.startIndex, node.endIndex);
    }
    /** Adds a node as one token, whatever tokens `read` adds for what is inside it. */
    addWhole(node, read) {
        this.add(node);
        const count = this.#tokens.length;
        const result = read();
        this.#tokens.length = count;
        return result;
    }
    /**
     * The tokens between two offsets, one a line. The inside of a string is never touched. Two texts with the same tokens
     * mean the same.
     */
    canonical({ start, end }) {
        const lines = [];
        for (let index = this.#firstFrom(start); index < this.#tokens.length; index += 1) {
            const token = this.#tokens[index];
            if (token === undefined || token.start >= end)
                break;
            lines.push(this.#text.slice(token.start, token.end));
        }
        return lines.join('\n');
    }
    /** Index of the first token that starts at `start` or later, by binary search. */
    #firstFrom(start) {
        let low = 0;
        let high = this.#tokens.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((this.#tokens[middle]?.start ?? 0) < start)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}

;// CONCATENATED MODULE: ./build/hcl/parse.js
/** Parses HCL files into plain data. */






/** Syntax errors that are reported per file; a missing brace can cause dozens. */
const maxProblems = 3;
/**
 * Parses HCL. CRLF counts as LF, but in a heredoc, where Packer keeps it. Throws a ConfigurationError with file, line and column of the first syntax errors.
 * @param path the file's name in errors and explanations
 */
async function parseHcl(path, text) {
    const parser = await loadParser();
    const tree = parser.parse(withoutExponents(text));
    if (tree === null)
        throw new Error(`the HCL parser gave no tree for ${path}`);
    try {
        if (tree.rootNode.hasError)
            throw new errors/* ConfigurationError */.j1(findSyntaxProblems(path, text, tree.rootNode));
        return readFile(path, text, tree.rootNode);
    }
    finally {
        tree.delete();
    }
}
/**
 * The grammar knows no `1e3`, only `1.0e3`: it gets digits instead, as many as there are characters. What is read of the
 * tree is positions, so the number itself is still read from the text.
 */
function withoutExponents(text) {
    return text.replace(/(?<![\w.])\d+[eE][+-]?\d+(?!\w)/g, (number) => '0'.repeat(number.length));
}
function readFile(path, text, root) {
    const reader = new FileReader(text);
    const body = reader.readBody(root);
    return { path, body, canonical: (span) => reader.tokens.canonical(span) };
}
class FileReader {
    tokens;
    #expressions;
    constructor(text) {
        this.tokens = new TokenList(text);
        this.#expressions = new ExpressionReader(text, this.tokens);
    }
    /** Reads the body among a node's children; without one it is empty. */
    readBody(node) {
        const attributes = [];
        const blocks = [];
        const body = node.children.find((child) => child.type === 'body');
        for (const child of body?.children ?? []) {
            if (child.type === 'attribute')
                attributes.push(this.#readAttribute(child));
            if (child.type === 'block')
                blocks.push(this.#readBlock(child));
        }
        return { attributes, blocks };
    }
    #readAttribute(node) {
        const [name, equals, value] = childrenWithoutComments(node);
        if (name === undefined || value === undefined)
            throw new Error(`an attribute without a value: ${node.text}`);
        const nameText = this.tokens.add(name);
        if (equals !== undefined)
            this.tokens.add(equals);
        return { ...spanOf(node), name: nameText, value: this.#expressions.read(value) };
    }
    #readBlock(node) {
        const labels = [];
        let type = '';
        let body = { attributes: [], blocks: [] };
        for (const child of childrenWithoutComments(node)) {
            if (child.type === 'body')
                body = this.readBody(node);
            else {
                const token = this.tokens.add(child);
                if (child.type === 'string_lit')
                    labels.push(unescapeString(token.slice(1, -1)));
                else if (child.type === 'identifier' && type === '')
                    type = token;
                else if (child.type === 'identifier')
                    labels.push(token);
            }
        }
        return { ...spanOf(node), type, labels, body };
    }
}
function findSyntaxProblems(path, text, root) {
    const problems = [];
    const visit = (node) => {
        if (problems.length >= maxProblems || !node.hasError)
            return;
        if (node.isMissing || node.isError)
            problems.push(toProblem(path, text, node));
        else
            for (const child of node.children)
                visit(child);
    };
    visit(root);
    return problems.length > 0 ? problems : [toProblem(path, text, root)];
}
function toProblem(path, text, node) {
    const { line, column } = spanOf(node);
    const what = node.isMissing
        ? `${JSON.stringify(node.type)} is missing`
        : `cannot read ${JSON.stringify(firstWords(text.slice(node.startIndex, node.endIndex)))}`;
    return {
        message: `${path}:${line}:${column}: this is not HCL: ${what}`,
        location: { file: path, line, column },
    };
}
function firstWords(text) {
    const line = text.trimStart().split('\n', 1)[0] ?? '';
    return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}

;// CONCATENATED MODULE: ./build/templates/types.js
/** Converts values to the types of variables, as far as that can change what a template reads. */

/**
 * The value as Packer converts it to a type constraint, which is given without layout. Objects, tuples and what does not
 * fit are left as they are.
 */
function convertToType(value, type) {
    const [, collection, inner = ''] = /^(list|set|map)\((.*)\)$/.exec(type) ?? [];
    if (collection === 'map') {
        if (!isObject(value))
            return value;
        return new Map(sortEntries(value).map(([key, item]) => [key, convertToType(item, inner)]));
    }
    if (collection !== undefined) {
        if (!isList(value))
            return value;
        const items = value.map((item) => convertToType(item, inner));
        return collection === 'set' ? toSet(items) : items;
    }
    return convertPrimitive(value, type);
}
function convertPrimitive(value, type) {
    if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
        return String(value);
    if (type === 'number' && typeof value === 'string' && value.trim() !== '') {
        return Number.isFinite(Number(value)) ? Number(value) : value;
    }
    if (type === 'bool' && (value === 'true' || value === 'false'))
        return value === 'true';
    return value;
}
/** A set's elements in the order in which Packer iterates over them, each once (cty's set_internals.go). */
function toSet(items) {
    if (items.some((item) => asText(item) === null))
        return items;
    return [...new Set(items)].sort((a, b) => typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1);
}

;// CONCATENATED MODULE: ./build/templates/variables.js
/** Reads the input variables that templates declare, and their values. */







class Variables {
    declared;
    #values;
    constructor(declared, values) {
        this.declared = declared;
        this.#values = values;
    }
    names() {
        return this.declared.keys();
    }
    has(name) {
        return this.declared.has(name);
    }
    /** Undefined if the variable is not declared or has no value. */
    value(name) {
        return this.#values.get(name);
    }
    /** A copy with other values of declared variables, converted to their types. */
    with(provided) {
        const values = new Map(this.#values);
        for (const [name, value] of Object.entries(provided)) {
            const variable = this.declared.get(name);
            if (variable !== undefined) {
                values.set(name, convertToType(fromJson(value), variable.type));
            }
        }
        return new Variables(this.declared, values);
    }
}
/**
 * Reads `variable` and `variables` blocks. A variable that is declared twice is added to `problems`.
 * @param env what the function env() reads, which only defaults may call
 */
function readDeclarations(files, env, problems) {
    const declared = new Map();
    const evaluate = createConstantEvaluator(env);
    const add = (variable) => {
        const { name, file } = variable;
        const first = declared.get(name);
        if (first === undefined)
            declared.set(name, variable);
        else
            problems.push(problemAt(file, variable, describeDuplicate(`variable ${JSON.stringify(name)}`, file, first)));
    };
    for (const file of files) {
        for (const block of file.body.blocks) {
            if (block.type === 'variable')
                add(readDeclaration(file, block, evaluate));
            if (block.type === 'variables') {
                for (const { name, value, line, column } of block.body.attributes) {
                    add({ name, type: '', sensitive: false, default: evaluate(value), file: file.path, line, column });
                }
            }
        }
    }
    return declared;
}
function readDeclaration(file, block, evaluate) {
    const type = findAttribute(block.body, 'type')?.value;
    const defaultValue = findAttribute(block.body, 'default')?.value;
    const sensitive = findAttribute(block.body, 'sensitive')?.value;
    const typeText = type === undefined ? '' : file.canonical(type).replaceAll('\n', '');
    return {
        name: block.labels[0] ?? '',
        type: typeText,
        sensitive: sensitive?.kind === 'literal' && sensitive.value === true,
        default: defaultValue === undefined ? undefined : convertToType(evaluate(defaultValue), typeText),
        file: file.path,
        line: block.line,
        column: block.column,
    };
}
function readAssignments(body) {
    const evaluate = createConstantEvaluator({});
    return body.attributes.map(({ name, value }) => [name, evaluate(value)]);
}
/**
 * The value of each variable, by Packer's precedence, lowest first: default, PKR_VAR_name, files (`*.auto.pkrvars.hcl`,
 * then the JSON ones, each sorted by name).
 */
async function resolveVariables(declared, files, env) {
    const values = new Map();
    for (const variable of declared.values()) {
        const { name, type } = variable;
        if (variable.default !== undefined)
            values.set(name, variable.default);
        const text = env[`PKR_VAR_${name}`];
        if (text !== undefined) {
            values.set(name, convertToType(await parseEnvironmentValue(variable, text), type));
        }
    }
    for (const [name, value] of files.flat()) {
        const variable = declared.get(name);
        if (variable !== undefined)
            values.set(name, convertToType(value, variable.type));
    }
    return new Variables(declared, values);
}
/** PKR_VAR_name holds a string or number literally, any other type as HCL (expressionFromVariableDefinition). */
async function parseEnvironmentValue(variable, text) {
    const literal = variable.type === ''
        ? ['string', 'number', 'undefined'].includes(typeof variable.default) || variable.default === null
        : ['string', 'number', 'any'].includes(variable.type);
    if (literal)
        return text;
    const { body } = await parseHcl(`PKR_VAR_${variable.name}`, `value = ${text}\n`);
    const value = body.attributes[0]?.value;
    return value === undefined ? null : createConstantEvaluator({})(value);
}
/** Evaluates defaults and variables files, which can refer to nothing and of the environment call only env(). */
function createConstantEvaluator(env) {
    const environment = {
        variable: () => null,
        local: () => null,
        data: () => { },
        variableNames: () => [],
        localNames: () => [],
        dataRefs: () => [],
        path: () => null,
        callEnvironmentFunction: (call, [name = null]) => call.name === 'env' ? (env[String(name)] ?? '') : null,
    };
    const evaluator = new Evaluator(environment);
    return (expression) => evaluator.evaluate(expression, { names: new Map(), reads: new Dependencies(), file: '' });
}

;// CONCATENATED MODULE: ./build/templates/template-files.js
/** The files that Packer reads when it is given a folder of templates, or one file (GetHCL2Files in hcl2template/utils.go). */







/** Throws a ConfigurationError for a path without templates, and for JSON templates. */
async function listTemplateFiles(path, displayName) {
    if (path.endsWith('.pkr.hcl')) {
        const displayFolder = (0,external_node_path_.dirname)(displayName);
        // Packer loads no variables files beside a single template.
        return { folder: (0,external_node_path_.dirname)(path), displayFolder, templates: [{ path, displayName }], variables: [] };
    }
    const entries = await (0,external_node_fs_promises_.readdir)(path, { withFileTypes: true }).catch((cause) => {
        const message = `the templates ${JSON.stringify(displayName)} cannot be read: they must be a folder, or a *.pkr.hcl file`;
        throw new errors/* ConfigurationError */.j1(message, { cause });
    });
    const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
    const list = (suffix) => names
        .filter((name) => name.endsWith(suffix))
        .sort()
        .map((name) => ({ path: (0,external_node_path_.join)(path, name), displayName: `${displayName}/${name}` }));
    refuseJson(list('.pkr.json'));
    const templates = list('.pkr.hcl');
    if (templates.length === 0) {
        refuseJson(list('.json').filter(isLegacyTemplate));
        throw new errors/* ConfigurationError */.j1(`no *.pkr.hcl in the templates' folder ${JSON.stringify(displayName)}`);
    }
    const variables = [...list('.auto.pkrvars.hcl'), ...list('.auto.pkrvars.json')];
    return { folder: path, displayFolder: displayName, templates, variables };
}
function refuseJson(files) {
    if (files.length === 0)
        return;
    throw new errors/* ConfigurationError */.j1(files.map(({ displayName: file }) => ({
        message: `${file}: JSON templates are not supported; convert it to HCL (packer hcl2_upgrade does most of it)`,
        location: { file },
    })));
}
/** A template of Packer's old format is a JSON object with `builders`. */
function isLegacyTemplate({ path }) {
    try {
        const json = JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
        return typeof json === 'object' && json !== null && 'builders' in json;
    }
    catch {
        return false;
    }
}
/** Parses files; syntax errors of all are added to `problems`. */
async function parseAll(files, problems) {
    const parsed = [];
    for (const { path, displayName } of files) {
        try {
            parsed.push(await parseHcl(displayName, (0,external_node_fs_.readFileSync)(path, 'utf8')));
        }
        catch (error) {
            if (!(error instanceof errors/* ConfigurationError */.j1))
                throw error;
            problems.push(...error.problems);
        }
    }
    return parsed;
}
/** Reads variables files in their order; what cannot be read is added to `problems`. */
async function readVariablesFiles(files, problems) {
    const read = [];
    for (const file of files) {
        if ((0,external_node_path_.basename)(file.path).endsWith('.json'))
            read.push(readJson(file, problems));
        else {
            for (const { path, body } of await parseAll([file], problems)) {
                const places = body.attributes.map(({ value }) => value);
                read.push({ path, assignments: readAssignments(body), places });
            }
        }
    }
    return read;
}
function readJson({ path, displayName }, problems) {
    try {
        const json = JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
        if (json === null || typeof json !== 'object' || Array.isArray(json))
            throw new SyntaxError('not an object');
        const assignments = Object.entries(json).map(([name, value]) => [name, fromJson(value)]);
        return { path: displayName, assignments, places: [] };
    }
    catch {
        problems.push({
            message: `${displayName}: not a JSON object of variables`,
            location: { file: displayName },
        });
        return { path: displayName, assignments: [], places: [] };
    }
}

;// CONCATENATED MODULE: ./build/templates/read.js
/** Reads a folder of Packer templates: everything that it declares, and the AMIs that it can build. */














/**
 * Reads all `*.pkr.hcl` of a folder, and its `*.auto.pkrvars.hcl` and `.json`, as `packer build FOLDER` does; or one
 * `*.pkr.hcl` file, as `packer build FILE` does. Throws a ConfigurationError, with file, line and column where there is
 * one, with everything in the templates and in the values of their variables that Packer would refuse.
 */
async function readTemplates(path, options = {}) {
    const root = (0,external_node_path_.resolve)(path);
    const displayName = (options.displayName ?? path).replaceAll('\\', '/').replace(/\/+$/, '');
    const env = options.env ?? process.env;
    const listed = await listTemplateFiles(root, displayName);
    const { folder } = listed;
    const cwd = (0,external_node_path_.resolve)(options.cwd ?? folder);
    const problems = [];
    const faults = [];
    const parsed = await parseAll(listed.templates, faults);
    const varFiles = options.varFiles ?? [];
    const variablesFiles = await readVariablesFiles([...listed.variables, ...varFiles], faults);
    // What does not parse is not judged further.
    if (faults.length > 0)
        throw new errors/* ConfigurationError */.j1(faults);
    const declared = readDeclarations(parsed, env, faults);
    const assignments = variablesFiles.map((file) => file.assignments);
    const values = await resolveVariables(declared, assignments, env);
    const { providedVariables, problems: undeclared } = collectProvidedVariables(declared, values, displayName, options);
    const variables = values.with(providedVariables);
    const definitions = { folder, cwd, variables, ...collectDefinitions(parsed, faults) };
    const workspace = (0,external_node_path_.resolve)(options.workspace ?? cwd);
    const files = new Files({ folder, workspace, written: () => manifests });
    const plain = new TemplateEnvironment(definitions, files, new Map());
    const manifests = findManifests(parsed, plain.evaluator, cwd);
    const recipes = findRecipes(topLevelBlocks(parsed), plain, faults);
    const extra = options.reads ? findExtraReads(options.reads, workspace, files) : null;
    problems.push(...(extra?.problems ?? []));
    const templates = {
        ...definitions,
        reads: extra?.paths ?? null,
        displayName,
        packerTarget: findPackerTarget(root, cwd),
        varFiles: varFiles.map((file) => file.path),
        providedVariables,
        recipes,
        plugins: collectRequiredPlugins(parsed),
        files,
    };
    const filled = findFilled(templates, problems);
    problems.push(...undeclared, ...faults, ...findNameProblems(recipes, options.ami ?? [], displayName));
    problems.push(...checkTemplates({
        files: parsed,
        templates,
        environment: new TemplateEnvironment(definitions, files, filled.values),
        filled: new Set([...filled.values.keys(), ...filled.parents.keys()]),
        sources: { variablesFiles, env, inputs: options.variables ?? {} },
        recipes: requestedRecipes(recipes, options.ami ?? []),
        used: options.versions,
    }));
    if (problems.length > 0)
        throw new errors/* ConfigurationError */.j1(problems);
    return templates;
}
/** Packer's argument, from the folder that it runs in; `path.root` is relative to that. */
function findPackerTarget(root, cwd) {
    const path = (0,external_node_path_.relative)(cwd, root) || '.';
    return path.startsWith('-') ? `./${path}` : path;
}
function findFilled(templates, problems) {
    try {
        return findFilledVariables(templates);
    }
    catch (error) {
        if (!(error instanceof errors/* ConfigurationError */.j1))
            throw error;
        problems.push(...error.problems);
        return { values: new Map(), parents: new Map() };
    }
}
/**
 * Values that the inputs set, and what is wrong with them. An input's default sets nothing, except for a region that the
 * templates leave empty.
 */
function collectProvidedVariables(declared, values, displayName, { named = [], variables = {} }) {
    const isUndeclared = (variable) => !declared.has(variable);
    const undeclared = (variable) => `${displayName} declares no variable ${JSON.stringify(variable)}`;
    const problems = [
        ...named
            .filter(({ isDefault, variable }) => !isDefault && variable !== 'aws_region' && isUndeclared(variable))
            .map(({ input, variable }) => `Input ${input}: ${undeclared(variable)}, so it has no effect; remove the input`),
        ...Object.keys(variables)
            .filter(isUndeclared)
            .map((variable) => `Input variables: ${undeclared(variable)}${suggest(variable, declared.keys())}`),
    ];
    const set = named
        .filter(({ isDefault, variable }) => !isDefault || (variable === 'aws_region' && !values.value(variable)))
        .map(({ variable, value }) => [variable, value]);
    const provided = [...set, ...Object.entries(variables)].filter(([variable]) => declared.has(variable));
    return { providedVariables: Object.fromEntries(provided), problems };
}
/** The sources and builds. Packer expands dynamic blocks only inside of blocks. */
function topLevelBlocks(files) {
    return files.flatMap(({ path, body }) => body.blocks
        .filter(({ type }) => type === 'source' || type === 'build')
        .map((block) => ({ ...block, names: new Map(), span: block, file: path })));
}

;// CONCATENATED MODULE: ./build/commands/mask-secrets.js
/** Finds what has to be masked in the log: the values of sensitive variables, wherever they were set. */

/**
 * A mask replaces its text everywhere in the log, and GitHub drops a job's outputs that hold one: a text of three
 * characters would cost both and hide nothing.
 */
const shortestMask = 4;
/**
 * Texts to mask, each once. A default stands in the templates for all to read. A field of a sensitive object that is also
 * the region or the value of a variable that is not sensitive is an ordinary word.
 */
function findTextsToMask(variables, region) {
    const open = new Set([region]);
    const secret = new Set();
    for (const { name, sensitive, default: usual } of variables.declared.values()) {
        const value = variables.value(name) ?? null;
        if (sensitive && value === usual)
            continue;
        for (const text of listTexts(value))
            (sensitive ? secret : open).add(text);
    }
    return [...secret].filter((text) => text.length >= shortestMask && !open.has(text));
}
function listTexts(value) {
    if (isList(value))
        return value.flatMap(listTexts);
    if (isObject(value))
        return [...value.values()].flatMap(listTexts);
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

;// CONCATENATED MODULE: ./build/commands/prepare.js
/** What every mode begins with: reads the templates and the lock, selects the requested recipes, masks secrets. */









async function prepare(given, context) {
    const startedAt = Date.now();
    const templates = await readInputTemplates(given, context);
    const recipes = selectRecipes(templates, given.ami);
    const region = given.regionIsSet ? given.region : chooseRegion(recipes, templates, given.region);
    const inputs = { ...given, region };
    context.workflow.print(`AMIs: ${recipes.map(({ name }) => name).join(', ')} in ${region}`);
    if (inputs.fingerprintKey !== null)
        context.workflow.mask(inputs.fingerprintKey);
    for (const text of findTextsToMask(templates.variables, region))
        context.workflow.mask(text);
    const lock = await readInputLock(inputs);
    const holder = (0,lease_tags/* createLeaseHolder */.tf)(context.env, (0,lease_tags/* createNonce */.mE)());
    const folder = (0,folders/* outputFolder */.qi)(context.env, context.workspace, holder.nonce);
    return { inputs, templates, recipes, lock, holder, folder, startedAt };
}
/** What messages call the lock. */
function lockDisplayName({ lock }) {
    return lock.kind === 'text' ? 'Input lock' : lock.displayPath;
}
function readInputTemplates({ ami, templates, variables, named, reads, packerVersion, pluginVersion }, { env, workspace, actionRoot }) {
    const roots = [workspace, actionRoot];
    const displayName = displayPath(templates, roots);
    const own = roots.find((root) => !(0,external_node_path_.relative)(root, templates).startsWith('..')) ?? workspace;
    return readTemplates(templates, {
        ami,
        variables,
        named,
        env,
        displayName,
        workspace: own,
        reads,
        versions: { packer: packerVersion, plugin: pluginVersion },
    });
}
/** A path relative to the repository that holds it: the user's, or else the action's. */
function displayPath(path, roots) {
    const candidates = roots.map((root) => (0,external_node_path_.relative)(root, path));
    const within = candidates.find((candidate) => !candidate.startsWith('..'));
    return within === undefined ? path : within || '.';
}
async function readInputLock(inputs) {
    const { lock } = inputs;
    if (lock.kind === 'text')
        return parseLock(lock.text, lockDisplayName(inputs));
    const found = await readLock(lock.path, lock.displayPath);
    if (found === null && lock.named && inputs.mode !== 'lock') {
        throw new errors/* ConfigurationError */.j1(`Input lock: there is no file ${lock.displayPath}; create it with mode lock, or leave the input out`);
    }
    return found;
}

;// CONCATENATED MODULE: ./build/commands/make-plan.js
/** Makes the plan of a prepared run, from what the publishers, AWS, the Go programs and the lock say. */









async function makePlan(prepared, aws, { env, log, workspace, actionRoot, cancelled }) {
    const { inputs } = prepared;
    const account = await findAccount(inputs, aws, { env, log });
    const deps = createToolContext(log, env, cancelled);
    const folders = { workspace, actionRoot };
    const first = await planOnce(prepared, account === null ? null : aws, deps, folders);
    logDecisions(first.items, log, account !== null);
    logSecrets(first, log);
    const replan = async (amis) => {
        const recipes = prepared.recipes.filter(({ name }) => amis.includes(name));
        return (await planOnce({ ...prepared, recipes, lock: first.lock }, aws, deps, folders)).items;
    };
    return { ...prepared, account, plan: first, replan };
}
/** Asks publishers, through the mirror if there is one. */
function createPublisherClient({ mirror }, { log, retry }) {
    const { fetchText, fetchRedirect } = createDownloader({ log, retry, mirror });
    return { fetchText, fetchRedirect };
}
/** @param aws Null for a plan without AWS credentials, which then can't know which AMIs exist. */
function planOnce({ inputs, templates, recipes, lock, holder }, aws, deps, folders) {
    const { region, packerVersion, pluginVersion, fingerprintKey, mirror, binaries } = inputs;
    return createPlan({
        templates,
        recipes,
        region,
        packerVersion,
        pluginVersion,
        mirror,
        fingerprintKey,
        lock,
        lockDisplayName: lockDisplayName(inputs),
    }, {
        aws: aws === null ? null : createAwsQueries(aws.ec2(region), aws.ssm(region), holder),
        ...createPublisherClient(inputs, deps),
        goProgramsDigest: () => digestGoPrograms({ binaries, ...folders }, deps),
        now: () => new Date(aws === null ? Date.now() : aws.ec2(region).now()),
    });
}
/** Finds the account that calls are made in. Only a plan may do without AWS credentials: then null, and a warning. */
async function findAccount({ mode, region }, aws, { env, log }) {
    try {
        return (await checkAccess(aws.sts(region), region, env)).account;
    }
    catch (error) {
        if (mode !== 'plan' || !(error instanceof errors/* AwsAccessError */.Eo) || !error.noCredentials)
            throw error;
        log.warning(`${error.message} This plan does without: it cannot know which AMIs exist, nor the ids of source images.`);
        return null;
    }
}

;// CONCATENATED MODULE: ./build/commands/lock.js
/** `mode: lock`: resolves every artifact anew and writes the lock file. Makes no call to AWS. */




/** Entries of AMIs that the input `ami` doesn't name stay as they were. */
async function updateLock({ inputs, templates, recipes, lock: before }, { workflow, log, env }) {
    const { lock: target, ami, region } = inputs;
    if (target.kind === 'text')
        throw new Error('mode lock needs the path of a lock file');
    const resolved = await resolveLock({ templates, recipes, region }, createPublisherClient(inputs, createToolContext(log, env)));
    const lock = ami === 'all' ? resolved : mergeLocks(before, resolved);
    await writeLock(target.path, lock);
    const changes = describeLockChanges(before, lock);
    const lines = changes.length === 0 ? ['nothing has changed'] : changes;
    for (const line of lines)
        workflow.print(`${target.displayPath}: ${line}`);
    workflow.setOutput('lock', formatLockLine(lock));
    await workflow.addSummary(`### ${target.displayPath}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`);
}

;// CONCATENATED MODULE: ./build/commands/plan.js
/** `mode: plan`: reports which AMIs exist and which have to be built. Builds nothing. */



async function reportPlan(planned, { workflow }) {
    const { plan, inputs, folder } = planned;
    const amis = plan.items.map((item) => plannedRow(item, inputs.region));
    await writeReport(createReport('plan', amis, planned), { workflow, folder });
}

// EXTERNAL MODULE: ./build/commands/report-fault.js
var report_fault = __webpack_require__(8928);
;// CONCATENATED MODULE: ./build/commands/run.js
/** Runs the action: prepares, connects to AWS if the mode needs it, and calls the mode's command. */







/** Runs the action. Throws a BuildError if any requested AMI is unavailable at the end. */
async function run(inputs, context) {
    const aws = (0,clients/* createAwsClients */.G)();
    try {
        const planned = await plan(inputs, aws, context);
        if (planned === null)
            return;
        await (inputs.mode === 'plan' ? reportPlan(planned, context) : build(planned, aws, context));
    }
    finally {
        aws.close();
    }
}
/** Prepares and plans; null for mode lock, which is done then. Later faults are in the rows of the AMIs. */
async function plan(inputs, aws, context) {
    try {
        const prepared = await prepare(inputs, context);
        if (inputs.mode !== 'lock')
            return await makePlan(prepared, aws, context);
        await updateLock(prepared, context);
        return null;
    }
    catch (error) {
        await (0,report_fault.reportFault)(error, context);
        throw error;
    }
}


/***/ }),

/***/ 4392:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ formatDuration)
/* harmony export */ });
/** Formats durations for people. */
/** As `45s`, `3m12s` or `1h02m`. */
function formatDuration(milliseconds) {
    const seconds = Math.round(milliseconds / 1000);
    if (seconds < 60)
        return `${seconds}s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60)
        return `${minutes}m${pad(seconds % 60)}s`;
    return `${Math.floor(minutes / 60)}h${pad(minutes % 60)}m`;
}
function pad(value) {
    return String(value).padStart(2, '0');
}


/***/ }),

/***/ 2832:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Aj: () => (/* binding */ createPrivateFolder),
/* harmony export */   EV: () => (/* binding */ isPrivateFolder),
/* harmony export */   qi: () => (/* binding */ outputFolder)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/** The folders of a run. */



const privatePrefix = 'ami-action-private-';
/** Folder of the report and, in `logs/`, of the logs: it stays, for later steps of the job or the person who ran it. */
function outputFolder(env, workspace, nonce) {
    const runnerTemp = env['RUNNER_TEMP'];
    return runnerTemp
        ? (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(runnerTemp, `ami-action-${nonce}`)
        : (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(workspace, '.logs', `ami-action-${nonce}`);
}
/** Creates a folder with mode 0700 for the time of the run. The lease knows of it before it holds anything. */
function createPrivateFolder(env, lease) {
    const parent = parentFolder(env);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(parent, { recursive: true });
    const folder = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdtempSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(parent, privatePrefix));
    lease.addFolder(folder);
    return folder;
}
/** True for what createPrivateFolder makes. A saved state may come from another step of the job, by way of GITHUB_ENV. */
function isPrivateFolder(env, folder) {
    if (typeof folder !== 'string')
        return false;
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(folder);
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path) === (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(parentFolder(env)) && (0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(path).startsWith(privatePrefix);
}
function parentFolder(env) {
    return env['RUNNER_TEMP'] || (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)();
}


/***/ }),

/***/ 8676:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ imageOf),
/* harmony export */   j: () => (/* binding */ findOwnSnapshots)
/* harmony export */ });
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
/** Ids of the snapshots that EC2 made for the image. */
async function findOwnSnapshots({ id, rootSnapshotIds }, ec2) {
    const snapshots = await ec2.describeSnapshots(rootSnapshotIds);
    return snapshots.filter((snapshot) => imageOf(snapshot) === id).map((snapshot) => snapshot.id);
}


/***/ }),

/***/ 2000:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Oo: () => (/* binding */ leaseTags),
/* harmony export */   fU: () => (/* binding */ formatTime),
/* harmony export */   mE: () => (/* binding */ createNonce),
/* harmony export */   rK: () => (/* binding */ imageTags),
/* harmony export */   tf: () => (/* binding */ createLeaseHolder)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3679);
/** The tags by which everything that a run creates is found again. */


/** Describes this run by the runner's variables; a laptop is the run `local`. */
function createLeaseHolder(env, nonce) {
    return {
        runId: env['GITHUB_RUN_ID'] || 'local',
        runAttempt: env['GITHUB_RUN_ATTEMPT'] || '1',
        job: env['GITHUB_JOB'] || 'local',
        repository: env['GITHUB_REPOSITORY'] || 'local',
        nonce,
    };
}
function createNonce() {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(8).toString('hex');
}
/**
 * Tags of everything that is created for one AMI: instance, volumes, key pair, security group, image, snapshots.
 * @param expiresAt When the lease ends, in milliseconds since 1970.
 */
function leaseTags(holder, ami, expiresAt) {
    return toTagValues({
        [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .b.runId]: holder.runId,
        [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .b.runAttempt]: holder.runAttempt,
        [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .b.job]: holder.job,
        [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .b.nonce]: holder.nonce,
        [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .b.expires]: formatTime(expiresAt),
        [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .b.repository]: holder.repository,
        [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .b.ami]: ami,
    });
}
/** Tags of an image: what it is made of, as the plan tags it, and whether it is finished. */
function imageTags(recipe, state) {
    return toTagValues({ ...recipe, [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .b.state]: state });
}
/** ISO 8601, UTC, to the second. */
function formatTime(milliseconds) {
    return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
/** Makes values fit for EC2: at most 256 characters, only letters, digits, spaces and _ . : / = + - @. */
function toTagValues(tags) {
    const clean = (value) => value.replace(/[^\p{L}\p{N} _.:/=+\-@]/gu, '_').slice(0, 256);
    return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, clean(value)]));
}


/***/ }),

/***/ 1401:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MH: () => (/* binding */ terminate),
/* harmony export */   W_: () => (/* binding */ isRunning),
/* harmony export */   i0: () => (/* binding */ killGroup),
/* harmony export */   tG: () => (/* binding */ startDetached)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/**
 * Packer as a process in a session of its own, so that it outlives this one. The only place that starts or signals a
 * build's processes. Measured on Packer 1.16.0: SIGINT to its pid is ignored, SIGTERM ends it in order, and a broken output
 * pipe kills it before it has cleaned up; hence SIGTERM, and a file for its output.
 */


/** Starts a command detached, with its output in a file. If it can't be started, `exited` rejects and the pid is 0. */
function startDetached({ file, args, cwd, env, output }) {
    const descriptor = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(output, 'a', 0o600);
    try {
        const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(file, args, {
            cwd,
            env,
            detached: true,
            stdio: ['ignore', descriptor, descriptor],
        });
        const exited = new Promise((resolve, reject) => {
            child.once('error', reject);
            child.once('exit', (code, signal) => resolve({ code, signal }));
        });
        // The caller awaits it later; until then a rejection must not count as unhandled.
        exited.catch(() => { });
        const pid = child.pid ?? 0;
        return { pid, started: pid === 0 ? '' : (startTime(pid) ?? ''), exited };
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(descriptor);
    }
}
/** True if this very process is still running; a zombie is not. */
function isRunning({ pid, started }) {
    return pid > 0 && started !== '' && startTime(pid) === started;
}
/** Asks the process to end in order. False if it no longer runs. */
function terminate(ref) {
    return isRunning(ref) && signal(ref.pid, 'SIGTERM');
}
/** Kills the process and its whole group. False if it no longer runs. */
function killGroup(ref) {
    return isRunning(ref) && signal(-ref.pid, 'SIGKILL');
}
function signal(target, name) {
    try {
        process.kill(target, name);
        return true;
    }
    catch (error) {
        if (error.code === 'ESRCH')
            return false;
        throw error;
    }
}
/** When a process started; undefined if there is none, or only a zombie. */
function startTime(pid) {
    return process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
}
function startOnLinux(pid) {
    let stat;
    try {
        stat = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(`/proc/${pid}/stat`, 'latin1');
    }
    catch {
        return undefined;
    }
    // Fields follow the program's name, which is in parentheses and may hold anything: 3 is the state, 22 the start time
    // (proc_pid_stat(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}
function startByPs(pid) {
    try {
        const line = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFileSync)('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
        return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 4611:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Br: () => (/* binding */ renderSummary),
/* harmony export */   x8: () => (/* binding */ renderProblems)
/* harmony export */ });
/* unused harmony export maxSummary */
/* harmony import */ var _github_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4392);
/** Renders the job summary in GitHub's Markdown: a table of AMIs, and what went wrong. */

/** GitHub drops a step's summary that is larger than 1 MiB. */
const maxSummary = 1024 * 1024;
const marks = {
    built: '✅ built',
    reused: '♻️ reused',
    failed: '❌ failed',
    'timed-out': '⏱️ timed out',
    cancelled: '⏹️ cancelled',
    planned: '🔨 to build',
    pending: '⏳ built by another run',
};
/** For `planned` without AWS credentials: whether it has to be built can't be known. */
const unknownMark = '❔ unknown';
function renderSummary(report) {
    const failures = report.amis.filter(({ cause }) => cause !== null);
    const text = [heading(report), table(report), ...failures.map(failure)].join('\n');
    return limit(text);
}
/** For a run that ended before it had AMIs to tell of. */
function renderProblems(problems) {
    const list = problems.map(({ message, location }) => {
        const place = location === undefined ? '' : `${location.file}:${location.line ?? 1}: `;
        return fence(`${place}${message}`);
    });
    return limit(['### No AMI', ...list, ''].join('\n\n'));
}
/** Shortens a text that GitHub would drop altogether. */
function limit(text) {
    if (Buffer.byteLength(text) <= maxSummary)
        return text;
    const note = '\n\n… the rest is in the JSON report.\n';
    const room = maxSummary - Buffer.byteLength(note);
    const cut = Buffer.from(text)
        .subarray(0, room)
        .toString('utf8')
        .replace(/\uFFFD+$/, '');
    return cut.slice(0, cut.lastIndexOf('\n')) + note;
}
function heading({ mode, amis, region, account, durationSeconds }) {
    if (account === null)
        return `### AMIs in ${region}: ${amis.length} unknown (no AWS credentials)\n`;
    const available = amis.filter(({ id }) => id !== null).length;
    if (mode === 'plan')
        return `### AMIs in ${region}: ${available} exist, ${amis.length - available} to build\n`;
    const took = (0,_github_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a)(durationSeconds * 1000);
    return `### AMIs in ${region}: ${available} of ${amis.length} available, ${took}\n`;
}
function table({ amis, account }) {
    const rows = amis.map((item) => [
        `**${cell(item.ami)}**`,
        account === null && item.result === 'planned' ? unknownMark : marks[item.result],
        item.id === null ? '' : `\`${item.id}\``,
        item.region,
        source(item),
        cell(Object.entries(item.versions)
            .map(([name, version]) => `${name} ${version}`)
            .join(', ')),
        item.durationSeconds === null ? '' : (0,_github_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a)(item.durationSeconds * 1000),
        item.log === null ? '' : `\`${cell(item.log)}\``,
        cell(item.why.join('; ')),
    ]);
    const titles = ['AMI', 'Result', 'Id', 'Region', 'Source image', 'Versions', 'Build', 'Log', 'Why'];
    return `${[titles, titles.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`;
}
function source({ sourceAmi, baseAmi }) {
    const from = baseAmi ?? sourceAmi;
    return from === null ? '' : `\`${from}\``;
}
function failure({ ami, cause }) {
    return `**${ami}** has no AMI:\n\n${fence(cause ?? '')}\n`;
}
/** A code block that its text can't end. */
function fence(text) {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
    const mark = '`'.repeat(longest + 1);
    return `${mark}text\n${text}\n${mark}`;
}
function cell(text) {
    return text
        .replace(/[\r\n]+/g, ' ')
        .replaceAll('\\', '\\\\')
        .replaceAll('|', '\\|')
        .replaceAll('<', '&lt;');
}


/***/ }),

/***/ 3679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ tagKeys),
/* harmony export */   w: () => (/* binding */ inputsTagPrefix)
/* harmony export */ });
/** Every tag key that the action reads or writes. */
/** The keys by what they hold. EC2 reserves the prefix `aws:`; `ami-action:` is this action's. */
const tagKeys = {
    // The recipe; written when the AMI is finished.
    ami: 'ami-action:ami',
    /** Hex SHA-256 of the recipe; also in the run tags, so that the AMI has it from its creation. */
    fingerprint: 'ami-action:fingerprint',
    sourceAmi: 'ami-action:source-ami',
    versions: 'ami-action:versions',
    /** The release that the AMI was built for, such as `v1.4.0`; shown in explanations. */
    release: 'ami-action:release',
    /** `building` from the AMI's creation, `available` once it is finished. */
    state: 'ami-action:state',
    // The lease, on everything that a run creates.
    runId: 'ami-action:run-id',
    runAttempt: 'ami-action:run-attempt',
    job: 'ami-action:job',
    repository: 'ami-action:repository',
    /** Random for each run of the action; post and the sweep find the run's resources by it. */
    nonce: 'ami-action:nonce',
    /** ISO 8601, UTC: when the lease ends, and with it all work on the resource. */
    expires: 'ami-action:expires',
};
/** The keys `ami-action:inputs-0`, `-1`, ... hold a summary of the recipe, split to fit the length of a tag's value. */
const inputsTagPrefix = 'ami-action:inputs-';


/***/ })

};
