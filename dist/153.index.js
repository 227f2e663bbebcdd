export const id = 153;
export const ids = [153];
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

/***/ 153:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ createPublisherClient),
/* harmony export */   makePlan: () => (/* binding */ makePlan)
/* harmony export */ });
/* harmony import */ var _aws_preflight_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2237);
/* harmony import */ var _aws_refusal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5590);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9473);
/* harmony import */ var _plan_aws_queries_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2918);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5902);
/* harmony import */ var _report_decisions_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(7320);
/* harmony import */ var _tools_context_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(97);
/* harmony import */ var _tools_download_download_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9570);
/* harmony import */ var _tools_go_programs_go_programs_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1934);
/* harmony import */ var _prepare_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5378);
/** Makes the plan of a prepared run, from what the publishers, AWS, the Go programs and the lock say. */










async function makePlan(prepared, aws, { env, log, workspace, actionRoot, cancelled }) {
    const { inputs } = prepared;
    const account = await findAccount(inputs, aws, { env, log });
    const deps = (0,_tools_context_js__WEBPACK_IMPORTED_MODULE_5__/* .createToolContext */ .cy)(log, env, cancelled);
    const folders = { workspace, actionRoot };
    const first = await planOnce(prepared, account === null ? null : aws, deps, folders);
    (0,_report_decisions_js__WEBPACK_IMPORTED_MODULE_9__/* .logDecisions */ .K)(first.items, log, account !== null);
    (0,_report_decisions_js__WEBPACK_IMPORTED_MODULE_9__/* .logSecrets */ .e)(first, log);
    const replan = async (amis) => {
        const recipes = prepared.recipes.filter(({ name }) => amis.includes(name));
        return (await planOnce({ ...prepared, recipes, lock: first.lock }, aws, deps, folders)).items;
    };
    return { ...prepared, account, plan: first, replan };
}
/** Asks publishers, through the mirror if there is one. */
function createPublisherClient({ mirror, githubToken }, { log, retry }) {
    const { fetchText, fetchRedirect } = (0,_tools_download_download_js__WEBPACK_IMPORTED_MODULE_6__/* .createDownloader */ .m)({ log, retry, mirror, githubToken });
    return { fetchText, fetchRedirect };
}
/** @param aws Null for a plan without AWS credentials, which then can't know which AMIs exist. */
function planOnce({ inputs, templates, recipes, lock, holder }, aws, deps, folders) {
    const { region, packerVersion, pluginVersion, fingerprintKey, mirror, binaries } = inputs;
    return (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .createPlan */ .q)({
        templates,
        recipes,
        region,
        packerVersion,
        pluginVersion,
        mirror,
        fingerprintKey,
        lock,
        lockDisplayName: (0,_prepare_js__WEBPACK_IMPORTED_MODULE_8__/* .lockDisplayName */ .dT)(inputs),
    }, {
        aws: aws === null
            ? null
            : (0,_plan_aws_queries_js__WEBPACK_IMPORTED_MODULE_3__/* .createAwsQueries */ .yv)((where) => lookingWhereAllowed(aws.ec2(where)), aws.ssm(region), region, holder),
        ...createPublisherClient(inputs, deps),
        goProgramsDigest: () => (0,_tools_go_programs_go_programs_js__WEBPACK_IMPORTED_MODULE_7__/* .digestGoPrograms */ .W)({ binaries, ...folders }, deps),
        now: () => new Date(aws === null ? Date.now() : aws.ec2(region).now()),
    });
}
/**
 * Counts what the role may not look at as nothing. A role that only plans may look at images alone; a build asks again, by its
 * own role, before it removes an image.
 */
function lookingWhereAllowed(ec2) {
    return {
        describeImages: (query) => ec2.describeImages(query),
        async findTagged(kind, key, value) {
            try {
                return await ec2.findTagged(kind, key, value);
            }
            catch (error) {
                if ((0,_aws_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .isRefusal */ .v)(error))
                    return [];
                throw error;
            }
        },
    };
}
/** Finds the account that calls are made in. Only a plan may do without AWS credentials: then null, and a warning. */
async function findAccount({ mode, region }, aws, { env, log }) {
    try {
        return (await (0,_aws_preflight_js__WEBPACK_IMPORTED_MODULE_0__/* .checkAccess */ .x)(aws.sts(region), region, env)).account;
    }
    catch (error) {
        if (mode !== 'plan' || !(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .AwsAccessError */ .Eo) || !error.noCredentials)
            throw error;
        log.warning(`${error.message} Planning without credentials: existing AMIs and the ids of source images are unknown.`);
        return null;
    }
}


/***/ }),

/***/ 2918:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W4: () => (/* binding */ lookUpSourceImages),
/* harmony export */   aq: () => (/* binding */ queryExistingImages),
/* harmony export */   qv: () => (/* binding */ queryKey),
/* harmony export */   yv: () => (/* binding */ createAwsQueries)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3679);
/* harmony import */ var _leases_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3295);
/** What the plan asks AWS and others, in a number of queries that does not grow with the number of AMIs. */



/** The queries to AWS. Source images, parameters and leases are those of `region`. */
function createAwsQueries(ec2Of, ssm, region, run) {
    const ec2 = ec2Of(region);
    return {
        ownImages: (query, inRegion) => ec2Of(inRegion).describeImages({ owners: ['self'], ...query }),
        publicImages: ({ filters, owners, includeDeprecated = false }) => ec2.describeImages({
            filters: { state: ['available'], ...filters },
            includeDeprecated,
            ...(owners.length === 0 ? {} : { owners }),
        }),
        parameter: (name) => ssm.getParameter(name),
        leases: (images, now) => (0,_leases_js__WEBPACK_IMPORTED_MODULE_2__/* .readLeases */ .Mw)(images, now, run, ec2),
    };
}
/** DescribeImages takes so many values per filter. */
const maxFilterValues = 200;
/** All images of the patterns in a region, by one query, or by two if some are by name and some by tag. */
async function queryExistingImages(patterns, region, aws) {
    const names = [...new Set(patterns.flatMap(({ name }) => (name === null ? [] : [name])))];
    const tagged = patterns.filter(({ name }) => name === null).map(({ ami }) => (0,_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .toTagValue */ .hC)(ami));
    const queries = [];
    if (names.length > 0)
        queries.push({ names: names.length <= maxFilterValues ? names : [commonPattern(names)] });
    if (tagged.length > 0) {
        queries.push(tagged.length <= maxFilterValues
            ? { tags: { [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi.ami]: tagged } }
            : { tags: { [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi.state]: ['available', 'building'] } });
    }
    const answers = await Promise.all(queries.map((query) => aws.ownImages(query, region)));
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
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConfigurationError */ .j1(problems);
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
    const newest = [...images].sort((a, b) => secondOf(a) - secondOf(b)).at(-1);
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
/**
 * When an image was made, as Packer compares it: by whole seconds, and of several of one second it takes the last that EC2 names
 * (mostRecentAmi in common/step_source_ami_info.go of packer-plugin-amazon 1.8.2).
 */
function secondOf({ creationDate }) {
    return Math.floor(Date.parse(creationDate) / 1000);
}


/***/ }),

/***/ 4752:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BH: () => (/* binding */ isOrphan),
/* harmony export */   _G: () => (/* binding */ firstFreeName),
/* harmony export */   mg: () => (/* binding */ findExistingImage),
/* harmony export */   su: () => (/* binding */ newestOf)
/* harmony export */ });
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3679);
/* harmony import */ var _leases_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3295);
/** What existing images mean for a wanted AMI: it is there, another run is building it, or they are unusable. */


/**
 * Looks for an AMI and its copies by their fingerprint's tag and their name. `images` are those of the own account.
 * Among several in a region the oldest is chosen, so that all runs choose the same one.
 */
function findExistingImage(images, wanted, now, leases = _leases_js__WEBPACK_IMPORTED_MODULE_1__/* .noLeases */ .FU) {
    const all = images.filter((image) => matchesRecipe(image, wanted)).sort(byAge);
    const own = all.filter(({ region }) => region === wanted.region);
    const found = wanted.copyRegions.map((region) => all.find((image) => image.region === region && isFinished(image)));
    const copies = found.filter((copy) => copy !== undefined);
    const available = own.find(isFinished);
    const lacking = wanted.copyRegions.filter((region) => copies.every((copy) => copy.region !== region));
    if (available !== undefined && lacking.length === 0)
        return { kind: 'available', image: available, copies };
    const isLive = (image) => isUnfinished(image) && !(0,_leases_js__WEBPACK_IMPORTED_MODULE_1__/* .isRunDead */ .SM)(image, now, leases);
    // A copy is tagged before its image, but EC2 may show that late.
    const isLateCopy = (image) => available !== undefined &&
        lacking.includes(image.region) &&
        image.tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.nonce] === available.tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.nonce] &&
        isLive(image);
    const pending = own.find(isLive) ?? all.find(isLateCopy);
    if (pending !== undefined)
        return { kind: 'pending', image: pending };
    const foreign = images.filter((image) => image.name === wanted.name && !matchesRecipe(image, wanted));
    const unusable = [
        ...(available === undefined ? [] : [`${available.id} has no available copy in ${lacking.join(', ')}`]),
        ...own.filter((image) => !isFinished(image)).map(describeUnusable),
        ...foreign.map(({ id, name }) => `${id} is called ${name}, but its tags are not those of this recipe`),
    ];
    return { kind: 'none', unusable, orphans: all.filter((image) => isOrphan(image, now, leases)) };
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
    const finished = images.filter((image) => image.tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.ami] === (0,_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .toTagValue */ .hC)(ami) && isFinished(image));
    return finished.sort(byAge).at(-1) ?? null;
}
function matchesRecipe({ name, tags }, { ami, fingerprint, isOwnName = () => true }) {
    const tagged = tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.ami];
    const isOwn = tagged === undefined || tagged === (0,_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .toTagValue */ .hC)(ami);
    return tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.fingerprint] === fingerprint && isOwn && isOwnName(name);
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
    const isLeased = stateTag(image) === 'building' && image.tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.nonce] !== undefined;
    return isLeased && (0,_leases_js__WEBPACK_IMPORTED_MODULE_1__/* .isRunDead */ .SM)(image, now, leases);
}
function describeUnusable(image) {
    const { id, state, stateReason } = image;
    if (isUnfinished(image))
        return `${id} of the same recipe was left unfinished by another run`;
    const reason = stateReason === null ? '' : ` (${stateReason})`;
    return `${id} of the same recipe is ${state === 'available' ? (stateTag(image) ?? 'unfinished') : state}${reason}`;
}
function stateTag(image) {
    return image.tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.state];
}
function byAge(a, b) {
    const dates = Date.parse(a.creationDate) - Date.parse(b.creationDate);
    return dates !== 0 ? dates : a.id < b.id ? -1 : 1;
}


/***/ }),

/***/ 3295:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FU: () => (/* binding */ noLeases),
/* harmony export */   Mw: () => (/* binding */ readLeases),
/* harmony export */   SM: () => (/* binding */ isRunDead)
/* harmony export */ });
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3679);
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
    const own = endOf(image.tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.expires], now);
    const latest = Math.max(own, ends.get(image.tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.nonce] ?? '') ?? Number.NEGATIVE_INFINITY);
    return latest === Number.NEGATIVE_INFINITY ? image.state !== 'pending' : latest <= now.getTime();
}
/** Asks for the leases of those unfinished images whose own end is past: their runs may have renewed it elsewhere. */
async function readLeases(images, now, run, ec2) {
    const doubtful = images.filter((image) => image.tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.state] === 'building' && isRunDead(image, now, { ends: new Map(), run }));
    const nonces = new Set(doubtful.flatMap(({ tags }) => tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.nonce] ?? []));
    const ends = await Promise.all([...nonces].map(async (nonce) => [nonce, await latestEnd(nonce, now, ec2)]));
    return { ends: new Map(ends), run };
}
/** The latest end on any resource with the nonce; looks no further once one lies ahead. */
async function latestEnd(nonce, now, ec2) {
    let latest = Number.NEGATIVE_INFINITY;
    for (const kind of leasedKinds) {
        const found = await ec2.findTagged(kind, _tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.nonce, nonce);
        latest = Math.max(latest, ...found.map(({ tags }) => endOf(tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.expires], now)));
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
    return (tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.repository] === repository &&
        tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.runId] === runId &&
        tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.job] === job &&
        Number(tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.runAttempt]) < Number(runAttempt));
}


/***/ }),

/***/ 5902:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  q: () => (/* binding */ createPlan),
  K: () => (/* binding */ resolveLock)
});

// EXTERNAL MODULE: ./build/artifacts/lock-file.js
var lock_file = __webpack_require__(2416);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/artifacts/artifact.js
var artifact = __webpack_require__(264);
// EXTERNAL MODULE: ./build/artifacts/checksums.js
var checksums = __webpack_require__(304);
;// CONCATENATED MODULE: ./build/artifacts/publisher.js
/** What the publishers of artifacts have in common. */

/** True for a text that is safe to insert into a URL's path. */
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
    const sha256 = (0,checksums/* sha256FromList */.c)(list.text, name);
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
    const assets = (0,checksums/* assetsOfRelease */.E)(await client.fetchText(api));
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
    const name = (0,checksums/* sha256FromList */.c)(list.text, usual) === null ? other : usual;
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
    const variables = [...new Set([...wanted].map((name) => artifact/* artifactVariables */.c[name]))];
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

// EXTERNAL MODULE: ./build/evaluate/blocks.js
var evaluate_blocks = __webpack_require__(1906);
// EXTERNAL MODULE: ./build/evaluate/dependencies.js
var dependencies = __webpack_require__(3021);
// EXTERNAL MODULE: ./build/templates/environment.js
var templates_environment = __webpack_require__(5605);
// EXTERNAL MODULE: ./build/templates/hash.js
var hash = __webpack_require__(3938);
// EXTERNAL MODULE: ./build/templates/recipe-dependencies.js + 1 modules
var recipe_dependencies = __webpack_require__(3343);
// EXTERNAL MODULE: ./build/plan/existing-images.js
var existing_images = __webpack_require__(4752);
;// CONCATENATED MODULE: ./build/plan/ami-name.js
/** The name that an AMI will have, from its template's own `ami_name`. */






/** The part of the fingerprint that a name holds. */
const fingerprintLength = 12;
/**
 * A name that none of `images` has: usually that of the fingerprint; if an unusable image occupies it, the name of a hash
 * of the fingerprint. Runs that see the same images find the same name.
 */
function freeAmiName({ recipe, fingerprint }, templates, filledVariables, images) {
    const { name, attempt } = (0,existing_images/* firstFreeName */._G)(images, (number) => evaluateAmiName(recipe, templates, filledVariables, alternateFingerprint(fingerprint, number)));
    return { name, fingerprint: alternateFingerprint(fingerprint, attempt) };
}
/** Other attempts than the first few are as unlikely as so many images that took their names. */
const maxAttempts = 16;
/** Whether the recipe gives an image this name; any name if the templates decide it during the build. */
function givesName({ recipe, fingerprint }, templates, filledVariables, name) {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
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
    return attempt === 0 ? fingerprint : (0,hash/* sha256 */.s)(`${fingerprint} ${attempt}`);
}
function evaluateAmiName(recipe, templates, filledVariables, fingerprint) {
    const named = [recipe.addition, recipe.source].flatMap((block) => {
        const found = block === null ? undefined : (0,evaluate_blocks/* findAttribute */.O)(block.body, 'ami_name');
        return block === null || found === undefined ? [] : [{ block, value: found.value }];
    })[0];
    if (named === undefined)
        return null;
    const values = new Map(filledVariables.values);
    if (values.has('fingerprint'))
        values.set('fingerprint', fingerprint);
    const { evaluator } = new templates_environment/* TemplateEnvironment */.u({ ...templates }, templates.files, values);
    const names = new Map([['source', (0,recipe_dependencies/* sourceNames */.S)(recipe)], ...named.block.names]);
    const value = evaluator.evaluate(named.value, { names, reads: new dependencies/* Dependencies */.i(), file: named.block.file });
    return typeof value !== 'string' || isPackerTemplate(value) ? null : value;
}
/**
 * Whether the plugin evaluates the text itself, as a template of Go's, such as `web-{{timestamp}}`: it does so with every
 * attribute of its configuration (packer-plugin-amazon 1.8.2, builder/ebs/builder.go, Prepare; packer-plugin-sdk 0.6.10,
 * template/interpolate/i.go).
 */
function isPackerTemplate(text) {
    return text.includes('{{');
}

// EXTERNAL MODULE: ./build/plan/aws-queries.js
var aws_queries = __webpack_require__(2918);
// EXTERNAL MODULE: ./build/templates/filled-variables.js
var filled_variables = __webpack_require__(4582);
// EXTERNAL MODULE: ./build/templates/region.js
var templates_region = __webpack_require__(3078);
// EXTERNAL MODULE: ./build/templates/source-image.js
var source_image = __webpack_require__(2843);
;// CONCATENATED MODULE: ./build/plan/needed-artifacts.js
/** Which downloads a recipe needs. */

/**
 * The artifacts that a recipe needs: those whose keys it reads of the variable `artifacts`. A recipe that reads the whole
 * map needs those whose version variable it reads.
 */
function findNeededArtifacts({ reads: { artifacts, variables } }, templates, filledVariables) {
    if (!filledVariables.values.has('resolved_artifacts') || artifacts.size === 0)
        return [];
    return artifact/* artifactNames */.j.filter((name) => {
        const variable = artifact/* artifactVariables */.c[name];
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
    const filledVariables = (0,filled_variables/* findFilledVariables */.n)(templates);
    const environment = new templates_environment/* TemplateEnvironment */.u({ ...templates }, templates.files, filledVariables.values);
    const recipes = collectWithParents(templates, wanted, filledVariables, environment);
    const problems = findOtherRegions(recipes, templates, region);
    if (problems.length > 0)
        throw new errors/* ConfigurationError */.j1(problems);
    const artifacts = new Set(recipes.flatMap(({ dependencies }) => findNeededArtifacts(dependencies, templates, filledVariables)));
    const versions = {};
    for (const name of artifacts) {
        const variable = artifact/* artifactVariables */.c[name];
        versions[variable] = String(templates.variables.value(variable) ?? '');
    }
    const sourceQueries = recipes.flatMap(({ dependencies }) => findSourceQueries(dependencies, templates, environment, region));
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
        const dependencies = (0,recipe_dependencies/* readDependencies */.g)(recipe, templates, environment);
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
/** Depth of the chain of child AMIs. */
function depthOf({ parents }, done) {
    const below = parents.map(({ recipe }) => {
        const parent = done.get(recipe);
        return parent === undefined ? 0 : 1 + depthOf(parent, done);
    });
    return Math.max(0, ...below);
}
function findSourceQueries({ source, reads }, templates, environment, region) {
    const images = [source, ...[...reads.data].map((item) => (0,source_image/* dataImage */.SR)(item, templates, environment))];
    return images.flatMap((image) => {
        const seen = (0,source_image/* seenFrom */.ky)(region, image, '');
        return seen.kind === 'query' ? [seen.query] : [];
    });
}
/** The action looks for images in one region, so they must be built there. */
function findOtherRegions(recipes, templates, region) {
    return recipes.flatMap(({ recipe }) => {
        const named = (0,templates_region/* findNamedRegion */.L)(recipe, templates);
        if (named === null || named.region === region)
            return [];
        const { file, line, column } = named.at;
        const where = named.region === null ? 'is not known before the build' : `is ${named.region}`;
        const remedy = named.variable === null || named.variable === 'aws_region'
            ? 'write region = var.aws_region'
            : `set ${named.variable} to ${region} in the input variables`;
        const message = `${file}:${line}:${column}: the region of ${recipe.name} ${where}, but this run builds in ${region}; ${remedy}, ` +
            'or build it by a step of its own with another input aws-region';
        return [{ message, location: named.at }];
    });
}

// EXTERNAL MODULE: ./build/tags.js
var build_tags = __webpack_require__(3679);
;// CONCATENATED MODULE: ./build/templates/run-tags.js
/** Whether a recipe's source hands the run's tags on to what Packer creates. */




/**
 * The attributes that should read `var.run_tags`, and do not. Of a spot builder the launch template bears `spot_tags` alone
 * (packer-plugin-amazon, common/step_run_spot_instance.go); a volume bears `run_volume_tags` alone (builder/ebs/builder.go).
 */
function findUntagged(recipe, templates, filled) {
    const reader = new SourceReader(recipe, templates, filled);
    const price = reader.read('spot_price').value;
    // common/run_config.go, IsSpotInstance.
    const isSpot = typeof price === 'string' && price !== '' && price !== '0';
    const needed = isSpot
        ? ['run_tags', 'run_volume_tags', 'spot_tags']
        : ['run_tags', 'run_volume_tags'];
    return needed.filter((name) => !reader.readsRunTags(name));
}
class SourceReader {
    #recipe;
    #environment;
    constructor(recipe, templates, filled) {
        this.#recipe = recipe;
        this.#environment = new templates_environment/* TemplateEnvironment */.u(templates, templates.files, filled);
    }
    /** The attribute's value and what it reads; the build's own source block wins. */
    read(name) {
        const reads = new dependencies/* Dependencies */.i();
        for (const block of this.#blocks()) {
            const attribute = (0,evaluate_blocks/* findAttribute */.O)(block.body, name);
            if (attribute === undefined)
                continue;
            const scope = { names: this.#namesOf(block), reads, file: block.file };
            return { value: this.#environment.evaluator.evaluate(attribute.value, scope), reads };
        }
        return { value: null, reads };
    }
    /** The attribute, or a block for each tag, as in `dynamic "run_tag"`, adds the run's tags. */
    readsRunTags(name) {
        if (this.read(name).reads.variables.has('run_tags'))
            return true;
        const type = name.slice(0, -1);
        return this.#blocks().some((block) => {
            const reads = new dependencies/* Dependencies */.i();
            const scope = { names: this.#namesOf(block), reads, file: block.file };
            const blocks = block.body.blocks.filter((inner) => [inner.type, ...inner.labels].includes(type));
            (0,evaluate_blocks/* expandBlocks */.N)({ attributes: [], blocks }, this.#environment.evaluator, scope);
            return reads.variables.has('run_tags');
        });
    }
    #blocks() {
        const { source, addition } = this.#recipe;
        return addition === null ? [source] : [addition, source];
    }
    #namesOf({ names }) {
        return new Map([['source', (0,recipe_dependencies/* sourceNames */.S)(this.#recipe)], ...names]);
    }
}

;// CONCATENATED MODULE: ./build/plan/fingerprint.js
/** A recipe's fingerprint: the hash of everything that the AMI is made of, each part an input with a name. */

/**
 * Raise it when AMIs must not be reused although their inputs are the same, such as after a change of what the action
 * builds from them. It invalidates every AMI of every user: each is built again at its next run.
 *
 * 2: sensitive variables no longer count as they are, but by HMAC or not at all, so that a fingerprint gives none away.
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
    return { kind, name, digest: (0,hash/* sha256 */.s)(content), value: null, place: null, secret: false, ...details };
}
/** A secret's input. With a key its value can't be guessed from the fingerprint that names the AMI. */
function createSecretInput(kind, name, content, { place, key }) {
    const input = createInput(kind, name, content, { place, secret: true });
    return key === null ? input : { ...input, digest: (0,hash/* hmacSha256 */.T)(key, `${name}\0${content}`) };
}
/** The fingerprint, hex SHA-256: of the recipe's name and its inputs, in the order of their names. */
function computeFingerprint(recipe, inputs) {
    const lines = inputs.map(({ kind, name, digest }) => `${kind}\0${name}\0${digest}\n`).sort();
    return (0,hash/* sha256 */.s)(`ami-action ${fingerprintVersion}\0${recipe}\n${lines.join('')}`);
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
        const chunk = tags[`${build_tags/* inputsTagPrefix */.wP}${index}`];
        if (chunk === undefined)
            break;
        text += chunk;
    }
    if (text === '')
        return null;
    try {
        return unpack(text);
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
function unpack(text) {
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
        tags[`${build_tags/* inputsTagPrefix */.wP}${index}`] = text.slice(index * valueLength, (index + 1) * valueLength);
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
    const earlier = new Map(before.map((input) => [keyOf(input), input]));
    const knowsFiles = before.some(({ kind }) => kind === 'file');
    return now.flatMap((input) => {
        const { kind, place } = input;
        const old = earlier.get(keyOf(input));
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
    const today = new Set(now.map(keyOf));
    return before
        .filter((input) => !today.has(keyOf(input)))
        .map((input) => ({ kind: input.kind, text: `${displayName(input, displayFile, null)} is gone` }));
}
function keyOf({ kind, name }) {
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

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/templates/glob.js
var glob = __webpack_require__(5256);
;// CONCATENATED MODULE: ./build/plan/file-inputs.js
/** A fingerprint's files and lists of files. */



/**
 * The files that a recipe reads, and what each `fileset` matches. Where it cannot be told which files it reads, those of
 * the input `reads` count, or else all of the workspace.
 * @param shown what the recipe reads whatever its secrets are: a path that is not in it holds one, and is not shown
 */
async function collectFileInputs({ reads }, templates, { shown, key }) {
    const { files } = templates;
    const isUnbounded = reads.unresolved.size > 0;
    const named = [
        ...toReads(reads.files.intersection(shown.files), 'bytes'),
        ...toReads(reads.scripts.intersection(shown.scripts), 'script'),
        ...toReads(reads.uploads.intersection(shown.uploads), 'upload'),
        ...(isUnbounded ? toReads(templates.reads ?? [], 'upload') : []),
    ];
    const digests = await files.digest(named, isUnbounded && templates.reads === null);
    const contents = digests.map(({ name, digest }) => ({
        kind: 'file',
        name,
        digest,
        value: null,
        place: displayFileName(templates, name),
        secret: false,
    }));
    const listings = [...reads.listings].map((listing) => {
        const [folder = '', pattern = ''] = listing.split('\0');
        const matches = (0,glob/* matchFiles */.xo)(files, folder, pattern) ?? [];
        if (!shown.listings.has(listing))
            return createSecretListing(matches, key);
        return createInput('listing', `${files.nameOf(folder)}/${pattern}`, matches.join('\0'));
    });
    const secret = [
        ...toReads(reads.files.difference(shown.files), 'bytes'),
        ...toReads(reads.scripts.difference(shown.scripts), 'script'),
        ...toReads(reads.uploads.difference(shown.uploads), 'upload'),
    ];
    const hidden = secret.map((read) => createSecretFile(read, files));
    return [...contents, ...listings, ...(await Promise.all(hidden))];
}
/** What messages call a path that holds a secret. */
const hiddenName = '<sensitive>';
/** A file or folder with a secret in its path, by what is in it and what that is called below it. */
async function createSecretFile(read, files) {
    const base = files.nameOf(read.path);
    const digests = await files.digest([read], false);
    const content = digests.map(({ name, digest }) => `${external_node_path_.posix.relative(base, name)}\0${digest}`).join('\n');
    return createInput('file', hiddenName, content, { secret: true });
}
/** What a pattern with a secret in it matches: names that hold it too. Without a key only their number counts. */
function createSecretListing(matches, key) {
    return key === null
        ? createInput('listing', hiddenName, String(matches.length), { secret: true })
        : createSecretInput('listing', hiddenName, matches.join('\0'), { place: null, key });
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
                const { image, copies } = existing;
                const why = [`${image.id} has the same fingerprint`];
                const regions = Object.fromEntries([image, ...copies].map(({ region, id }) => [region, id]));
                return { decision: 'reuse', ...planned, why, image, regions };
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
        const { templates, filledVariables, now, leases, region } = this.#context;
        if (item.alwaysBuildReasons.length > 0)
            return noImage;
        const { name } = freeAmiName(item, templates, filledVariables, []);
        const { recipe, fingerprint } = item;
        const isOwnName = (image) => givesName(item, templates, filledVariables, image);
        const copyRegions = this.#copyRegionsOf(item);
        const wanted = { ami: recipe.name, fingerprint, name, isOwnName, region, copyRegions };
        return (0,existing_images/* findExistingImage */.mg)(this.#images, wanted, now, leases);
    }
    #copyRegionsOf({ dependencies }) {
        return (dependencies.regions ?? []).filter((region) => region !== this.#context.region);
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
        const own = images.filter((image) => image.region === region);
        const earlier = (0,existing_images/* newestOf */.su)(own, item.recipe.name);
        if (earlier === null)
            return [`no image of it exists in ${region}`];
        const release = earlier.tags[build_tags/* tagKeys */.bi.release];
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
        const { templates, filledVariables, region, now } = this.#context;
        const { recipe, sourceAmi } = item;
        const existing = this.#existing.get(recipe);
        const orphans = existing?.kind === 'none' ? existing.orphans : [];
        const copyRegions = this.#copyRegionsOf(item);
        const remaining = this.#images.filter((image) => !orphans.includes(image) && [region, ...copyRegions].includes(image.region));
        const name = freeAmiName(item, templates, filledVariables, remaining);
        const base = this.#findBase(item);
        return {
            only: recipe.only,
            amiName: name.name,
            nameTakenBy: remaining.find((image) => image.name === name.name)?.id ?? null,
            alwaysBuilt: item.alwaysBuildReasons.length > 0,
            plannedAt: now.getTime(),
            copyRegions,
            hasUnknownRegions: item.dependencies.regions === null,
            orphans,
            sourceAmi,
            baseAmi: base?.id ?? null,
            variables: {
                ...this.#fillVariables(item, name.fingerprint),
                ...(base === null ? {} : { [base.variable]: base.id }),
            },
            runVariables: ['run_tags', 'ami_tags', 'go_programs_dir'].filter((variable) => filledVariables.values.has(variable) &&
                (variable !== 'go_programs_dir' || item.dependencies.reads.others.has('agent'))),
            untagged: findUntagged(recipe, templates, filledVariables.values),
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
            variables[artifact/* artifactVariables */.c[name]] = version;
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
        [build_tags/* tagKeys */.bi.ami]: recipe.name,
        [build_tags/* tagKeys */.bi.fingerprint]: fingerprint,
        ...(sourceAmi === null ? {} : { [build_tags/* tagKeys */.bi.sourceAmi]: sourceAmi }),
        ...(versions.length === 0 ? {} : { [build_tags/* tagKeys */.bi.versions]: versions.join(' ').slice(0, maxTagLength) }),
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

// EXTERNAL MODULE: ./build/evaluate/values.js
var evaluate_values = __webpack_require__(6902);
;// CONCATENATED MODULE: ./build/plan/source-inputs.js
/** A fingerprint's source image and the answers of its data sources. */


/** Data sources that hold keys to a recipe's inputs, and no inputs themselves. */
const secretDataSources = new Set(['amazon-secretsmanager', 'hcp-vault-secrets']);
/** The source image, and what other data sources answer if that can be asked before the build. */
function collectSourceInputs({ source: named, reads }, templates, environment, { findImageId, region }) {
    const source = (0,source_image/* seenFrom */.ky)(region, named, 'its source image');
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
        const image = (0,source_image/* seenFrom */.ky)(region, (0,source_image/* dataImage */.SR)(reference, templates, environment), `data.${reference}`);
        const isSource = image.kind !== 'unknown' && JSON.stringify(image) === JSON.stringify(source);
        if (!isSource)
            add(`data.${reference}`, `data.${reference}`, image);
    }
    return { inputs, unknowns, sourceAmi };
}
function isNoInput(reference) {
    const [type = ''] = reference.split('.');
    return secretDataSources.has(type) || type === 'null';
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
    const source = collectSourceInputs(dependencies, templates, environment, resolved);
    const variables = collectVariableInputs(request);
    const texts = collectTemplateInputs(dependencies, templates, request.fingerprintKey);
    const unbounded = findUnboundedReads(dependencies, templates);
    return {
        inputs: [
            ...variables.inputs,
            ...collectArtifactInputs(request),
            ...(await collectFileInputs(dependencies, templates, {
                shown: request.shown,
                key: request.fingerprintKey,
            })),
            ...texts.inputs,
            ...source.inputs,
            ...collectParentInputs(request.parents),
            ...collectToolInputs(dependencies, templates, resolved),
        ],
        alwaysBuildReasons: [
            ...new Set([
                ...source.unknowns,
                ...variables.unknowns,
                ...unbounded.unknowns,
                ...(dependencies.regions === null ? ['its ami_regions are known only during the build'] : []),
            ]),
        ],
        wholeWorkspaceReasons: unbounded.doubts,
        sourceAmi: source.sourceAmi,
        secrets: {
            ...variables.secrets,
            uncounted: [...variables.secrets.uncounted, ...texts.uncounted],
        },
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
    const resolved = new Set(needed.map((name) => artifact/* artifactVariables */.c[name]));
    const inputs = [];
    const unknowns = [];
    const uncounted = [];
    const guessable = [];
    for (const name of dependencies.reads.variables) {
        const variable = templates.variables.declared.get(name);
        const given = templates.variables.given(name);
        const converted = templates.variables.value(name);
        if (variable === undefined || given === undefined || converted === undefined)
            continue;
        if (filledVariables.values.has(name) || resolved.has(name))
            continue;
        if (variable.sensitive && key === null) {
            uncounted.push(name);
            continue;
        }
        // What Packer makes of a value may not be known where the value and the type are.
        const hasType = variable.type !== '' && variable.type !== 'any';
        const value = hasType && (0,evaluate_values/* firstUnknown */.Ny)(converted) !== null ? given : converted;
        const unknown = (0,evaluate_values/* firstUnknown */.Ny)(value);
        if (unknown !== null) {
            unknowns.push(unknown.reason.kind === 'digits'
                ? `the value of var.${name} has a number of too many digits to be compared: put it in quotes`
                : `the value of var.${name} is not known before the build`);
            continue;
        }
        const json = JSON.stringify((0,evaluate_values/* toJson */.aB)(value));
        const text = typeof value === 'string' ? value : json;
        const { file: place, type } = variable;
        // Equal lists and objects of several types are not the same to a template; texts, numbers and bools are.
        const isTold = value === converted && ['', 'string', 'number', 'bool'].includes(type);
        const content = isTold ? json : `${json}\0${type}`;
        const isNamedSecret = secretName.test(name);
        if (isNamedSecret && key === null)
            guessable.push(name);
        inputs.push(variable.sensitive || isNamedSecret
            ? createSecretInput('variable', name, content, { place, key })
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
/** The text of the source and the build, and of each local and data source that they reach; sensitive ones as secrets. */
function collectTemplateInputs({ parts, reads }, { locals, data }, key) {
    const inputs = parts.map(({ what, file, canonical }) => createInput('template', what, canonical, { place: file }));
    const uncounted = [];
    const definitions = [
        ...[...reads.locals].map((name) => [`local.${name}`, locals.get(name)]),
        ...[...reads.data].map((name) => [`data.${name}`, data.get(name)]),
    ];
    for (const [name, definition] of definitions) {
        if (definition === undefined)
            continue;
        const { canonical, file: place, sensitive } = definition;
        if (!sensitive)
            inputs.push(createInput('template', name, canonical, { place }));
        else if (key === null)
            uncounted.push(name);
        else
            inputs.push(createSecretInput('template', name, canonical, { place, key }));
    }
    return { inputs, uncounted };
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
        ...(reads.others.has('cwd')
            ? [createInput('variable', 'path.cwd', templates.cwd, { value: templates.cwd })]
            : []),
        ...(reads.others.has('agent') ? [createInput('agent', 'agent', goProgramsDigest ?? '')] : []),
    ];
}

// EXTERNAL MODULE: ./build/plan/leases.js
var plan_leases = __webpack_require__(3295);
;// CONCATENATED MODULE: ./build/plan/shown-reads.js
/** What a recipe reads whatever its secrets are, so that a path that holds one can be told from the others. */



/** Reads the recipe once more with sensitive variables and locals unknown; where it reads none, as it was. */
function readsWithoutSecrets({ recipe, dependencies: { reads } }, templates, filled) {
    const variables = [...reads.variables].filter((name) => templates.variables.declared.get(name)?.sensitive);
    const locals = new Map([...templates.locals].filter(([, { sensitive }]) => !sensitive));
    if (variables.length === 0 && [...reads.locals].every((name) => locals.has(name)))
        return reads;
    const values = new Map([
        ...variables.map((name) => [name, (0,evaluate_values/* unsupported */.qO)(`var.${name}`)]),
        ...filled.values,
    ]);
    const environment = new templates_environment/* TemplateEnvironment */.u({ ...templates, locals }, templates.files, values);
    return (0,recipe_dependencies/* readDependencies */.g)(recipe, templates, environment).reads;
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
        (0,aws_queries/* lookUpSourceImages */.W4)(collected.sourceQueries, queries.aws, request.lock?.images[region] ?? {}),
        collected.needsGoPrograms ? (request.lock?.agent ?? queries.goProgramsDigest()) : null,
    ]);
    const resolved = {
        artifacts,
        findImageId: (query) => imageIds.get((0,aws_queries/* queryKey */.qv)(query)) ?? null,
        region,
        goProgramsDigest,
        pluginVersion,
        packerVersion,
    };
    const recipes = await fingerprintRecipes(collected, templates, resolved, request.fingerprintKey ?? null);
    const images = queries.aws === null ? null : await findOwnImages(recipes, request, collected, queries.aws);
    const now = queries.now();
    const leases = queries.aws === null ? plan_leases/* noLeases */.FU : await queries.aws.leases(images ?? [], now);
    const decider = new Decider({ templates, region, mirror, filledVariables, artifacts, images, now, leases }, recipes);
    const requested = new Set(request.recipes);
    return {
        items: recipes.filter(({ recipe }) => requested.has(recipe)).map((item) => decider.decide(item)),
        region,
        lock: (0,lock_file/* createLock */.cs)(collected.versions, artifacts, {
            images: { [region]: Object.fromEntries(imageIds) },
            agent: goProgramsDigest,
        }),
        secrets: {
            uncounted: distinct(recipes.flatMap(({ secrets }) => secrets.uncounted)),
            guessable: distinct(recipes.flatMap(({ secrets }) => secrets.guessable)),
        },
    };
}
/** Images that may be these recipes', in the region of the build and in those that they are copied to. */
async function findOwnImages(recipes, { templates, region }, { filledVariables }, aws) {
    const copyRegions = recipes.flatMap(({ dependencies }) => dependencies.regions ?? []);
    const answers = [...new Set([region, ...copyRegions])].map((each) => {
        const wanted = recipes.filter(({ dependencies }) => each === region || dependencies.regions?.includes(each));
        const patterns = wanted.map((item) => ({
            ami: item.recipe.name,
            name: namePattern(item, templates, filledVariables),
        }));
        return (0,aws_queries/* queryExistingImages */.aq)(patterns, each, aws);
    });
    return (await Promise.all(answers)).flat();
}
function distinct(names) {
    return [...new Set(names)].sort();
}
async function findArtifacts({ artifacts, versions }, { lock = null, lockDisplayName }, publishers) {
    if (lock !== null)
        return (0,lock_file/* selectLockedArtifacts */.Gj)(lock, artifacts, versions, lockDisplayName);
    return resolveArtifacts({ artifacts, versions }, publishers);
}
/** Resolves again what a lock file for these recipes holds; an existing lock is not read. For `mode: lock`. */
async function resolveLock({ templates, recipes, region }, publishers) {
    const { artifacts, versions } = collectRecipes(templates, recipes, region);
    return (0,lock_file/* createLock */.cs)(versions, await resolveArtifacts({ artifacts, versions }, publishers));
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
            shown: readsWithoutSecrets(collected, templates, filledVariables),
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


/***/ }),

/***/ 7320:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ logDecisions),
/* harmony export */   e: () => (/* binding */ logSecrets)
/* harmony export */ });
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
        log.info(`Sensitive values are in no fingerprint, so that a new value alone builds no AMI: ${uncounted.join(', ')}. ` +
            'The input fingerprint-key lets them count');
    }
    if (guessable.length > 0) {
        log.warning(`Named like a secret, but not declared sensitive: ${guessable.join(', ')}. They count in fingerprints, from which a ` +
            'short value can be guessed: declare them sensitive, or set the input fingerprint-key');
    }
}


/***/ })

};
