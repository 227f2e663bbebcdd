export const id = 247;
export const ids = [247];
export const modules = {

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

/***/ 247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/aws/clients.js + 2 modules
var clients = __webpack_require__(2067);
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
        regions: item.regions,
        sourceAmi: item.image.tags[build_tags/* tagKeys */.bi.sourceAmi] ?? null,
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
/** A row for an image that Packer made and EC2 calls available, as all of its copies. */
function builtRow(item, result, { image, regions }, region) {
    return {
        ...common(item, region),
        ...origin(item),
        ...timing(result),
        result: 'built',
        id: image.id,
        name: image.name,
        regions,
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
        log.info(`Sensitive values are in no fingerprint, so that a new value alone builds no AMI: ${uncounted.join(', ')}. ` +
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
    const own = endOf(image.tags[build_tags/* tagKeys */.bi.expires], now);
    const latest = Math.max(own, ends.get(image.tags[build_tags/* tagKeys */.bi.nonce] ?? '') ?? Number.NEGATIVE_INFINITY);
    return latest === Number.NEGATIVE_INFINITY ? image.state !== 'pending' : latest <= now.getTime();
}
/** Asks for the leases of those unfinished images whose own end is past: their runs may have renewed it elsewhere. */
async function readLeases(images, now, run, ec2) {
    const doubtful = images.filter((image) => image.tags[build_tags/* tagKeys */.bi.state] === 'building' && isRunDead(image, now, { ends: new Map(), run }));
    const nonces = new Set(doubtful.flatMap(({ tags }) => tags[build_tags/* tagKeys */.bi.nonce] ?? []));
    const ends = await Promise.all([...nonces].map(async (nonce) => [nonce, await latestEnd(nonce, now, ec2)]));
    return { ends: new Map(ends), run };
}
/** The latest end on any resource with the nonce; looks no further once one lies ahead. */
async function latestEnd(nonce, now, ec2) {
    let latest = Number.NEGATIVE_INFINITY;
    for (const kind of leasedKinds) {
        const found = await ec2.findTagged(kind, build_tags/* tagKeys */.bi.nonce, nonce);
        latest = Math.max(latest, ...found.map(({ tags }) => endOf(tags[build_tags/* tagKeys */.bi.expires], now)));
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
    return (tags[build_tags/* tagKeys */.bi.repository] === repository &&
        tags[build_tags/* tagKeys */.bi.runId] === runId &&
        tags[build_tags/* tagKeys */.bi.job] === job &&
        Number(tags[build_tags/* tagKeys */.bi.runAttempt]) < Number(runAttempt));
}

;// CONCATENATED MODULE: ./build/plan/existing-images.js
/** What existing images mean for a wanted AMI: it is there, another run is building it, or they are unusable. */


/**
 * Looks for an AMI and its copies by their fingerprint's tag and their name. `images` are those of the own account.
 * Among several in a region the oldest is chosen, so that all runs choose the same one.
 */
function findExistingImage(images, wanted, now, leases = noLeases) {
    const all = images.filter((image) => matchesRecipe(image, wanted)).sort(byAge);
    const own = all.filter(({ region }) => region === wanted.region);
    const found = wanted.copyRegions.map((region) => all.find((image) => image.region === region && isFinished(image)));
    const copies = found.filter((copy) => copy !== undefined);
    const available = own.find(isFinished);
    const lacking = wanted.copyRegions.filter((region) => copies.every((copy) => copy.region !== region));
    if (available !== undefined && lacking.length === 0)
        return { kind: 'available', image: available, copies };
    const pending = own.find((image) => isUnfinished(image) && !isRunDead(image, now, leases));
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
    const finished = images.filter((image) => image.tags[build_tags/* tagKeys */.bi.ami] === (0,build_tags/* toTagValue */.hC)(ami) && isFinished(image));
    return finished.sort(byAge).at(-1) ?? null;
}
function matchesRecipe({ name, tags }, { ami, fingerprint, isOwnName = () => true }) {
    const tagged = tags[build_tags/* tagKeys */.bi.ami];
    const isOwn = tagged === undefined || tagged === (0,build_tags/* toTagValue */.hC)(ami);
    return tags[build_tags/* tagKeys */.bi.fingerprint] === fingerprint && isOwn && isOwnName(name);
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
    const isLeased = stateTag(image) === 'building' && image.tags[build_tags/* tagKeys */.bi.nonce] !== undefined;
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
    return image.tags[build_tags/* tagKeys */.bi.state];
}
function byAge(a, b) {
    const dates = Date.parse(a.creationDate) - Date.parse(b.creationDate);
    return dates !== 0 ? dates : a.id < b.id ? -1 : 1;
}

;// CONCATENATED MODULE: ./build/apply/wait-for-run.js
/** Waits for an AMI that another run is building, until it is finished or has failed. */




const pollMs = 10_000;
/** Gives null when the other run has ended, so that the AMI can be planned again. Never rejects: other AMIs are being built. */
async function waitForOtherRun({ ami, fingerprint, amiName: name, copyRegions, image: { id, region } }, { ec2, run, log, now, wait, cancelled, timeoutMs }) {
    const deadline = now() + timeoutMs;
    log.info(`${ami}: another run is building ${id}; waiting for it`);
    try {
        for (;;) {
            const images = await ec2.describeImages({
                owners: ['self'],
                tags: { [build_tags/* tagKeys */.bi.fingerprint]: [fingerprint] },
            });
            const time = new Date(ec2.now());
            const leases = await readLeases(images, time, run, ec2);
            // An older image whose copies are gone is none; the one that is awaited gets its tag after its copies.
            const candidates = copyRegions.length === 0 ? images : images.filter((image) => image.id === id);
            const wanted = { ami, fingerprint, name, region, copyRegions: [] };
            const { kind } = findExistingImage(candidates, wanted, time, leases);
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
// EXTERNAL MODULE: ./build/aws/types.js
var types = __webpack_require__(3399);
;// CONCATENATED MODULE: ./build/lease/leftovers.js
/**
 * Looks once at what a run that succeeded should no longer have. Packer ends with 0 where its own clean-up was refused: its steps
 * then only print `Error terminating instance, may still be around` and the like (Cleanup in
 * common/step_run_source_instance.go, step_security_group.go, step_key_pair.go; packer-plugin-amazon 1.8.2).
 */



/** Never images and snapshots: those are what the run was for. */
const kinds = types/* resourceKinds */.A.filter((kind) => kind !== 'image' && kind !== 'snapshot');
/** Closes the lease of a run that succeeded; leaves it open, for post to clean up, if EC2 still lists anything of it. */
async function closeIfNothingLeft(lease, ec2, log) {
    const { started, nonce } = lease.state;
    const left = started ? await findLeftovers(nonce, ec2, log) : [];
    if (left.length === 0)
        lease.close();
    else
        log.warning(`Packer left ${left.map(({ kind, id }) => `${kind} ${id}`).join(', ')} behind; it will be removed.`);
}
async function findLeftovers(nonce, ec2, log) {
    const answers = await Promise.all(kinds.map(async (kind) => {
        try {
            return await ec2.findTagged(kind, build_tags/* tagKeys */.bi.nonce, nonce);
        }
        catch (error) {
            log.info(`EC2 could not be asked whether each ${kind} of this run is gone: ${(0,errors/* messageOf */.bD)(error)}`);
            return [];
        }
    }));
    const isEnding = ({ state }) => state === 'shutting-down' || state === 'deleting';
    return answers.flat().filter((resource) => !isEnding(resource));
}

// EXTERNAL MODULE: ./build/lease/renewal.js
var lease_renewal = __webpack_require__(7029);
// EXTERNAL MODULE: ./build/lease/tags.js
var lease_tags = __webpack_require__(2000);
// EXTERNAL MODULE: ./build/github/duration.js
var duration = __webpack_require__(4392);
;// CONCATENATED MODULE: ./build/packer/command-line.js
/** Packer's arguments and environment. Neither holds the value of a variable. */
function buildArguments(templates) {
    return ['build', '-machine-readable', '-color=false', ...selection(templates)];
}
function validateArguments(templates) {
    return ['validate', ...selection(templates)];
}
function selection({ target, only, varFiles }) {
    return [`-only=${only}`, ...varFiles.map((file) => `-var-file=${file}`), target];
}
function formatArguments(target) {
    return ['fmt', '-check', target];
}
function initArguments(target) {
    return ['init', target];
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
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/packer/file-name.js
/** Names of the files that belong to an AMI. Packer takes any text as the name of a build, and a file system does not. */

/** File systems allow 255 bytes; an ending follows. */
const maxLength = 100;
/** The name itself where it is safe, else its safe characters and a hash that tells it from others. */
function fileNameOf(ami) {
    if (/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(ami) && ami.length <= maxLength)
        return ami;
    const safe = ami.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, maxLength);
    return `${safe}-${(0,external_node_crypto_.createHash)('sha256').update(ami).digest('hex').slice(0, 12)}`;
}

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

;// CONCATENATED MODULE: ./build/packer/scrubbed.js
/** Packer scrubs sensitive values out of all that it prints, ids of images included (scrubSecrets, packer/ui.go of 1.16). */
/** What stands where a sensitive value stood (FilterString, packer/logs.go of packer-plugin-sdk 0.6.10). */
const scrubbedMark = '<sensitive>';
function holdsScrubbed(text) {
    return text.includes(scrubbedMark);
}
/** Whether Packer can have made `printed` of `value`: what it scrubbed stands for any characters, at least one. */
function canBe(printed, value) {
    const [first = '', ...parts] = printed.split(scrubbedMark);
    const last = parts.pop();
    if (last === undefined)
        return printed === value;
    if (!value.startsWith(first))
        return false;
    let at = first.length;
    for (const part of parts) {
        const found = value.indexOf(part, at + 1);
        if (found === -1)
            return false;
        at = found + part.length;
    }
    return value.length > at + last.length && value.endsWith(last);
}
/** Of the images that EC2 knows, the one that each of these `region:ami-id` means; none where no image or several fit. */
function completeImages(printed, made) {
    return new Map(printed.flatMap((text) => {
        const [fit, ...others] = made.filter(({ region, id }) => canBe(text, `${region}:${id}`));
        return fit === undefined || others.length > 0 ? [] : [[fit.region, fit.id]];
    }));
}

;// CONCATENATED MODULE: ./build/packer/outcome.js
/** What became of a build, judged by how Packer ended and what it said on the way. */



/** Id of the image that Packer starts from, if it is none of these; an empty list allows any. */
function otherSource({ sourceAmi }, sourceAmis) {
    const isPlanned = sourceAmi === null || sourceAmis.some((id) => canBe(sourceAmi, id));
    return sourceAmis.length === 0 || isPlanned ? null : sourceAmi;
}
/** @param stopped Why Packer was stopped; null if it ended by itself. */
function toOutcome(record, exit, stopped, tracker, context) {
    // Even if Packer was faster than the signal: the image would stand for a recipe that it is not made of.
    const other = otherSource(tracker, context.sourceAmis);
    if (other !== null)
        return { ...record, result: 'failed', cause: otherSourceCause(other, context) };
    // A build that was done before the signal arrived is done.
    const { images } = context;
    if (exit.code === 0 && images.has(context.region))
        return { ...record, result: 'built', images };
    if (stopped?.why === 'cancelled') {
        return { ...record, result: 'cancelled', cause: `cancelled at: ${stopped.step}` };
    }
    if (stopped?.why === 'timed-out') {
        return { ...record, result: 'timed-out', cause: timeoutCause(stopped, context) };
    }
    if (stopped?.why === 'disk-full') {
        return { ...record, result: 'failed', cause: fullDiskCause(stopped, context) };
    }
    if (exit.code === 0)
        return { ...record, result: 'failed', cause: noImageCause(tracker, context) };
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
function noImageCause({ scrubbedImages }, { images, region }) {
    if (scrubbedImages.length > 0) {
        return ('Packer succeeded, but the value of a sensitive variable stands in what it printed of its images, so that it gave ' +
            `their ids as ${scrubbedImages.join(', ')}, and EC2 was not found to have just one image of this build that fits: ` +
            'give that variable a longer value, or declare the variable run_tags, as README.md shows, so that images are found');
    }
    const others = [...images].map(([place, id]) => `${id} in ${place}`).join(', ');
    return `Packer succeeded but made no AMI in ${region}${others === '' ? ': does the template set skip_create_ami?' : `, but ${others}`}`;
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
/**
 * The plugin's first message of a build, before it creates anything (common/step_source_ami_info.go, 1.8.2). It is sought
 * at the end of the line, as the build's name before it may hold anything.
 */
const sourceImage = new RegExp(`: Found Image ID: ((?:[0-9a-z-]|${scrubbedMark})+)$`);
/** What the plugin says that it makes (common/step_run_source_instance.go, step_iam_instance_profile.go, ebs/step_create_ami.go). */
const makings = [
    [/^Instance ID: (i-[0-9a-z]+)$/, 'instance'],
    [/^AMI: (ami-[0-9a-z]+)$/, 'AMI'],
    [/^Creating temporary instance profile for this instance: (packer-[0-9a-f-]+)$/, 'instance profile'],
    [/^Creating temporary role for this instance: (packer-[0-9a-f-]+)$/, 'role'],
];
/** A script may print the same words, and without end. */
const maxMade = 20;
class ProgressTracker {
    #now;
    #images = new Map();
    #scrubbedImages = [];
    #errors = [];
    /** The end of what Packer printed outside its format: a crash, or an error in its arguments. */
    #rawText = '';
    #step;
    #sourceAmi = null;
    #made = new Set();
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
    /** Id of the image that Packer starts from, perhaps scrubbed in part (see scrubbed.ts); null until it has found it. */
    get sourceAmi() {
        return this.#sourceAmi;
    }
    /** What Packer said that it makes, such as `instance i-1` or `role packer-1`: for people, as a script may say so too. */
    get made() {
        return this.#made;
    }
    /** AMI ids by region. */
    get images() {
        return this.#images;
    }
    /** Images, `region:ami-id`, of which Packer has scrubbed a part: only EC2 knows them in full. */
    get scrubbedImages() {
        return this.#scrubbedImages;
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
            else if (holdsScrubbed(part) && this.#scrubbedImages.length < maxMade)
                this.#scrubbedImages.push(part.trim());
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
        this.#sourceAmi ??= sourceImage.exec(text.trim())?.[1] ?? null;
        this.#addMade(message);
        const isStep = level !== 'error' && text.startsWith('==>') && !asides.test(message);
        if (isStep && (!this.#inScript || afterScript.test(message)))
            this.#beginStep(message);
        else if (this.#inScript)
            this.#addLine(message);
    }
    #addMade(message) {
        for (const [pattern, kind] of makings) {
            const name = pattern.exec(message)?.[1];
            if (name !== undefined && this.#made.size < maxMade)
                this.#made.add(`${kind} ${name}`);
        }
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
/** A build is called `type.source` or `name.type.source`, where the name may hold colons (TargetedUI, packer/ui.go). */
function withoutPrefix(text) {
    return text.replace(/^(?:==>|\s{3}) (?:[^\n]*?[^\s.:]\.[^\s.:]+(?: \([^)\n]+\))?|[^:\n]+): /gm, '');
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
    const varFile = (0,external_node_path_.join)(context.temporary, `${fileNameOf(ami)}.pkrvars.json`);
    const output = (0,external_node_path_.join)(context.temporary, `${fileNameOf(ami)}.out`);
    (0,external_node_fs_.writeFileSync)(varFile, JSON.stringify(variables), { mode: 0o600 });
    const startedAt = now();
    const running = (0,detached_process/* startDetached */.tG)({
        file: context.packer,
        args: buildArguments({ target: context.target, only, varFiles: [...context.varFiles, varFile] }),
        cwd: context.cwd,
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
    const log = (0,external_node_path_.join)(context.logs, `${fileNameOf(ami)}.log`);
    const stopper = createStopper(running, () => tracker.step.text, context);
    const known = new Set();
    const onProgress = () => {
        const made = [...tracker.made].filter((what) => !known.has(what));
        for (const what of made)
            known.add(what);
        if (made.length > 0)
            context.onMade(ami, made);
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
        const images = await findImages(ami, tracker, context);
        return toOutcome(record, ended.value, stopper.reason(), tracker, { ...context, sourceAmis, images });
    }
    finally {
        stopper.disarm();
        context.onEnd(ami, running);
    }
}
/** AMI ids by region. Where EC2 cannot be asked, what Packer has scrubbed stays unknown. */
async function findImages(ami, { images, scrubbedImages }, { findMade }) {
    if (scrubbedImages.length === 0)
        return images;
    const made = await findMade(ami).catch(() => []);
    return new Map([...images, ...completeImages(scrubbedImages, made)]);
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
            workflow.print(`… the rest of this log goes only to ${logs}/${fileNameOf(ami)}.log`);
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
/** Confirms that AWS has a built image and its copies and calls them available. Only then are they tagged as finished. */




/** How often images are looked up: EC2 may list a new one late. */
const maxAttempts = 7;
/**
 * Looks the images of a region up together, and tags those that are available in all of their regions, and their own snapshots.
 * Gives the results by the id of each first image. Never rejects.
 */
async function confirmAvailable(requests, context) {
    const regions = [...new Set(requests.flatMap(({ images }) => [...images.keys()]))];
    const answers = await Promise.all(regions.map(async (region) => {
        const ids = requests.flatMap(({ images }) => images.get(region) ?? []);
        const images = waitUntilSettled(ids, context.ec2(region), context.wait);
        return [region, await images.catch(errors/* messageOf */.bD)];
    }));
    const found = new Map(answers);
    const confirmed = requests.map(async (request) => {
        const [id = ''] = request.images.values();
        return [id, await available_confirm(request, found, context)];
    });
    return new Map(await Promise.all(confirmed));
}
async function available_confirm({ images, tags }, answers, context) {
    const available = [];
    for (const [region, id] of images) {
        const made = `Packer made ${id}${available.length === 0 ? '' : ` in ${region}`}`;
        const answer = answers.get(region) ?? '';
        if (typeof answer === 'string')
            return { ok: false, cause: `${made}, but EC2 could not be asked for it: ${answer}` };
        const image = answer.get(id);
        if (image === undefined)
            return { ok: false, cause: `${made}, but EC2 doesn't list it` };
        if (image.state !== 'available') {
            const reason = image.stateReason === null ? '' : ` (${image.stateReason})`;
            return { ok: false, cause: `${made}, but it is ${image.state}${reason}, not available` };
        }
        available.push(image);
    }
    const [first, ...copies] = available;
    if (first === undefined)
        return { ok: false, cause: 'Packer made no image' };
    try {
        // The copies first: other runs take the first image's tag for that of all.
        await Promise.all(copies.map((copy) => finish(copy, tags, context)));
        await finish(first, tags, context);
    }
    catch (error) {
        const cause = `${first.id} is built, but could not be tagged as finished: ${(0,errors/* messageOf */.bD)(error)}. No run will take it, and ${lease_renewal/* leaseMs */.zT / 60_000} ` +
            `minutes from now other runs may remove it; to keep it, give it the tag ${build_tags/* tagKeys */.bi.state}=available`;
        return { ok: false, cause };
    }
    return {
        ok: true,
        image: { ...first, tags: { ...first.tags, ...tags } },
        regions: Object.fromEntries(available.map(({ region, id }) => [region, id])),
    };
}
/** Tags an image, and then its snapshots: only it decides whether other runs take it. */
async function finish(image, tags, { ec2, onFinished }) {
    const own = ec2(image.region);
    onFinished([image.id]);
    const snapshots = (await (0,lease_snapshots/* findOwnSnapshots */.jA)(image, own)).map(({ id }) => id);
    onFinished(snapshots);
    await own.createTags([image.id, ...snapshots], tags);
}
async function waitUntilSettled(ids, ec2, wait) {
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
/** Runs commands: short ones by the runner's own toolkit, and ones that start others so that a cancelled run ends them all. */


/** On Windows there are no process groups; there only the command itself is ended. */
const hasGroups = process.platform !== 'win32';
/** Runs a short command, which a cancelled run does not wait for. */
const runShort = async (file, args, { cwd, env }) => {
    const { getExecOutput } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 1955));
    const defined = Object.entries(env ?? process.env).filter((entry) => entry[1] !== undefined);
    try {
        return await getExecOutput(`"${file}"`, [...args], {
            silent: true,
            ignoreReturnCode: true,
            env: Object.fromEntries(defined),
            ...(cwd === undefined ? {} : { cwd }),
        });
    }
    catch (error) {
        if (!/^Unable to locate executable file/.test((0,errors/* messageOf */.bD)(error)))
            throw error;
        throw notOnPath(file, error);
    }
};
/**
 * Runs a command that starts others, in a process group of its own, which @actions/exec cannot: a cancelled run ends all of it.
 * @param cancelled Null if nothing cancels.
 */
function createGroupRun(cancelled) {
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
            throw notOnPath(file, error);
        }
        finally {
            cancelled?.removeEventListener('abort', kill);
        }
    };
}
function notOnPath(file, cause) {
    return Object.assign(new Error(`${file} is not on the PATH`, { cause }), { code: 'ENOENT' });
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
    return {
        log,
        env,
        run: runShort,
        runGroup: createGroupRun(cancelled),
        cache: actionsCache,
        retry: defaultRetryPolicy,
    };
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
        if (id === null || result.result !== 'built')
            return [];
        return [{ item, id, images: new Map([[region, id], ...result.images]) }];
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
        return builtRow(item, result, confirmation, region);
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
            ...(0,lease_tags/* imageTags */.rK)({ [build_tags/* tagKeys */.bi.fingerprint]: fingerprint }, 'building'),
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
    return release ? { [build_tags/* tagKeys */.bi.release]: release } : {};
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
function createBuildOptions({ inputs, templates, toolchain, logs, temporary, lease, renewal, findMade }, { workflow, cancelled }) {
    return {
        context: {
            packer: toolchain.packer,
            cwd: templates.cwd,
            target: templates.packerTarget,
            varFiles: templates.varFiles,
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
            ...createLeaseHooks(lease, renewal),
            findMade,
        },
        maxParallel: inputs.maxParallel,
        workflow,
        progressMs,
    };
}
/** Keeps the state for post current, and renews the lease where what bears its newest end may come or go. */
function createLeaseHooks(lease, renewal) {
    return {
        onStart: (ami, ref) => lease.addPacker(ami, ref),
        onEnd(_ami, ref) {
            lease.removePacker(ref);
            renewal.renew();
        },
        onMade(ami, made) {
            lease.addMade(ami, made);
            // An image is born with the end that was known when its Packer started.
            if (made.some((what) => what.startsWith('AMI ')))
                renewal.renew();
        },
    };
}

;// CONCATENATED MODULE: ./build/apply/made-images.js
/** Finds the images that a run's build has made, in EC2, where Packer does not say their ids. */

/** By the run's tags, or by the name of an AMI whose templates do not take them; its copies have its name. */
async function findMadeImages({ ami, amiName, copyRegions }, { nonce, region, ec2 }) {
    const tags = { [build_tags/* tagKeys */.bi.nonce]: [nonce], [build_tags/* tagKeys */.bi.ami]: [(0,build_tags/* toTagValue */.hC)(ami)] };
    const tagged = await ec2(region).describeImages({ owners: ['self'], tags });
    const named = tagged.length > 0 || amiName === null
        ? []
        : await ec2(region).describeImages({ owners: ['self'], names: [amiName] });
    const images = [...tagged, ...named];
    const names = [...new Set(images.map(({ name }) => name))];
    const copies = copyRegions.map(async (each) => names.length === 0 || each === region ? [] : ec2(each).describeImages({ owners: ['self'], names }));
    return [images, ...(await Promise.all(copies))]
        .flat()
        .map(({ region: madeIn, id }) => ({ region: madeIn, id }));
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
        for (const orphan of orphans) {
            const { id } = orphan;
            try {
                if (await removeIfOrphan(orphan, context))
                    log.info(`${ami}: removed unfinished image ${id}, whose run is dead`);
                else
                    log.info(`${ami}: image ${id} is finished, of a run that lives, or gone`);
            }
            catch (error) {
                log.warning(`${ami}: could not remove unfinished image ${id}, whose run is dead, with its snapshots: ${(0,errors/* messageOf */.bD)(error)}`);
            }
        }
    }
}
async function removeIfOrphan(orphan, { ec2, run, region }) {
    const [image] = await ec2(orphan.region).describeImages({ ids: [orphan.id] });
    if (image === undefined)
        return false;
    const now = new Date(ec2(region).now());
    // A run renews its lease in the region that it builds in.
    if (!isOrphan(image, now, await readLeases([image], now, run, ec2(region))))
        return false;
    await removeImage(image, ec2(orphan.region));
    return true;
}
/**
 * Removes images whose recipe another run has finished in the meantime, and gives the names of their AMIs. Where a name
 * holds the fingerprint, EC2 prevents such doubles; this is for names that hold a time. If two runs finish at the same
 * moment, both images stay. Never rejects.
 */
async function discardIfOtherRunFinished(built, { ec2, log, region }) {
    const timed = built.filter(({ item }) => item.amiName === null);
    if (timed.length === 0)
        return new Set();
    const discarded = new Set();
    for (const { item, id, images } of timed) {
        try {
            const other = await findOther(item, region, ec2(region));
            if (other === null || other.id === id)
                continue;
            discarded.add(item.ami);
            for (const [madeIn, madeId] of images) {
                for (const image of await ec2(madeIn).describeImages({ ids: [madeId] }))
                    await removeImage(image, ec2(madeIn));
            }
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
async function findOther({ ami, fingerprint }, region, ec2) {
    const tags = { [build_tags/* tagKeys */.bi.fingerprint]: [fingerprint], [build_tags/* tagKeys */.bi.state]: ['available'] };
    const images = await ec2.describeImages({ owners: ['self'], tags });
    const wanted = { ami, fingerprint, name: null, region, copyRegions: [] };
    const found = findExistingImage(images, wanted, new Date(ec2.now()));
    return found.kind === 'available' ? found.image : null;
}
/**
 * Removes an image with the snapshots that EC2 made for it; its mapping may name others. A snapshot that stays bears the run's
 * tag, by which `mode: reap` finds it.
 */
async function removeImage(image, ec2) {
    const snapshots = await (0,lease_snapshots/* claimSnapshots */.Cu)(image, ec2);
    await ec2.remove('image', image.id);
    for (const snapshot of snapshots) {
        try {
            await ec2.remove('snapshot', snapshot);
        }
        catch (error) {
            throw new Error(`the image is gone, but not its snapshot ${snapshot}: ${(0,errors/* messageOf */.bD)(error)}`, {
                cause: error,
            });
        }
    }
}

// EXTERNAL MODULE: ./build/artifacts/checksums.js
var checksums = __webpack_require__(304);
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
    if (!(0,checksums/* isRecord */.u4)(value) || !(0,checksums/* isRecord */.u4)(value['files']))
        return false;
    return Object.values(value['files']).every((file) => (0,checksums/* isRecord */.u4)(file) && typeof file['sha256'] === 'string' && typeof file['executable'] === 'boolean');
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
async function runMake(args, cwd, env, { runGroup }) {
    try {
        return await runGroup('make', args, { cwd, env });
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
    const checksum = (0,checksums/* sha256FromList */.cI)(sums.toString('utf8'), name);
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
        await initPlugins(packer, request, deps);
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
async function initPlugins({ packer, packerEnv }, { templates, otherPlugins }, { run, log }) {
    log.info(`packer init: the templates require ${otherPlugins.join(', ')}`);
    const { exitCode, stdout, stderr } = await run(packer, initArguments(templates.packerTarget), {
        cwd: templates.cwd,
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
        const { ec2 } = this.#aws;
        this.#lease ??= this.#context.openLease(this.#request.holder.nonce, region);
        this.#toolchain ??= await this.#prepareTools(this.#lease, items);
        if (cancelled.aborted)
            throw new errors/* CancelledError */.cc();
        await removeOrphanedImages(items, { region, ec2, log, run: this.#request.holder });
        if (!this.#lease.state.started)
            this.#warnOfUnleased(items);
        const copyRegions = items.flatMap((item) => item.copyRegions);
        this.#lease.markStarted(ec2(region).now(), { unleased: findUnleased(items), copyRegions });
        const renewal = (0,lease_renewal/* startRenewal */.VK)({ nonce: this.#request.holder.nonce, ec2: ec2(region), log });
        try {
            return await this.#buildAndConfirm(items, this.#toolchain, { lease: this.#lease, renewal }, ec2(region));
        }
        finally {
            await renewal.end();
        }
    }
    async #buildAndConfirm(items, toolchain, leased, ec2) {
        const { region } = this.#request.inputs;
        const results = await this.#runPackers(items, toolchain, leased, ec2);
        const images = selectBuiltImages(results, region);
        const removal = { region, ec2: this.#aws.ec2, log: this.#context.log };
        const discarded = await discardIfOtherRunFinished(images, removal);
        const rest = images.filter(({ item }) => !discarded.has(item.ami));
        const availability = await this.#confirm(rest, leased.lease, ec2);
        this.#isClean &&=
            discarded.size === 0 &&
                results.every(({ result }) => result.result === 'built') &&
                [...availability.values()].every(({ ok }) => ok);
        return results.map((result) => toBuildAttempt(result, { availability, discarded }, region));
    }
    /** Call after full success. Leaves post nothing to do, unless Packer left something, or a build failed and another run's image was taken. */
    async close() {
        if (!this.#isClean)
            return;
        if (this.#toolchain !== null)
            (0,external_node_fs_.rmSync)(this.#toolchain.temporary, { recursive: true, force: true });
        if (this.#lease === null)
            return;
        const ec2 = this.#aws.ec2(this.#request.inputs.region);
        await closeIfNothingLeft(this.#lease, ec2, this.#context.log);
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
        const request = { inputs, templates, workspace, actionRoot, env, needsAgent, otherPlugins };
        const toolchain = await prepareToolchain(request, createToolContext(log, env, cancelled));
        checkGoPrograms(agent, toolchain.agentDigest);
        return { ...toolchain, temporary };
    }
    async #runPackers(items, toolchain, leased, ec2) {
        const { inputs, templates, logs, holder } = this.#request;
        const { temporary, goProgramsDir } = toolchain;
        (0,external_node_fs_.mkdirSync)(logs, { recursive: true });
        const release = releaseTag(this.#context.env);
        const leaseEnd = () => ec2.now() + lease_renewal/* leaseMs */.zT;
        const requests = items.map((item) => createBuildRequest(item, { holder, release, goProgramsDir }, leaseEnd));
        const madeBy = { nonce: holder.nonce, region: inputs.region, ec2: this.#aws.ec2 };
        const findMade = async (ami) => {
            const item = items.find((each) => each.ami === ami);
            return item === undefined ? [] : await findMadeImages(item, madeBy);
        };
        const settings = { inputs, templates, toolchain, logs, temporary, ...leased, findMade };
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
        const expiresAt = ec2.now() + lease_renewal/* leaseMs */.zT;
        const release = releaseTag(this.#context.env);
        const requests = images.map(({ item, images: made }) => ({
            images: made,
            tags: {
                ...(0,lease_tags/* leaseTags */.Oo)(holder, item.ami, expiresAt),
                ...(0,lease_tags/* imageTags */.rK)({ ...item.tags, ...release }, 'available'),
            },
        }));
        const onFinished = (ids) => lease.addFinished(ids);
        return await confirmAvailable(requests, { ec2: this.#aws.ec2, wait: promises_.setTimeout, onFinished });
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

// EXTERNAL MODULE: ./build/artifacts/lock-file.js
var lock_file = __webpack_require__(2416);
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
    const include = wanted.map(({ ami, fingerprint, why }) => ({
        ami: toInput(ami),
        fingerprint,
        why: why.join(', '),
    }));
    return { include: include.length === 0 ? [nothing] : include };
}
/** A name as it is where the input `ami` reads it so, else a JSON list of it. */
function toInput(ami) {
    return /^\[|[,\n]/.test(ami) ? JSON.stringify([ami]) : ami;
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
        lock: (0,lock_file/* formatLockLine */.ve)(report.lock),
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

;// CONCATENATED MODULE: ./build/aws/permissions.js
/** The action's own calls to EC2, and what they are for. */
const actionCalls = {
    DescribeImages: 'look',
    DescribeSpotInstanceRequests: 'look',
    DescribeInstances: 'look',
    DescribeSnapshots: 'look',
    DescribeVolumes: 'look',
    DescribeLaunchTemplates: 'look',
    DescribeKeyPairs: 'look',
    DescribeSecurityGroups: 'look',
    DescribeNetworkInterfaces: 'look',
    CreateTags: 'tag',
    CancelSpotInstanceRequests: 'own',
    TerminateInstances: 'own',
    DeregisterImage: 'own',
    DeleteSnapshot: 'own',
    DeleteVolume: 'own',
    DeleteLaunchTemplate: 'own',
    DeleteKeyPair: 'own',
    DeleteSecurityGroup: 'own',
    DeleteNetworkInterface: 'own',
};
/** What a plan asks EC2: which AMIs exist, and what a template starts from. */
const planCalls = ['DescribeImages'];
/** Calls of builder/ebs that a template with the settings of the shipped ones can lead to. */
const packerCalls = {
    AuthorizeSecurityGroupIngress: { scope: 'own', source: 'common/step_security_group.go' },
    CreateImage: { scope: 'image', source: 'builder/ebs/step_create_ami.go' },
    CreateKeyPair: { scope: 'create', source: 'common/step_key_pair.go' },
    CreateLaunchTemplate: { scope: 'create', source: 'common/step_run_spot_instance.go' },
    CreateSecurityGroup: { scope: 'create', source: 'common/step_security_group.go' },
    CreateTags: { scope: 'tag', source: 'common/step_create_tags.go' },
    DeleteKeyPair: { scope: 'own', source: 'common/step_key_pair.go' },
    DeleteLaunchTemplate: { scope: 'own', source: 'common/step_run_spot_instance.go' },
    DeleteSecurityGroup: { scope: 'own', source: 'common/step_security_group.go' },
    DeleteSnapshot: { scope: 'own', source: 'builder/ebs/step_create_ami.go' },
    DeleteVolume: { scope: 'own', source: 'common/step_cleanup_volumes.go' },
    DeregisterImage: { scope: 'own', source: 'builder/ebs/step_create_ami.go' },
    DescribeImages: { scope: 'look', source: 'common/step_pre_validate.go' },
    DescribeInstanceTypeOfferings: { scope: 'look', source: 'common/step_network_info.go' },
    DescribeInstances: { scope: 'look', source: 'common/step_run_source_instance.go' },
    DescribeRegions: { scope: 'look', source: 'common/regions.go' },
    DescribeSecurityGroups: { scope: 'look', source: 'common/step_security_group.go' },
    DescribeSubnets: { scope: 'look', source: 'common/step_network_info.go' },
    DescribeVolumes: { scope: 'look', source: 'common/step_cleanup_volumes.go' },
    DescribeVpcs: { scope: 'look', source: 'common/step_network_info.go' },
    ModifyImageAttribute: { scope: 'own', source: 'common/step_modify_ami_attributes.go' },
    ModifyInstanceAttribute: { scope: 'own', source: 'common/step_modify_ebs_instance.go' },
    ModifySnapshotAttribute: { scope: 'own', source: 'common/step_modify_ami_attributes.go' },
    RunInstances: { scope: 'launch', source: 'common/step_run_source_instance.go' },
    StopInstances: { scope: 'own', source: 'common/step_stop_ebs_instance.go' },
    TerminateInstances: { scope: 'own', source: 'common/step_run_source_instance.go' },
};

;// CONCATENATED MODULE: ./build/aws/policies.js
/** The policies of docs/iam.md: one for each role and partition, made of the lists of calls. */


const partitions = (/* unused pure expression or super */ null && (['aws', 'aws-us-gov', 'aws-cn']));
const roles = (/* unused pure expression or super */ null && (['plan', 'build', 'reap']));
const has = (key) => ({ Null: { [`${key}/${build_tags/* tagKeys */.bi.nonce}`]: 'false' } });
const requestHasTag = has('aws:RequestTag');
const resourceHasTag = has('aws:ResourceTag');
/** Types of which a launch takes what is there, or makes what goes with the instance. */
const launchedWith = [
    '*:image/*',
    '*:key-pair/*',
    '*:launch-template/*',
    '*:network-interface/*',
    '*:security-group/*',
    '*:snapshot/*',
    '*:subnet/*',
    '*:volume/*',
];
const createdTypes = ['*:key-pair/*', '*:launch-template/*', '*:security-group/*'];
const imageTypes = ['*:image/*', '*:snapshot/*'];
/** Calls whose tags EC2 checks as ec2:CreateTags. */
const taggingCalls = [
    'CreateFleet',
    'CreateImage',
    'CreateKeyPair',
    'CreateLaunchTemplate',
    'CreateSecurityGroup',
    'RunInstances',
];
const ownCalls = actionCalls;
const allCalls = {
    ...actionCalls,
    ...Object.fromEntries(Object.entries(packerCalls).map(([name, { scope }]) => [name, scope])),
};
/** The policy of a role. */
function createPolicy(role, partition) {
    const statements = {
        plan: () => [look(planCalls), readParameters(partition)],
        build: () => buildStatements(partition),
        reap: () => [look(namesOf(ownCalls, 'look')), changeOwn(namesOf(ownCalls, 'own'))],
    };
    return { Version: '2012-10-17', Statement: statements[role]() };
}
function buildStatements(partition) {
    // There the plugin tags some kinds only later, or never (packer-plugin-amazon, IsRestricted in builder/ebs/builder.go).
    const tagsAll = partition !== 'aws-cn';
    const whenTagged = tagsAll ? { Condition: requestHasTag } : {};
    const arns = (tails) => tails.map((tail) => `arn:${partition}:ec2:*:${tail}`);
    const statement = (Sid, names, Resource, rest = {}) => ({
        Sid,
        Effect: 'Allow',
        Action: actions(names),
        Resource: single(Resource),
        ...rest,
    });
    return [
        look(namesOf(allCalls, 'look')),
        readParameters(partition),
        statement('Launch', namesOf(allCalls, 'launch'), arns(['*:instance/*']), whenTagged),
        statement('LaunchWith', namesOf(allCalls, 'launch'), arns(launchedWith)),
        statement('Create', namesOf(allCalls, 'create'), arns(createdTypes), whenTagged),
        statement('CreateInNetwork', ['CreateSecurityGroup'], arns(['*:vpc/*'])),
        statement('CreateImage', namesOf(allCalls, 'image'), arns(imageTypes)),
        statement('TagWhatIsCreated', ['CreateTags'], arns(['*:*/*']), {
            Condition: { StringEquals: { 'ec2:CreateAction': taggingCalls } },
        }),
        ...(partition === 'aws' ? [] : [tagLater(partition, arns)]),
        changeOwn([...namesOf(allCalls, 'own'), ...namesOf(allCalls, 'tag'), 'CreateImage']),
        ...(tagsAll
            ? []
            : [
                statement('DeleteKeyPairs', ['DeleteKeyPair'], arns(['*:key-pair/packer_*'])),
                statement('UseSecurityGroups', ['AuthorizeSecurityGroupIngress', 'DeleteSecurityGroup'], arns(['*:security-group/*'])),
            ]),
    ];
}
/** In aws-us-gov images and snapshots get their tags after they were made, in aws-cn instances and their volumes, too. */
function tagLater(partition, arns) {
    const launched = partition === 'aws-cn' ? ['*:instance/*', '*:network-interface/*', '*:volume/*'] : [];
    return {
        Sid: 'TagWhatWasCreated',
        Effect: 'Allow',
        Action: 'ec2:CreateTags',
        Resource: arns([...imageTypes, ...launched]),
        Condition: { Null: { ...requestHasTag['Null'], [`aws:ResourceTag/${build_tags/* tagKeys */.bi.nonce}`]: 'true' } },
    };
}
const namesOf = (calls, scope) => Object.keys(calls).filter((name) => calls[name] === scope);
const actions = (names) => single([...new Set(names)].sort().map((name) => `ec2:${name}`));
const single = (texts) => texts.length === 1 ? (texts[0] ?? '') : texts;
const look = (names) => ({
    Sid: 'Look',
    Effect: 'Allow',
    Action: actions(names),
    Resource: '*',
});
/** AWS's own parameters, which belong to no account: the ids of Canonical's images, for instance. */
const readParameters = (partition) => ({
    Sid: 'ReadPublicParameters',
    Effect: 'Allow',
    Action: 'ssm:GetParameter',
    Resource: `arn:${partition}:ssm:*::parameter/aws/service/*`,
});
const changeOwn = (names) => ({
    Sid: 'ChangeWhatIsOurs',
    Effect: 'Allow',
    Action: actions(names),
    Resource: '*',
    Condition: resourceHasTag,
});

// EXTERNAL MODULE: ./build/templates/environment.js
var templates_environment = __webpack_require__(5605);
// EXTERNAL MODULE: ./build/templates/evaluate/blocks.js
var evaluate_blocks = __webpack_require__(538);
// EXTERNAL MODULE: ./build/templates/evaluate/dependencies.js
var dependencies = __webpack_require__(5938);
// EXTERNAL MODULE: ./build/templates/evaluate/json.js
var json = __webpack_require__(5318);
// EXTERNAL MODULE: ./build/templates/evaluate/values.js
var evaluate_values = __webpack_require__(6126);
// EXTERNAL MODULE: ./build/templates/recipe-dependencies.js + 1 modules
var recipe_dependencies = __webpack_require__(3343);
;// CONCATENATED MODULE: ./build/templates/builder-machine.js
/** What a recipe's source says of the machine that it is built on. */






/** Blocks by which the plugin chooses what it only knows when it builds. */
const choosingBlocks = new Set(['run_tag', 'run_volume_tag', 'subnet_filter', 'vpc_filter']);
/**
 * The machine of a recipe whose variable `run_tags` has these values. Null where not all of it is known before the build, and for
 * spot instances, whose type EC2 chooses.
 */
function readBuilderMachine({ source, addition, ...recipe }, templates, runTags) {
    const blocks = addition === null ? [source] : [addition, source];
    const inner = blocks.flatMap(({ body }) => body.blocks.map(({ type }) => type));
    if (inner.some((type) => choosingBlocks.has(type)))
        return null;
    const filled = new Map([['run_tags', (0,json/* fromJson */.R)(runTags)]]);
    const { evaluator } = new templates_environment/* TemplateEnvironment */.u(templates, templates.files, filled);
    const read = (key) => {
        for (const { body, file, names } of blocks) {
            const attribute = (0,evaluate_blocks/* findAttribute */.O)(body, key);
            if (attribute === undefined)
                continue;
            const own = new Map([['source', (0,recipe_dependencies/* sourceNames */.S)(recipe)], ...names]);
            return evaluator.evaluate(attribute.value, { names: own, reads: new dependencies/* Dependencies */.i(), file });
        }
        return null;
    };
    const isUnset = (key) => isEmpty(read(key));
    const [instanceType, subnetId] = [read('instance_type'), read('subnet_id')];
    const [tags, volumeTags] = [toTagMap(read('run_tags')), toTagMap(read('run_volume_tags'))];
    if (typeof instanceType !== 'string' || instanceType === '' || !isUnset('vpc_id'))
        return null;
    if (tags === null || volumeTags === null)
        return null;
    if (!isEmpty(subnetId) && typeof subnetId !== 'string')
        return null;
    return {
        instanceType,
        subnetId: typeof subnetId === 'string' && subnetId !== '' ? subnetId : null,
        tags,
        volumeTags,
        createsKeyPair: isUnset('ssh_keypair_name'),
        createsSecurityGroup: isUnset('security_group_id') &&
            isUnset('security_group_ids') &&
            !inner.includes('security_group_filter'),
    };
}
function isEmpty(value) {
    return value === null || value === '' || ((0,evaluate_values/* isList */.Lv)(value) && value.length === 0);
}
/** Null where a part is not known, or holds a text that the plugin fills in when it builds. */
function toTagMap(value) {
    if (value === null)
        return {};
    if (!(0,evaluate_values/* isObject */.Gv)(value))
        return null;
    const entries = [...value];
    const texts = entries.flatMap(([key, item]) => (typeof item === 'string' ? [[key, item]] : []));
    const isKnown = texts.length === entries.length && !texts.some(([, text]) => text.includes('{{'));
    return isKnown ? Object.fromEntries(texts) : null;
}

;// CONCATENATED MODULE: ./build/commands/rehearse.js
/** Rehearses the builds of a run: what the role lacks is found in a second, not after the build that needs it. */





/** Throws an AwsAccessError with everything that the role is not allowed, and the statements that allow it. */
async function rehearseBuilds(planned, aws, log, now) {
    const { inputs, plan } = planned;
    const builds = plan.items.filter(isBuild);
    if (!inputs.rehearsal || builds.length === 0)
        return;
    const started = now();
    const launches = builds.flatMap((item) => findLaunch(item, planned, started) ?? []);
    const calls = await aws.rehearse(inputs.region, launches);
    const refused = calls.filter(({ answer }) => answer === 'refused');
    if (refused.length > 0)
        throw new errors/* AwsAccessError */.Eo(describeRefusals(refused, inputs.region));
    // What the others fail for is that they are asked without what Packer makes first, such as a VPC.
    for (const { operation, answer, message } of calls)
        if (answer === 'failed' && operation === 'RunInstances')
            log.warning(`EC2 would not launch the builder: ${message}`);
    const allowed = calls.filter(({ answer }) => answer === 'allowed');
    log.info(`EC2 would allow ${allowed.length} calls that were rehearsed in ${(0,duration/* formatDuration */.a)(now() - started)}. Not rehearsed, as what ` +
        `they change is not there yet: ${listUnrehearsed(allowed).join(', ')}.`);
}
const isBuild = (item) => item.decision === 'build';
/** The machine that a build launches; null where it is not known before Packer runs, and for spot, which goes another way. */
function findLaunch({ ami, sourceAmi, baseAmi, runVariables }, { inputs, recipes, templates, holder }, now) {
    const imageId = baseAmi ?? sourceAmi;
    const recipe = recipes.find(({ name }) => name === ami);
    if (recipe === undefined || imageId === null)
        return null;
    const runTags = runVariables.includes('run_tags') ? (0,lease_tags/* leaseTags */.Oo)(holder, ami, now) : {};
    const machine = readBuilderMachine(recipe, templates, runTags);
    if (machine === null)
        return null;
    // There the plugin tags what it launched only later (IsRestricted in its builder/ebs/builder.go).
    const untagged = partitionOf(inputs.region) === 'aws-cn' ? { tags: {}, volumeTags: {} } : {};
    return { imageId, ...machine, ...untagged };
}
function describeRefusals(refused, region) {
    const operations = [...new Set(refused.map(({ operation }) => operation))].sort();
    const sentences = refused.map(({ operation, message }) => `${operation}: ${message}`);
    const statements = statementsFor(operations, createPolicy('build', partitionOf(region)));
    const pasted = statements.map((item) => JSON.stringify(item, null, 2)).join(',\n');
    return (`EC2 would refuse ${operations.length} calls of this run, so nothing was begun:\n${[...new Set(sentences)].join('\n')}\n` +
        'Add these statements to the policy of the role (docs/iam.md has all of it), or skip this check by the input ' +
        `rehearsal: false. A launch without the tag ami-action:nonce is refused, too: templates have to use run_tags.\n${pasted}`);
}
/** The statements of the policy without which these calls are refused, narrowed to them. */
function statementsFor(operations, { Statement }) {
    const wanted = new Set(operations.map((name) => `ec2:${name}`));
    // What brings tags along is refused for them only after it is allowed itself.
    const tags = operations.some((name) => !name.startsWith('Describe'));
    return Statement.flatMap((statement) => {
        const actions = [statement.Action].flat();
        const own = actions.filter((action) => wanted.has(action));
        const tagging = tags && statement.Sid === 'TagWhatIsCreated' ? actions : [];
        const Action = [...new Set([...own, ...tagging])];
        return Action.length === 0 ? [] : [{ ...statement, Action }];
    });
}
function partitionOf(region) {
    if (region.startsWith('us-gov-'))
        return 'aws-us-gov';
    return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}
/** Calls of a build and its clean-up that DryRun cannot answer for. */
function listUnrehearsed(calls) {
    const rehearsed = new Set(calls.map(({ operation }) => `ec2:${operation}`));
    const all = createPolicy('build', 'aws').Statement.flatMap(({ Action }) => [Action].flat());
    return [...new Set(all)].filter((action) => action.startsWith('ec2:') && !rehearsed.has(action)).sort();
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
    await rehearseBuilds(planned, aws, context.log, Date.now);
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
    await session.close();
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

// EXTERNAL MODULE: ./build/artifacts/artifact.js
var artifacts_artifact = __webpack_require__(264);
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
    const sha256 = (0,checksums/* sha256FromList */.cI)(list.text, name);
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
    const assets = (0,checksums/* assetsOfRelease */.Ei)(await client.fetchText(api));
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
    const name = (0,checksums/* sha256FromList */.cI)(list.text, usual) === null ? other : usual;
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
    const variables = [...new Set([...wanted].map((name) => artifacts_artifact/* artifactVariables */.c[name]))];
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

// EXTERNAL MODULE: ./build/templates/hash.js
var hash = __webpack_require__(3938);
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
    return typeof value === 'string' ? value : null;
}

;// CONCATENATED MODULE: ./build/plan/aws-queries.js
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
        leases: (images, now) => readLeases(images, now, run, ec2),
    };
}
/** DescribeImages takes so many values per filter. */
const maxFilterValues = 200;
/** All images of the patterns in a region, by one query, or by two if some are by name and some by tag. */
async function queryExistingImages(patterns, region, aws) {
    const names = [...new Set(patterns.flatMap(({ name }) => (name === null ? [] : [name])))];
    const tagged = patterns.filter(({ name }) => name === null).map(({ ami }) => (0,build_tags/* toTagValue */.hC)(ami));
    const queries = [];
    if (names.length > 0)
        queries.push({ names: names.length <= maxFilterValues ? names : [commonPattern(names)] });
    if (tagged.length > 0) {
        queries.push(tagged.length <= maxFilterValues
            ? { tags: { [build_tags/* tagKeys */.bi.ami]: tagged } }
            : { tags: { [build_tags/* tagKeys */.bi.state]: ['available', 'building'] } });
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
    return artifacts_artifact/* artifactNames */.j.filter((name) => {
        const variable = artifacts_artifact/* artifactVariables */.c[name];
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
        const variable = artifacts_artifact/* artifactVariables */.c[name];
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
/** How many AMIs stand below one another under this one. */
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
        return findExistingImage(this.#images, wanted, now, leases);
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
        const earlier = newestOf(own, item.recipe.name);
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
        const { templates, filledVariables, region } = this.#context;
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
            copyRegions,
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
            variables[artifacts_artifact/* artifactVariables */.c[name]] = version;
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
    const resolved = new Set(needed.map((name) => artifacts_artifact/* artifactVariables */.c[name]));
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
        lookUpSourceImages(collected.sourceQueries, queries.aws, request.lock?.images[region] ?? {}),
        collected.needsGoPrograms ? (request.lock?.agent ?? queries.goProgramsDigest()) : null,
    ]);
    const resolved = {
        artifacts,
        findImageId: (query) => imageIds.get(queryKey(query)) ?? null,
        region,
        goProgramsDigest,
        pluginVersion,
        packerVersion,
    };
    const recipes = await fingerprintRecipes(collected, templates, resolved, request.fingerprintKey ?? null);
    const images = queries.aws === null ? null : await findOwnImages(recipes, request, collected, queries.aws);
    const now = queries.now();
    const leases = queries.aws === null ? noLeases : await queries.aws.leases(images ?? [], now);
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
        return queryExistingImages(patterns, each, aws);
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
/** Resolves anew what a lock file for these recipes holds; an existing lock is not read. For `mode: lock`. */
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

// EXTERNAL MODULE: ./build/aws/refusal.js
var refusal = __webpack_require__(5590);
// EXTERNAL MODULE: ./build/commands/prepare.js + 32 modules
var prepare = __webpack_require__(5378);
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
        lockDisplayName: (0,prepare/* lockDisplayName */.dT)(inputs),
    }, {
        aws: aws === null
            ? null
            : createAwsQueries((where) => lookingWhereAllowed(aws.ec2(where)), aws.ssm(region), region, holder),
        ...createPublisherClient(inputs, deps),
        goProgramsDigest: () => digestGoPrograms({ binaries, ...folders }, deps),
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
                if ((0,refusal/* isRefusal */.v)(error))
                    return [];
                throw error;
            }
        },
    };
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
    const lock = ami === 'all' ? resolved : (0,lock_file/* mergeLocks */.t0)(before, resolved);
    await (0,lock_file/* writeLock */.be)(target.path, lock);
    const changes = (0,lock_file/* describeLockChanges */.ms)(before, lock);
    const lines = changes.length === 0 ? ['nothing has changed'] : changes;
    for (const line of lines)
        workflow.print(`${target.displayPath}: ${line}`);
    workflow.setOutput('lock', (0,lock_file/* formatLockLine */.ve)(lock));
    await workflow.addSummary(`### ${target.displayPath}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`);
}

;// CONCATENATED MODULE: ./build/commands/plan.js
/** `mode: plan`: reports which AMIs exist and which have to be built. Builds nothing. */



async function reportPlan(planned, { workflow }) {
    const { plan, inputs, folder } = planned;
    const amis = plan.items.map((item) => plannedRow(item, inputs.region));
    await writeReport(createReport('plan', amis, planned), { workflow, folder });
}

// EXTERNAL MODULE: ./build/lease/sweep.js
var sweep = __webpack_require__(9609);
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
async function findDeadRuns(ec2, nonce = '*') {
    const found = await Promise.all(types/* resourceKinds */.A.map((kind) => ec2.findTagged(kind, build_tags/* tagKeys */.bi.nonce, nonce)));
    const runs = Map.groupBy(found.flat(), ({ tags }) => tags[build_tags/* tagKeys */.bi.nonce] ?? '');
    return [...runs].flatMap(([of, all]) => {
        const ends = all
            .map(({ tags }) => Date.parse(tags[build_tags/* tagKeys */.bi.expires] ?? ''))
            .filter((end) => end <= ec2.now() + longestBuildMs);
        const endedAt = Math.max(...ends);
        const resources = all.filter(({ tags }) => tags[build_tags/* tagKeys */.bi.state] !== 'available');
        const mayBeCopies = all.every(({ kind }) => kind === 'image' || kind === 'snapshot');
        const isDead = of !== '' && ends.length > 0 && endedAt + (mayBeCopies ? longestBuildMs : 0) <= ec2.now();
        return isDead && resources.length > 0 ? [{ nonce: of, resources, endedAt }] : [];
    });
}
/** Removes what a dead run left, after another look at whether it is dead. Gives what could not be removed, and what is not its own. */
async function reapRun({ nonce }, { ec2, onRemoved, wait }) {
    const [dead] = await findDeadRuns(ec2, nonce);
    if (dead === undefined)
        return { left: [], spared: [] };
    return await (0,sweep/* sweep */.X)({
        ec2,
        key: build_tags/* tagKeys */.bi.nonce,
        value: nonce,
        finished: new Set(),
        since: ({ tags }) => (0,lease_snapshots/* bornBy */.Bp)(tags),
        quietPasses: 1,
        onRemoved,
        async pause(pass) {
            if (pass >= maxPasses)
                return false;
            await wait(pauseMs);
            return true;
        },
    });
}

;// CONCATENATED MODULE: ./build/commands/reap.js
/** `mode: reap`: removes what dead runs have left in the region, of any run; for a schedule. */




/** Shows what there is, and removes it unless it is a dry run. Rejects if anything could not be removed. */
async function reap({ region, dryRun }, aws, { workflow, env }) {
    await checkAccess(aws.sts(region), region, env);
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

// EXTERNAL MODULE: ./build/commands/report-fault.js
var report_fault = __webpack_require__(8928);
;// CONCATENATED MODULE: ./build/packer/validate.js
/** What Packer itself says of templates: `packer fmt -check` and `packer validate`, neither of which asks AWS. */

/** Everything that Packer refuses in the templates, and each file that it would format otherwise. */
async function findTemplateFaults(options) {
    const { packer, cwd, env, target, run, displayName } = options;
    const formatted = await run(packer, formatArguments(target), { cwd, env });
    const validated = await run(packer, validateArguments(options), { cwd, env });
    return [
        ...(formatted.exitCode === 0 ? [] : readFormatFaults(formatted.stdout, formatted.stderr, displayName)),
        ...(validated.exitCode === 0
            ? []
            : readDiagnostics(`${validated.stdout}\n${validated.stderr}`, displayName)),
    ];
}
/** `fmt -check` names a file on each line (formatter.go of Packer 1.16.0). */
function readFormatFaults(stdout, stderr, displayName) {
    const paths = stdout.split('\n').filter((line) => /\.(pkr|pkrvars)\.hcl$/.test(line.trim()));
    if (paths.length === 0)
        return [{ message: `packer fmt failed: ${(stderr || stdout).trim()}` }];
    return paths.map((path) => {
        const file = displayName(path.trim());
        return { message: `${file}: not formatted as Packer does; run packer fmt`, location: { file } };
    });
}
const place = /^ {2}on (.+) line (\d+)(?:, in .*)?:$/;
/** Diagnostics as writeDiags prints them (command/meta.go): `Error: …`, `  on FILE line N:`, a line of source, details. */
function readDiagnostics(output, displayName) {
    const problems = output
        .split(/^(?=(?:Error|Warning): )/m)
        .filter((block) => block.startsWith('Error: '))
        .map((block) => toProblem(block.slice('Error: '.length), displayName));
    return problems.length > 0 ? problems : [{ message: `packer validate failed: ${output.trim()}` }];
}
function toProblem(block, displayName) {
    const lines = block.split('\n').filter((line) => line.trim() !== '');
    const [, path, line] = lines.map((text) => place.exec(text)).find((match) => match !== null) ?? [];
    const isSource = (text) => place.test(text) || /^ {2}(\(source code not|\s*\d+: )/.test(text);
    const text = lines
        .filter((item) => !isSource(item))
        .join(' ')
        .replace(/^\d+ error\(s\) occurred:\s*/, '')
        .trim();
    if (path === undefined || line === undefined)
        return { message: `packer validate: ${text}` };
    const file = displayName(path);
    return {
        message: `${file}:${line}: packer validate: ${text}`,
        location: { file, line: Number(line) },
    };
}

;// CONCATENATED MODULE: ./build/commands/validate.js
/** `mode: validate`: has Packer itself check the templates, after the action has. Makes no call to AWS. */










/** Throws a ConfigurationError with everything that Packer refuses, and every file that it would format otherwise. */
async function validateTemplates(prepared, context) {
    const { inputs, templates, recipes, holder } = prepared;
    const { env, workspace, actionRoot, log, workflow, cancelled } = context;
    const lease = context.openLease(holder.nonce, inputs.region);
    const temporary = (0,folders/* createPrivateFolder */.Aj)(env, lease);
    try {
        const own = { ...env, RUNNER_TEMP: temporary };
        const tools = createToolContext(log, own, cancelled);
        const otherPlugins = listOtherPlugins(templates);
        const request = { inputs, templates, workspace, actionRoot, env: own, needsAgent: false, otherPlugins };
        const { packer, packerEnv } = await prepareToolchain(request, tools);
        const values = (0,external_node_path_.join)(temporary, 'values.pkrvars.json');
        (0,external_node_fs_.writeFileSync)(values, JSON.stringify(standInValues(templates, temporary)), { mode: 0o600 });
        const problems = await findTemplateFaults({
            packer,
            env: packerEnv,
            cwd: templates.cwd,
            target: templates.packerTarget,
            only: recipes.map(({ only }) => only).join(','),
            varFiles: [...templates.varFiles, values],
            displayName: (path) => (0,prepare/* displayPath */.Gt)((0,external_node_path_.resolve)(templates.cwd, path), [workspace, actionRoot]),
            run: tools.run,
        });
        if (problems.length > 0)
            throw new errors/* ConfigurationError */.j1(problems);
        const names = recipes.map(({ name }) => name).join(', ');
        workflow.print(`Packer ${inputs.packerVersion} accepts the templates of ${names}`);
    }
    finally {
        (0,external_node_fs_.rmSync)(temporary, { recursive: true, force: true });
        lease.close();
    }
}
/** Values of the variables that the action fills in when it builds, good enough for Packer to check the templates. */
function standInValues(templates, temporary) {
    const digest = '0'.repeat(64);
    const artifact = { version: '0.0.0', url: 'https://example.com/', sha256: digest };
    const standIns = {
        fingerprint: () => digest,
        resolved_artifacts: () => Object.fromEntries(Object.keys(artifacts_artifact/* artifactVariables */.c).map((name) => [name, artifact])),
        go_programs_dir: () => createGoPrograms(temporary),
        run_tags: () => ({}),
        ami_tags: () => ({}),
    };
    const filled = [...(0,filled_variables/* findFilledVariables */.n)(templates).values.keys()].map((name) => {
        const value = standIns[name]?.() ?? '';
        return [name, value];
    });
    return { ...templates.providedVariables, ...Object.fromEntries(filled) };
}
/** Packer asks only whether the programs exist. */
function createGoPrograms(temporary) {
    const folder = (0,external_node_path_.join)(temporary, 'programs');
    (0,external_node_fs_.mkdirSync)(folder);
    for (const name of ['worker-agent', 'control-plane'])
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, name), '');
    return folder;
}

;// CONCATENATED MODULE: ./build/commands/run.js
/** Runs the action: prepares, connects to AWS if the mode needs it, and calls the mode's command. */









/** Runs the action. Throws a BuildError if any requested AMI is unavailable at the end. */
async function run(inputs, context) {
    const aws = (0,clients/* createAwsClients */.G)();
    try {
        if (inputs.mode === 'reap')
            return await reap(inputs, aws, context);
        const planned = await plan(inputs, aws, context);
        if (planned === null)
            return;
        await (inputs.mode === 'plan' ? reportPlan(planned, context) : build(planned, aws, context));
    }
    finally {
        aws.close();
    }
}
/** Prepares and plans; null for the modes lock and validate, which are done then. Later faults are in the rows of the AMIs. */
async function plan(inputs, aws, context) {
    try {
        const prepared = await (0,prepare/* prepare */.iA)(inputs, context);
        if (inputs.mode === 'lock')
            await updateLock(prepared, context);
        else if (inputs.mode === 'validate')
            await validateTemplates(prepared, context);
        else
            return await makePlan(prepared, aws, context);
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
        const isPlaced = location === undefined || message.startsWith(location.file);
        return fence(isPlaced ? message : `${location.file}:${location.line ?? 1}: ${message}`);
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
    return `**${cell(ami)}** has no AMI:\n\n${fence(cause ?? '')}\n`;
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


/***/ })

};
