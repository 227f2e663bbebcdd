export const id = 947;
export const ids = [947];
export const modules = {

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

/***/ 9947:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  build: () => (/* binding */ build)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/report/ami-report.js
var ami_report = __webpack_require__(7301);
// EXTERNAL MODULE: ./build/report/decisions.js
var decisions = __webpack_require__(7320);
// EXTERNAL MODULE: ./build/plan/existing-images.js
var existing_images = __webpack_require__(4752);
// EXTERNAL MODULE: ./build/plan/leases.js
var plan_leases = __webpack_require__(3295);
// EXTERNAL MODULE: ./build/tags.js
var build_tags = __webpack_require__(3679);
;// CONCATENATED MODULE: ./build/apply/wait-for-run.js
/** Waits for an AMI that another run is building, until it is finished or has failed. */




const pollMs = 10_000;
/** Gives null when the other run has ended, so that the AMI can be planned again. Never rejects: other AMIs are being built. */
async function waitForOtherRun({ ami, fingerprint, amiName: name, copyRegions, image: awaited }, { region, ec2, run, log, now, wait, cancelled, timeoutMs }) {
    const { id } = awaited;
    const nonce = awaited.tags[build_tags/* tagKeys */.bi.nonce];
    const deadline = now() + timeoutMs;
    log.info(`${ami}: another run is building ${id}; waiting for it`);
    try {
        for (;;) {
            // The plan has just looked.
            await wait(pollMs);
            if (cancelled.aborted)
                return { result: 'cancelled', cause: 'cancelled while another run was building it' };
            const tags = { [build_tags/* tagKeys */.bi.fingerprint]: [fingerprint] };
            const answers = [region, ...copyRegions].map((each) => ec2(each).describeImages({ owners: ['self'], tags }));
            // Only what that run made: the plan has judged all else, and awaits this in spite of it.
            const images = (await Promise.all(answers))
                .flat()
                .filter((image) => image.id === id || (nonce !== undefined && image.tags[build_tags/* tagKeys */.bi.nonce] === nonce));
            const time = new Date(ec2(region).now());
            const leases = await (0,plan_leases/* readLeases */.Mw)(images, time, run, ec2(region));
            const wanted = { ami, fingerprint, name, region, copyRegions };
            const { kind } = (0,existing_images/* findExistingImage */.mg)(images, wanted, time, leases);
            if (kind !== 'pending')
                return null;
            if (now() >= deadline) {
                const cause = `another run is still building ${id}, for longer than the input timeout allows (${timeoutMs / 1000} s)`;
                return { result: 'timed-out', cause };
            }
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
        rows.push(...items.flatMap((item) => (item.decision === 'reuse' ? [(0,ami_report/* reusedRow */.xF)(item, region)] : [])));
        const pending = items.filter((item) => item.decision === 'pending');
        const [attempts, failures] = await Promise.all([
            session.build(items.filter((item) => item.decision === 'build')),
            Promise.all(pending.map((item) => waitForOtherRun(item, context))),
        ]);
        const lost = [];
        for (const attempt of attempts) {
            const { item, row, lostTo } = attempt;
            const count = (losses.get(item.ami) ?? 0) + 1;
            if (lostTo === null || cancelled.aborted || count > maxLosses)
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
                rows.push((0,ami_report/* failedRow */.us)(item, { ami: item.ami, ...failure }, failure.cause, region));
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
            rows.push(...failed.map((item) => (0,ami_report/* failedRow */.us)(item, { ami: item.ami, result: 'failed', cause }, cause, region)));
            return rows;
        }
    }
}
/** Plans AMIs again that other runs were building. One whose name stays taken has failed. */
async function replanLost(lost, settled, { replan, log, wait }) {
    const amis = [...lost.map(({ item }) => item), ...settled].map(({ ami }) => ami);
    const attempts = new Map(lost.map((attempt) => [attempt.item.ami, attempt]));
    // What the race was lost to, the holder of the name or another image of the recipe, is not seen yet.
    const isUnlisted = (item) => attempts.has(item.ami) && item.decision === 'build' && item.nameTakenBy === null;
    let items = await replan(amis);
    for (let plans = 1; plans < maxReplans && items.some(isUnlisted); plans++) {
        await wait(replanPauseMs);
        items = await replan(amis);
    }
    (0,decisions/* logDecisions */.K)(items, log);
    // Whoever holds a name that is known only during the build can't be looked for.
    const isHopeless = (item) => {
        const attempt = attempts.get(item.ami);
        if (attempt?.lostTo !== 'name' || item.decision !== 'build')
            return false;
        return attempt.item.amiName === item.amiName && (item.amiName === null || item.nameTakenBy !== null);
    };
    return {
        items: items.filter((item) => !isHopeless(item)),
        rows: lost.flatMap(({ item, row }) => items.some((planned) => planned.ami === item.ami && isHopeless(planned)) ? [row] : []),
    };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/lease/adoption.js
var lease_adoption = __webpack_require__(2381);
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
            log.info(`could not check whether this run's resources of the kind ${kind} are gone: ${(0,errors/* messageOf */.bD)(error)}`);
            return [];
        }
    }));
    return answers.flat().filter((resource) => !(0,types/* isEnding */.y)(resource));
}

// EXTERNAL MODULE: ./build/lease/renewal.js
var lease_renewal = __webpack_require__(7029);
// EXTERNAL MODULE: ./build/lease/tags.js
var lease_tags = __webpack_require__(2000);
// EXTERNAL MODULE: ./build/github/duration.js
var duration = __webpack_require__(4392);
// EXTERNAL MODULE: ./build/packer/command-line.js
var command_line = __webpack_require__(5313);
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
    [/^Creating temporary instance profile for this instance: (packer-[0-9a-f-]+)$/, 'instance profile'],
    [/^Creating temporary role for this instance: (packer-[0-9a-f-]+)$/, 'role'],
];
/** What it says of an AMI, and only in these steps: that AMI becomes the run's, and a script may print the same words. */
const madeAmi = /^AMI: (ami-[0-9a-z]+)$/;
const amiSteps = /^(Creating AMI |Skipping attaching run tags to AMI|Registering the AMI)/;
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
    #madeAmis = new Set();
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
    /** Ids of the AMIs that Packer said it makes in the region of the build. */
    get madeAmis() {
        return this.#madeAmis;
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
        const ami = madeAmi.exec(message)?.[1];
        if (ami !== undefined && amiSteps.test(this.#step.text) && this.#madeAmis.size < maxMade)
            this.#madeAmis.add(ami);
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
            // Packer ends without the programs that its shell-local scripts have started.
            if (reason !== null)
                (0,detached_process/* killGroup */.i0)(ref);
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
        args: (0,command_line/* buildArguments */.fb)({ target: context.target, only, varFiles: [...context.varFiles, varFile] }),
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
    const images = new Map();
    const onProgress = () => {
        const made = [...tracker.made].filter((what) => !known.has(what));
        for (const what of made)
            known.add(what);
        if (made.length > 0)
            context.onMade(ami, made);
        for (const id of tracker.madeAmis) {
            if (images.has(id))
                continue;
            const handling = context.onMadeImage(ami, id);
            handling.catch(() => stopper.stop('unread'));
            images.set(id, handling);
        }
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
        await Promise.all(images.values());
        const durationMs = context.now() - startedAt;
        const record = { ami, log, logFault: copied.value, startedAt, durationMs };
        const found = await findImages(ami, tracker, context);
        return toOutcome(record, ended.value, stopper.reason(), tracker, {
            ...context,
            sourceAmis,
            images: found,
        });
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







/** Builds all, and gives what each was settled to, in order. A failed build is a result, not a rejection. */
async function buildAll(jobs, { context, maxParallel, workflow, progressMs }) {
    const running = new Set();
    const isOnlyBuild = jobs.length === 1;
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
            workflow.print(`${request.ami}: build started`);
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
    const buildAndSettle = async ({ request, settle }) => settle(await buildOne(request).catch((error) => notRun(request, error)));
    const settleOne = async ({ request: { ami }, settle }, settled) => {
        if (settled === null)
            return settle({ result: 'cancelled', ami, cause: 'cancelled before it started' });
        if (settled.status === 'rejected')
            throw settled.reason;
        return settled.value;
    };
    try {
        const isStopped = () => context.cancelled.aborted;
        const results = await runPool(jobs, maxParallel, buildAndSettle, isStopped);
        return await Promise.all(jobs.map((job, index) => settleOne(job, results[index] ?? null)));
    }
    finally {
        endProgress();
    }
}
function notRun({ ami }, error) {
    return { result: 'failed', ami, cause: `Packer could not be run: ${(0,errors/* messageOf */.bD)(error)}` };
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




/** How often an image is looked up: EC2 may list a new one late. */
const maxAttempts = 7;
/**
 * Looks an image and its copies up, and tags them and their own snapshots as finished if EC2 calls them available in all regions.
 * Never rejects.
 */
async function confirmAvailable({ images, tags }, context) {
    const answers = await Promise.all([...images].map((made) => findAvailable(made, context)));
    const available = [];
    for (const [index, [region, id]] of [...images].entries()) {
        const answer = answers[index] ?? '';
        if (typeof answer === 'string')
            return { ok: false, cause: `Packer made ${id}${index === 0 ? '' : ` in ${region}`}, but ${answer}` };
        available.push(answer);
    }
    const [first] = available;
    if (first === undefined)
        return { ok: false, cause: 'Packer made no image' };
    let written;
    try {
        written = await finish(available, tags, context);
    }
    catch (error) {
        const cause = `${first.id} is built, but could not be tagged as finished: ${(0,errors/* messageOf */.bD)(error)}. No run will take it, and ${lease_renewal/* leaseMs */.zT / 60_000} ` +
            `minutes from now other runs may remove it; to keep it, give it the tag ${build_tags/* tagKeys */.bi.state}=available`;
        return { ok: false, cause };
    }
    return {
        ok: true,
        image: { ...first, tags: { ...first.tags, ...written } },
        regions: Object.fromEntries(available.map(({ region, id }) => [region, id])),
    };
}
/** The image, if EC2 calls it available; else what is wrong with it. */
async function findAvailable([region, id], { ec2, wait }) {
    try {
        const image = await waitUntilSettled(id, ec2(region), wait);
        if (image === null)
            return "EC2 doesn't list it";
        if (image.state === 'available')
            return image;
        const reason = image.stateReason === null ? '' : ` (${image.stateReason})`;
        return `it is ${image.state}${reason}, not available`;
    }
    catch (error) {
        return `looking it up in EC2 failed: ${(0,errors/* messageOf */.bD)(error)}`;
    }
}
/**
 * Tags images, an image first and then its copies, and their snapshots. All are announced before: where a tag is refused or cut off,
 * post must not take one for unfinished while another bears the tag. Gives the tags that the first image got.
 */
async function finish(images, tags, { ec2, onFinished }) {
    onFinished(images.map(({ id }) => id));
    const found = images.map(async (image) => ({
        image,
        snapshots: (await (0,lease_snapshots/* findOwnSnapshots */.jA)(image, ec2(image.region))).map(({ id }) => id),
    }));
    const marked = await Promise.all(found);
    onFinished(marked.flatMap(({ snapshots }) => snapshots));
    const tag = ({ image: { id, region }, snapshots }) => tagWithinLimit([id, ...snapshots], tags, ec2(region));
    // The copies first: other runs take the first image's tag for that of all.
    await Promise.all(marked.slice(1).map(tag));
    const [written = tags] = await Promise.all(marked.slice(0, 1).map(tag));
    return written;
}
/**
 * Writes the tags, or those without the summary of the inputs where a resource has no room for it: EC2 allows 50, and the template
 * has tags of its own. Later runs then can't say what changed, but they find the image. Gives what was written.
 */
async function tagWithinLimit(ids, tags, ec2) {
    try {
        await ec2.createTags(ids, tags);
        return tags;
    }
    catch (error) {
        if (!(error instanceof Error) || error.name !== 'TagLimitExceeded')
            throw error;
        const needed = Object.entries(tags).filter(([key]) => !key.startsWith(build_tags/* inputsTagPrefix */.wP));
        const fewer = Object.fromEntries(needed);
        await ec2.createTags(ids, fewer);
        return fewer;
    }
}
async function waitUntilSettled(id, ec2, wait) {
    for (let attempt = 1;; attempt++) {
        const [image = null] = await ec2.describeImages({ ids: [id] });
        if ((image !== null && image.state !== 'pending') || attempt === maxAttempts)
            return image;
        await wait(Math.min(500 * 2 ** (attempt - 1), 5_000));
    }
}

// EXTERNAL MODULE: ./build/tools/context.js + 2 modules
var context = __webpack_require__(97);
;// CONCATENATED MODULE: ./build/apply/build-attempt.js
/** What became of a planned build: its image, its row in the report, and whether another run may have been faster. */

function toBuiltImage(item, { images }, region) {
    const id = images.get(region) ?? '';
    return { item, id, images: new Map([[region, id], ...images]) };
}
function failedAttempt(item, result, region) {
    const lostTo = result.nameTaken === true ? 'name' : null;
    return { item, row: (0,ami_report/* failedRow */.us)(item, result, result.cause, region), lostTo };
}
function builtAttempt(item, result, fate, region) {
    if (fate === 'discarded') {
        const cause = 'its image was removed, as another run finished the same recipe first';
        return { item, row: (0,ami_report/* failedRow */.us)(item, result, cause, region), lostTo: 'image' };
    }
    const row = fate.ok ? (0,ami_report/* builtRow */.zB)(item, result, fate, region) : (0,ami_report/* failedRow */.us)(item, result, fate.cause, region);
    return { item, row, lostTo: null };
}

;// CONCATENATED MODULE: ./build/apply/run-variables.js
/** Values that the plan leaves to the run: variables and tags that say which run builds, and for which release. */


/**
 * Tags of all that is created for a build. The plugin puts them on an AMI when it creates it, and the AMI's own tags only when it is
 * done: in between, other runs find an AMI of this recipe by its fingerprint and state.
 */
function runTags({ ami, fingerprint }, holder, expiresAt) {
    return {
        ...(0,lease_tags/* leaseTags */.Oo)(holder, ami, expiresAt),
        ...(0,lease_tags/* imageTags */.rK)({ [build_tags/* tagKeys */.bi.fingerprint]: fingerprint }, 'building'),
    };
}
/** Values for those of these variables that the build's templates declare. */
function runVariableValues({ ami, fingerprint, tags, runVariables }, { holder, expiresAt, release, goProgramsDir }) {
    const all = {
        run_tags: runTags({ ami, fingerprint }, holder, expiresAt),
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
function createBuildOptions({ inputs, templates, toolchain, logs, temporary, lease, renewal, findMade, adopt }, { workflow, log, cancelled }) {
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
            ...createLeaseHooks(lease, { renewal, adopt, log }),
            findMade,
        },
        maxParallel: inputs.maxParallel,
        workflow,
        progressMs,
    };
}
/** Keeps the state for post current, and renews the lease where what bears its newest end may come or go. */
function createLeaseHooks(lease, { renewal, adopt, log }) {
    return {
        onStart: (ami, ref) => lease.addPacker(ami, ref),
        onEnd(_ami, ref) {
            lease.removePacker(ref);
            renewal.renew();
        },
        onMade: (ami, made) => lease.addMade(ami, made),
        async onMadeImage(ami, id) {
            lease.addImage(ami, id);
            // An image is born with the end that was known when its Packer started.
            renewal.renew();
            try {
                await adopt(ami, id);
            }
            catch (error) {
                log.warning(`${ami}: ${id} could not be given the tags of this run where it lacks them: ${(0,errors/* messageOf */.bD)(error)}. Until Packer ` +
                    'tags it, other runs cannot see it, and if the runner is lost, it stays.');
            }
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
    for (const item of items) {
        const { ami } = item;
        for (const orphan of item.orphans) {
            const { id } = orphan;
            try {
                if (await removeIfOrphan(orphan, item, context))
                    log.info(`${ami}: removed unfinished image ${id} (its run is no longer active)`);
                else
                    log.info(`${ami}: kept image ${id}: it is finished, gone, or its run is still active`);
            }
            catch (error) {
                log.warning(`${ami}: could not remove unfinished image ${id} of a run that is no longer active, and its snapshots: ${(0,errors/* messageOf */.bD)(error)}`);
            }
        }
    }
}
async function removeIfOrphan(orphan, item, context) {
    const { ec2, run, region, log } = context;
    const [image] = await ec2(orphan.region).describeImages({ ids: [orphan.id] });
    if (image === undefined)
        return false;
    const now = new Date(ec2(region).now());
    // A run renews its lease in the region that it builds in.
    if (!(0,existing_images/* isOrphan */.BH)(image, now, await (0,plan_leases/* readLeases */.Mw)([image], now, run, ec2(region))))
        return false;
    for (const copy of orphan.region === region ? await findFinishedCopies(image, item, ec2) : []) {
        await removeImage(copy, ec2(copy.region));
        log.info(`${item.ami}: removed ${copy.id} in ${copy.region}, a copy of unfinished image ${image.id}`);
    }
    await removeImage(image, ec2(orphan.region));
    return true;
}
/**
 * Copies that were tagged as finished before their run failed to tag the image itself: nothing leads to them when it is gone. Those
 * without the tag are orphans of their own.
 */
async function findFinishedCopies({ tags: { [build_tags/* tagKeys */.bi.nonce]: nonce = '' } }, { fingerprint, copyRegions }, ec2) {
    if (!(0,lease_tags/* isNonce */.sX)(nonce))
        return [];
    const tags = {
        [build_tags/* tagKeys */.bi.nonce]: [nonce],
        [build_tags/* tagKeys */.bi.fingerprint]: [fingerprint],
        [build_tags/* tagKeys */.bi.state]: ['available'],
    };
    const answers = copyRegions.map((region) => ec2(region).describeImages({ owners: ['self'], tags }));
    return (await Promise.all(answers)).flat();
}
/**
 * Removes an image whose recipe another run has finished in the meantime; true if it did. Where a name holds the fingerprint, EC2
 * prevents such doubles; this is for names that hold a time. If two runs finish at the same moment, both images stay. Never rejects.
 */
async function discardIfOtherRunFinished({ item, id, images }, { ec2, log, region }) {
    if (item.amiName !== null || item.alwaysBuilt)
        return false;
    let other;
    try {
        other = await findOther(item, region, ec2);
    }
    catch (error) {
        log.warning(`${item.ami}: could not find out whether another run finished the same recipe first: ${(0,errors/* messageOf */.bD)(error)}`);
        return false;
    }
    if (other === null)
        return false;
    try {
        for (const [madeIn, madeId] of images) {
            for (const image of await ec2(madeIn).describeImages({ ids: [madeId] }))
                await removeImage(image, ec2(madeIn));
        }
        log.info(`${item.ami}: removed ${id}: another run finished the same recipe first (${other.id})`);
    }
    catch (error) {
        log.warning(`${item.ami}: could not remove ${id}, although another run finished the same recipe first: ${(0,errors/* messageOf */.bD)(error)}`);
    }
    return true;
}
/**
 * The image of the recipe that another run has made and finished since the plan, with all of its copies; null if there is none. What
 * was there before has been judged by the plan, which found that this one is to be built in spite of it.
 */
async function findOther({ ami, fingerprint, copyRegions, plannedAt }, region, ec2) {
    const tags = {
        [build_tags/* tagKeys */.bi.ami]: [(0,build_tags/* toTagValue */.hC)(ami)],
        [build_tags/* tagKeys */.bi.fingerprint]: [fingerprint],
        [build_tags/* tagKeys */.bi.state]: ['available'],
    };
    const answers = await Promise.all([region, ...copyRegions].map((each) => ec2(each).describeImages({ owners: ['self'], tags })));
    const made = answers
        .flat()
        .filter((image) => Date.parse(image.creationDate) >= plannedAt && (0,lease_tags/* isNonce */.sX)(image.tags[build_tags/* tagKeys */.bi.nonce] ?? ''));
    const wanted = { ami, fingerprint, name: null, region, copyRegions };
    const found = (0,existing_images/* findExistingImage */.mg)(made, wanted, new Date(ec2(region).now()));
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

// EXTERNAL MODULE: ./build/apply/toolchain.js + 6 modules
var apply_toolchain = __webpack_require__(4669);
;// CONCATENATED MODULE: ./build/apply/unleased-warning.js
/** Warns of templates whose resources can't be identified as the run's. */
/** AMIs whose machines and images have no tag of the run. */
function findUnleased(items) {
    return items.filter(({ untagged }) => untagged.includes('run_tags')).map(({ ami }) => ami);
}
/** What the plugin tags by each attribute alone. */
const taggedBy = {
    run_tags: 'an instance, a key pair, a security group or an unfinished AMI',
    run_volume_tags: 'a volume',
    spot_tags: 'a launch template',
};
/** Null if all templates hand the run's tags on. */
function describeUnleased(items) {
    const isDeclared = ({ runVariables }) => runVariables.includes('run_tags');
    const undeclared = items.filter((item) => !isDeclared(item)).map(({ ami }) => ami);
    const unread = items.filter((item) => isDeclared(item) && item.untagged.length > 0);
    const parts = [
        ...(undeclared.length === 0 ? [] : [describeUndeclared(undeclared)]),
        ...(unread.length === 0 ? [] : [describeUnread(unread)]),
    ];
    return parts.length === 0 ? null : parts.join('\n');
}
function describeUndeclared(amis) {
    return (`The templates declare no variable run_tags with an empty default, so what Packer creates for ${amis.join(', ')} has no tag of this ` +
        'run. If the run is killed, an instance, its volume, a key pair, a security group or an unfinished AMI may stay behind ' +
        'and cost money. Declare the variable (type map(string), default {}) and set run_tags = var.run_tags and ' +
        'run_volume_tags = var.run_tags.');
}
function describeUnread(items) {
    const names = [...new Set(items.flatMap(({ untagged }) => untagged))];
    const sources = items.map(({ ami, untagged }, index) => {
        const attributes = untagged.join(' and ');
        return index === 0
            ? `The source of ${ami} does not read var.run_tags in ${attributes}`
            : `that of ${ami} not in ${attributes}`;
    });
    const left = names.map((name) => `${taggedBy[name]} (${name})`).join(', ');
    return (`${sources.join(', ')}. What Packer creates by them has no tag of this run, so if the run is killed, this may stay behind: ` +
        `${left}. Set ${names.map((name) => `${name} = var.run_tags`).join(', ')}.`);
}

;// CONCATENATED MODULE: ./build/apply/build-session.js
/** Carries planned builds out: prepares the tools, runs Packer, and has EC2 confirm each image. */


















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
        const unknownRegions = items.filter((item) => item.hasUnknownRegions).map(({ ami }) => ami);
        const unknown = { unleased: findUnleased(items), unknownRegions };
        this.#lease.markStarted(ec2(region).now(), { ...unknown, copyRegions });
        const renewal = (0,lease_renewal/* startRenewal */.VK)({ nonce: this.#request.holder.nonce, ec2: ec2(region), log });
        try {
            const leased = { lease: this.#lease, renewal };
            const attempts = await this.#runPackers(items, this.#toolchain, leased, ec2(region));
            this.#isClean &&= attempts.every(({ row }) => row.result === 'built');
            return attempts;
        }
        finally {
            await renewal.end();
        }
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
        const otherPlugins = (0,apply_toolchain/* listOtherPlugins */.Tq)(templates);
        const needsAgent = items.some(({ runVariables }) => runVariables.includes('go_programs_dir'));
        const request = { inputs, templates, workspace, actionRoot, env, needsAgent, otherPlugins };
        const toolchain = await (0,apply_toolchain/* prepareToolchain */.fo)(request, (0,context/* createToolContext */.cy)(log, env, cancelled));
        (0,apply_toolchain/* checkGoPrograms */.ER)(agent, toolchain.agentDigest);
        return { ...toolchain, temporary };
    }
    async #runPackers(items, toolchain, leased, ec2) {
        const { inputs, templates, logs, holder } = this.#request;
        const { temporary, goProgramsDir } = toolchain;
        (0,external_node_fs_.mkdirSync)(logs, { recursive: true });
        const release = releaseTag(this.#context.env);
        const leaseEnd = () => ec2.now() + lease_renewal/* leaseMs */.zT;
        const jobs = items.map((item) => ({
            request: createBuildRequest(item, { holder, release, goProgramsDir }, leaseEnd),
            settle: (result) => this.#settle(item, result, leased.lease),
        }));
        const madeBy = { nonce: holder.nonce, region: inputs.region, ec2: this.#aws.ec2 };
        const findMade = async (ami) => {
            const item = items.find((each) => each.ami === ami);
            return item === undefined ? [] : await findMadeImages(item, madeBy);
        };
        const adoption = { ec2, since: leased.lease.state.since, wait: promises_.setTimeout };
        const adopt = async (ami, id) => {
            const item = items.find((each) => each.ami === ami);
            if (item !== undefined)
                await (0,lease_adoption/* adoptNewImage */.Q)(id, runTags(item, holder, leaseEnd()), adoption);
        };
        const settings = { inputs, templates, toolchain, logs, temporary, ...leased, findMade, adopt };
        return await buildAll(jobs, createBuildOptions(settings, this.#context));
    }
    /** Confirms an image, or discards it, when its own Packer has ended: whatever happens to the other builds, it is settled. */
    async #settle(item, result, lease) {
        const { region } = this.#request.inputs;
        if (result.result !== 'built')
            return failedAttempt(item, result, region);
        const built = toBuiltImage(item, result, region);
        const removal = { region, ec2: this.#aws.ec2, log: this.#context.log };
        const isDiscarded = await discardIfOtherRunFinished(built, removal);
        const fate = isDiscarded ? 'discarded' : await this.#confirm(built, lease);
        return builtAttempt(item, result, fate, region);
    }
    async #confirm({ item, images }, lease) {
        const { inputs, holder } = this.#request;
        const { ec2 } = this.#aws;
        const expiresAt = ec2(inputs.region).now() + lease_renewal/* leaseMs */.zT;
        const tags = {
            ...(0,lease_tags/* leaseTags */.Oo)(holder, item.ami, expiresAt),
            ...(0,lease_tags/* imageTags */.rK)({ ...item.tags, ...releaseTag(this.#context.env) }, 'available'),
        };
        const onFinished = (ids) => lease.addFinished(ids);
        return await confirmAvailable({ images, tags }, { ec2, wait: promises_.setTimeout, onFinished });
    }
}

// EXTERNAL MODULE: ./build/report/report.js
var report_report = __webpack_require__(7177);
// EXTERNAL MODULE: ./build/report/write.js + 2 modules
var report_write = __webpack_require__(8033);
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
/** IAM's short form of a list of one. */
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

// EXTERNAL MODULE: ./build/evaluate/blocks.js
var evaluate_blocks = __webpack_require__(1906);
// EXTERNAL MODULE: ./build/evaluate/dependencies.js
var dependencies = __webpack_require__(3021);
// EXTERNAL MODULE: ./build/evaluate/json.js
var json = __webpack_require__(2222);
// EXTERNAL MODULE: ./build/evaluate/values.js
var values = __webpack_require__(6902);
// EXTERNAL MODULE: ./build/templates/environment.js
var environment = __webpack_require__(5605);
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
    const { evaluator } = new environment/* TemplateEnvironment */.u(templates, templates.files, filled);
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
    return value === null || value === '' || ((0,values/* isList */.Lv)(value) && value.length === 0);
}
/** Null where a part is not known, or holds a text that the plugin fills in when it builds. */
function toTagMap(value) {
    if (value === null)
        return {};
    if (!(0,values/* isObject */.Gv)(value))
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
    return (`EC2 would refuse ${operations.length} calls of this run, so nothing was started:\n${[...new Set(sentences)].join('\n')}\n` +
        'Add these statements to the policy of the role (docs/iam.md has all of it), or skip this check by the input ' +
        `rehearsal: false. A launch without the tag ${build_tags/* tagKeys */.bi.nonce} is refused, too: templates have to use run_tags.\n${pasted}`);
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
/** Compares the end of the AWS session with the time that builds may take: a build that outlasts it fails, and cleans nothing up. */

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
            `may need it for ${(0,duration/* formatDuration */.a)(neededMs)}: the input timeout, and an hour to confirm and to clean up. A build that ` +
            `outlasts the session fails. Lower timeout, or ${advice}.`);
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
        const report = (0,report_report/* createReport */.L)('build', amis, planned);
        await (0,report_write/* writeReport */.u)(report, { workflow, folder: planned.folder, isAnnotated });
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
        ? (0,ami_report/* reusedRow */.xF)(item, region)
        : (0,ami_report/* failedRow */.us)(item, { ami: item.ami, result: 'failed', cause }, cause, region));
}
function openSession(planned, aws, context) {
    const { inputs, templates, holder, folder, plan } = planned;
    const request = { inputs, templates, holder, logs: (0,external_node_path_.join)(folder, 'logs'), agent: plan.lock.agent };
    return new BuildSession(request, aws, context);
}
function createApplyContext(session, { inputs, replan, holder }, aws, { log, cancelled }) {
    const { region, timeoutMs } = inputs;
    return {
        session,
        replan,
        region,
        ec2: aws.ec2,
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

/***/ 7301:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   dL: () => (/* binding */ plannedRow),
/* harmony export */   us: () => (/* binding */ failedRow),
/* harmony export */   xF: () => (/* binding */ reusedRow),
/* harmony export */   zB: () => (/* binding */ builtRow)
/* harmony export */ });
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3679);
/** Makes the rows of the report: one for each AMI, planned, reused, built or failed. */

function reusedRow(item, region) {
    return {
        ...common(item, region),
        result: 'reused',
        id: item.image.id,
        name: item.image.name,
        regions: item.regions,
        sourceAmi: item.image.tags[_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagKeys */ .bi.sourceAmi] ?? null,
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


/***/ }),

/***/ 7177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ createReport)
/* harmony export */ });
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
    return `**${cell(ami)}** failed:\n\n${fence(cause ?? '')}\n`;
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

/***/ 8033:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  u: () => (/* binding */ writeReport)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
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


/***/ })

};
