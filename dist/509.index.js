export const id = 509;
export const ids = [509];
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

/***/ 8890:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _aws_clients_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8488);
/* harmony import */ var _prepare_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5378);
/** Runs the action: prepares, connects to AWS if the mode needs it, and calls the mode's command. */


/** Runs the requested mode; each command is loaded on demand. Throws a BuildError if any requested AMI is unavailable at the end. */
async function run(inputs, context) {
    const aws = (0,_aws_clients_js__WEBPACK_IMPORTED_MODULE_0__/* .createAwsClients */ .G)();
    try {
        if (inputs.mode === 'reap') {
            const { reap } = await __webpack_require__.e(/* import() */ 773).then(__webpack_require__.bind(__webpack_require__, 7773));
            return await reap(inputs, aws, context);
        }
        const planned = await plan(inputs, aws, context);
        if (planned === null)
            return;
        if (inputs.mode === 'plan') {
            const { reportPlan } = await __webpack_require__.e(/* import() */ 996).then(__webpack_require__.bind(__webpack_require__, 3996));
            await reportPlan(planned, context);
        }
        else {
            const { build } = await Promise.all(/* import() */[__webpack_require__.e(671), __webpack_require__.e(669), __webpack_require__.e(947)]).then(__webpack_require__.bind(__webpack_require__, 9947));
            await build(planned, aws, context);
        }
    }
    finally {
        aws.close();
    }
}
/** Prepares and plans; null for the modes lock and validate, which are done then. Later faults are in the rows of the AMIs. */
async function plan(inputs, aws, context) {
    try {
        const prepared = await (0,_prepare_js__WEBPACK_IMPORTED_MODULE_1__/* .prepare */ .iA)(inputs, context);
        if (inputs.mode === 'lock') {
            const { updateLock } = await Promise.all(/* import() */[__webpack_require__.e(671), __webpack_require__.e(153), __webpack_require__.e(8)]).then(__webpack_require__.bind(__webpack_require__, 6008));
            await updateLock(prepared, context);
        }
        else if (inputs.mode === 'validate') {
            const { validateTemplates } = await Promise.all(/* import() */[__webpack_require__.e(671), __webpack_require__.e(669), __webpack_require__.e(82)]).then(__webpack_require__.bind(__webpack_require__, 82));
            await validateTemplates(prepared, context);
        }
        else {
            const { makePlan } = await Promise.all(/* import() */[__webpack_require__.e(671), __webpack_require__.e(153)]).then(__webpack_require__.bind(__webpack_require__, 153));
            return await makePlan(prepared, aws, context);
        }
        return null;
    }
    catch (error) {
        const { reportFault } = await __webpack_require__.e(/* import() */ 547).then(__webpack_require__.bind(__webpack_require__, 8928));
        await reportFault(error, context);
        throw error;
    }
}


/***/ })

};
