export const id = 604;
export const ids = [604];
export const modules = {

/***/ 3604:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  finishLease: () => (/* binding */ finishLease)
});

;// CONCATENATED MODULE: ./build/aws/ec2.js
/** EC2 at the action's narrow interface. Removing what is gone already is success, as every caller may come a second time. */
/** EC2's codes for things that do not exist (any more). */
const gone = /\.NotFound$|\.Unavailable$|NotFoundException$|^InvalidSpotInstanceRequestID/;
function ec2Adapter(client) {
    return {
        async describeImages({ owners, ...query }) {
            const { call } = await client();
            const images = [];
            let NextToken;
            do {
                const page = await call('DescribeImages', { Filter: imageFilters(query), Owner: owners, NextToken });
                images.push(...(page.imagesSet ?? []).map(toImage));
                NextToken = page.nextToken === '' ? undefined : page.nextToken;
            } while (NextToken !== undefined);
            return images;
        },
        async createTags(ids, tags) {
            const { call } = await client();
            const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
            await call('CreateTags', { ResourceId: ids, Tag });
        },
        async findTagged(kind, key, value) {
            const found = await find(await client(), kind, [{ Name: `tag:${key}`, Value: [value] }]);
            return found
                .filter(({ id }) => id !== undefined)
                .map(({ id = '', name = '', state = '', tags }) => ({ kind, id, name, state, tags: toTags(tags) }));
        },
        async remove(kind, id) {
            const { call } = await client();
            try {
                await removals[kind](call, id);
            }
            catch (error) {
                if (!(error instanceof Error && gone.test(error.name)))
                    throw error;
            }
        },
    };
}
function imageFilters({ ids, names, tags, filters }) {
    const tagFilters = Object.entries(tags ?? {}).map(([key, values]) => [`tag:${key}`, values]);
    const all = [
        // As a filter, an id that does not exist is no error.
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
async function find({ call }, kind, Filter) {
    switch (kind) {
        case 'spot-request': {
            const states = { Name: 'state', Value: ['open', 'active'] };
            const { spotInstanceRequestSet = [] } = await call('DescribeSpotInstanceRequests', {
                Filter: [...Filter, states],
            });
            return spotInstanceRequestSet.map((it) => ({
                id: it.spotInstanceRequestId,
                state: it.state,
                tags: it.tagSet,
            }));
        }
        case 'instance': {
            const alive = ['pending', 'running', 'shutting-down', 'stopping', 'stopped'];
            const states = { Name: 'instance-state-name', Value: alive };
            const { reservationSet = [] } = await call('DescribeInstances', { Filter: [...Filter, states] });
            const instances = reservationSet.flatMap(({ instancesSet = [] }) => instancesSet);
            return instances.map((it) => ({ id: it.instanceId, state: it.instanceState?.name, tags: it.tagSet }));
        }
        case 'image': {
            const { imagesSet = [] } = await call('DescribeImages', { Filter, Owner: ['self'] });
            return imagesSet.map((it) => ({
                id: it.imageId,
                name: it.name,
                state: it.imageState,
                tags: it.tagSet,
            }));
        }
        case 'snapshot': {
            const { snapshotSet = [] } = await call('DescribeSnapshots', { Filter, Owner: ['self'] });
            return snapshotSet.map((it) => ({ id: it.snapshotId, state: it.status, tags: it.tagSet }));
        }
        case 'volume': {
            const { volumeSet = [] } = await call('DescribeVolumes', { Filter });
            return volumeSet.map((it) => ({ id: it.volumeId, state: it.status, tags: it.tagSet }));
        }
        case 'launch-template': {
            const { launchTemplates = [] } = await call('DescribeLaunchTemplates', { Filter });
            return launchTemplates.map((it) => ({
                id: it.launchTemplateId,
                name: it.launchTemplateName,
                tags: it.tagSet,
            }));
        }
        case 'key-pair': {
            const { keySet = [] } = await call('DescribeKeyPairs', { Filter });
            // By name, which is unique in a region: both AWS and its stand-ins delete by that.
            return keySet.map((it) => ({ id: it.keyName, tags: it.tagSet }));
        }
        case 'security-group': {
            const { securityGroupInfo = [] } = await call('DescribeSecurityGroups', { Filter });
            return securityGroupInfo.map((it) => ({ id: it.groupId, name: it.groupName, tags: it.tagSet }));
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
/** The SDK's clients behind the narrow interfaces; each is loaded and made when it is first used. */

/** How long one attempt may take to connect, and to answer, in milliseconds. */
const connectTimeout = 10_000;
const answerTimeout = 60_000;
/**
 * Clients with the SDK's own credential chain, endpoints (AWS_ENDPOINT_URL included) and retries. Only SDK settings of
 * the environment apply; regions are given by the caller.
 */
function awsClients() {
    const open = new Set();
    const ec2s = new Map();
    const settings = (region) => ({
        region,
        maxAttempts: 5,
        requestHandler: { connectionTimeout: connectTimeout, requestTimeout: answerTimeout },
    });
    const kept = (client) => {
        open.add(client);
        return client;
    };
    return {
        ec2(region) {
            const known = ec2s.get(region);
            if (known !== undefined)
                return known;
            const client = lazily(async () => {
                const { createEc2Client } = await __webpack_require__.e(/* import() */ 419).then(__webpack_require__.bind(__webpack_require__, 2419));
                return kept(await createEc2Client(settings(region)));
            });
            const made = ec2Adapter(client);
            ec2s.set(region, made);
            return made;
        },
        ssm(region) {
            return {
                async getParameter(name) {
                    const { GetParameterCommand, ParameterNotFound, SSMClient } = await Promise.all(/* import() */[__webpack_require__.e(890), __webpack_require__.e(658), __webpack_require__.e(85), __webpack_require__.e(422), __webpack_require__.e(288), __webpack_require__.e(152), __webpack_require__.e(861), __webpack_require__.e(736)]).then(__webpack_require__.t.bind(__webpack_require__, 4736, 19));
                    const client = kept(new SSMClient(settings(region)));
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
                    const client = kept(new STSClient(settings(region)));
                    const { Account = '', Arn = '' } = await client.send(new GetCallerIdentityCommand({}));
                    return { account: Account, arn: Arn };
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
function lazily(make) {
    let made;
    return () => {
        made ??= make();
        return made;
    };
}

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
;// CONCATENATED MODULE: ./build/aws/preflight.js
/** Whether AWS lets us in, asked before anything is fetched or created. */

const signIn = (/* unused pure expression or super */ null && ('On a runner, add a step aws-actions/configure-aws-credentials with role-to-assume before this one, and `permissions: ' +
    'id-token: write` to the job; elsewhere set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.'));
/** The account and role that calls will be made as; throws an AwsAccessError that says what to do. */
async function checkAccess(sts, region) {
    try {
        return await sts.callerIdentity();
    }
    catch (error) {
        throw new AwsAccessError(explain(error, region), { cause: error, noCredentials: hasNone(error) });
    }
}
/** What an error of GetCallerIdentity means. The names are those of the SDK's credential providers and of STS. */
function explain(error, region) {
    const { name, code } = namesOf(error);
    const text = messageOf(error);
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
            return `AWS does not know the access key, or the region ${region} is not enabled for its account (${text}). ${signIn}`;
        case 'SignatureDoesNotMatch':
            return `The secret access key does not fit its key id, or this machine's clock is wrong (${text}).`;
        case 'IncompleteSignature':
        case 'MissingAuthenticationToken':
            return `The AWS credentials are incomplete (${text}). ${signIn}`;
        case 'AccessDenied':
        case 'AccessDeniedException':
            return `AWS refuses these credentials even to name themselves (${text}): check the role's trust policy.`;
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
/** Nobody has signed in, as on a pull request of a fork; expired credentials are something else. */
function hasNone(error) {
    return namesOf(error).name === 'CredentialsProviderError' && !/expired/i.test(messageOf(error));
}
function namesOf(error) {
    if (!(error instanceof Error))
        return { name: '', code: '' };
    const code = error.code;
    return {
        name: error.name,
        code: typeof code === 'string' ? code : error.name === 'TimeoutError' ? 'ETIMEDOUT' : '',
    };
}

;// CONCATENATED MODULE: ./build/aws/index.js
/** AWS as the other rooms see it: narrow interfaces, and the SDK behind them, loaded when first used. */




// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./build/build/process.js
/**
 * Packer as a process of its own session, which outlives this one. The only place that starts or signals processes of a
 * build. Measured on Packer 1.16.0: SIGINT to its pid is ignored, SIGTERM ends it in order, and a broken output pipe
 * kills it before it has cleaned up; hence SIGTERM, and a file for its output.
 */


/** Starts a command detached, with its output in a file. Throws at once if it cannot be started. */
function startDetached({ file, args, cwd, env, output }) {
    const descriptor = openSync(output, 'a', 0o600);
    try {
        const child = spawn(file, args, {
            cwd,
            env,
            detached: true,
            stdio: ['ignore', descriptor, descriptor],
        });
        const exited = new Promise((resolve, reject) => {
            child.once('error', reject);
            child.once('exit', (code, signal) => resolve({ code, signal }));
        });
        // The caller awaits it later; a failure until then is not unhandled.
        exited.catch(() => { });
        const pid = child.pid ?? 0;
        return { pid, started: pid === 0 ? '' : (startOf(pid) ?? ''), exited };
    }
    finally {
        closeSync(descriptor);
    }
}
/** Whether the very process is still running; one that has ended and was not yet reaped is not. */
function isRunning({ pid, started }) {
    return pid > 0 && started !== '' && startOf(pid) === started;
}
/** Asks the process to end in order. False if it is not running any more. */
function terminate(ref) {
    return isRunning(ref) && signal(ref.pid, 'SIGTERM');
}
/** Ends the process and all of its session's group at once. False if it is not running any more. */
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
/** When a process started, or undefined if there is none, or only a zombie. */
function startOf(pid) {
    return process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
}
function startOnLinux(pid) {
    let stat;
    try {
        stat = (0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, 'latin1');
    }
    catch {
        return undefined;
    }
    // After the program's name in parentheses, which may hold anything: state is field 3, the start time field 22 (proc_pid_stat(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}
function startByPs(pid) {
    try {
        const line = (0,external_node_child_process_.execFileSync)('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
        return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/aws/types.js
/** What the action asks of AWS, as narrow as it needs: tests replace these, and the SDK stands behind them alone. */
/** The kinds of things that a build creates in an account and that can be left behind. */
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/lease/tags.js
/** The tags by which everything that a run creates can be found again. */

/** The keys of a lease, and that of an image's state. What an image remembers of its recipe is the plan's matter. */
const tagKeys = {
    runId: 'ami-action:run-id',
    runAttempt: 'ami-action:run-attempt',
    job: 'ami-action:job',
    /** Random per run of the action: what post and the sweep go by. */
    nonce: 'ami-action:nonce',
    /** ISO 8601, UTC: from then on nobody is at work on it any more. */
    expires: 'ami-action:expires',
    repository: 'ami-action:repository',
    ami: 'ami-action:ami',
    /** `building` from an AMI's creation on, `available` once it is finished. */
    state: 'ami-action:state',
};
/** Who this run is, by the runner's variables; a laptop is the run `local`. */
function leaseHolder(env, nonce, expiresAt) {
    return {
        runId: env['GITHUB_RUN_ID'] || 'local',
        runAttempt: env['GITHUB_RUN_ATTEMPT'] || '1',
        job: env['GITHUB_JOB'] || 'local',
        repository: env['GITHUB_REPOSITORY'] || 'local',
        nonce,
        expires: timeOf(expiresAt),
    };
}
/** The same holder's lease until another time. */
function prolonged(holder, expiresAt) {
    return { ...holder, expires: timeOf(expiresAt) };
}
function timeOf(milliseconds) {
    return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
function newNonce() {
    return randomBytes(8).toString('hex');
}
/** Lease tags of what is created for one AMI: instance, volumes, key pair, security group, image, snapshots. */
function leaseTags(holder, ami) {
    return tagValues({
        [tagKeys.runId]: holder.runId,
        [tagKeys.runAttempt]: holder.runAttempt,
        [tagKeys.job]: holder.job,
        [tagKeys.nonce]: holder.nonce,
        [tagKeys.expires]: holder.expires,
        [tagKeys.repository]: holder.repository,
        [tagKeys.ami]: ami,
    });
}
/** What an image is made of, as the plan tags it, and whether it is finished. */
function imageTags(recipe, state) {
    return tagValues({ ...recipe, [tagKeys.state]: state });
}
/** Values as EC2 takes them: at most 256 characters, of letters, digits, spaces and _ . : / = + - @. */
function tagValues(tags) {
    const clean = (value) => value.replace(/[^\p{L}\p{N} _.:/=+\-@]/gu, '_').slice(0, 256);
    return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, clean(value)]));
}

;// CONCATENATED MODULE: ./build/lease/sweep.js
/** Removes what bears a tag and is wanted by nobody, in the order in which things hang on each other. */



/**
 * Goes through all kinds again and again until a pass finds nothing: instances take a while to end, and hold volumes
 * and security groups until then; a snapshot of an image shows up after it. Rejects only if AWS cannot be asked.
 */
async function sweep(options) {
    const removed = new Map();
    for (let pass = 1;; pass++) {
        const left = await onePass(options, removed);
        if (left.length === 0 || !(await options.pause(pass))) {
            return { removed: [...removed.values()], left };
        }
    }
}
async function onePass(options, removed) {
    const { ec2, key, value, wanted = () => true, onRemoved } = options;
    const left = [];
    const kept = await snapshotsOfFinished(options);
    // One kind after the other, as `resourceKinds` puts first what holds others.
    for (const kind of resourceKinds) {
        const found = await ec2.findTagged(kind, key, value);
        const unwanted = found.filter((it) => !isFinished(it) && !kept.has(it.id) && wanted(it));
        const outcomes = await Promise.all(unwanted.map(async (resource) => {
            if (resource.state === 'shutting-down')
                return { resource, reason: 'is shutting down' };
            try {
                await ec2.remove(kind, resource.id);
                if (!removed.has(resource.id))
                    onRemoved?.(resource);
                removed.set(resource.id, resource);
                return { resource, reason: 'has been removed, and AWS still lists it' };
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
    return tags[tagKeys.state] === 'available';
}
/** Snapshots of finished images, in case one of them lacks the tag itself. */
async function snapshotsOfFinished({ ec2, key, value }) {
    const images = await ec2.describeImages({
        owners: ['self'],
        tags: { [key]: [value], [tagKeys.state]: ['available'] },
    });
    return new Set(images.flatMap(({ rootSnapshotIds }) => rootSnapshotIds));
}

;// CONCATENATED MODULE: ./build/lease/finish.js
/** What is left to do after a run that did not come to its good end: its Packers, what it left in AWS, its folders. */



/**
 * All posts of a job share five minutes after a cancel (GitHub's runner); this leaves the others one.
 */
const postBudgetMs = 4 * 60_000;
const shareOfPackers = 0.65;
const firstPauseMs = 1000;
const longestPauseMs = 10_000;
/** True if nothing is left behind. Rejects if AWS cannot be asked; the folders are gone even then. */
async function finishRun(state, options) {
    const deadline = options.now() + options.budgetMs;
    try {
        await endPackers(state, options);
        if (!state.started)
            return true;
        const { removed, left } = await sweepRun(state, deadline, options);
        tell(removed, left, options.log);
        return left.length === 0;
    }
    finally {
        for (const folder of state.folders)
            (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
    }
}
/** Lets Packers clean up after themselves, as they do it best, and ends by force what takes too long. */
async function endPackers({ packers }, { processes, log, now, wait, budgetMs }) {
    let running = packers.filter((ref) => processes.isRunning(ref));
    if (running.length === 0)
        return;
    log.info(`Waiting for Packer to clean up after itself: ${running.map(({ ami }) => ami).join(', ')}`);
    for (const ref of running)
        processes.terminate(ref);
    const deadline = now() + budgetMs * shareOfPackers;
    while (running.length > 0 && now() < deadline) {
        await wait(200);
        running = running.filter((ref) => processes.isRunning(ref));
    }
    for (const ref of running) {
        log.warning(`${ref.ami}: Packer did not end in time and was killed`);
        processes.killGroup(ref);
    }
}
function sweepRun({ nonce, region }, deadline, { ec2, log, now, wait }) {
    return sweep({
        ec2: ec2(region),
        key: tagKeys.nonce,
        value: nonce,
        onRemoved: ({ kind, id, name }) => log.info(`Removed ${kind} ${id}${name === '' ? '' : ` (${name})`}`),
        async pause(pass) {
            const length = Math.min(firstPauseMs * 2 ** (pass - 1), longestPauseMs);
            if (now() + length > deadline)
                return false;
            await wait(length);
            return true;
        },
    });
}
function tell(removed, left, log) {
    if (left.length > 0) {
        const list = left.map(({ resource, reason }) => `${resource.kind} ${resource.id}: ${reason}`);
        log.warning(`Left behind in AWS, as the time is up:\n${list.join('\n')}`);
    }
    else if (removed.length === 0) {
        log.info('Nothing of this run was left behind in AWS.');
    }
}

;// CONCATENATED MODULE: ./build/lease/index.js
/** Who owns what in AWS, and until when: tags and state while a run goes, and the clearing up after it. */





;// CONCATENATED MODULE: ./build/finish.js
/** finishRun with the real processes and the real AWS: what post does, and a run of its own accord where no post follows. */




/** True if nothing is left behind. */
async function finishLease(state, log) {
    const aws = awsClients();
    try {
        return await finishRun(state, {
            processes: { isRunning: isRunning, terminate: terminate, killGroup: killGroup },
            ec2: (region) => aws.ec2(region),
            log,
            now: Date.now,
            wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
            budgetMs: postBudgetMs,
        });
    }
    catch (error) {
        const hint = `What this run made in ${state.region} bears the tag ${tagKeys.nonce}=${state.nonce}.`;
        throw new Error(`${(0,errors/* messageOf */.bD)(error)}. ${hint}`, { cause: error });
    }
    finally {
        aws.close();
    }
}


/***/ })

};
