export const id = 121;
export const ids = [121];
export const modules = {

/***/ 8488:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  G: () => (/* binding */ createAwsClients)
});

;// CONCATENATED MODULE: ./build/aws/pages.js
/** What EC2's Describe calls have in common: filters, pages and tags. */
/** Asks for page after page. */
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
function toTags(tags) {
    return Object.fromEntries((tags ?? []).map(({ key = '', value = '' }) => [key, value]));
}

;// CONCATENATED MODULE: ./build/aws/images.js
/** EC2's images: which are asked for, and what is read of them. */

/** EC2 lists a deregistered image for a short while (EC2 API Reference, "DescribeImages"). */
function isListed({ imageState }) {
    return imageState !== 'deregistered';
}
async function describeImages({ call }, { owners, includeDeprecated, ...query }) {
    const request = {
        Filter: imageFilters(query),
        Owner: owners,
        IncludeDeprecated: includeDeprecated === true ? 'true' : undefined,
        // A disabled image cannot be used, but still holds its name.
        IncludeDisabled: owners?.includes('self') === true ? 'true' : undefined,
    };
    return allPages(async (NextToken) => {
        const { imagesSet = [], nextToken } = await call('DescribeImages', { ...request, NextToken });
        return { items: imagesSet.filter(isListed), nextToken };
    });
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
function toImage(image, region) {
    const snapshots = (image.blockDeviceMapping ?? []).map(({ ebs }) => ebs?.snapshotId);
    return {
        id: image.imageId ?? '',
        region,
        name: image.name ?? '',
        state: image.imageState ?? '',
        stateReason: image.stateReason?.message ?? null,
        creationDate: image.creationDate ?? '',
        ownerId: image.imageOwnerId ?? '',
        rootSnapshotIds: snapshots.filter((id) => id !== undefined),
        tags: toTags(image.tagSet),
    };
}

;// CONCATENATED MODULE: ./build/aws/find-by-filter.js
/** Finds resources of each kind by a filter, all pages of them. */


/** Asks for all pages. */
async function findByFilter(client, kind, Filter) {
    return allPages((NextToken) => findPage(client, kind, { Filter, NextToken }));
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
            const answer = await call('DescribeImages', { ...page, Owner: ['self'], IncludeDisabled: 'true' });
            const read = (item) => ({ id: item.imageId, name: item.name, state: item.imageState });
            return toPage(answer, answer.imagesSet?.filter(isListed), read);
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

;// CONCATENATED MODULE: ./build/aws/ec2.js
/** EC2 behind the action's narrow interface. Removing what is already gone succeeds, as every caller may try a second time. */



/** EC2's error codes for things that do not exist, or no longer. */
const goneCodes = /\.NotFound$|NotFoundException$|^InvalidSpotInstanceRequestID/;
/** An image that was deregistered, or whose state does not allow the call (EC2 API Reference, "Error codes"). */
const goneOrBusyCode = 'InvalidAMIID.Unavailable';
/** EC2 takes so many values per filter, and so many ids per CreateTags (EC2 API Reference). */
const maxFilterValues = 200;
const maxTaggedIds = 1000;
function createEc2(region, getClient) {
    let client = null;
    const connect = async () => {
        client = await getClient();
        return client;
    };
    return {
        now: () => Date.now() + (client?.clockOffset() ?? 0),
        async describeImages({ ids, ...query }) {
            const connected = await connect();
            const queries = ids === undefined ? [query] : split(ids, maxFilterValues).map((part) => ({ ...query, ids: part }));
            const found = queries.map((each) => describeImages(connected, each));
            return (await Promise.all(found)).flat().map((image) => toImage(image, region));
        },
        describeSnapshots: async (ids) => await describeSnapshots(await connect(), 'snapshot-id', ids),
        describeSnapshotsLike: async (descriptions) => await describeSnapshots(await connect(), 'description', descriptions),
        async createTags(ids, tags) {
            const { call } = await connect();
            const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
            for (const ResourceId of split(ids, maxTaggedIds))
                await call('CreateTags', { ResourceId, Tag });
        },
        async findTagged(kind, key, value) {
            const Filter = [{ Name: `tag:${key}`, Value: [value ?? '*'] }];
            const found = await findByFilter(await connect(), kind, Filter);
            return (found
                .filter(({ id }) => id !== undefined)
                .map(({ id = '', name = '', state = '', tags }) => ({ kind, id, name, state, tags: toTags(tags) }))
                // EC2 takes `*` and `?` in a filter's value for patterns (EC2 User Guide, "List and filter your resources").
                .filter(({ tags }) => value === null || tags[key] === value));
        },
        async remove(kind, id) {
            const connected = await connect();
            try {
                await removals[kind](connected.call, id);
            }
            catch (error) {
                if (!(error instanceof Error))
                    throw error;
                if (error.name === goneOrBusyCode) {
                    if ((await describeImages(connected, { ids: [id] })).length > 0)
                        throw error;
                }
                else if (!goneCodes.test(error.name))
                    throw error;
            }
        },
    };
}
/** Lists of at most so many. */
function split(ids, most) {
    const count = Math.ceil(ids.length / most);
    return Array.from({ length: count }, (_, index) => ids.slice(index * most, (index + 1) * most));
}
async function describeSnapshots({ call }, Name, values) {
    const found = split(values, maxFilterValues).map((Value) => allPages(async (NextToken) => {
        const Filter = [{ Name, Value }];
        const answer = await call('DescribeSnapshots', { Filter, Owner: ['self'], NextToken });
        return { items: answer.snapshotSet ?? [], nextToken: answer.nextToken };
    }));
    return (await Promise.all(found)).flat().map(toSnapshot);
}
function toSnapshot({ snapshotId = '', description = '', startTime, tagSet }) {
    return { id: snapshotId, description, startedAt: startTime?.getTime() ?? 0, tags: toTags(tagSet) };
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

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./build/aws/request-handler.js
/**
 * How calls to AWS leave the machine: through the proxy that the environment names (HTTPS_PROXY, HTTP_PROXY, NO_PROXY), as
 * downloads do, and trusted by AWS_CA_BUNDLE, which replaces the system's certificates as it does for the AWS CLI. The SDK for
 * JavaScript reads none of these.
 */

/** What a client takes as requestHandler: the SDK's own with these limits, or one that minds proxy and certificates. */
async function createRequestHandler(env, timeouts) {
    const ca = readBundle(env['AWS_CA_BUNDLE']);
    const hasProxy = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].some((name) => env[name]);
    if (ca === null && !hasProxy)
        return timeouts;
    const [{ NodeHttpHandler: Handler }, { HttpClient }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(890), __webpack_require__.e(658), __webpack_require__.e(85), __webpack_require__.e(422), __webpack_require__.e(279)]).then(__webpack_require__.t.bind(__webpack_require__, 1279, 19)),
        Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 4942)),
    ]);
    const handlers = new Map();
    // By origin, as NO_PROXY is about hosts.
    const handlerFor = ({ protocol, hostname, port }) => {
        const origin = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
        const known = handlers.get(origin);
        if (known !== undefined)
            return known;
        const agent = withDestroy(new HttpClient(undefined, [], { keepAlive: true }).getAgent(origin));
        if (ca !== null)
            Object.assign(optionsOf(agent), { ca });
        const handler = new Handler({ ...timeouts, httpAgent: agent, httpsAgent: agent });
        handlers.set(origin, handler);
        return handler;
    };
    return {
        handle: (request, options) => handlerFor(request).handle(request, options),
        destroy: () => {
            for (const handler of handlers.values())
                handler.destroy();
        },
        updateHttpClientConfig: () => { },
        httpHandlerConfigs: () => timeouts,
    };
}
function readBundle(path) {
    if (!path)
        return null;
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch (error) {
        throw new Error(`AWS_CA_BUNDLE: the bundle of certificates ${path} cannot be read`, { cause: error });
    }
}
/** The agent of a tunnel lacks what the SDK asks of an agent; its sockets end with their requests. */
function withDestroy(agent) {
    return typeof agent.destroy === 'function' ? agent : Object.assign(agent, { destroy: () => { } });
}
/** What an agent connects with. */
function optionsOf(agent) {
    return agent.options;
}

;// CONCATENATED MODULE: ./build/aws/clients.js
/** The SDK's clients behind the narrow interfaces; each is loaded and created at its first use. */


/** Limits of one attempt, in milliseconds. */
const connectTimeoutMs = 10_000;
const responseTimeoutMs = 60_000;
/**
 * Clients with the SDK's own credential chain, endpoints (AWS_ENDPOINT_URL included) and retries. They are configured by the
 * SDK's environment variables and those of proxies alone, and by the caller for the region.
 */
function createAwsClients() {
    const open = new Set();
    const ec2s = new Map();
    const timeouts = { connectionTimeout: connectTimeoutMs, requestTimeout: responseTimeoutMs };
    const settings = async (region) => ({
        region,
        maxAttempts: 5,
        requestHandler: await createRequestHandler(process.env, timeouts),
    });
    const track = (client) => {
        open.add(client);
        return client;
    };
    const openEc2 = (region) => {
        const known = ec2s.get(region);
        if (known !== undefined)
            return known;
        const getClient = memoize(async () => {
            const { createEc2Client } = await __webpack_require__.e(/* import() */ 858).then(__webpack_require__.bind(__webpack_require__, 4858));
            return track(await createEc2Client(await settings(region)));
        });
        const opened = { ec2: createEc2(region, getClient), getClient };
        ec2s.set(region, opened);
        return opened;
    };
    return {
        ec2: (region) => openEc2(region).ec2,
        async rehearse(region, launches) {
            const { rehearse } = await __webpack_require__.e(/* import() */ 549).then(__webpack_require__.bind(__webpack_require__, 7549));
            return rehearse(await openEc2(region).getClient(), launches);
        },
        ssm(region) {
            return {
                async getParameter(name) {
                    const { GetParameterCommand, ParameterNotFound, SSMClient } = await Promise.all(/* import() */[__webpack_require__.e(890), __webpack_require__.e(658), __webpack_require__.e(85), __webpack_require__.e(422), __webpack_require__.e(288), __webpack_require__.e(152), __webpack_require__.e(279), __webpack_require__.e(861), __webpack_require__.e(736)]).then(__webpack_require__.t.bind(__webpack_require__, 4736, 19));
                    const client = track(new SSMClient(await settings(region)));
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
                    const { GetCallerIdentityCommand, STSClient } = await Promise.all(/* import() */[__webpack_require__.e(890), __webpack_require__.e(658), __webpack_require__.e(85), __webpack_require__.e(422), __webpack_require__.e(288), __webpack_require__.e(152), __webpack_require__.e(279), __webpack_require__.e(861), __webpack_require__.e(695)]).then(__webpack_require__.t.bind(__webpack_require__, 1695, 19));
                    const client = track(new STSClient(await settings(region)));
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

/***/ 4121:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cleanUpLease: () => (/* binding */ cleanUpLease)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/aws/clients.js + 5 modules
var clients = __webpack_require__(8488);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/tags.js
var build_tags = __webpack_require__(3679);
// EXTERNAL MODULE: ./build/lease/adoption.js
var adoption = __webpack_require__(2381);
// EXTERNAL MODULE: ./build/lease/folders.js
var folders = __webpack_require__(2832);
// EXTERNAL MODULE: ./build/lease/renewal.js
var renewal = __webpack_require__(7029);
// EXTERNAL MODULE: ./build/lease/snapshots.js
var lease_snapshots = __webpack_require__(8676);
// EXTERNAL MODULE: ./build/lease/sweep.js
var sweep = __webpack_require__(9609);
// EXTERNAL MODULE: ./build/lease/tags.js
var tags = __webpack_require__(2000);
;// CONCATENATED MODULE: ./build/lease/clean-up.js
/** Cleans up after a run that did not finish: ends its Packers, removes what it left in AWS, deletes its folders. */









/** After a cancel, the post steps of a job share five minutes (GitHub's runner); this leaves one to the others. */
const postBudgetMs = 4 * 60_000;
/** The share of the budget in which Packers may end by themselves. */
const packersShare = 0.65;
const firstPauseMs = 1000;
const longestPauseMs = 10_000;
/** Six seconds in which nothing appears: Packer may have been stopped between a call and its answer. */
const quietPasses = 4;
const quietPauseMs = 2000;
/** True if nothing is left behind, as far as can be known. */
async function cleanUpRun(state, options) {
    const deadline = options.now() + options.budgetMs;
    try {
        // Packer may take long to end, and goes on until it does: its image is given tags first, and looked for again behind it.
        await adoptImages(state, options);
        const killed = await stopPackers(state, options);
        if (!state.started)
            return true;
        const unadopted = await adoptImages(state, options);
        // The copies first: other runs take the first image's tag for that of all.
        for (const region of [...state.copyRegions, state.region])
            await tagFinished(region, state, options);
        const regions = [state.region, ...state.copyRegions];
        const results = await Promise.all(regions.map(async (region) => ({ region, ...(await sweepRegion(region, state, deadline, options)) })));
        const isAllSeen = [...state.unleased, ...state.unknownRegions, ...unadopted].length === 0;
        logSweep(results, state.nonce, isAllSeen, options.log);
        if (unadopted.length > 0)
            options.log.warning(`May be left behind in ${state.region}, without tags of this run:\n${unadopted.join('\n')}`);
        logUnknown(state, killed, options.log);
        return unadopted.length === 0 && results.every(({ left }) => left.length === 0);
    }
    finally {
        const own = state.folders.filter((folder) => (0,folders/* isPrivateFolder */.EV)(options.env, folder));
        for (const folder of own)
            (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
    }
}
/** Gives images that Packer has made the run's tags, by which the sweep finds them. Gives those that could not be tagged, and why. */
async function adoptImages({ images, finished, nonce, region, since }, { ec2, env }) {
    const holder = (0,tags/* createLeaseHolder */.tf)(env, nonce);
    const faults = images
        .filter(({ id }) => !finished.includes(id))
        .map(async ({ ami, id }) => {
        const own = ec2(region);
        try {
            await (0,adoption/* adoptImage */.K)(id, (0,tags/* leaseTags */.Oo)(holder, ami, own.now() + renewal/* leaseMs */.zT), { ec2: own, since });
            return [];
        }
        catch (error) {
            return [`image ${id} (${ami}): it could not be given any: ${(0,errors/* messageOf */.bD)(error)}`];
        }
    });
    return (await Promise.all(faults)).flat();
}
/** Tags images that were confirmed, but not tagged as finished before main was killed: other runs would take them for unfinished. */
async function tagFinished(region, { finished, nonce }, { ec2, log }) {
    if (finished.length === 0)
        return;
    const own = ec2(region);
    try {
        const images = await own.findTagged('image', build_tags/* tagKeys */.bi.nonce, nonce);
        for (const { id, tags } of images) {
            if (!finished.includes(id) || tags[build_tags/* tagKeys */.bi.state] === 'available')
                continue;
            const [image] = await own.describeImages({ ids: [id] });
            if (image === undefined)
                continue;
            const snapshots = (await (0,lease_snapshots/* findOwnSnapshots */.jA)(image, own)).map((snapshot) => snapshot.id);
            await own.createTags([id, ...snapshots], { [build_tags/* tagKeys */.bi.state]: 'available' });
            log.info(`Tagged image ${id} in ${region} as finished: the run was stopped before it could`);
        }
    }
    catch (error) {
        log.warning(`Finished images of this run in ${region} could not be tagged as finished, so a later run removes them and builds again: ` +
            `${finished.join(', ')}: ${(0,errors/* messageOf */.bD)(error)}`);
    }
}
/**
 * Lets Packers clean up after themselves, which they do best, and kills those that take too long. Gives the AMIs whose Packer
 * was killed, here or before.
 */
async function stopPackers({ packers }, { processes, log, now, wait, budgetMs }) {
    let running = packers.filter((ref) => processes.isRunning(ref));
    const killed = packers.filter((ref) => !running.includes(ref)).map(({ ami }) => ami);
    if (running.length > 0)
        log.info(`Waiting for Packer to clean up: ${running.map(({ ami }) => ami).join(', ')}`);
    for (const ref of running)
        processes.terminate(ref);
    const deadline = now() + budgetMs * packersShare;
    while (running.length > 0 && now() < deadline) {
        await wait(200);
        running = running.filter((ref) => processes.isRunning(ref));
    }
    for (const ref of running) {
        log.warning(`${ref.ami}: killed Packer, which did not end in time`);
        killed.push(ref.ami);
    }
    // Also of one that has ended: what its shell-local scripts started may outlive it.
    for (const ref of packers)
        processes.killGroup(ref);
    return killed;
}
function sweepRegion(region, { nonce, region: ownRegion, since, finished }, deadline, { ec2, log, now, wait }) {
    return (0,sweep/* sweep */.X)({
        ec2: ec2(region),
        key: build_tags/* tagKeys */.bi.nonce,
        value: nonce,
        finished: new Set(finished),
        since: () => since,
        quietPasses,
        onRemoved: ({ kind, id, name }) => {
            const where = region === ownRegion ? '' : ` in ${region}`;
            log.info(`Removed ${kind} ${id}${name === '' ? '' : ` (${name})`}${where}`);
        },
        async pause(pass, quiet) {
            const pauseMs = quiet > 0 ? quietPauseMs : Math.min(firstPauseMs * 2 ** (pass - 1), longestPauseMs);
            if (now() + pauseMs > deadline)
                return false;
            await wait(pauseMs);
            return true;
        },
    });
}
/** Says what was not removed and why, and what nobody can know. */
function logSweep(results, nonce, isAllSeen, log) {
    const tag = `the tag ${build_tags/* tagKeys */.bi.nonce}=${nonce}`;
    if (isAllSeen && results.every(({ removed, left }) => removed.length + left.length === 0)) {
        log.info('EC2 lists nothing that this run left behind.');
        return;
    }
    for (const { region, left, spared } of results) {
        for (const { what, reason } of spared)
            log.info(`Kept ${what} in ${region}: ${reason}`);
        const reasons = [...new Set(left.map(({ reason }) => reason))];
        const list = reasons.map((reason) => {
            const what = left.filter((item) => item.reason === reason).map((item) => item.what);
            return `${what.join(', ')}: ${reason}`;
        });
        if (left.length > 0)
            log.warning(`May be left behind in ${region}, with ${tag}:\n${list.join('\n')}`);
        else
            log.info(`Nothing tagged ${tag} is left in ${region} except finished and kept resources.`);
    }
}
/** Warns about what cannot be checked: untagged resources, and Packer's temporary roles, as this action does not ask IAM. */
function logUnknown({ nonce, region, unleased, unknownRegions, made, images }, killed, log) {
    const all = [...made, ...images.map(({ ami, id }) => ({ ami, what: `AMI ${id}` }))];
    const namesOf = (of) => all.filter(of).map(({ ami, what }) => `${what} (${ami})`);
    const roles = namesOf(({ ami, what }) => killed.includes(ami) && /^(role|instance profile) /.test(what));
    if (roles.length > 0) {
        log.warning(`Packer was killed, so these may be left in IAM, which this action cannot check: ${roles.join(', ')}`);
    }
    if (unknownRegions.length > 0) {
        log.warning(`The regions that ${unknownRegions.join(', ')} is copied to are known only during the build, so they were not looked at: ` +
            `unfinished copies there have the tag ${build_tags/* tagKeys */.bi.nonce}=${nonce}.`);
    }
    if (unleased.length === 0)
        return;
    const named = namesOf(({ ami }) => unleased.includes(ami));
    log.warning(`What Packer made for ${unleased.join(', ')} has no tag of this run, as the templates do not take run_tags, so whether ` +
        `anything of it was left in ${region} cannot be known: look for instances, key pairs and security groups called packer_*` +
        `${named.length === 0 ? '' : `, and for what Packer named: ${named.join(', ')}`}.`);
}

// EXTERNAL MODULE: ./build/packer/detached-process.js
var detached_process = __webpack_require__(1401);
;// CONCATENATED MODULE: ./build/commands/clean-up.js
/** Cleans up after a run, with real processes and the real AWS: post's work, and main's where no post follows. */




/** True if nothing is left behind. */
async function cleanUpLease(state, env, log) {
    const aws = (0,clients/* createAwsClients */.G)();
    try {
        return await cleanUpRun(state, {
            processes: { isRunning: detached_process/* isRunning */.W_, terminate: detached_process/* terminate */.MH, killGroup: detached_process/* killGroup */.i0 },
            ec2: (region) => aws.ec2(region),
            env,
            log,
            now: Date.now,
            wait: promises_.setTimeout,
            budgetMs: postBudgetMs,
        });
    }
    finally {
        aws.close();
    }
}


/***/ }),

/***/ 2381:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ adoptImage),
/* harmony export */   Q: () => (/* binding */ adoptNewImage)
/* harmony export */ });
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3679);
/**
 * Gives an image that was born without its run's tags those tags. In aws-us-gov and aws-cn, and with `skip_ami_run_tags`, Packer
 * tags an image only when all else is done, and one that is stopped before leaves it (builder/ebs/step_create_ami.go of
 * packer-plugin-amazon 1.8.2: Run tags it unless IsRestricted or AMISkipRunTags, Cleanup knows only what has become available).
 * Copies need none of this: they take over the tags of the image that they are made of (common/step_ami_region_copy.go).
 */

/**
 * Tags an image that Packer says it made, unless it has a run already. A script may print the same words about another image, so
 * only one of this account that is as young as the run is taken. False while EC2 does not list it.
 */
async function adoptImage(id, tags, { ec2, since }) {
    const [image] = await ec2.describeImages({ ids: [id], owners: ['self'] });
    if (image === undefined)
        return false;
    const isLeased = image.tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.nonce] !== undefined;
    // EC2 gives the time in whole seconds.
    const isYoung = Date.parse(image.creationDate) >= Math.floor(since / 1000) * 1000;
    if (!isLeased && isYoung)
        await ec2.createTags([id], tags);
    return true;
}
/** EC2 may list a new image a few seconds late; in milliseconds. */
const pausesMs = [500, 1000, 2000];
/** Adopts an image that was made just now. */
async function adoptNewImage(id, tags, { wait, ...options }) {
    for (const pauseMs of pausesMs) {
        if (await adoptImage(id, tags, options))
            return;
        await wait(pauseMs);
    }
    await adoptImage(id, tags, options);
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
/**
 * Kills the process and its whole group: what it started may outlive it. False if nothing is left. No process gets the number of
 * a group that has members (POSIX, fork), so where none has this pid, a group of that number is still this one's.
 */
function killGroup({ pid, started }) {
    if (pid <= 0 || started === '')
        return false;
    const now = startTime(pid);
    return (now === undefined || now === started) && signal(-pid, 'SIGKILL');
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


/***/ })

};
