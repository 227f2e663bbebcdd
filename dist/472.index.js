export const id = 472;
export const ids = [472];
export const modules = {

/***/ 4121:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cleanUpLease: () => (/* binding */ cleanUpLease)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/aws/clients.js + 2 modules
var clients = __webpack_require__(2067);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/tags.js
var tags = __webpack_require__(3679);
// EXTERNAL MODULE: ./build/lease/folders.js
var folders = __webpack_require__(2832);
// EXTERNAL MODULE: ./build/lease/sweep.js
var sweep = __webpack_require__(9609);
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
        const killed = await stopPackers(state, options);
        if (!state.started)
            return true;
        const regions = [state.region, ...state.copyRegions];
        const results = await Promise.all(regions.map(async (region) => ({ region, ...(await sweepRegion(region, state, deadline, options)) })));
        logSweep(results, state, options.log);
        logUnknown(state, killed, options.log);
        return results.every(({ left }) => left.length === 0);
    }
    finally {
        const own = state.folders.filter((folder) => (0,folders/* isPrivateFolder */.EV)(options.env, folder));
        for (const folder of own)
            (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
    }
}
/**
 * Lets Packers clean up after themselves, which they do best, and kills those that take too long. Gives the AMIs whose Packer
 * was killed, here or before.
 */
async function stopPackers({ packers }, { processes, log, now, wait, budgetMs }) {
    let running = packers.filter((ref) => processes.isRunning(ref));
    const killed = packers.filter((ref) => !running.includes(ref)).map(({ ami }) => ami);
    if (running.length === 0)
        return killed;
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
        killed.push(ref.ami);
    }
    return killed;
}
function sweepRegion(region, { nonce, region: ownRegion, since, finished }, deadline, { ec2, log, now, wait }) {
    return (0,sweep/* sweep */.X)({
        ec2: ec2(region),
        key: tags/* tagKeys */.bi.nonce,
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
function logSweep(results, { nonce, unleased }, log) {
    const tag = `the tag ${tags/* tagKeys */.bi.nonce}=${nonce}`;
    if (unleased.length === 0 && results.every(({ removed, left }) => removed.length + left.length === 0)) {
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
            log.info(`Nothing in ${region} has ${tag} any more, but for what is finished or kept.`);
    }
}
/** Says what nobody can know: what bears no tag, and Packer's temporary roles, as this action does not ask IAM. */
function logUnknown({ region, unleased, made }, killed, log) {
    const namesOf = (of) => made.filter(of).map(({ ami, what }) => `${what} (${ami})`);
    const roles = namesOf(({ ami, what }) => killed.includes(ami) && /^(role|instance profile) /.test(what));
    if (roles.length > 0) {
        log.warning(`Packer was killed, so these may be left behind in IAM, which this action does not ask: ${roles.join(', ')}`);
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
        [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi.runId]: holder.runId,
        [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi.runAttempt]: holder.runAttempt,
        [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi.job]: holder.job,
        [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi.nonce]: holder.nonce,
        [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi.expires]: formatTime(expiresAt),
        [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi.repository]: holder.repository,
        [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi.ami]: ami,
    });
}
/** Tags of an image: what it is made of, as the plan tags it, and whether it is finished. */
function imageTags(recipe, state) {
    return toTagValues({ ...recipe, [_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .tagKeys */ .bi.state]: state });
}
/** ISO 8601, UTC, to the second. */
function formatTime(milliseconds) {
    return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
function toTagValues(tags) {
    return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, (0,_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .toTagValue */ .hC)(value)]));
}


/***/ }),

/***/ 3679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bi: () => (/* binding */ tagKeys),
/* harmony export */   hC: () => (/* binding */ toTagValue),
/* harmony export */   wP: () => (/* binding */ inputsTagPrefix)
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
/** Makes a tag's value fit for EC2: at most 256 characters, only letters, digits, spaces and _ . : / = + - @. */
function toTagValue(text) {
    return text.replace(/[^\p{L}\p{N} _.:/=+\-@]/gu, '_').slice(0, 256);
}


/***/ })

};
