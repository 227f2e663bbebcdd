export const id = 576;
export const ids = [576];
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
    return {
        async describeImages({ owners, includeDeprecated, ...query }) {
            const { call } = await getClient();
            const images = [];
            let NextToken;
            do {
                const page = await call('DescribeImages', {
                    Filter: imageFilters(query),
                    Owner: owners,
                    IncludeDeprecated: includeDeprecated === true ? 'true' : undefined,
                    NextToken,
                });
                images.push(...(page.imagesSet ?? []).map(toImage));
                NextToken = page.nextToken === '' ? undefined : page.nextToken;
            } while (NextToken !== undefined);
            return images;
        },
        async createTags(ids, tags) {
            const { call } = await getClient();
            const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
            await call('CreateTags', { ResourceId: ids, Tag });
        },
        async findTagged(kind, key, value) {
            const found = await findByFilter(await getClient(), kind, [{ Name: `tag:${key}`, Value: [value] }]);
            return found
                .filter(({ id }) => id !== undefined)
                .map(({ id = '', name = '', state = '', tags }) => ({ kind, id, name, state, tags: toTags(tags) }));
        },
        async remove(kind, id) {
            const { call } = await getClient();
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
async function findByFilter({ call }, kind, Filter) {
    switch (kind) {
        case 'spot-request': {
            const states = { Name: 'state', Value: ['open', 'active'] };
            const { spotInstanceRequestSet = [] } = await call('DescribeSpotInstanceRequests', {
                Filter: [...Filter, states],
            });
            return spotInstanceRequestSet.map((item) => ({
                id: item.spotInstanceRequestId,
                state: item.state,
                tags: item.tagSet,
            }));
        }
        case 'instance': {
            const aliveStates = ['pending', 'running', 'shutting-down', 'stopping', 'stopped'];
            const states = { Name: 'instance-state-name', Value: aliveStates };
            const { reservationSet = [] } = await call('DescribeInstances', { Filter: [...Filter, states] });
            const instances = reservationSet.flatMap(({ instancesSet = [] }) => instancesSet);
            return instances.map((item) => ({
                id: item.instanceId,
                state: item.instanceState?.name,
                tags: item.tagSet,
            }));
        }
        case 'image': {
            const { imagesSet = [] } = await call('DescribeImages', { Filter, Owner: ['self'] });
            return imagesSet.map((item) => ({
                id: item.imageId,
                name: item.name,
                state: item.imageState,
                tags: item.tagSet,
            }));
        }
        case 'snapshot': {
            const { snapshotSet = [] } = await call('DescribeSnapshots', { Filter, Owner: ['self'] });
            return snapshotSet.map((item) => ({ id: item.snapshotId, state: item.status, tags: item.tagSet }));
        }
        case 'volume': {
            const { volumeSet = [] } = await call('DescribeVolumes', { Filter });
            return volumeSet.map((item) => ({ id: item.volumeId, state: item.status, tags: item.tagSet }));
        }
        case 'launch-template': {
            const { launchTemplates = [] } = await call('DescribeLaunchTemplates', { Filter });
            return launchTemplates.map((item) => ({
                id: item.launchTemplateId,
                name: item.launchTemplateName,
                tags: item.tagSet,
            }));
        }
        case 'key-pair': {
            const { keySet = [] } = await call('DescribeKeyPairs', { Filter });
            // Key pairs have their name as id, which is unique in a region; DeleteKeyPair takes it.
            return keySet.map((item) => ({ id: item.keyName, tags: item.tagSet }));
        }
        case 'security-group': {
            const { securityGroupInfo = [] } = await call('DescribeSecurityGroups', { Filter });
            return securityGroupInfo.map((item) => ({ id: item.groupId, name: item.groupName, tags: item.tagSet }));
        }
    }
}
const removals = {
    'spot-request': (call, id) => call('CancelSpotInstanceRequests', { SpotInstanceRequestId: [id] }),
    instance: (call, id) => call('TerminateInstances', { InstanceId: [id] }),
    image: (call, id) => call('DeregisterImage', { ImageId: id }),
    snapshot: (call, id) => call('DeleteSnapshot', { SnapshotId: id }),
    volume: (call, id) => call('DeleteVolume', { VolumeId: id }),
    'launch-template': (call, id) => call('DeleteLaunchTemplate', { LaunchTemplateId: id }),
    'key-pair': (call, id) => call('DeleteKeyPair', { KeyName: id }),
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

/***/ 6576:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cleanUpLease: () => (/* binding */ cleanUpLease)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/aws/clients.js + 1 modules
var clients = __webpack_require__(3110);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/tags.js
var build_tags = __webpack_require__(3679);
;// CONCATENATED MODULE: ./build/aws/types.js
/** What the action needs of AWS, as narrow interfaces: the SDK implements them, and tests replace them. */
/** The kinds of resources that a build creates and that may be left behind. */
const resourceKinds = [
    'spot-request',
    'instance',
    'image',
    'snapshot',
    'volume',
    'launch-template',
    'key-pair',
    'security-group',
];

;// CONCATENATED MODULE: ./build/lease/sweep.js
/** Removes everything with a given tag that is not a finished image, in the order in which resources depend on each other. */



/**
 * Makes passes over all kinds until one finds nothing: an instance takes a while to end and holds volumes and security
 * groups until then, and an image's snapshot appears after the image. Rejects only if AWS can't be asked.
 */
async function sweep(options) {
    const removed = new Map();
    for (let pass = 1;; pass++) {
        const left = await sweepOnce(options, removed);
        if (left.length === 0 || !(await options.pause(pass))) {
            return { removed: [...removed.values()], left };
        }
    }
}
async function sweepOnce(options, removed) {
    const { ec2, key, value, onRemoved } = options;
    const left = [];
    const finishedSnapshots = await findFinishedSnapshots(options);
    // One kind after the other: `resourceKinds` lists what holds other resources first.
    for (const kind of resourceKinds) {
        const found = await ec2.findTagged(kind, key, value);
        const unwanted = found.filter((item) => !isFinished(item) && !finishedSnapshots.has(item.id));
        const outcomes = await Promise.all(unwanted.map(async (resource) => {
            if (resource.state === 'shutting-down')
                return { resource, reason: 'it is shutting down' };
            try {
                await ec2.remove(kind, resource.id);
                if (!removed.has(resource.id))
                    onRemoved?.(resource);
                removed.set(resource.id, resource);
                return { resource, reason: 'it was removed, but AWS still lists it' };
            }
            catch (error) {
                return { resource, reason: (0,errors/* messageOf */.bD)(error) };
            }
        }));
        left.push(...outcomes);
    }
    return left;
}
function isFinished({ tags }) {
    return tags[build_tags/* tagKeys */.b.state] === 'available';
}
/** Snapshots of finished images, which may lack the tag of the state themselves. */
async function findFinishedSnapshots({ ec2, key, value }) {
    const images = await ec2.describeImages({
        owners: ['self'],
        tags: { [key]: [value], [build_tags/* tagKeys */.b.state]: ['available'] },
    });
    return new Set(images.flatMap(({ rootSnapshotIds }) => rootSnapshotIds));
}

;// CONCATENATED MODULE: ./build/lease/clean-up.js
/** Cleans up after a run that did not finish: ends its Packers, removes what it left in AWS, deletes its folders. */



/** After a cancel, the post steps of a job share five minutes (GitHub's runner); this leaves one to the others. */
const postBudgetMs = 4 * 60_000;
/** The share of the budget in which Packers may end by themselves. */
const packersShare = 0.65;
const firstPauseMs = 1000;
const longestPauseMs = 10_000;
/** True if nothing is left behind. Rejects if AWS can't be asked, but deletes the folders even then. */
async function cleanUpRun(state, options) {
    const deadline = options.now() + options.budgetMs;
    try {
        await stopPackers(state, options);
        if (!state.started)
            return true;
        const { removed, left } = await sweepRun(state, deadline, options);
        logSweep(removed, left, options.log);
        return left.length === 0;
    }
    finally {
        for (const folder of state.folders)
            (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
    }
}
/** Lets Packers clean up after themselves, which they do best, and kills those that take too long. */
async function stopPackers({ packers }, { processes, log, now, wait, budgetMs }) {
    let running = packers.filter((ref) => processes.isRunning(ref));
    if (running.length === 0)
        return;
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
        processes.killGroup(ref);
    }
}
function sweepRun({ nonce, region }, deadline, { ec2, log, now, wait }) {
    return sweep({
        ec2: ec2(region),
        key: build_tags/* tagKeys */.b.nonce,
        value: nonce,
        onRemoved: ({ kind, id, name }) => log.info(`Removed ${kind} ${id}${name === '' ? '' : ` (${name})`}`),
        async pause(pass) {
            const pauseMs = Math.min(firstPauseMs * 2 ** (pass - 1), longestPauseMs);
            if (now() + pauseMs > deadline)
                return false;
            await wait(pauseMs);
            return true;
        },
    });
}
function logSweep(removed, left, log) {
    if (left.length > 0) {
        const list = left.map(({ resource, reason }) => `${resource.kind} ${resource.id}: ${reason}`);
        log.warning(`Left behind in AWS, as the time to clean up has run out:\n${list.join('\n')}`);
    }
    else if (removed.length === 0) {
        log.info('This run left nothing behind in AWS.');
    }
}

// EXTERNAL MODULE: ./build/packer/detached-process.js
var detached_process = __webpack_require__(1401);
;// CONCATENATED MODULE: ./build/commands/clean-up.js
/** Cleans up after a run, with real processes and the real AWS: post's work, and main's where no post follows. */






/** True if nothing is left behind. */
async function cleanUpLease(state, log) {
    const aws = (0,clients/* createAwsClients */.G)();
    try {
        return await cleanUpRun(state, {
            processes: { isRunning: detached_process/* isRunning */.W_, terminate: detached_process/* terminate */.MH, killGroup: detached_process/* killGroup */.i0 },
            ec2: (region) => aws.ec2(region),
            log,
            now: Date.now,
            wait: promises_.setTimeout,
            budgetMs: postBudgetMs,
        });
    }
    catch (error) {
        const hint = `Everything that this run created in ${state.region} has the tag ${build_tags/* tagKeys */.b.nonce}=${state.nonce}.`;
        throw new Error(`${(0,errors/* messageOf */.bD)(error)}. ${hint}`, { cause: error });
    }
    finally {
        aws.close();
    }
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
