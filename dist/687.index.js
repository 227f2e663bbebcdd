export const id = 687;
export const ids = [687];
export const modules = {

/***/ 7687:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/aws/index.js + 3 modules
var build_aws = __webpack_require__(474);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(8877);
;// CONCATENATED MODULE: ./build/build/arguments.js
/** What Packer is started with: an argv array and an environment. No value of a variable is in either. */
function buildArguments({ folder, only, varFile }) {
    return ['build', '-machine-readable', '-color=false', `-only=${only}`, `-var-file=${varFile}`, folder];
}
function initArguments(folder) {
    return ['init', folder];
}
/**
 * The environment of this process without what a template has no business with: the action's inputs, the files by which
 * a step sets outputs, state and environment, and the tokens of the runner's own services. Temporary files go to RUNNER_TEMP,
 * here the run's private folder: a Packer that is killed leaves its debug log and the scripts that it was to run.
 */
function packerEnvironment(env, added) {
    const kept = Object.entries(env).filter((entry) => entry[1] !== undefined && !withheld.test(entry[0]));
    const { RUNNER_TEMP: temp = '' } = env;
    const temporary = temp !== '' && temp.length <= longestTemp ? { TMPDIR: temp } : {};
    // Without CHECKPOINT_DISABLE Packer asks HashiCorp's service for news at each start.
    return {
        ...Object.fromEntries(kept),
        ...temporary,
        CHECKPOINT_DISABLE: '1',
        PACKER_NO_COLOR: '1',
        ...added,
    };
}
/** The sockets of Packer's plugins lie there too, and the path of one may have 103 bytes (unix(7); darwin's, the shorter). */
const longestTemp = 75;
const withheld = /^(INPUT_.*|STATE_.*|GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY|TOKEN)|ACTIONS_(RUNTIME|CACHE|RESULTS|ID_TOKEN)_.*)$/;

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./build/build/disk.js
/** A full disk under Packer's output. */

/**
 * Tells when Packer hangs for want of space. Measured on Packer 1.16.0: its outer process stops reading the inner one for good
 * once it could not write what that one said, and the inner one then waits for ever, deaf to SIGTERM.
 */
class DiskWatch {
    #folder;
    #options;
    #fullSince = null;
    constructor(folder, options) {
        this.#folder = folder;
        this.#options = options;
    }
    heard() {
        this.#fullSince = null;
    }
    async hangs() {
        const { freeBytes, fullDiskMs, now } = this.#options;
        if ((await freeBytes(this.#folder)) > 0) {
            this.#fullSince = null;
            return false;
        }
        this.#fullSince ??= now();
        return now() - this.#fullSince >= fullDiskMs;
    }
}
/** What this process can still write there; root alone has what a file system keeps in reserve. */
async function freeBytes(folder) {
    const { bavail, bfree, bsize } = await (0,promises_.statfs)(folder);
    return (process.getuid?.() === 0 ? bfree : bavail) * bsize;
}

;// CONCATENATED MODULE: ./build/build/failures.js
/** What a failed build says about its cause: known errors of AWS and Packer, and what to do about each. */
/** EC2's code for an AMI whose name another one has. */
const NAME_TAKEN = 'InvalidAMIName.Duplicate';
const known = [
    {
        code: 'RequestLimitExceeded',
        pattern: /RequestLimitExceeded|Throttling(Exception)?\b/,
        advice: 'AWS throttles calls of this account: run again, or lower max-parallel.',
    },
    {
        code: 'InsufficientInstanceCapacity',
        pattern: /InsufficientInstanceCapacity/,
        advice: 'AWS has no machine of this type left in that availability zone: try another type or zone, or run again later.',
    },
    {
        code: 'VcpuLimitExceeded',
        pattern: /VcpuLimitExceeded/,
        advice: "The account's quota of vCPUs for this instance family is used up: ask for more in Service Quotas (EC2, Running On-Demand instances), or lower max-parallel.",
    },
    {
        code: 'MaxSpotInstanceCountExceeded',
        pattern: /MaxSpotInstanceCountExceeded|SpotMaxPriceTooLow/,
        advice: 'Spot capacity is not to be had within the limits of this account: build on-demand, or raise the quota or price.',
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
        code: NAME_TAKEN,
        pattern: /InvalidAMIName\.Duplicate|AMI Name: .* is used by an existing AMI/,
        advice: 'An AMI of this name exists already, perhaps from another run: deregister it, or let its name differ.',
    },
    {
        code: 'ResourceNotReady',
        pattern: /ResourceNotReady|exceeded wait attempts|Error waiting for AMI/,
        advice: 'The AMI was not ready in time: raise aws_polling in the template; an expired session or a KMS key can be behind it too.',
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
        advice: "The machine could not be reached by SSH: look at its console log, its subnet's route and its security group.",
    },
    {
        code: 'spot reclaimed',
        pattern: /Spot\.?InstanceTermination|instance-terminated-no-capacity|marked-for-termination/i,
        advice: 'AWS took the spot instance back: run again, or build on-demand.',
    },
];
/** The first known cause in the messages, or null. */
function diagnose(messages) {
    const found = known.find(({ pattern }) => messages.some((message) => pattern.test(message)));
    return found === undefined ? null : { code: found.code, advice: found.advice };
}
/**
 * Why a build failed: what was wrong in Packer's words, where, advice where there is some, and a script's last words.
 * @param ending How the process ended, such as `exit code 1`.
 */
function describeFailure({ errors, failedIn, lastWords }, ending) {
    const diagnosis = diagnose(errors);
    const telling = errors.find((message) => diagnosis !== null && diagnose([message]) !== null) ?? verdict(errors);
    const what = telling ?? `Packer ended with ${ending} and gave no reason`;
    const where = failedIn === null ? '' : `, ${failedIn}`;
    const advice = diagnosis === null ? '' : ` (${diagnosis.advice})`;
    const words = failedIn === null || lastWords.length === 0 ? '' : `\nIts last words:\n${lastWords.join('\n')}`;
    return `${what}${where}${advice}${words}`;
}
/** Packer's closing word on the build, when it has one. */
function verdict(errors) {
    const closing = /^Script exited with non-zero exit status|^Error |error/;
    return errors.findLast((message) => closing.test(message)) ?? errors.at(-1);
}

// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
;// CONCATENATED MODULE: ./build/build/follow.js
/** Reads a file that another process is still writing, by position, so that the writer never waits for the reader. */


const chunkBytes = 64 * 1024;
/** Hands the file's text on in order, in chunks of at most 64 KiB, until the writer has ended and all is read. */
async function follow(path, { ended, wait }, take) {
    let over = false;
    const end = () => {
        over = true;
    };
    ended.then(end, end);
    const file = await (0,promises_.open)(path, 'r');
    try {
        const decoder = new external_node_string_decoder_.StringDecoder('utf8');
        const buffer = Buffer.alloc(chunkBytes);
        for (let position = 0;;) {
            // Asked before reading: what was written before the end is then surely seen.
            const last = over;
            const { bytesRead } = await file.read(buffer, 0, chunkBytes, position);
            position += bytesRead;
            if (bytesRead > 0) {
                const text = decoder.write(buffer.subarray(0, bytesRead));
                if (text !== '')
                    await take(text);
            }
            else if (last) {
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

// EXTERNAL MODULE: ./build/build/process.js
var build_process = __webpack_require__(9754);
;// CONCATENATED MODULE: ./build/build/stream.js
/**
 * Packer's `-machine-readable` output, read as it comes: `timestamp,target,type,data...`, where commas in data are
 * `%!(PACKER_COMMA)` and line ends `\n`. Memory is constant: a long line is handed on in pieces.
 * Source: MachineReadableUi.Machine in packer/ui.go, Packer 1.16.0.
 */
/** Longest piece of a line that is held, in characters. */
const maxPiece = 64 * 1024;
const comma = '%!(PACKER_COMMA)';
class MachineReader {
    #emit;
    /** The part of the last line that has not been handed on. */
    #rest = '';
    /** Set while the pieces of a line that was begun are still coming; `null` drops them. */
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
    /** The output is over: a last line without an end counts as a line. */
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
    /** Handles a line's first piece and gives the level of the text that follows, or null where it is of no interest. */
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
                const [, fact] = split(data);
                const [field, value] = split(fact);
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
/** Where to cut a long line so that no escape and no character is torn apart: at most `limit`. */
function cutPoint(text, limit) {
    const torn = /(?:%[^%]{0,15}|\\r?\\?|[\uD800-\uDBFF])$/.exec(text.slice(limit - comma.length, limit));
    return torn === null ? limit : limit - torn[0].length;
}

;// CONCATENATED MODULE: ./build/build/transcript.js
/** What is kept of a build's output while it streams by: where it is, what it made, what went wrong. Memory is bounded. */
const maxErrors = 20;
const maxErrorLength = 2000;
const maxStepLength = 80;
const maxWords = 10;
const maxWordLength = 300;
/** Since Packer 1.16 a script's output comes with the same arrow as Packer's own voice; only these end a script's step. */
const afterScript = /^(Provisioning |Uploading |Downloading |Pausing |Retrying |Stopping |Waiting for |Creating AMI |Terminating |Deleting |Cleaning up |Running |Connected to SSH)/;
/** What Packer says on the way, which is no step. */
const asides = /^(Adding tag|Attaching run tags|Found Image ID|Instance ID|AMI:|Using SSH communicator|Prevalidating AMI Name)/;
class Transcript {
    #now;
    #images = new Map();
    #errors = [];
    /** What Packer's own last words were outside its format: a crash, or a fault of its command line. */
    #raw = '';
    #step;
    #inScript = false;
    #failedIn = null;
    /** The last lines of the script that runs, or ran last. */
    #words = [];
    constructor(now) {
        this.#now = now;
        this.#step = { text: 'starting', since: now() };
    }
    take(event) {
        switch (event.kind) {
            case 'artifact':
                if (event.field === 'id')
                    this.#artifact(event.value);
                break;
            case 'error':
                this.#error(event.message);
                break;
            case 'text':
                if (event.level === 'raw')
                    this.#raw = `${this.#raw}${event.text}\n`.slice(-maxErrorLength);
                else if (event.begins)
                    this.#said(event.level, event.text);
                break;
        }
    }
    get step() {
        return this.#step;
    }
    /** AMI ids by region. */
    get images() {
        return this.#images;
    }
    /** What went wrong, in Packer's words: the cause of the failed build first, then what it said on the way. */
    get errors() {
        return this.#errors.length > 0 || this.#raw.trim() === '' ? this.#errors : [this.#raw.trim()];
    }
    /** The provisioner's step that failed, or null. */
    get failedIn() {
        return this.#failedIn;
    }
    /** What the script that was last run said at last, oldest first; empty if none was run. */
    get lastWords() {
        return this.#words;
    }
    /** An AMI artifact's id is `region:ami-id`, several by comma. Those of other post-processors are something else. */
    #artifact(value) {
        for (const part of value.split(',')) {
            const [, region, id] = /^([a-z0-9-]+):(ami-[0-9a-z]+)$/.exec(part.trim()) ?? [];
            if (region !== undefined && id !== undefined)
                this.#images.set(region, id);
        }
    }
    #said(level, text) {
        const said = withoutPrefix(text).trim();
        if (said === '')
            return;
        // A script's standard error comes as errors as well; they are remembered, and the newest weigh most.
        if (level === 'error')
            this.#error(said);
        const isStep = level !== 'error' && text.startsWith('==>') && !asides.test(said);
        if (isStep && (!this.#inScript || afterScript.test(said)))
            this.#begin(said);
        else if (this.#inScript)
            this.#word(said);
    }
    #begin(said) {
        const text = stepOf(said);
        if (said.startsWith('Provisioning step had errors'))
            this.#failedIn = this.#step.text;
        this.#inScript = said.startsWith('Provisioning with ');
        if (this.#inScript)
            this.#words.length = 0;
        this.#step = { text, since: this.#now() };
    }
    #word(said) {
        this.#words.push(said.length > maxWordLength ? `${said.slice(0, maxWordLength - 1)}…` : said);
        if (this.#words.length > maxWords)
            this.#words.shift();
    }
    #error(message) {
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
function stepOf(said) {
    const first = said.split('\n', 1)[0] ?? '';
    const script = /^Provisioning with [\w -]*script: (?:.*\/)?([^/]+)$/.exec(first)?.[1];
    // Inline commands run from a file of a random name.
    const name = script?.replace(/^packer-shell\d+$/, 'inline commands');
    const text = name === undefined ? first.replace(/\.+$/, '') : `provisioning ${name}`;
    return text.length > maxStepLength ? `${text.slice(0, maxStepLength - 1)}…` : text;
}

;// CONCATENATED MODULE: ./build/build/builder.js
/** The build of one AMI by one Packer process, from its variables to its image ids or the cause of its failure. */











/** Starts Packer for one AMI. The outcome rejects only where Packer could not be started or its output not be read. */
function startBuild(request, context) {
    const { ami, only, variables } = request;
    const { now } = context;
    const varFile = (0,external_node_path_.join)(context.temporary, `${ami}.pkrvars.json`);
    const output = (0,external_node_path_.join)(context.temporary, `${ami}.out`);
    (0,external_node_fs_.writeFileSync)(varFile, JSON.stringify(variables), { mode: 0o600 });
    const startedAt = now();
    const running = (0,build_process/* startDetached */.tG)({
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
        // Nobody else would know of it, and it has not got further than its own start.
        (0,build_process/* killGroup */.i0)(running);
        throw error;
    }
    const transcript = new Transcript(now);
    const outcome = watch(running, { ami, startedAt, output, transcript }, context);
    return { ami, startedAt, step: () => transcript.step, outcome };
}
async function watch(running, { ami, startedAt, output, transcript }, context) {
    const log = (0,external_node_path_.join)(context.logs, `${ami}.log`);
    const stop = stopper(running, transcript, context);
    try {
        const copying = copyLog({ running, output, log, transcript, hangs: () => stop.end('disk-full') }, context);
        copying.catch(() => stop.end('unread'));
        // Packer's end is waited for whatever comes: one that is not watched any more is still at work in AWS.
        const [ended, copied] = await Promise.allSettled([running.exited, copying]);
        if (ended.status === 'rejected')
            throw ended.reason;
        if (copied.status === 'rejected')
            throw copied.reason;
        const ran = { ami, log, logFault: copied.value, startedAt, durationMs: context.now() - startedAt };
        return judge(ran, ended.value, stop.stopped(), transcript, context);
    }
    finally {
        stop.disarm();
        context.onEnd(ami, running);
    }
}
/** Ends Packer when its time is up or the run is cancelled: in order first, by force where that takes too long. */
function stopper(running, transcript, { timeoutMs, graceMs, cancelled }) {
    let stopped = null;
    let force;
    const end = (why) => {
        if (stopped !== null)
            return;
        stopped = { why, step: transcript.step.text };
        if (why === 'disk-full')
            (0,build_process/* killGroup */.i0)(running);
        else
            (0,build_process/* terminate */.MH)(running);
        force = setTimeout(() => (0,build_process/* killGroup */.i0)(running), graceMs);
    };
    const onCancel = () => end('cancelled');
    const limit = setTimeout(() => end('timed-out'), timeoutMs);
    if (cancelled.aborted)
        onCancel();
    else
        cancelled.addEventListener('abort', onCancel, { once: true });
    return {
        end,
        stopped: () => stopped,
        disarm() {
            clearTimeout(limit);
            clearTimeout(force);
            cancelled.removeEventListener('abort', onCancel);
        },
    };
}
/**
 * Follows Packer's output to its end: a readable log into a file, and what matters into the transcript. A log that cannot
 * be written costs no image: gives the first fault, or null. Rejects where Packer's output cannot be read.
 */
async function copyLog({ running, output, log, transcript, hangs }, context) {
    const { pollMs, live } = context;
    const disk = new DiskWatch(context.temporary, context);
    let fault = null;
    const cannot = (error) => {
        fault ??= (0,errors/* messageOf */.bD)(error);
        return null;
    };
    const file = await (0,promises_.open)(log, 'w', 0o600).catch(cannot);
    try {
        let text = '';
        const reader = new MachineReader((event) => {
            transcript.take(event);
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
                await file?.appendFile(part).catch(cannot);
        };
        const wait = async () => {
            await new Promise((resolve) => setTimeout(resolve, pollMs));
            if (await disk.hangs())
                hangs();
        };
        await follow(output, { ended: running.exited, wait }, (chunk) => {
            disk.heard();
            reader.push(chunk);
            return flush();
        });
        reader.end();
        await flush();
        return fault;
    }
    finally {
        await file?.close();
    }
}
function judge(ran, exit, stopped, transcript, { region, timeoutMs, temporary }) {
    // A build that was done before the signal reached it is done.
    if (exit.code === 0 && transcript.images.has(region)) {
        return { ...ran, result: 'built', images: transcript.images };
    }
    if (stopped?.why === 'cancelled')
        return { ...ran, result: 'cancelled', cause: `cancelled at: ${stopped.step}` };
    if (stopped?.why === 'timed-out') {
        const cause = `took longer than the input timeout allows (${Math.round(timeoutMs / 1000)} s), at: ${stopped.step}`;
        return { ...ran, result: 'timed-out', cause };
    }
    if (stopped?.why === 'disk-full') {
        const cause = `the disk under ${temporary} is full, so Packer could not go on and was killed, at: ${stopped.step}; ${errors/* fullDiskAdvice */.DR}`;
        return { ...ran, result: 'failed', cause };
    }
    if (exit.code === 0) {
        const cause = `Packer succeeded but made no AMI in ${region}: does the template set skip_create_ami or another region?`;
        return { ...ran, result: 'failed', cause };
    }
    const ending = exit.signal === null ? `exit code ${exit.code}` : `signal ${exit.signal}`;
    const nameTaken = diagnose(transcript.errors)?.code === NAME_TAKEN;
    const unwritten = ran.logFault === null ? '' : `; its log could not be written: ${ran.logFault}`;
    return { ...ran, result: 'failed', cause: `${describeFailure(transcript, ending)}${unwritten}`, nameTaken };
}

;// CONCATENATED MODULE: ./build/build/console.js
/** A build's log on the screen: no more than a cap, no endless line, and nothing in it that the runner would obey. */


/** Most of one AMI's log that is printed, in characters; the file has it all. */
const consoleLimit = 4 * 1024 * 1024;
const tailBytes = 64 * 1024;
const maxLine = 4096;
/** Prints text as whole lines, cut where they are endless, until the limit is reached. */
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
    /** Whether the limit has been reached, so that the rest is left to the file. */
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
/** Prints a finished log within a group of its own: all of it, or its beginning and its end. */
async function printLog(path, title, workflow, limit = consoleLimit) {
    const file = await (0,promises_.open)(path, 'r');
    // From here on nothing is awaited between two lines that could let another group in: chunks are read ahead.
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
                workflow.print(`… ${size - limit} bytes are left out here; the whole log is ${path}`);
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

;// CONCATENATED MODULE: ./build/build/pool.js
/** Bounded concurrency: a failure of one item is its result and stops no other. */
/** Results in the order of the items; an item that was not begun because `stopped` turned true has `null`. */
async function runPool(items, limit, work, stopped = () => false) {
    const results = items.map(() => null);
    const queue = items.entries();
    async function lane() {
        // The lanes share one iterator, so each item is taken once.
        for (const [index, item] of queue) {
            if (stopped())
                return;
            const [result] = await Promise.allSettled([Promise.resolve().then(() => work(item))]);
            results[index] = result;
        }
    }
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
    return results;
}

;// CONCATENATED MODULE: ./build/build/progress.js
/** A line now and then on what each running build is doing, and for how long. */
function describeActivity({ ami, step, stepMs, totalMs }) {
    return `${ami}: ${step}, ${formatDuration(stepMs)} (${formatDuration(totalMs)} in all)`;
}
/** Calls `tell` every `intervalMs` with a line for each activity; returns the function that ends it. */
function startProgress(activities, tell, intervalMs) {
    const timer = setInterval(() => {
        for (const activity of activities())
            tell(describeActivity(activity));
    }, intervalMs);
    timer.unref();
    return () => clearInterval(timer);
}
/** `45s`, `3m12s`, `1h02m`. */
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

;// CONCATENATED MODULE: ./build/build/build-all.js
/** All builds of a run: so many at a time, each with its log on the screen, and progress while they run. */





/** Builds all, and gives a result for each in the order of the requests. Never rejects for a build's sake. */
async function buildAll(requests, { context, maxParallel, workflow, progressMs }) {
    const running = new Set();
    const alone = requests.length === 1;
    const activities = () => {
        const now = context.now();
        return [...running].map(({ ami, startedAt, step }) => {
            const { text, since } = step();
            return { ami, step: text, stepMs: now - since, totalMs: now - startedAt };
        });
    };
    const endProgress = startProgress(activities, (line) => workflow.print(line), progressMs);
    const buildOne = async (request) => {
        const live = alone ? liveLog(request.ami, workflow, context.logs) : null;
        if (!alone)
            workflow.print(`${request.ami}: build begins`);
        const build = startBuild(request, { ...context, live: live?.write ?? null });
        running.add(build);
        try {
            const outcome = await build.outcome;
            const title = `${outcome.ami}: ${outcome.result} after ${formatDuration(outcome.durationMs)}`;
            const unread = live === null ? await printLog(outcome.log, title, workflow).catch(errors/* messageOf */.bD) : null;
            const fault = outcome.logFault ?? unread;
            if (fault)
                workflow.annotate('warning', `${outcome.ami}: its log is not whole: ${fault}`);
            return outcome;
        }
        finally {
            running.delete(build);
            live?.end();
        }
    };
    try {
        const stopped = () => context.cancelled.aborted;
        const results = await runPool(requests, maxParallel, buildOne, stopped);
        return requests.map(({ ami }, index) => toResult(ami, results[index] ?? null));
    }
    finally {
        endProgress();
    }
}
function toResult(ami, settled) {
    if (settled === null)
        return { result: 'cancelled', ami, cause: 'cancelled before it began' };
    if (settled.status === 'fulfilled')
        return settled.value;
    return { result: 'failed', ami, cause: `Packer could not be run: ${(0,errors/* messageOf */.bD)(settled.reason)}` };
}
/** Shows the log of the only build as it comes. */
function liveLog(ami, workflow, logs) {
    workflow.startGroup(`${ami}: build`);
    workflow.stopCommands();
    const printer = new ConsolePrinter((line) => workflow.print(line));
    let told = false;
    return {
        write(text) {
            printer.write(text);
            if (!printer.full || told)
                return;
            told = true;
            workflow.print(`… the rest of this log goes to ${logs}/${ami}.log alone`);
        },
        end() {
            printer.end();
            workflow.resumeCommands();
            workflow.endGroup();
        },
    };
}

;// CONCATENATED MODULE: ./build/build/confirm.js
/** The last word on a built image: that AWS has it and calls it available. Only then is it marked as finished. */
/** How often an image that is not there yet is asked for again: EC2 answers late at times what it has just made. */
const tries = 7;
/** Looks at all images together, and tags those that are available together with their snapshots. */
async function confirmImages(requests, ec2, wait) {
    const images = await settledImages(requests.map(({ id }) => id), ec2, wait);
    const confirmed = requests.map(async ({ id, tags }) => {
        const image = images.get(id);
        if (image === undefined)
            return [id, { ok: false, cause: `Packer made ${id}, but EC2 does not know it` }];
        if (image.state !== 'available') {
            const reason = image.stateReason === null ? '' : ` (${image.stateReason})`;
            return [
                id,
                { ok: false, cause: `Packer made ${id}, but it is ${image.state}${reason}, not available` },
            ];
        }
        await ec2.createTags([id, ...image.rootSnapshotIds], tags);
        return [id, { ok: true, image: { ...image, tags: { ...image.tags, ...tags } } }];
    });
    return new Map(await Promise.all(confirmed));
}
async function settledImages(ids, ec2, wait) {
    for (let attempt = 1;; attempt++) {
        const images = new Map((await ec2.describeImages({ ids })).map((image) => [image.id, image]));
        const settled = ids.every((id) => images.has(id) && images.get(id)?.state !== 'pending');
        if (settled || attempt === tries)
            return images;
        await wait(Math.min(500 * 2 ** (attempt - 1), 5_000));
    }
}

;// CONCATENATED MODULE: ./build/build/index.js
/** Packer as a process: started detached, followed live, bounded in number and time, ended in order. */








// EXTERNAL MODULE: ./build/lease/index.js + 4 modules
var lease = __webpack_require__(1897);
;// CONCATENATED MODULE: ./build/plan/existing.js
/** What the images that exist mean for an AMI that is wanted: there already, being made, or of no use. */
/** Tag keys that the plan reads and writes. */
const tagKeys = {
    fingerprint: 'ami-action:fingerprint',
    sourceAmi: 'ami-action:source-ami',
    versions: 'ami-action:versions',
    state: 'ami-action:state',
    ami: 'ami-action:ami',
    expires: 'ami-action:expires',
    nonce: 'ami-action:nonce',
    /** The release that an AMI was made for, such as `v1.4.0`; told in explanations where it is there. */
    release: 'ami-action:release',
};
/**
 * Looks for an AMI by its fingerprint's tag, whatever its name. `images` are those of the own account and region.
 * Of several the oldest is taken, so that all who look take the same. `words` say what was found and is of no use.
 */
function findExisting(images, wanted, now) {
    const own = images.filter((image) => isOf(image, wanted)).sort(byAge);
    const available = own.find((image) => image.state === 'available' && stateTag(image) === 'available');
    if (available !== undefined)
        return { kind: 'available', image: available };
    const pending = own.find((image) => isBeingMade(image) && !isExpired(image, now));
    if (pending !== undefined)
        return { kind: 'pending', image: pending };
    const words = own.map((image) => uselessWord(image));
    const foreign = images.filter((image) => image.name === wanted.name && !isOf(image, wanted));
    words.push(...foreign.map(({ id, name }) => `${id} is called ${name}, but its tags are not those of this recipe`));
    return { kind: 'none', words, leftovers: own.filter((image) => isLeased(image)) };
}
/**
 * A name that no image of no use occupies: AMI names are unique in an account and region. `nameOf` gives the name
 * for a number of steps aside; null where the templates name the AMI themselves.
 */
function freeName(images, nameOf) {
    const taken = new Set(images.map(({ name }) => name));
    const first = nameOf(0);
    let name = first;
    for (let aside = 0; name !== null && taken.has(name);) {
        aside += 1;
        const next = nameOf(aside);
        if (next === name || !taken.has(next ?? ''))
            return { name: next, aside };
        name = next;
    }
    return { name: first, aside: 0 };
}
/** The newest finished image of an AMI, of whatever fingerprint. */
function newestOf(images, ami) {
    const finished = images.filter((image) => image.tags[tagKeys.ami] === ami && image.state === 'available' && stateTag(image) === 'available');
    return finished.sort(byAge).at(-1) ?? null;
}
function isOf(image, { ami, fingerprint }) {
    const tagged = image.tags[tagKeys.ami];
    return image.tags[tagKeys.fingerprint] === fingerprint && (tagged === undefined || tagged === ami);
}
function isBeingMade(image) {
    if (image.state !== 'pending' && image.state !== 'available')
        return false;
    return stateTag(image) === undefined || stateTag(image) === 'building';
}
/** Made by a run of this action, which did not finish it. */
function isLeased(image) {
    return stateTag(image) === 'building' && image.tags[tagKeys.nonce] !== undefined;
}
/** A lease that does not say when it ends is taken to hold while EC2 still works on the image. */
function isExpired(image, now) {
    const expires = Date.parse(image.tags[tagKeys.expires] ?? '');
    return Number.isNaN(expires) ? image.state !== 'pending' : expires <= now.getTime();
}
function uselessWord(image) {
    const { id, state, stateReason } = image;
    if (isBeingMade(image))
        return `${id} of the same recipe was left unfinished by another run`;
    const reason = stateReason === null ? '' : ` (${stateReason})`;
    return `${id} of the same recipe is ${state === 'available' ? (stateTag(image) ?? 'unfinished') : state}${reason}`;
}
function stateTag(image) {
    return image.tags[tagKeys.state];
}
function byAge(one, two) {
    const dates = Date.parse(one.creationDate) - Date.parse(two.creationDate);
    return dates !== 0 ? dates : one.id < two.id ? -1 : 1;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/plan/files.js
/** The files that templates read, each read and hashed once, as what counts of them. */



/** Folders whose content is never an input: git's own, and where Packer keeps downloads. */
const NOT_INPUT = new Set(['.git', 'packer_cache']);
/** What git looks at to tell text from binary (buffer_is_binary in its xdiff-interface.c). */
const BINARY_LOOK = 8000;
class Files {
    folder;
    digests = new Map();
    contents = new Map();
    whole;
    /** `folder` is the templates' folder, absolute: names are relative to it. */
    constructor(folder) {
        this.folder = folder;
    }
    /** The name by which a fingerprint knows a path: the same wherever the folder lies. */
    nameOf(path) {
        const name = (0,external_node_path_.relative)(this.folder, path);
        return (0,external_node_path_.isAbsolute)(name) ? path : name.split(external_node_path_.sep).join(external_node_path_.posix.sep) || '.';
    }
    /** A file, or all files under a folder, in order of their names. A path where nothing is counts as `absent`. */
    digest(path) {
        const known = this.digests.get(path);
        if (known !== undefined)
            return known;
        const found = this.walk(path, new Set()).sort(byName);
        this.digests.set(path, found);
        return found;
    }
    /** Every file under the templates' folder, for a recipe that may read any of them. */
    wholeFolder() {
        this.whole ??= this.walk(this.folder, new Set()).sort(byName);
        return this.whole;
    }
    /** The content of a file, or null where there is none. */
    content(path) {
        let content = this.contents.get(path);
        if (content === undefined) {
            content = statOf(path)?.isFile() === true ? (0,external_node_fs_.readFileSync)(path) : null;
            this.contents.set(path, content);
        }
        return content;
    }
    isFolder(path) {
        return statOf(path)?.isDirectory() === true;
    }
    exists(path) {
        return statOf(path) !== undefined;
    }
    /** Paths of the regular files under a folder, relative to it, sorted; links to folders are not followed. */
    list(folder) {
        const entries = readFolder(folder);
        const files = entries.flatMap((entry) => {
            const path = (0,external_node_path_.join)(folder, entry.name);
            if (entry.isDirectory())
                return this.list(path).map((inner) => `${entry.name}/${inner}`);
            return statOf(path)?.isFile() === true ? [entry.name] : [];
        });
        return files.sort();
    }
    /** `within` holds the real folders that are being walked, so that a link to one of them ends. */
    walk(path, within) {
        const stat = statOf(path);
        const name = this.nameOf(path);
        const link = linkOf(path);
        if (stat === undefined)
            return [{ name, digest: link === null ? 'absent' : hash(`dangling ${link}`) }];
        if (stat.isFile())
            return [{ name, digest: this.fileDigest(path, (Number(stat.mode) & 0o100) !== 0) }];
        if (!stat.isDirectory())
            return [{ name, digest: 'special' }];
        const real = (0,external_node_fs_.realpathSync)(path);
        if (within.has(real))
            return [{ name, digest: hash(`link ${link}`) }];
        const inside = new Set(within).add(real);
        const entries = readFolder(path).filter((entry) => !NOT_INPUT.has(entry.name));
        const empty = entries.length === 0 ? [{ name: `${name}/`, digest: 'empty' }] : [];
        return [...empty, ...entries.flatMap((entry) => this.walk((0,external_node_path_.join)(path, entry.name), inside))];
    }
    fileDigest(path, executable) {
        const content = this.content(path) ?? Buffer.alloc(0);
        return (0,external_node_crypto_.createHash)('sha256')
            .update(executable ? 'x' : '-')
            .update(withoutCheckout(content))
            .digest('hex');
    }
}
/**
 * A text whose every line ends in CRLF counts as the same text with LF: a checkout may have made the one from the
 * other. A text of mixed endings counts as it is, since no checkout makes that.
 */
function withoutCheckout(content) {
    if (content.subarray(0, BINARY_LOOK).includes(0))
        return content;
    const text = content.toString('latin1');
    if (!text.includes('\r\n') || /(^|[^\r])\n/.test(text))
        return content;
    return Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1');
}
/** The absolute path of what a template wrote, relative to `base`. */
function absolute(base, path) {
    return (0,external_node_path_.resolve)(base, path);
}
function hash(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
}
function statOf(path) {
    return (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false });
}
function linkOf(path) {
    return (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false })?.isSymbolicLink() === true ? (0,external_node_fs_.readlinkSync)(path) : null;
}
function readFolder(folder) {
    try {
        return (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true });
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes(codeOf(error)))
            return [];
        throw error;
    }
}
function byName(one, two) {
    return one.name < two.name ? -1 : one.name > two.name ? 1 : 0;
}
/** Node's code of an error of the file system, such as `ENOENT`; empty for anything else. */
function codeOf(error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

;// CONCATENATED MODULE: ./build/plan/checksums.js
/** What publishers say of their files' checksums, in the three forms that they use. */
/**
 * The SHA-256 that a list in sha256sum's form gives for a file, hex in lower case; null where it lists no such file.
 * The name must match to the letter, a leading `./` aside: Nebula lists `archive.tar.gz/nebula` beside `archive.tar.gz`.
 * Throws where two lines for one name disagree.
 */
function sha256FromList(text, name) {
    const found = new Set();
    for (const line of text.split(/\r?\n/)) {
        const match = /^([0-9a-fA-F]{64})[ \t]+\*?(?:\.\/)?(\S+)\s*$/.exec(line);
        if (match?.[1] !== undefined && match[2] === name)
            found.add(match[1].toLowerCase());
    }
    if (found.size > 1)
        throw new Error(`${found.size} different SHA-256 are listed for ${name}`);
    return found.values().next().value ?? null;
}
/** Name and SHA-256 of a release's assets in the answer of GitHub's API; those without a digest have null. */
function assetsOfRelease(json) {
    const release = JSON.parse(json);
    const assets = isRecord(release) ? release['assets'] : null;
    if (!Array.isArray(assets))
        throw new Error('the answer has no list of assets');
    return assets.filter(isRecord).map((asset) => ({
        name: String(asset['name']),
        sha256: /^sha256:([0-9a-f]{64})$/i.exec(String(asset['digest']))?.[1]?.toLowerCase() ?? null,
    }));
}
function isRecord(value) {
    return value !== null && typeof value === 'object' && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./build/plan/versions.js
/** Versions to downloads: each artifact with its URL and its publisher's SHA-256, resolved once before any build. */


/** The artifacts that templates may ask for, and the variable whose version each follows. */
const artifactVariables = {
    nebula: 'nebula_version',
    k3s: 'k3s_version',
    k3s_images: 'k3s_version',
    ollama: 'ollama_version',
    liqoctl: 'liqo_version',
    liqo_chart: 'liqo_version',
};
const artifactNames = Object.keys(artifactVariables);
const RESOLVERS = {
    nebula_version: nebula,
    k3s_version: k3s,
    ollama_version: ollama,
    liqo_version: liqo,
};
/** What a version may consist of, so that it can change nothing of a URL but its place in it. */
const VERSION = /^[0-9A-Za-z][0-9A-Za-z.+_-]*$/;
/**
 * Asks each publisher once, side by side. Throws one ConfigurationError with everything that could not be resolved,
 * naming variable and URL.
 */
async function resolveArtifacts(request, fetch) {
    const wanted = new Set(request.artifacts);
    const variables = [...new Set([...wanted].map((name) => artifactVariables[name]))];
    const outcomes = await Promise.allSettled(variables.map(async (variable) => {
        const version = (request.versions[variable] ?? '').trim();
        const resolver = RESOLVERS[variable];
        if (resolver === undefined || !VERSION.test(version))
            throw new Error('that is no version');
        return resolver(version, wanted, fetch);
    }));
    const faults = outcomes.flatMap((outcome, index) => {
        if (outcome.status === 'fulfilled')
            return [];
        const variable = variables[index] ?? '';
        return [
            `${variable} = ${JSON.stringify(request.versions[variable] ?? '')}: ${(0,errors/* messageOf */.bD)(outcome.reason)}`,
        ];
    });
    if (faults.length > 0)
        throw new errors/* ConfigurationError */.j1(faults);
    const all = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
    return Object.fromEntries(all.filter(([name]) => wanted.has(name)).sort(([one], [two]) => (one < two ? -1 : 1)));
}
async function nebula(version, _wanted, fetch) {
    const release = `https://github.com/slackhq/nebula/releases/download/v${withoutV(version)}`;
    const list = { release, list: 'SHASUM256.txt' };
    return [['nebula', await listed(withoutV(version), 'nebula-linux-amd64.tar.gz', list, fetch)]];
}
/** A `+` in a path is a plain character, but servers take it for a blank: it is escaped. */
async function k3s(version, wanted, fetch) {
    const release = `https://github.com/k3s-io/k3s/releases/download/${encodeURIComponent(version)}`;
    const once = cached(fetch);
    const files = { k3s: 'k3s', k3s_images: 'k3s-airgap-images-amd64.tar.zst' };
    const names = ['k3s', 'k3s_images'].filter((name) => wanted.has(name));
    return Promise.all(names.map(async (name) => {
        const list = { release, list: 'sha256sum-amd64.txt' };
        return [name, await listed(version, files[name], list, once)];
    }));
}
/** Releases up to 0.13.5 carry a .tgz, from 0.14.0 a .tar.zst; the list says which. */
async function ollama(asked, _wanted, fetch) {
    const version = asked === 'latest' ? await latest('ollama/ollama', fetch) : withoutV(asked);
    const release = `https://github.com/ollama/ollama/releases/download/v${version}`;
    const once = cached(fetch);
    const list = { release, list: 'sha256sum.txt' };
    const [first, second] = isBefore(version, [0, 14, 0]) ? ['.tgz', '.tar.zst'] : ['.tar.zst', '.tgz'];
    try {
        return [['ollama', await listed(version, `ollama-linux-amd64${first}`, list, once)]];
    }
    catch (error) {
        if (!(error instanceof NotListed))
            throw error;
        return [['ollama', await listed(version, `ollama-linux-amd64${second}`, list, once)]];
    }
}
/** Liqo publishes no list; GitHub's API gives a digest for each asset. The chart is the release's only .tgz. */
async function liqo(asked, wanted, fetch) {
    const version = withoutV(asked);
    const api = `https://api.github.com/repos/liqotech/liqo/releases/tags/v${version}`;
    const assets = assetsOfRelease(await fetch.fetchText(api));
    const find = (name, pattern) => {
        const asset = assets.find((one) => pattern.test(one.name));
        if (asset === undefined)
            throw new Error(`${api} names no asset like ${pattern.source}`);
        if (asset.sha256 === null)
            throw new Error(`${api} gives no SHA-256 for ${asset.name}`);
        const url = `https://github.com/liqotech/liqo/releases/download/v${version}/${asset.name}`;
        return [name, { version, url, sha256: asset.sha256 }];
    };
    return [
        ...(wanted.has('liqoctl') ? [find('liqoctl', /^liqoctl-linux-amd64\.tar\.gz$/)] : []),
        ...(wanted.has('liqo_chart') ? [find('liqo_chart', /^liqo-?[\w.-]*\.tgz$/)] : []),
    ];
}
class NotListed extends Error {
}
async function listed(version, name, from, fetch) {
    const url = `${from.release}/${from.list}`;
    const sha256 = sha256FromList(await fetch.fetchText(url), name);
    if (sha256 === null)
        throw new NotListed(`${url} does not list ${name}`);
    return { version, url: `${from.release}/${name}`, sha256 };
}
/** `https://github.com/R/releases/latest` redirects to `…/releases/tag/vX`, which costs no API quota. */
async function latest(repository, fetch) {
    const url = `https://github.com/${repository}/releases/latest`;
    const target = await fetch.fetchRedirect(url);
    const version = /\/releases\/tag\/v([^/?#]+)$/.exec(target)?.[1];
    if (version === undefined || !VERSION.test(version))
        throw new Error(`${url} redirects to ${target}, no release`);
    return version;
}
/** The same text is asked for once. */
function cached(fetch) {
    const texts = new Map();
    return {
        fetchRedirect: (url) => fetch.fetchRedirect(url),
        fetchText(url) {
            const known = texts.get(url) ?? fetch.fetchText(url);
            texts.set(url, known);
            return known;
        },
    };
}
function withoutV(version) {
    return version.replace(/^v(?=[0-9])/, '');
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

;// CONCATENATED MODULE: ./build/plan/lock.js
/**
 * What was resolved, written down: `ami.lock.json`, which is committed so that a build needs to trust no publisher anew,
 * and the lock that a plan hands to the jobs after it, so that nothing shifts in between.
 */




const LOCK_FILE = 'ami.lock.json';
const SHA256 = /^[0-9a-f]{64}$/;
const UPDATE = 'run the action with mode: lock and commit the file';
function lockOf(versions, artifacts, { images = {}, agent = null } = {}) {
    return { version: 1, variables: sorted(versions), artifacts: sorted(artifacts), images, agent };
}
/** The text of a lock file: JSON, keys sorted, the same for the same lock; what is not locked is left out. */
function lockText(lock) {
    return `${JSON.stringify(lockJson(lock), null, 2)}\n`;
}
/** The same on one line, as an output has it. */
function lockLine(lock) {
    return JSON.stringify(lockJson(lock));
}
function lockJson({ variables, artifacts, images, agent }) {
    const regions = Object.entries(images).filter(([, ids]) => Object.keys(ids).length > 0);
    return {
        version: 1,
        variables: sorted(variables),
        artifacts: sorted(artifacts),
        ...(regions.length === 0
            ? {}
            : { images: sorted(Object.fromEntries(regions.map(([region, ids]) => [region, sorted(ids)]))) }),
        ...(agent === null ? {} : { agent }),
    };
}
/** Null where there is no file. Throws a ConfigurationError for one that is not a lock. */
async function readLock(path, shown = LOCK_FILE) {
    let text;
    try {
        text = await (0,promises_.readFile)(path, 'utf8');
    }
    catch (error) {
        if (codeOf(error) === 'ENOENT')
            return null;
        throw error;
    }
    return parseLock(text, shown);
}
/** Writes the file as a whole or not at all. */
async function writeLock(path, lock) {
    const draft = `${path}.${process.pid}.tmp`;
    await (0,promises_.writeFile)(draft, lockText(lock));
    await (0,promises_.rename)(draft, path);
}
function parseLock(text, shown = LOCK_FILE) {
    const wrong = (what) => new errors/* ConfigurationError */.j1({ message: `${shown}: ${what}; ${UPDATE}`, place: { file: shown } });
    let json;
    try {
        json = JSON.parse(text);
    }
    catch (error) {
        throw wrong(`this is no JSON (${error instanceof Error ? error.message : ''})`);
    }
    if (!lock_isRecord(json) || json['version'] !== 1)
        throw wrong('this is no lock of version 1');
    const { variables, artifacts } = json;
    if (!lock_isRecord(variables) || !lock_isRecord(artifacts))
        throw wrong('it has no variables and artifacts');
    const found = {};
    for (const [name, artifact] of Object.entries(artifacts)) {
        if (!isArtifactName(name) || !isArtifact(artifact))
            throw wrong(`its artifact ${JSON.stringify(name)} is wrong`);
        const { version, url, sha256 } = artifact;
        found[name] = { version, url, sha256 };
    }
    const values = Object.entries(variables).map(([name, value]) => [name, String(value)]);
    const { images = {}, agent = null } = json;
    if (!isImages(images))
        throw wrong('its images are no region to ids of AMIs');
    if (agent !== null && !(typeof agent === 'string' && SHA256.test(agent)))
        throw wrong('its agent is no SHA-256');
    return lockOf(Object.fromEntries(values), found, { images, agent });
}
/**
 * The locked artifacts that a run needs. Throws a ConfigurationError where the lock was made for other versions than the
 * variables now say, or lacks an artifact.
 */
function lockedArtifacts(lock, needed, versions, shown = LOCK_FILE) {
    const faults = [];
    const found = {};
    const stale = new Set();
    for (const name of needed) {
        const variable = artifactVariables[name];
        const artifact = lock.artifacts[name];
        const now = versions[variable] ?? '';
        const then = lock.variables[variable];
        if (artifact !== undefined && then === now)
            found[name] = artifact;
        else if (then !== undefined && then !== now)
            stale.add(`${variable} is ${JSON.stringify(now)}, but the lock was made for ${JSON.stringify(then)}`);
        else
            stale.add(`it has no ${name}`);
    }
    for (const what of stale)
        faults.push({ message: `${shown}: ${what}; ${UPDATE}`, place: { file: shown } });
    if (faults.length > 0)
        throw new errors/* ConfigurationError */.j1(faults);
    return found;
}
/** What an update of the lock changes, such as `nebula 1.9.0 -> 1.9.7`. */
function lockChanges(before, after) {
    const artifacts = artifactNames.flatMap((name) => {
        const old = before?.artifacts[name];
        const now = after.artifacts[name];
        if (old?.sha256 === now?.sha256 && old?.url === now?.url)
            return [];
        if (old === undefined)
            return [`${name} ${now?.version} is new`];
        if (now === undefined)
            return [`${name} ${old.version} is gone`];
        return [
            old.version === now.version
                ? `${name} ${now.version} was published anew`
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
/** A lock that was made anew for some AMIs, with what the old one has for others. */
function mergedLock(old, made) {
    return lockOf({ ...old?.variables, ...made.variables }, { ...old?.artifacts, ...made.artifacts });
}
function sorted(record) {
    return Object.fromEntries(Object.entries(record).sort(([one], [two]) => (one < two ? -1 : 1)));
}
function isArtifactName(name) {
    return Object.hasOwn(artifactVariables, name);
}
function isArtifact(value) {
    if (!lock_isRecord(value))
        return false;
    const { version, url, sha256 } = value;
    if (typeof version !== 'string' || typeof url !== 'string' || typeof sha256 !== 'string')
        return false;
    return url.startsWith('https://') && SHA256.test(sha256);
}
function isImages(value) {
    return (lock_isRecord(value) &&
        Object.values(value).every((ids) => lock_isRecord(ids) && Object.values(ids).every((id) => /^ami-[0-9a-z-]+$/.test(String(id)))));
}
function lock_isRecord(value) {
    return value !== null && typeof value === 'object' && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./build/plan/lookups.js
/** What the plan asks the world, in a number of questions that does not grow with the number of AMIs. */

/** The questions, asked of a region's clients. */
function awsLookups(ec2, ssm) {
    return {
        ownImages: (query) => ec2.describeImages({ owners: ['self'], ...query }),
        publicImages: (filters, owners) => ec2.describeImages({
            filters: { state: ['available'], ...filters },
            ...(owners.length === 0 ? {} : { owners }),
        }),
        parameter: (name) => ssm.getParameter(name),
    };
}
/** Names and tag values that one filter takes (DescribeImages). */
const MAX_VALUES = 200;
/** All images of the patterns, in one question, or two where some are by name and some by tag. */
async function existingImages(patterns, aws) {
    const names = [...new Set(patterns.flatMap(({ name }) => (name === null ? [] : [name])))];
    const tagged = patterns.filter(({ name }) => name === null).map(({ ami }) => ami);
    const questions = [];
    if (names.length > 0)
        questions.push({ names: names.length <= MAX_VALUES ? names : [commonPattern(names)] });
    if (tagged.length > 0) {
        questions.push(tagged.length <= MAX_VALUES
            ? { tags: { 'ami-action:ami': tagged } }
            : { tags: { 'ami-action:state': ['available', 'building'] } });
    }
    const answers = await Promise.all(questions.map((question) => aws.ownImages(question)));
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
/** What a query is called, in a lock for instance: the parameter's name, or the filters as JSON. */
function queryKey(query) {
    return query.kind === 'parameter' ? query.name : JSON.stringify(query);
}
/**
 * The id that each distinct query means, by the query's key. Throws with all that mean nothing. What is locked is not
 * asked, and without AWS nothing more is known.
 */
async function lookUpImages(queries, aws, locked) {
    const distinct = new Map(queries.map((query) => [queryKey(query), query]));
    const answers = await Promise.all([...distinct].flatMap(([key, query]) => {
        const known = locked[key];
        if (known === undefined && aws === null)
            return [];
        const answer = known ?? (aws === null ? '' : lookUpImage(query, aws));
        return [Promise.resolve(answer).then((it) => [key, it])];
    }));
    const faults = answers.flatMap(([, answer]) => (typeof answer === 'string' ? [] : [answer.fault]));
    if (faults.length > 0)
        throw new errors/* ConfigurationError */.j1(faults);
    return new Map(answers.flatMap(([key, answer]) => (typeof answer === 'string' ? [[key, answer]] : [])));
}
async function lookUpImage(query, aws) {
    if (query.kind === 'parameter') {
        const value = await aws.parameter(query.name);
        return value ?? { fault: `the source image's SSM parameter ${query.name} does not exist in this region` };
    }
    const images = await aws.publicImages(query.filters, query.owners);
    const newest = [...images].sort((one, two) => Date.parse(two.creationDate) - Date.parse(one.creationDate) || (one.id < two.id ? -1 : 1))[0];
    const what = `${JSON.stringify(query.filters)} of ${query.owners.join(', ') || 'anybody'}`;
    if (newest === undefined)
        return { fault: `no source image fits ${what} in this region` };
    if (images.length > 1 && !query.mostRecent) {
        return { fault: `${images.length} source images fit ${what}: narrow it, or set most_recent` };
    }
    return newest.id;
}

;// CONCATENATED MODULE: ./build/plan/matrix.js
/** What `mode: plan` hands to a workflow's matrix. */

/** GitHub runs so many jobs of one matrix, and no more. */
const MAX_JOBS = 256;
const NOTHING = { ami: '', fingerprint: '', why: 'nothing to build' };
/** One job for each of `wanted`. Throws a ConfigurationError for more jobs than a matrix may have. */
function matrixOf(wanted) {
    if (wanted.length > MAX_JOBS) {
        throw new errors/* ConfigurationError */.j1(`${wanted.length} AMIs have to be built, and a matrix has at most ${MAX_JOBS} jobs; name fewer by the input ami`);
    }
    const include = wanted.map(({ ami, fingerprint, why }) => ({ ami, fingerprint, why: why.join(', ') }));
    return { include: include.length === 0 ? [NOTHING] : include };
}

;// CONCATENATED MODULE: ./build/plan/evaluate/values.js
/** Values of HCL expressions as far as they are known before the build. */
class values_Unknown {
    reason;
    constructor(reason) {
        this.reason = reason;
    }
}
/** One of these: a conditional whose test is not known. Never nested in itself, never empty. */
class Several {
    options;
    constructor(options) {
        this.options = options;
    }
    /** The options as one value: a single one is itself, and too many are unknown. */
    static of(options) {
        const flat = options.flatMap((option) => (option instanceof Several ? option.options : [option]));
        const [only] = flat;
        if (flat.length === 1 && only !== undefined)
            return only;
        return flat.length > MAX_OPTIONS ? unsupported('too many possibilities') : new Several(flat);
    }
}
/** More combinations than this are not followed. */
const MAX_OPTIONS = 64;
function unsupported(what) {
    return new values_Unknown({ kind: 'unsupported', what });
}
function isList(value) {
    return Array.isArray(value);
}
function isObject(value) {
    return value instanceof Map;
}
/** The first thing in a value that is not known, or null where all is. */
function firstUnknown(value) {
    if (value instanceof values_Unknown)
        return value;
    if (value instanceof Several)
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
    if (Array.isArray(json))
        return json.map(fromJson);
    if (json !== null && typeof json === 'object') {
        return new Map(Object.entries(json).map(([key, value]) => [key, fromJson(value)]));
    }
    return json;
}
/** The value as plain JSON, keys in order of their names. Throws where something in it is not known. */
function toJson(value) {
    if (value instanceof values_Unknown || value instanceof Several)
        throw new Error('an unknown value has no JSON');
    if (isList(value))
        return value.map(toJson);
    if (isObject(value)) {
        const entries = [...value].sort(([one], [two]) => (one < two ? -1 : 1));
        return Object.fromEntries(entries.map(([key, item]) => [key, toJson(item)]));
    }
    return value;
}
/** A value in a template: strings, numbers and booleans have a text, nothing else has. */
function asText(value) {
    if (typeof value === 'string')
        return value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
function equal(one, two) {
    return JSON.stringify(toJson(one)) === JSON.stringify(toJson(two));
}
/**
 * Calls `compute` with plain arguments: once for every combination of the possibilities among them. Only the
 * arguments themselves are looked at, not what is nested in them.
 */
function overSeveral(args, compute) {
    const at = args.findIndex((arg) => arg instanceof Several);
    const several = args[at];
    if (!(several instanceof Several))
        return compute(args);
    const results = [];
    for (const option of several.options) {
        if (results.length > MAX_OPTIONS)
            return unsupported('too many possibilities');
        results.push(overSeveral(args.with(at, option), compute));
    }
    return Several.of(results);
}

;// CONCATENATED MODULE: ./build/plan/glob.js
/** The patterns of `fileset`, as the Go package doublestar of Packer 1.16.0 reads them. */
/** A test of a path with forward slashes, or null for a pattern that is not understood. */
function globMatcher(pattern) {
    const source = pattern
        .split('/')
        .map((part, index, parts) => {
        const last = index === parts.length - 1;
        if (part === '**')
            return last ? '.*' : '(?:[^/]+/)*';
        const translated = translate(part);
        return translated === null ? null : `${translated}${last ? '' : '/'}`;
    })
        .reduce((whole, part) => (whole === null || part === null ? null : whole + part), '');
    if (source === null)
        return null;
    const expression = new RegExp(`^${source}$`, 's');
    return (path) => expression.test(path);
}
function translate(part) {
    if (part.includes('**') || part === '..' || part === '.' || part.includes('\\'))
        return null;
    let source = '';
    for (const [token] of part.matchAll(/\*|\?|\[\^?[^\]^[]+\]|\{[^{}[\]*?]*\}|[^*?[\]{}]+|./gs)) {
        if (token === '*')
            source += '[^/]*';
        else if (token === '?')
            source += '[^/]';
        else if (token.length > 2 && token.startsWith('['))
            source += token;
        else if (token.length > 1 && token.startsWith('{'))
            source += alternatives(token);
        else if ('[]{}'.includes(token))
            return null;
        else
            source += literal(token);
    }
    return source;
}
function alternatives(token) {
    return `(?:${token.slice(1, -1).split(',').map(literal).join('|')})`;
}
function literal(text) {
    return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

;// CONCATENATED MODULE: ./build/plan/evaluate/blocks.js
/** Blocks as Packer sees them: `dynamic` ones unfolded. */

/** The blocks of a body. A `dynamic` block over something that is not known gives one block with unknown values. */
function expandBlocks(body, evaluator, around) {
    return body.blocks.flatMap((block) => block.type === 'dynamic'
        ? expandDynamic(block, evaluator, around)
        : [{ type: block.type, labels: block.labels, body: block.body, names: around.names, span: block }]);
}
function expandDynamic(block, evaluator, around) {
    const [type = ''] = block.labels;
    const content = block.body.blocks.find((inner) => inner.type === 'content');
    const forEach = attribute(block.body, 'for_each');
    if (content === undefined || forEach === undefined)
        return [];
    const iterator = attribute(block.body, 'iterator')?.value;
    const name = iterator?.kind === 'reference' ? iterator.name : type;
    const labels = attribute(block.body, 'labels');
    return blocks_elements(evaluator.evaluate(forEach.value, around)).map(([key, value]) => {
        const names = new Map(around.names).set(name, new Map([
            ['key', key],
            ['value', value],
        ]));
        const given = labels === undefined ? [] : evaluator.evaluate(labels.value, { ...around, names });
        return {
            type,
            labels: isList(given) ? given.map(asText) : [null],
            body: content.body,
            names,
            span: block,
        };
    });
}
function blocks_elements(collection) {
    if (isList(collection))
        return collection.map((item, index) => [index, item]);
    if (isObject(collection))
        return [...collection].sort(([one], [two]) => (one < two ? -1 : 1));
    if (collection instanceof Several)
        return collection.options.flatMap(blocks_elements);
    return [[collection, collection]];
}
function attribute(body, name) {
    return body.attributes.find((one) => one.name === name);
}

;// CONCATENATED MODULE: ./build/plan/evaluate/reads.js
/** What an evaluation has read: the raw material of a fingerprint. */
class Reads {
    variables = new Set();
    locals = new Set();
    /** `type.name` */
    data = new Set();
    /** Absolute paths of files and folders, whether they exist or not. */
    files = new Set();
    /** `folder NUL pattern` of each fileset. */
    listings = new Set();
    /** Keys of the map of resolved downloads; `*` for the whole of it. */
    artifacts = new Set();
    /** Secret stores, whose changes cannot be seen. */
    secrets = new Set();
    /** Things read by their bare name: `agent` (the folder of Go binaries), `packer` (Packer's version). */
    others = new Set();
    /** By `file:line what`. */
    unresolved = new Map();
    doubt(unresolved) {
        this.unresolved.set(`${unresolved.file}:${unresolved.line} ${unresolved.what}`, unresolved);
    }
    merge(other) {
        for (const key of ['variables', 'locals', 'data', 'files', 'listings', 'artifacts', 'secrets']) {
            for (const item of other[key])
                this[key].add(item);
        }
        for (const item of other.others)
            this.others.add(item);
        for (const [key, item] of other.unresolved)
            this.unresolved.set(key, item);
    }
}

;// CONCATENATED MODULE: ./build/plan/source-image.js
/** The image that a recipe starts from, as a question to AWS that the templates' own syntax gives. */



function sourceImage({ sourceAmi, filter }, templates, world) {
    if (sourceAmi !== undefined && sourceAmi !== null && sourceAmi !== '') {
        return fromValue(sourceAmi, templates, world);
    }
    if (filter === null)
        return { kind: 'unknown', why: 'it names neither source_ami nor source_ami_filter' };
    return fromFilter(filter.body, filter.around, world, 'source_ami_filter');
}
/** The action's own variables aside, a source must be one thing. */
function fromValue(value, templates, world) {
    const options = (value instanceof Several ? value.options : [value]).filter((option) => !isFilledIn(option));
    const [option] = options;
    if (options.length !== 1 || option === undefined) {
        return { kind: 'unknown', why: 'its source_ami is known only during the build' };
    }
    if (typeof option === 'string')
        return { kind: 'id', id: option };
    if (option instanceof values_Unknown && option.reason.kind === 'data')
        return dataImage(option.reason.ref, templates, world);
    return { kind: 'unknown', why: 'its source_ami is known only during the build' };
}
function isFilledIn(value) {
    return value instanceof values_Unknown && (value.reason.kind === 'parent' || value.reason.kind === 'source');
}
/** What `data.amazon-ami.NAME.id` or `data.amazon-parameterstore.NAME.value` asks for. */
function dataImage(ref, templates, world) {
    const definition = templates.data.get(ref);
    const [type] = ref.split('.');
    if (definition === undefined)
        return { kind: 'unknown', why: `there is no data source ${ref}` };
    const around = { names: new Map(), reads: new Reads(), file: definition.file };
    const { body } = definition.at;
    if (type === 'amazon-ami')
        return fromFilter(body, around, world, `data.${ref}`);
    if (type !== 'amazon-parameterstore') {
        return { kind: 'unknown', why: `data.${ref} is known only during the build` };
    }
    const name = body.attributes.find((one) => one.name === 'name');
    const value = name === undefined ? null : world.evaluator.evaluate(name.value, around);
    return typeof value === 'string'
        ? { kind: 'query', query: { kind: 'parameter', name: value } }
        : { kind: 'unknown', why: `the name of data.${ref} is known only during the build` };
}
const READ = new Set(['filters', 'owners', 'most_recent', 'region']);
function fromFilter(body, around, world, what) {
    const values = new Map();
    for (const { name, value } of body.attributes)
        values.set(name, world.evaluator.evaluate(value, around));
    const others = [...values.keys()].filter((name) => !READ.has(name));
    const blocks = expandBlocks(body, world.evaluator, around);
    if (others.length > 0 || blocks.length > 0) {
        const first = others[0] ?? blocks[0]?.type ?? '';
        return { kind: 'unknown', why: `${what} has ${first}, which the plan does not look into` };
    }
    const filters = filtersOf(values.get('filters') ?? null);
    const owners = textsOf(values.get('owners') ?? []);
    const mostRecent = values.get('most_recent') ?? false;
    if (filters === null || owners === null || typeof mostRecent !== 'boolean') {
        return { kind: 'unknown', why: `${what} is known only during the build` };
    }
    return { kind: 'query', query: { kind: 'images', filters, owners: owners.sort(), mostRecent } };
}
function filtersOf(value) {
    if (value === null || !isObject(value) || firstUnknown(value) !== null)
        return null;
    const filters = {};
    for (const [name, item] of [...value].sort(([one], [two]) => (one < two ? -1 : 1))) {
        const text = asText(item);
        if (text === null)
            return null;
        filters[name] = [text];
    }
    return filters;
}
function textsOf(value) {
    if (!isList(value))
        return null;
    const texts = value.map(asText);
    return texts.includes(null) ? null : texts.filter((text) => text !== null);
}

;// CONCATENATED MODULE: ./build/plan/fingerprint.js
/**
 * A recipe's fingerprint: the hash of everything that the AMI is made of, each part a leaf with a name.
 *
 * The region is no leaf of its own: `region = var.x` in a source or data block chooses where a build runs. It counts
 * through the source image's id, which differs from region to region, and where templates read the variable otherwise.
 * What a parent's AMI brings counts through the parent's fingerprint, whether a build starts from that AMI or not.
 */






/** In order of weight: what a person most likely changed, and most likely means, comes first. */
const leafKinds = [
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
/** A variable called so is taken for a secret, also where the template forgot to say that it is sensitive. */
const SECRET_NAME = /(^|_)(password|passwd|secret|token|credentials?|(private|api|access|secret)_key)(_|$)/i;
/** Data sources that hold keys to inputs and no inputs themselves. */
const SECRET_DATA = new Set(['amazon-secretsmanager', 'hcp-vault-secrets']);
/** All leaves of a recipe. */
function ingredientsOf(request) {
    const { references, templates, findings } = request;
    const { reads } = references;
    const opaque = [];
    const image = sourceLeaves(request, opaque);
    const leaves = [
        ...variableLeaves(request, opaque),
        ...artifactLeaves(request),
        ...fileLeaves(request),
        ...templateLeaves(request),
        ...image.leaves,
        ...[...request.parents].map(([name, fingerprint]) => leaf('parent', name, fingerprint, fingerprint.slice(0, 12))),
        leaf('plugin', 'amazon', findings.pluginVersion, findings.pluginVersion),
        ...references.plugins.map((name) => leaf('plugin', name, templates.plugins.get(name) ?? '')),
        ...(reads.others.has('packer')
            ? [leaf('packer', 'packer', findings.packerVersion, findings.packerVersion)]
            : []),
        ...(reads.others.has('agent') ? [leaf('agent', 'agent', findings.agentDigest ?? '')] : []),
    ];
    const doubts = [...reads.unresolved.values()].map(({ what, file, line }) => `${what} (${file}:${line})`);
    return { leaves, opaque: [...new Set(opaque)], doubts, sourceAmi: image.sourceAmi };
}
/** The fingerprint, hex SHA-256: of the recipe's name and its leaves, in no order but their names'. */
function fingerprintOf(recipe, leaves) {
    const lines = leaves.map(({ kind, name, digest }) => `${kind}\0${name}\0${digest}\n`).sort();
    return (0,external_node_crypto_.createHash)('sha256').update(`ami-action 1\0${recipe}\n`).update(lines.join('')).digest('hex');
}
/** The artifacts that a recipe needs: the keys it reads, or of all those whose version it reads. */
function neededArtifacts(references, templates, roles) {
    const { artifacts, variables } = references.reads;
    if (!roles.values.has('artifacts') || artifacts.size === 0)
        return [];
    return artifactNames.filter((name) => {
        const variable = artifactVariables[name];
        if (!templates.variables.has(variable))
            return false;
        return artifacts.has('*') ? variables.has(variable) : artifacts.has(name);
    });
}
/** What a leaf is called in front of a person: files by their path from the workspace, if the folder lies in it. */
function shownFile(templates, name) {
    return external_node_path_.posix.isAbsolute(name) ? name : external_node_path_.posix.join(templates.shown, name);
}
function leaf(kind, name, content, value = null) {
    return { kind, name, digest: sha256(content), value, place: null, secret: false };
}
function sha256(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
}
/** Every variable that is read, but those that the action fills in and those whose version is resolved. */
function variableLeaves({ references, templates, roles }, opaque) {
    const resolved = new Set(neededArtifacts(references, templates, roles).map((name) => artifactVariables[name]));
    return [...references.reads.variables].flatMap((name) => {
        const variable = templates.variables.declared.get(name);
        const value = templates.variables.value(name);
        if (variable === undefined || value === undefined || roles.values.has(name) || resolved.has(name))
            return [];
        if (firstUnknown(value) !== null) {
            opaque.push(`the value of var.${name} is not known before the build`);
            return [];
        }
        const json = JSON.stringify(toJson(value));
        const shown = typeof value === 'string' ? value : json;
        const secret = variable.sensitive || SECRET_NAME.test(name);
        return [{ ...leaf('variable', name, json, secret ? null : shown), place: variable.file, secret }];
    });
}
function artifactLeaves({ references, templates, roles, findings }) {
    return neededArtifacts(references, templates, roles).flatMap((name) => {
        const artifact = findings.artifacts[name];
        if (artifact === undefined)
            return [];
        const { version, url, sha256: hash } = artifact;
        return [leaf('artifact', name, `${version}\0${url}\0${hash}`, version)];
    });
}
function fileLeaves({ references, templates }) {
    const { reads } = references;
    const { files } = templates;
    const found = new Map();
    for (const path of reads.files)
        for (const file of files.digest(path))
            found.set(file.name, file);
    if (reads.unresolved.size > 0)
        for (const file of files.wholeFolder())
            found.set(file.name, file);
    const listings = [...reads.listings].map((listing) => {
        const [folder = '', pattern = ''] = listing.split('\0');
        const matching = files.list(folder).filter(globMatcher(pattern) ?? (() => true));
        return leaf('listing', `${files.nameOf(folder)}/${pattern}`, matching.join('\0'));
    });
    return [
        ...[...found.values()].map(({ name, digest }) => ({
            kind: 'file',
            name,
            digest,
            value: null,
            place: shownFile(templates, name),
            secret: false,
        })),
        ...listings,
    ];
}
/** The text of the source and the build, and of each local and data source that they reach. */
function templateLeaves({ references, templates }) {
    const parts = references.parts.map(({ what, file, canonical }) => ({
        ...leaf('template', what, canonical),
        place: file,
    }));
    const named = (kind, names, from) => [...names].flatMap((name) => {
        const definition = from.get(name);
        if (definition === undefined)
            return [];
        return [{ ...leaf('template', `${kind}.${name}`, definition.canonical), place: definition.file }];
    });
    return [
        ...parts,
        ...named('local', references.reads.locals, templates.locals),
        ...named('data', references.reads.data, templates.data),
    ];
}
/** The source image, and what other data sources answer where that can be asked beforehand. */
function sourceLeaves({ references, templates, world, findings }, opaque) {
    const { source, reads } = references;
    const leaves = [];
    let sourceAmi = null;
    if (source.kind === 'unknown')
        opaque.push(source.why);
    else {
        sourceAmi = source.kind === 'id' ? source.id : findings.image(source.query);
        if (sourceAmi === null)
            opaque.push('its source image could not be looked up');
        leaves.push(leaf('source', 'source image', sourceAmi ?? '', sourceAmi));
    }
    for (const ref of reads.data) {
        const [type = ''] = ref.split('.');
        if (SECRET_DATA.has(type) || type === 'null')
            continue;
        const image = dataImage(ref, templates, world);
        if (image.kind === 'unknown')
            opaque.push(image.why);
        else if (JSON.stringify(image) !== JSON.stringify(source)) {
            const id = image.kind === 'id' ? image.id : findings.image(image.query);
            if (id === null)
                opaque.push(`data.${ref} could not be looked up`);
            leaves.push(leaf('source', `data.${ref}`, id ?? '', id));
        }
    }
    return { leaves, sourceAmi };
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./build/plan/memory.js
/** What an AMI remembers of its recipe, in its tags, so that a later run can say what has changed. */


const LEAVES_TAG = 'ami-action:leaves-';
/** EC2 allows 256 characters a value and 50 tags a resource; the rest is left to the lease and the user. */
const VALUE_LENGTH = 256;
const MAX_TAGS = 20;
/** Longer values are told by their digest. */
const SHOWN_LENGTH = 40;
/** A few kilobytes at a time: a window that fits, so that a thousand of them cost little. */
const SMALL = { level: 9, windowBits: 13, memLevel: 6 };
/** Bounds what a tag that somebody else wrote can make of itself. */
const MAX_BYTES = 1024 * 1024;
/**
 * Tags that hold a recipe's leaves: rows of JSON, deflated, base64url, cut into `ami-action:leaves-0`, `-1`, …
 * Where they do not fit, the values go first, then the files: then a changed file cannot be named, only noticed.
 */
function leavesToTags(leaves) {
    const remembered = leaves.map(remember).sort(byKindAndName);
    const attempts = [
        () => remembered,
        () => remembered.map((leaf) => ({ ...leaf, value: leaf.kind === 'artifact' ? leaf.value : null })),
        () => remembered.filter(({ kind }) => kind !== 'file'),
    ];
    for (const attempt of attempts) {
        const text = pack(attempt());
        if (text.length <= VALUE_LENGTH * MAX_TAGS)
            return chunks(text);
    }
    return {};
}
/** The leaves of an image's tags; null where there are none or they cannot be read. */
function leavesFromTags(tags) {
    let text = '';
    for (let index = 0; index < MAX_TAGS; index += 1) {
        const chunk = tags[`${LEAVES_TAG}${index}`];
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
/** How a leaf of today would be remembered. */
function remember({ kind, name, digest, value, secret }) {
    return {
        kind,
        name,
        digest: secret ? '' : Buffer.from(digest, 'hex').subarray(0, 6).toString('base64url'),
        value: value !== null && value.length <= SHOWN_LENGTH ? value : null,
    };
}
function pack(leaves) {
    const rows = leaves.map(({ kind, name, digest, value }) => {
        const row = [leafKinds.indexOf(kind), name, digest];
        return value === null ? row : [...row, value];
    });
    return (0,external_node_zlib_.deflateRawSync)(JSON.stringify(rows), SMALL).toString('base64url');
}
function unpack(text) {
    const json = (0,external_node_zlib_.inflateRawSync)(Buffer.from(text, 'base64url'), { maxOutputLength: MAX_BYTES }).toString('utf8');
    const rows = JSON.parse(json);
    if (!Array.isArray(rows))
        throw new SyntaxError('no rows');
    return rows.map((row) => {
        const [kind, name, digest, value = null] = Array.isArray(row) ? row : [];
        const known = leafKinds[Number(kind)];
        if (known === undefined || typeof name !== 'string' || typeof digest !== 'string')
            throw new SyntaxError('no leaf');
        return { kind: known, name, digest, value: typeof value === 'string' ? value : null };
    });
}
function chunks(text) {
    const tags = {};
    for (let index = 0; index * VALUE_LENGTH < text.length; index += 1) {
        tags[`${LEAVES_TAG}${index}`] = text.slice(index * VALUE_LENGTH, (index + 1) * VALUE_LENGTH);
    }
    return tags;
}
function byKindAndName(one, two) {
    const kinds = leafKinds.indexOf(one.kind) - leafKinds.indexOf(two.kind);
    return kinds !== 0 ? kinds : one.name < two.name ? -1 : 1;
}

;// CONCATENATED MODULE: ./build/plan/explain.js
/** Why an AMI is not one that exists: its leaves against those that an earlier AMI remembers. */


/** More causes than these are counted, not told. */
const MAX_CAUSES = 3;
/** Causes in order of weight, such as `nvidia_driver_version 550 -> 570`; empty where none can be named. */
function changes(before, now, shownFile) {
    const key = ({ kind, name }) => `${kind}\0${name}`;
    const earlier = new Map(before.map((leaf) => [key(leaf), leaf]));
    const today = new Map(now.map((leaf) => [key(leaf), leaf]));
    const knowsFiles = before.some(({ kind }) => kind === 'file');
    const causes = [];
    const add = (kind, text) => {
        causes.push({ weight: leafKinds.indexOf(kind), text });
    };
    for (const leaf of now) {
        const old = earlier.get(key(leaf));
        if (old === undefined) {
            if (leaf.kind !== 'file' || knowsFiles)
                add(leaf.kind, `${nameOf(leaf, shownFile, leaf.place)} is new`);
        }
        else if (old.digest !== remember(leaf).digest)
            add(leaf.kind, change(leaf, old, shownFile));
    }
    for (const leaf of before) {
        if (!today.has(key(leaf)))
            add(leaf.kind, `${nameOf(leaf, shownFile, null)} is gone`);
    }
    if (causes.length === 0) {
        const secrets = now.filter(({ secret }) => secret).map(({ name }) => name);
        return secrets.length === 0 ? [] : [`a sensitive variable changed (${secrets.join(', ')})`];
    }
    const order = causes.sort((one, two) => one.weight - two.weight || (one.text < two.text ? -1 : 1));
    const told = order.slice(0, MAX_CAUSES).map(({ text }) => text);
    return order.length > MAX_CAUSES ? [...told, `${order.length - MAX_CAUSES} more changed`] : told;
}
function change(leaf, old, shownFile) {
    const name = nameOf(leaf, shownFile, leaf.place);
    if (leaf.value === null || old.value === null)
        return `${name} changed`;
    return leaf.value === old.value
        ? `${name} ${leaf.value} was published anew`
        : `${name} ${old.value} -> ${leaf.value}`;
}
function nameOf({ kind, name }, shownFile, place) {
    switch (kind) {
        case 'file':
            return shownFile(name);
        case 'listing':
            return `the list of files ${shownFile(name)}`;
        case 'template':
            return place === null ? name : `${place} (${name})`;
        case 'agent':
            return 'the Go binaries';
        case 'plugin':
            return `plugin ${name}`;
        case 'parent':
            return `its parent ${name}`;
        default:
            return name;
    }
}

;// CONCATENATED MODULE: ./build/plan/provisioners.js
/** Which attributes of Packer's own provisioners name files of the machine that runs Packer (Packer 1.16.0). */
const SCRIPTS = ['script', 'scripts'];
const SCRIPT_RUNNERS = new Set(['shell', 'powershell', 'windows-shell']);
const READ_NOTHING = new Set(['breakpoint', 'sleep', 'windows-restart', 'hcp-sbom']);
function provisionerReads(type, values) {
    const of = (names) => names.flatMap((name) => {
        const value = values.get(name);
        return value === undefined ? [] : [{ name: `${name} of the provisioner ${type}`, value }];
    });
    if (SCRIPT_RUNNERS.has(type))
        return { paths: of(SCRIPTS), doubt: null, mayAppear: false };
    if (READ_NOTHING.has(type))
        return { paths: [], doubt: null, mayAppear: false };
    if (type === 'file') {
        const download = values.get('direction') === 'download';
        const paths = download ? [] : of(['source', 'sources']);
        return { paths, doubt: null, mayAppear: (values.get('generated') ?? false) !== false };
    }
    if (type === 'shell-local') {
        return {
            paths: of(SCRIPTS),
            doubt: 'the provisioner shell-local, whose commands run here',
            mayAppear: false,
        };
    }
    return { paths: [], doubt: `the provisioner ${type}, which may read any file`, mayAppear: false };
}
/** Packer renders `{{ … }}` when it runs. */
function isLocalPath(path) {
    return !path.includes('{{') && !path.includes('\0');
}

;// CONCATENATED MODULE: ./build/plan/evaluate/functions.js
/**
 * Packer's functions (hcl2template/functions.go of Packer 1.16.0). What can decide which file is read is computed;
 * the rest is unknown. A function that is not in Packer's list is doubted: it might read a file.
 */


/** Clock and chance. */
const TIME = new Set(['timestamp', 'legacy_isotime', 'legacy_strftime', 'uuidv4', 'bcrypt']);
const SECRETS = new Set(['vault', 'consul_key', 'aws_secretsmanager', 'aws_secretsmanager_raw']);
/** In Packer's list, reading nothing but their arguments, and not computed here. */
const OPAQUE = new Set(('abspath base64gzip chunklist cidrhost cidrnetmask cidrsubnet cidrsubnets convert csvdecode formatdate ' +
    'formatlist indent index log md5 parseint pathexpand pow regex regexall regex_replace rfc3339_parse ' +
    'rsadecrypt setintersection setproduct setunion sha1 sha256 sha512 signum textdecodebase64 ' +
    'textencodebase64 timeadd title unix_timestamp_parse urlencode uuidv5 yamldecode yamlencode').split(' '));
function callFunction(call, args, around) {
    const { name } = call;
    if (TIME.has(name))
        return new values_Unknown({ kind: 'time' });
    if (SECRETS.has(name)) {
        around.reads.secrets.add(name);
        return new values_Unknown({ kind: 'secret', name });
    }
    if (name === 'convert')
        return args[0] ?? null;
    const lazy = LAZY[name];
    if (lazy !== undefined)
        return overSeveral(args, lazy);
    const plain = PLAIN[name];
    if (plain !== undefined) {
        return overSeveral(args, (values) => firstUnknown([...values]) ?? guarded(plain, values, name));
    }
    if (!OPAQUE.has(name))
        around.reads.doubt({ what: `the function ${name}()`, file: around.file, line: call.line });
    return firstUnknown([...args]) ?? unsupported(`${name}()`);
}
/** A function that throws got arguments that Packer refuses too; what it would be is not known. */
function guarded(compute, args, name) {
    try {
        return compute(args);
    }
    catch {
        return unsupported(`${name}()`);
    }
}
function list(value) {
    if (value === undefined || !isList(value))
        throw new TypeError('not a list');
    return value;
}
function functions_text(value) {
    const found = value === undefined ? null : asText(value);
    if (found === null)
        throw new TypeError('not a text');
    return found;
}
/** Functions that give something sensible though elements of their arguments are not known. */
const LAZY = {
    concat: (args) => args.find((arg) => arg instanceof values_Unknown) ??
        (args.every(isList) ? args.flat() : unsupported('concat()')),
    flatten: ([value = null]) => isList(value) ? flatten(value) : (firstUnknown(value) ?? unsupported('flatten()')),
    merge: (args) => args.find((arg) => arg instanceof values_Unknown) ??
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
        ? [...value].sort(([one], [two]) => (one < two ? -1 : 1)).map(([, item]) => item)
        : (firstUnknown(value) ?? unsupported('values()')),
    lookup: ([target = null, key = null, otherwise]) => {
        if (!isObject(target) || typeof key !== 'string') {
            const unknown = firstUnknown([target, key]) ?? unsupported('lookup()');
            return otherwise === undefined ? unknown : Several.of([unknown, otherwise]);
        }
        return target.get(key) ?? otherwise ?? null;
    },
    coalesce: (args) => firstThat(args, (arg) => arg !== null && arg !== ''),
    coalescelist: (args) => firstThat(args, (arg) => isList(arg) && arg.length > 0),
    try: (args) => firstThat(args, () => true),
    can: ([value = null]) => firstUnknown(value) ?? true,
};
/** The unknown ones before the first that fits, and that one: each of them is possible. */
function firstThat(args, fits) {
    const possible = [];
    for (const arg of args) {
        const known = firstUnknown(arg) === null;
        if (!known || fits(arg))
            possible.push(arg);
        if (known && fits(arg))
            break;
    }
    return possible.length === 0 ? null : Several.of(possible);
}
function flatten(values) {
    return values.flatMap((value) => (isList(value) ? flatten(value) : [value]));
}
/** Functions of values that are known throughout. */
const PLAIN = {
    abs: ([value]) => Math.abs(Number(value)),
    alltrue: ([value]) => list(value).every((item) => item === true),
    anytrue: ([value]) => list(value).some((item) => item === true),
    base64decode: ([value]) => Buffer.from(functions_text(value), 'base64').toString('utf8'),
    base64encode: ([value]) => Buffer.from(functions_text(value), 'utf8').toString('base64'),
    basename: ([value]) => external_node_path_.posix.basename(functions_text(value)),
    ceil: ([value]) => Math.ceil(Number(value)),
    chomp: ([value]) => functions_text(value).replace(/[\r\n]+$/, ''),
    compact: ([value]) => list(value).filter((item) => item !== null && item !== ''),
    contains: ([value, item = null]) => list(value).some((one) => JSON.stringify(toJson(one)) === JSON.stringify(toJson(item))),
    dirname: ([value]) => external_node_path_.posix.dirname(functions_text(value)),
    distinct: ([value]) => [
        ...new Map(list(value).map((item) => [JSON.stringify(toJson(item)), item])).values(),
    ],
    element: ([value, index]) => {
        const items = list(value);
        const at = Number(index);
        return items[((at % items.length) + items.length) % items.length] ?? null;
    },
    endswith: ([value, end]) => functions_text(value).endsWith(functions_text(end)),
    floor: ([value]) => Math.floor(Number(value)),
    format: ([pattern, ...args]) => format(functions_text(pattern), args),
    join: ([separator, ...lists]) => lists.flatMap((one) => list(one).map(functions_text)).join(functions_text(separator)),
    jsondecode: ([value]) => fromJson(JSON.parse(functions_text(value))),
    jsonencode: ([value = null]) => JSON.stringify(toJson(value)),
    lower: ([value]) => functions_text(value).toLowerCase(),
    max: (args) => Math.max(...args.map(Number)),
    min: (args) => Math.min(...args.map(Number)),
    range: (args) => range(args.map(Number)),
    replace: ([value, search, by]) => replace(functions_text(value), functions_text(search), functions_text(by)),
    reverse: ([value]) => list(value).toReversed(),
    slice: ([value, from, to]) => list(value).slice(Number(from), Number(to)),
    sort: ([value]) => list(value).map(functions_text).sort(),
    split: ([separator, value]) => functions_text(value).split(functions_text(separator)),
    startswith: ([value, start]) => functions_text(value).startsWith(functions_text(start)),
    strcontains: ([value, part]) => functions_text(value).includes(functions_text(part)),
    strrev: ([value]) => [...functions_text(value)].reverse().join(''),
    substr: ([value, from, length]) => {
        const letters = [...functions_text(value)];
        const start = Number(from) < 0 ? Math.max(0, letters.length + Number(from)) : Number(from);
        return letters.slice(start, Number(length) < 0 ? undefined : start + Number(length)).join('');
    },
    sum: ([value]) => list(value).reduce((sum, item) => sum + Number(item), 0),
    trim: ([value, set]) => trim(functions_text(value), functions_text(set)),
    trimprefix: ([value, prefix]) => {
        const whole = functions_text(value);
        return whole.startsWith(functions_text(prefix)) ? whole.slice(functions_text(prefix).length) : whole;
    },
    trimspace: ([value]) => functions_text(value).trim(),
    trimsuffix: ([value, suffix]) => {
        const whole = functions_text(value);
        return functions_text(suffix) !== '' && whole.endsWith(functions_text(suffix)) ? whole.slice(0, -functions_text(suffix).length) : whole;
    },
    upper: ([value]) => functions_text(value).toUpperCase(),
    zipmap: ([names, values]) => new Map(list(names).map((name, index) => [functions_text(name), list(values)[index] ?? null])),
};
/** `%s`, `%d`, `%v`, `%q` and `%%`; any other verb is not computed. */
function format(pattern, args) {
    let at = 0;
    return pattern.replace(/%(.)/gs, (_whole, verb) => {
        if (verb === '%')
            return '%';
        if (!'sdvq'.includes(verb))
            throw new TypeError(`the verb %${verb}`);
        const value = functions_text(args[at]);
        at += 1;
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
/** A search between slashes is a regular expression in RE2's syntax, which this program does not speak. */
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

;// CONCATENATED MODULE: ./build/plan/evaluate/members.js
/** Elements and attributes of values, and what they are where they are not known. */

function member([target, key]) {
    if (target instanceof values_Unknown)
        return target;
    if (target === undefined || key === undefined)
        return unsupported('nothing');
    if (key instanceof values_Unknown) {
        const all = isList(target) ? target : isObject(target) ? [...target.values()] : [];
        return all.length === 0 ? key : Several.of(all);
    }
    if (isList(target) && (typeof key === 'number' || /^[0-9]+$/.test(String(key)))) {
        return target[Number(key)] ?? unsupported('an element that is not there');
    }
    const text = asText(key);
    if (isObject(target) && text !== null)
        return target.get(text) ?? missing(target, text);
    return unsupported('an element of something that has none');
}
function missing(target, key) {
    return target.has(key) ? null : unsupported(`an element that is not there: ${key}`);
}
function firstIn(values) {
    return values.find((value) => value instanceof values_Unknown) ?? null;
}
function notText(value) {
    return firstUnknown(value) ?? unsupported('a text of a value that has none');
}
function byKey([one], [two]) {
    return one < two ? -1 : 1;
}

;// CONCATENATED MODULE: ./build/plan/evaluate/operators.js
/** HCL's operators on values that may be unknown. */

const NUMERIC = {
    '+': (one, two) => one + two,
    '-': (one, two) => one - two,
    '*': (one, two) => one * two,
    '/': (one, two) => one / two,
    '%': (one, two) => one % two,
    '<': (one, two) => one < two,
    '<=': (one, two) => one <= two,
    '>': (one, two) => one > two,
    '>=': (one, two) => one >= two,
};
/** One operand for `!` and `-`, else two. `false && x` is false and `true || x` true whatever x is. */
function arithmetic(operator, operands) {
    const [one = null, two = null] = operands;
    if (operator === '&&' && (one === false || two === false))
        return false;
    if (operator === '||' && (one === true || two === true))
        return true;
    const unknown = firstUnknown([...operands]);
    if (unknown !== null)
        return unknown;
    if (operator === '==')
        return equal(one, two);
    if (operator === '!=')
        return !equal(one, two);
    if (operator === '&&' || operator === '||')
        return truth(operator === '&&' ? two : one, one, two);
    if (operator === '!')
        return typeof one === 'boolean' ? !one : wrong(operator);
    if (operands.length === 1)
        return typeof one === 'number' ? -one : wrong(operator);
    const compute = NUMERIC[operator];
    const numbers = operands.map((operand) => operand === '' || operand === null ? Number.NaN : Number(operand));
    const [left, right] = numbers;
    if (compute === undefined || left === undefined || right === undefined)
        return wrong(operator);
    const result = compute(left, right);
    return typeof result === 'number' && !isExact(result) ? wrong(operator) : result;
}
/** HCL counts with 512 bits: a result that floating point may have rounded is not computed. */
function isExact(result) {
    return Number.isSafeInteger(result * 1024);
}
function truth(decisive, one, two) {
    return typeof one === 'boolean' && typeof two === 'boolean' && typeof decisive === 'boolean'
        ? one === two && one
        : wrong('a test');
}
function wrong(operator) {
    return unsupported(`${operator} of values that do not fit`);
}

;// CONCATENATED MODULE: ./build/plan/evaluate/evaluate.js
/** Evaluates HCL expressions as far as they can be known before the build, and notes all that they read. */




/** Functions that read files or the environment: the world answers them. */
const WORLD_FUNCTIONS = new Set(['file', 'filebase64', 'templatefile', 'fileset', 'fileexists', 'env']);
class Evaluator {
    world;
    constructor(world) {
        this.world = world;
    }
    evaluate(expression, around) {
        switch (expression.kind) {
            case 'literal':
                return expression.value;
            case 'template': {
                const text = this.template(expression.parts, around);
                return expression.exact ? text : unsupported('a template that takes blanks away');
            }
            case 'tuple':
                return expression.items.map((item) => this.evaluate(item, around));
            case 'object':
                return this.object(expression.entries, around);
            case 'reference':
            case 'access':
                return this.reference(expression, around);
            case 'call':
                return this.call(expression, around);
            case 'conditional':
                return this.conditional(expression, around);
            case 'operation': {
                const operands = expression.operands.map((operand) => this.evaluate(operand, around));
                return overSeveral(operands, (values) => arithmetic(expression.operator, values));
            }
            case 'for':
                return this.for(expression, around);
        }
    }
    /** Where the test is not known, both branches are read and both results are possible. */
    conditional(expression, around) {
        const test = this.evaluate(expression.test, around);
        if (test === true || test === 'true')
            return this.evaluate(expression.yes, around);
        if (test === false || test === 'false')
            return this.evaluate(expression.no, around);
        return Several.of([this.evaluate(expression.yes, around), this.evaluate(expression.no, around)]);
    }
    object(entries, around) {
        const object = new Map();
        let unknownKey = null;
        for (const entry of entries) {
            const key = this.evaluate(entry.key, around);
            const value = this.evaluate(entry.value, around);
            const text = asText(key);
            if (text === null)
                unknownKey = firstUnknown(key) ?? unsupported('a key that is no text');
            else
                object.set(text, value);
        }
        return unknownKey ?? object;
    }
    template(parts, around) {
        const [only] = parts;
        if (parts.length === 1 && only?.kind === 'value')
            return this.evaluate(only.value, around);
        const values = parts.map((part) => this.templatePart(part, around));
        return overSeveral(values, (plain) => {
            const texts = plain.map((value) => value instanceof values_Unknown ? value : (asText(value) ?? notText(value)));
            const unknown = texts.find((text) => text instanceof values_Unknown);
            return unknown ?? texts.join('');
        });
    }
    templatePart(part, around) {
        switch (part.kind) {
            case 'text':
                return part.text;
            case 'value':
                return this.evaluate(part.value, around);
            case 'if': {
                const test = this.evaluate(part.test, around);
                if (test === true)
                    return this.joined(part.yes, around);
                if (test === false)
                    return this.joined(part.no, around);
                return Several.of([this.joined(part.yes, around), this.joined(part.no, around)]);
            }
            case 'for': {
                const collection = this.evaluate(part.collection, around);
                const texts = this.each(collection, part.key, part.item, around, (inner) => this.joined(part.body, inner));
                return texts instanceof values_Unknown
                    ? texts
                    : overSeveral(texts, (plain) => firstIn(plain) ?? plain.join(''));
            }
        }
    }
    /** Unlike a template of one interpolation, a directive's body is always text. */
    joined(parts, around) {
        return parts.length === 0 ? '' : this.template([{ kind: 'text', text: '' }, ...parts], around);
    }
    call(expression, around) {
        let args = expression.args.map((arg) => this.evaluate(arg, around));
        const last = args.at(-1);
        if (expression.spread && last !== undefined) {
            if (!isList(last))
                return firstUnknown(last) ?? unsupported('arguments that are no list');
            args = [...args.slice(0, -1), ...last];
        }
        if (WORLD_FUNCTIONS.has(expression.name)) {
            return overSeveral(args, (plain) => this.world.worldFunction(expression, plain, around));
        }
        return callFunction(expression, args, around);
    }
    for(expression, around) {
        const collection = this.evaluate(expression.collection, around);
        return overSeveral([collection], ([plain]) => this.forOver(expression, plain ?? null, around));
    }
    forOver(expression, collection, around) {
        const entries = [];
        let doubt = null;
        const results = this.each(collection, expression.keyName, expression.itemName, around, (inner) => {
            const wanted = expression.test === null ? true : this.evaluate(expression.test, inner);
            if (wanted === false)
                return null;
            if (wanted !== true)
                doubt = firstUnknown(wanted) ?? unsupported('a test that is neither true nor false');
            const key = expression.key === null ? null : this.evaluate(expression.key, inner);
            entries.push({ key, value: this.evaluate(expression.value, inner) });
            return null;
        });
        if (results instanceof values_Unknown)
            return results;
        if (doubt !== null)
            return doubt;
        if (expression.key === null)
            return entries.map(({ value }) => value);
        const object = new Map();
        for (const { key, value } of entries) {
            const text = asText(key);
            if (text === null)
                return firstUnknown(key) ?? unsupported('a key that is no text');
            const before = object.get(text);
            object.set(text, expression.grouped ? [...(before !== undefined && isList(before) ? before : []), value] : value);
        }
        return object;
    }
    /** Runs `visit` for each element; once with unknown names where the elements are not known, for what it reads. */
    each(collection, keyName, itemName, around, visit) {
        const run = (key, item) => {
            const names = new Map(around.names).set(itemName, item);
            if (keyName !== null)
                names.set(keyName, key);
            return visit({ ...around, names });
        };
        if (isList(collection))
            return collection.map((item, index) => run(index, item));
        if (isObject(collection))
            return [...collection].sort(byKey).map(([key, item]) => run(key, item));
        const unknown = firstUnknown(collection) ?? unsupported('a collection that is none');
        run(unknown, unknown);
        return unknown;
    }
    /** `var.x`, `local.y`, `data.t.n.a` and all that hangs on them. */
    reference(expression, around) {
        const steps = [];
        let root = expression;
        while (root.kind === 'access') {
            steps.unshift(root);
            root = root.target;
        }
        if (root.kind !== 'reference')
            return this.follow(this.evaluate(root, around), steps, around);
        const given = around.names.get(root.name);
        if (given !== undefined)
            return this.follow(given, steps, around);
        const [first, ...others] = steps;
        const name = first === undefined ? null : this.stepName(first.step, around);
        switch (root.name) {
            case 'var':
                if (name === null)
                    return this.everything(root.name, this.world.variableNames(), around);
                if (name === 'artifacts')
                    this.noteArtifact(others[0], around);
                return this.follow(this.world.variable(name, around.reads), others, around);
            case 'local':
                if (name === null)
                    return this.everything(root.name, this.world.localNames(), around);
                return this.follow(this.world.local(name, around.reads), others, around);
            case 'data':
                return this.data(steps, around);
            case 'path':
                return name === null ? unsupported('path') : this.follow(this.world.path(name), others, around);
            case 'packer':
                around.reads.others.add('packer');
                return new values_Unknown({ kind: 'build', name: `packer.${name ?? ''}` });
            default:
                this.follow(unsupported(root.name), steps, around);
                return new values_Unknown({ kind: 'build', name: `${root.name}.${name ?? ''}` });
        }
    }
    /** `var[x]` with an x that is not known may be any variable. */
    everything(root, names, around) {
        for (const name of names) {
            if (root === 'var')
                this.world.variable(name, around.reads);
            else
                this.world.local(name, around.reads);
        }
        if (root === 'var')
            around.reads.artifacts.add('*');
        return unsupported(`${root} as a whole`);
    }
    data(steps, around) {
        const [type, name, attribute, ...others] = steps;
        const parts = [type, name].map((step) => (step === undefined ? null : this.stepName(step.step, around)));
        if (parts.includes(null)) {
            for (const ref of this.world.dataRefs())
                this.world.data(ref, around.reads);
            return unsupported('data as a whole');
        }
        const ref = parts.join('.');
        this.world.data(ref, around.reads);
        const field = attribute === undefined ? null : this.stepName(attribute.step, around);
        const value = new values_Unknown({ kind: 'data', ref, attribute: field ?? '' });
        return others.length === 0
            ? value
            : this.follow(new values_Unknown({ kind: 'data', ref, attribute: '' }), others, around);
    }
    noteArtifact(next, around) {
        around.reads.artifacts.add((next === undefined ? null : this.stepName(next.step, around)) ?? '*');
    }
    stepName(step, around) {
        if (step.kind === 'attribute')
            return step.name;
        if (step.kind === 'splat')
            return null;
        const index = this.evaluate(step.index, around);
        return typeof index === 'string' ? index : null;
    }
    follow(value, accesses, around) {
        return accesses.reduce((current, { step }) => this.step(current, step, around), value);
    }
    step(target, step, around) {
        if (step.kind === 'attribute')
            return overSeveral([target, step.name], member);
        if (step.kind === 'index')
            return overSeveral([target, this.evaluate(step.index, around)], member);
        return overSeveral([target], ([plain]) => {
            if (plain === undefined || plain === null)
                return [];
            if (plain instanceof values_Unknown)
                return plain;
            const items = isList(plain) ? plain : [plain];
            return items.map((item) => step.steps.reduce((now, inner) => this.step(now, inner, around), item));
        });
    }
}

;// CONCATENATED MODULE: ./build/plan/world.js
/** What `var`, `local`, `data` and the functions that read files mean in one folder of templates. */






/** Stands for the folder of Go binaries, which the action fills in: no real path begins so. */
const AGENT_DIR = '/\u0000agent';
/** In a file that `templatefile` fills in, these would read further files. */
const READS_FILES = /\b(file|filebase64|fileset|fileexists|templatefile)\s*\(/;
class TemplateWorld {
    evaluator;
    definitions;
    files;
    /** What a variable is that the action gives a value, instead of the value that it has by itself. */
    roles;
    locals = new Map();
    dataReads = new Map();
    constructor(definitions, files, roles) {
        this.definitions = definitions;
        this.files = files;
        this.roles = roles;
        this.evaluator = new Evaluator(this);
    }
    variable(name, reads) {
        reads.variables.add(name);
        const role = this.roles.get(name);
        if (role === AGENT_DIR)
            reads.others.add('agent');
        return role ?? this.definitions.variables.value(name) ?? unsupported(`var.${name}`);
    }
    /** Each local is evaluated once; what it reads is read by whoever reads it. */
    local(name, reads) {
        const known = this.locals.get(name);
        if (known !== undefined) {
            reads.merge(known.reads);
            return known.value;
        }
        const definition = this.definitions.locals.get(name);
        const own = new Reads();
        own.locals.add(name);
        // While it is evaluated it stands for something unknown, which ends a circle; Packer refuses circles.
        this.locals.set(name, { value: unsupported(`local.${name}`), reads: own });
        if (definition === undefined)
            return unsupported(`local.${name}`);
        const around = { names: new Map(), reads: own, file: definition.file };
        const value = this.evaluator.evaluate(definition.at.value, around);
        this.locals.set(name, { value, reads: own });
        reads.merge(own);
        return value;
    }
    data(ref, reads) {
        let own = this.dataReads.get(ref);
        const definition = this.definitions.data.get(ref);
        if (own === undefined) {
            own = new Reads();
            own.data.add(ref);
            this.dataReads.set(ref, own);
            if (definition !== undefined) {
                readBody(this.evaluator, definition.at.body, { names: new Map(), reads: own, file: definition.file }, true);
            }
        }
        reads.merge(own);
        return definition !== undefined;
    }
    variableNames() {
        return this.definitions.variables.names();
    }
    localNames() {
        return this.definitions.locals.keys();
    }
    dataRefs() {
        return this.definitions.data.keys();
    }
    path(name) {
        if (name === 'root')
            return this.definitions.folder;
        return name === 'cwd' ? this.definitions.cwd : unsupported(`path.${name}`);
    }
    /** Packer takes these functions' paths relative to the templates' folder, but filebase64's relative to where it runs. */
    worldFunction(call, args, around) {
        const [path = null, pattern = null] = args;
        const doubt = () => {
            around.reads.doubt({ what: `${call.name}()`, file: around.file, line: call.line });
            return firstUnknown([...args]) ?? unsupported(`${call.name}()`);
        };
        if (typeof path !== 'string' || path.startsWith(AGENT_DIR) || path.startsWith('~'))
            return doubt();
        if (call.name === 'env')
            return unsupported('env() outside of a default');
        const base = call.name === 'filebase64' ? this.definitions.cwd : this.definitions.folder;
        const full = absolute(base, path);
        if (call.name === 'fileset') {
            return typeof pattern === 'string' ? (this.fileset(full, pattern, around) ?? doubt()) : doubt();
        }
        around.reads.files.add(full);
        const content = this.files.content(full);
        switch (call.name) {
            case 'file':
                return content?.toString('utf8') ?? unsupported(`a file that is not there: ${path}`);
            case 'filebase64':
                return content?.toString('base64') ?? unsupported(`a file that is not there: ${path}`);
            case 'fileexists':
                return content !== null;
            default:
                if (READS_FILES.test(content?.toString('utf8') ?? ''))
                    doubt();
                return firstUnknown([...args]) ?? unsupported('templatefile()');
        }
    }
    fileset(folder, pattern, around) {
        const matches = globMatcher(pattern);
        if (matches === null)
            return null;
        around.reads.listings.add(`${folder}\u0000${pattern}`);
        return this.files.list(folder).filter(matches);
    }
}
/**
 * Reads all attributes of a body and of the blocks in it. With `region`, an attribute `region = var.x` chooses where
 * the build runs and is no input of the image.
 */
function readBody(evaluator, body, around, region) {
    const values = new Map();
    for (const { name, value } of body.attributes) {
        const chooses = region && name === 'region' && isVariable(value);
        values.set(name, evaluator.evaluate(value, chooses ? { ...around, reads: new Reads() } : around));
    }
    for (const block of expandBlocks(body, evaluator, around)) {
        readBody(evaluator, block.body, { ...around, names: block.names }, false);
    }
    return values;
}
function isVariable(value) {
    return (value.kind === 'access' &&
        value.step.kind === 'attribute' &&
        value.target.kind === 'reference' &&
        value.target.name === 'var');
}
/** The reason of a value that is not known, if it is of that kind. */
function isUnknown(value, kind) {
    return value instanceof Unknown && value.reason.kind === kind;
}

;// CONCATENATED MODULE: ./build/plan/references.js
/** What one recipe reads, soundly: where a path cannot be known, that is noted, and the whole folder counts. */







/** Attributes of a source that name a file of the machine that runs Packer, and have a say in the image. */
const SOURCE_FILES = ['user_data_file'];
/** What comes after the image is made, as post-processors do, has no say in it. */
const PROVISIONERS = new Set(['provisioner', 'error-cleanup-provisioner']);
function readRecipe(recipe, templates, world) {
    const reader = new RecipeReader(recipe, templates, world);
    return reader.read();
}
class RecipeReader {
    recipe;
    templates;
    world;
    reads = new Reads();
    types = [];
    constructor(recipe, templates, world) {
        this.recipe = recipe;
        this.templates = templates;
        this.world = world;
    }
    read() {
        const { source, addition } = this.recipe;
        const values = new Map();
        let filter = null;
        for (const block of [source, ...(addition === null ? [] : [addition])]) {
            const around = this.around(block);
            for (const [name, value] of readBody(this.world.evaluator, block.body, around, true))
                values.set(name, value);
            for (const inner of expandBlocks(block.body, this.world.evaluator, around)) {
                if (inner.type !== 'source_ami_filter')
                    continue;
                filter = { body: inner.body, around: { ...around, names: inner.names, reads: new Reads() } };
            }
        }
        for (const name of SOURCE_FILES)
            this.path(values.get(name) ?? null, name, source.file, source.span);
        const parts = [
            this.part('source', source, [source.span]),
            ...(addition === null ? [] : [this.part('source in the build', addition, [addition.span])]),
            this.buildPart(),
        ];
        const region = values.get('region');
        return {
            reads: this.reads,
            parts,
            source: sourceImage({ sourceAmi: values.get('source_ami'), filter }, this.templates, this.world),
            region: typeof region === 'string' ? region : null,
            plugins: [...this.templates.plugins.keys()].filter((plugin) => plugin !== 'amazon' && this.uses(plugin)),
        };
    }
    /** A plugin's parts are called as the plugin, or begin with its name and a dash. */
    uses(plugin) {
        const types = [...this.types, ...[...this.reads.data].map((ref) => ref.split('.')[0] ?? '')];
        return types.some((type) => type === plugin || type.startsWith(`${plugin}-`));
    }
    /** Names that Packer gives inside a source and a build. */
    around(block) {
        // The name that a dynamic block gives comes first: its iterator may be called source.
        const names = new Map([
            ['source', sourceNames(this.recipe)],
            ['build', new Map([['name', this.recipe.buildName]])],
            ...block.names,
        ]);
        return { names, reads: this.reads, file: block.file };
    }
    /** The build's name and those blocks that are for this source, in their order. */
    buildPart() {
        const { build } = this.recipe;
        const around = this.around(build);
        const spans = [];
        for (const block of expandBlocks(build.body, this.world.evaluator, around)) {
            if (block.type === 'source')
                continue;
            const inner = { ...around, names: block.names };
            if (block.type === 'post-processors') {
                spans.push(block.span);
                for (const one of expandBlocks(block.body, this.world.evaluator, inner)) {
                    if (this.isForThis(one, inner))
                        this.readStep(one, { ...inner, names: one.names });
                }
            }
            else if (this.isForThis(block, inner)) {
                spans.push(block.span);
                this.readStep(block, inner);
            }
        }
        return this.part('build', build, [...new Set(spans)]);
    }
    part(what, block, spans) {
        const { file } = block;
        return { what, file, canonical: spans.map((span) => this.templates.canonical(file, span)).join('\n\n') };
    }
    /** `only` and `except` hold `type.name` of sources; what is not known is for all. */
    isForThis(block, around) {
        const ref = `${this.recipe.builder}.${this.recipe.sourceName}`;
        const listed = (name) => {
            const at = attribute(block.body, name);
            return at === undefined
                ? null
                : this.world.evaluator.evaluate(at.value, { ...around, names: block.names });
        };
        const only = listed('only');
        const except = listed('except');
        if (isList(only) &&
            only.length > 0 &&
            only.every((one) => typeof one === 'string') &&
            !only.includes(ref)) {
            return false;
        }
        return !(isList(except) && except.includes(ref));
    }
    readStep(block, around) {
        const [type] = block.labels;
        const values = readBody(this.world.evaluator, block.body, around, false);
        const at = { file: around.file, line: block.span.line };
        this.types.push(type ?? '');
        if (!PROVISIONERS.has(block.type))
            return;
        if (type === undefined || type === null)
            this.reads.doubt({ what: `a ${block.type} of unknown type`, ...at });
        for (const override of this.overrides(values.get('override') ?? null, around.file, block.span)) {
            for (const [name, value] of override)
                values.set(name, Several.of([value, values.get(name) ?? value]));
        }
        const { paths, doubt, mayAppear } = provisionerReads(type ?? '', values);
        if (doubt !== null)
            this.reads.doubt({ what: doubt, ...at });
        for (const { name, value } of paths)
            this.path(value, name, around.file, block.span, mayAppear);
        if (doubt !== null)
            for (const [name, value] of values)
                this.pathIfThere(value, name);
    }
    overrides(value, file, { line }) {
        if (value === null)
            return [];
        const own = isObject(value) ? (value.get(this.recipe.sourceName) ?? null) : unsupported('override');
        if (own === null)
            return [];
        if (isObject(own))
            return [own];
        this.reads.doubt({ what: 'override', file, line });
        return [];
    }
    /** Notes the file or folder that a value names. `mayAppear`: it need not be there yet. */
    path(value, what, file, span, mayAppear = false) {
        if (value === null || value === '')
            return;
        if (isList(value))
            for (const item of value)
                this.path(item, what, file, span, mayAppear);
        else if (value instanceof Several)
            for (const one of value.options)
                this.path(one, what, file, span, mayAppear);
        else if (typeof value === 'string' && value.startsWith(AGENT_DIR))
            this.reads.others.add('agent');
        else if (typeof value === 'string' && isLocalPath(value)) {
            const full = absolute(this.templates.cwd, value);
            this.reads.files.add(full);
            if (mayAppear && !this.templates.files.exists(full)) {
                this.reads.doubt({
                    what: `${what} ${JSON.stringify(value)}, which appears during the build`,
                    file,
                    line: span.line,
                });
            }
        }
        else
            this.reads.doubt({ what, file, line: span.line });
    }
    /** In a provisioner that is not known, whatever names something that exists is taken to be read. */
    pathIfThere(value, what) {
        if (isList(value))
            for (const item of value)
                this.pathIfThere(item, what);
        if (typeof value !== 'string' || value === '' || value.length > 4096 || value.includes('\0'))
            return;
        const full = absolute(this.templates.cwd, value);
        if (this.templates.files.exists(full))
            this.reads.files.add(full);
    }
}
/** What `source.type` and `source.name` are. */
function sourceNames({ builder, sourceName }) {
    return new Map([
        ['type', builder],
        ['name', sourceName],
    ]);
}

;// CONCATENATED MODULE: ./build/plan/names.js
/** What an AMI will be called, as its template's own `ami_name` says. */






/** The part of the fingerprint that a name holds. */
const NAME_LENGTH = 12;
/**
 * The name that nothing among `images` has: usually that of the fingerprint; where an image of no use occupies it, the
 * name of a hash of it, the same for everybody who sees that image.
 */
function freeAmiName(made, templates, roles, images) {
    const nameOf = (aside) => amiName(made.recipe, templates, roles, asideOf(made.fingerprint, aside));
    const { name, aside } = freeName(images, nameOf);
    return { name, fingerprint: asideOf(made.fingerprint, aside) };
}
/** The name with `*` for the fingerprint; null where the name is not known beforehand. */
function namePattern(made, templates, roles) {
    const name = amiName(made.recipe, templates, roles, made.fingerprint);
    return name?.replace(made.fingerprint.slice(0, NAME_LENGTH), '*') ?? null;
}
function asideOf(fingerprint, aside) {
    return aside === 0 ? fingerprint : (0,external_node_crypto_.createHash)('sha256').update(`${fingerprint} ${aside}`).digest('hex');
}
function amiName(recipe, templates, roles, fingerprint) {
    const { source, addition } = recipe;
    const at = [addition, source].flatMap((block) => {
        const found = block === null ? undefined : attribute(block.body, 'ami_name');
        return block === null || found === undefined ? [] : [{ block, value: found.value }];
    })[0];
    if (at === undefined)
        return null;
    const known = new Map(roles.values);
    if (known.has('fingerprint'))
        known.set('fingerprint', fingerprint);
    const world = new TemplateWorld({ ...templates }, templates.files, known);
    const names = new Map([['source', sourceNames(recipe)], ...at.block.names]);
    const value = world.evaluator.evaluate(at.value, { names, reads: new Reads(), file: at.block.file });
    return typeof value === 'string' ? value : null;
}

;// CONCATENATED MODULE: ./build/plan/decide.js
/** Decides for each AMI, with everything known: taken, awaited or built, and how. */






const decide_NOTHING = { kind: 'none', words: [], leftovers: [] };
class Decider {
    known;
    images;
    verdicts;
    /** `made` are all recipes that were asked for and their parents. */
    constructor(known, made) {
        this.known = known;
        this.images = known.images ?? [];
        this.verdicts = new Map(made.map((one) => [one.recipe, this.verdictOf(one)]));
    }
    decide(made) {
        const verdict = this.verdicts.get(made.recipe) ?? decide_NOTHING;
        const { recipe, fingerprint, leaves, doubts } = made;
        const notes = doubts.map((doubt) => `the whole folder counts as input, because of ${doubt}`);
        const planned = { ami: recipe.name, fingerprint, versions: this.versionsOf(made), leaves, notes };
        switch (verdict.kind) {
            case 'available':
                return {
                    decision: 'reuse',
                    ...planned,
                    why: [`${verdict.image.id} is made of the same`],
                    image: verdict.image,
                };
            case 'pending': {
                const why = [`${verdict.image.id} is being made of the same by another run`];
                return { decision: 'pending', ...planned, ...this.order(made), why, image: verdict.image };
            }
            case 'none':
                return { decision: 'build', ...planned, ...this.order(made), why: this.why(made, verdict.words) };
        }
    }
    verdictOf(made) {
        const { recipe, fingerprint, opaque } = made;
        const { templates, roles, now } = this.known;
        if (opaque.length > 0)
            return decide_NOTHING;
        const { name } = freeAmiName(made, templates, roles, []);
        return findExisting(this.images, { ami: recipe.name, fingerprint, name }, now);
    }
    why(made, words) {
        if (this.known.images === null)
            return ['without AWS credentials nobody can say whether it exists'];
        if (made.opaque.length > 0)
            return made.opaque.map((reason) => `always built: ${reason}`);
        if (words.length > 0)
            return [...words];
        const earlier = newestOf(this.images, made.recipe.name);
        if (earlier === null)
            return [`no image of it exists in ${this.known.region}`];
        const remembered = leavesFromTags(earlier.tags);
        const release = earlier.tags[tagKeys.release];
        const since = `since ${earlier.id}${release === undefined ? '' : ` (${release})`}`;
        const { templates } = this.known;
        const causes = remembered === null ? [] : changes(remembered, made.leaves, (name) => shownFile(templates, name));
        if (causes.length === 0)
            return [`something changed ${since} that it does not remember`];
        return causes.map((cause, index) => (index === causes.length - 1 ? `${cause} ${since}` : cause));
    }
    order(made) {
        const { templates, roles, mirror } = this.known;
        const { recipe, fingerprint, sourceAmi } = made;
        const own = this.verdicts.get(recipe);
        const leftovers = own?.kind === 'none' ? own.leftovers : [];
        const staying = this.images.filter((image) => !leftovers.includes(image));
        const name = freeAmiName(made, templates, roles, staying);
        const parent = made.parents
            .map(({ variable, recipe: of }) => ({ variable, verdict: this.verdicts.get(of) }))
            .find(({ verdict }) => verdict?.kind === 'available');
        const base = parent?.verdict?.kind === 'available' ? parent.verdict.image.id : null;
        const role = (variable) => roles.values.has(variable);
        const artifacts = this.artifactsOf(made);
        const variables = { ...templates.given };
        for (const [key, { version }] of Object.entries(artifacts)) {
            variables[artifactVariables[key]] = version;
        }
        if (role('artifacts')) {
            variables['artifacts'] = Object.fromEntries(Object.entries(artifacts).map(([key, one]) => [key, { ...one }]));
        }
        if (role('source_ami'))
            variables['source_ami'] = sourceAmi ?? '';
        if (role('fingerprint'))
            variables['fingerprint'] = name.fingerprint;
        if (role('mirror'))
            variables['mirror'] = mirror ?? '';
        if (parent !== undefined && base !== null)
            variables[parent.variable] = base;
        return {
            only: recipe.only,
            amiName: name.name,
            nameTakenBy: staying.find((image) => image.name === name.name)?.id ?? null,
            leftovers,
            sourceAmi,
            baseAmi: base,
            variables,
            fills: ['run_tags', 'ami_tags', 'agent_dir'].filter((variable) => role(variable) && (variable !== 'agent_dir' || made.references.reads.others.has('agent'))),
            tags: {
                [tagKeys.ami]: recipe.name,
                [tagKeys.fingerprint]: fingerprint,
                ...(sourceAmi === null ? {} : { [tagKeys.sourceAmi]: sourceAmi }),
                ...versionsTag(this.versionsOf(made)),
                ...leavesToTags(made.leaves),
            },
        };
    }
    artifactsOf(made) {
        const names = neededArtifacts(made.references, this.known.templates, this.known.roles);
        return Object.fromEntries(names.flatMap((name) => {
            const artifact = this.known.artifacts[name];
            return artifact === undefined ? [] : [[name, artifact]];
        }));
    }
    /** Resolved artifacts, and the values of other variables that are called versions. */
    versionsOf(made) {
        const versions = {};
        for (const { kind, name, value } of made.leaves) {
            if (value === null)
                continue;
            if (kind === 'artifact')
                versions[name] = value;
            if (kind === 'variable' && name.endsWith('_version'))
                versions[name.slice(0, -'_version'.length)] = value;
        }
        return versions;
    }
}
function versionsTag(versions) {
    const text = Object.entries(versions)
        .map(([name, version]) => `${name}=${version}`)
        .join(' ');
    return text === '' ? {} : { [tagKeys.versions]: text.slice(0, 256) };
}

;// CONCATENATED MODULE: ./build/plan/roles.js
/**
 * Variables that the action fills in itself where templates declare them. A variable has its role only while its own
 * value is empty ("", {} or none): a template that uses such a name for something of its own keeps it.
 */



/** Of no consequence for the image's content: never part of a fingerprint. */
const OF_THE_RUN = new Set(['run_tags', 'ami_tags', 'fingerprint', 'mirror']);
/** Throws a ConfigurationError where a user sets what only the action can know. */
function rolesOf(templates) {
    const values = new Map();
    const parents = new Map();
    for (const name of templates.variables.names()) {
        const role = isEmpty(templates.variables.value(name)) ? roleOf(name) : null;
        const parent = parentOf(name, templates.recipes);
        if (role !== null)
            values.set(name, role);
        else if (parent !== null && isEmpty(templates.variables.value(name))) {
            values.set(name, new values_Unknown({ kind: 'parent', variable: name }));
            parents.set(name, parent);
        }
    }
    const taken = [...OF_THE_RUN, 'artifacts'].filter((name) => name in templates.given);
    if (taken.length > 0) {
        throw new errors/* ConfigurationError */.j1(taken.map((name) => `Input variables: ${name} is set by the action itself; remove it, or give the variable another name`));
    }
    return { values, parents };
}
function roleOf(name) {
    if (OF_THE_RUN.has(name))
        return new values_Unknown({ kind: 'action', variable: name });
    if (name === 'artifacts')
        return new values_Unknown({ kind: 'artifacts' });
    if (name === 'source_ami')
        return new values_Unknown({ kind: 'source' });
    return name === 'agent_dir' ? AGENT_DIR : null;
}
/** `gpu_worker_ami` takes the AMI of `gpu-worker` or `gpu_worker`. */
function parentOf(variable, recipes) {
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

;// CONCATENATED MODULE: ./build/plan/survey.js
/** Everything that the wanted recipes and the recipes they can start from read, found before anything is asked. */







/**
 * Reads the recipes. Throws a ConfigurationError for a variable without a value, a build in another region than the
 * action's, and recipes that start from each other.
 */
function survey(templates, wanted, region) {
    const roles = rolesOf(templates);
    const world = new TemplateWorld({ ...templates }, templates.files, roles.values);
    const recipes = withParents(templates, wanted, roles, world);
    const faults = [...unsetVariables(templates, roles), ...wrongRegions(recipes, templates, region)];
    if (faults.length > 0)
        throw new errors/* ConfigurationError */.j1(faults);
    const artifacts = new Set(recipes.flatMap(({ references }) => neededArtifacts(references, templates, roles)));
    const versions = {};
    for (const name of artifacts) {
        const variable = artifactVariables[name];
        versions[variable] = String(templates.variables.value(variable) ?? '');
    }
    const queries = recipes.flatMap(({ references }) => queriesOf(references, templates, world));
    const needsAgent = recipes.some(({ references }) => references.reads.others.has('agent'));
    return { roles, world, recipes, artifacts, versions, queries, needsAgent };
}
function withParents(templates, wanted, roles, world) {
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
        const references = readRecipe(recipe, templates, world);
        const parents = [...roles.parents]
            .filter(([variable, parent]) => parent !== recipe && references.reads.variables.has(variable))
            .map(([variable, parent]) => ({ variable, recipe: parent }));
        const depths = new Map(parents.map((parent) => [parent, depthOf(visit(parent.recipe, [...children, recipe]), done)]));
        const nearestFirst = parents.sort((one, two) => (depths.get(two) ?? 0) - (depths.get(one) ?? 0));
        const surveyed = { recipe, references, parents: nearestFirst };
        done.set(recipe, surveyed);
        return surveyed;
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
function queriesOf(references, templates, world) {
    const images = [
        references.source,
        ...[...references.reads.data].map((ref) => dataImage(ref, templates, world)),
    ];
    return images.flatMap((image) => (image.kind === 'query' ? [image.query] : []));
}
/** Packer refuses to build while any variable has no value, also one that nothing reads. */
function unsetVariables({ variables }, roles) {
    return [...variables.declared.values()]
        .filter(({ name }) => variables.value(name) === undefined && !roles.values.has(name))
        .map(({ name, file, line }) => `${file}:${line}: the variable ${name} has no value; give one by the input variables, or a default`);
}
function wrongRegions(recipes, { shown }, region) {
    return recipes.flatMap(({ recipe, references }) => references.region === null || references.region === region
        ? []
        : [
            `${recipe.name} is built in ${references.region}, as its template in ${shown} says, but the input aws-region ` +
                `is ${region}; set the input, or write region = var.aws_region`,
        ]);
}

;// CONCATENATED MODULE: ./build/plan/planner.js
/** The plan of a run: for every AMI whether it is taken, awaited or built, from what, and why. */







/** Makes the plan. Asks the world as often as there are distinct source images and artifacts, however many AMIs. */
async function plan(request, lookups) {
    const { templates, region } = request;
    const found = survey(templates, request.recipes, region);
    const [artifacts, imageIds, agentDigest] = await Promise.all([
        artifactsOf(found, request, lookups),
        lookUpImages(found.queries, lookups.aws, request.lock?.images[region] ?? {}),
        found.needsAgent ? (request.lock?.agent ?? lookups.binariesDigest()) : null,
    ]);
    const { pluginVersion, packerVersion } = request;
    const findings = {
        artifacts,
        image: (query) => imageIds.get(queryKey(query)) ?? null,
        agentDigest,
        pluginVersion,
        packerVersion,
    };
    const made = fingerprints(found, templates, findings);
    const patterns = made.map((one) => ({
        ami: one.recipe.name,
        name: namePattern(one, templates, found.roles),
    }));
    const images = lookups.aws === null ? null : await existingImages(patterns, lookups.aws);
    const { mirror } = request;
    const known = { templates, region, mirror, roles: found.roles, artifacts, images, now: lookups.now() };
    const decider = new Decider(known, made);
    const wanted = new Set(request.recipes);
    return {
        items: made.filter(({ recipe }) => wanted.has(recipe)).map((one) => decider.decide(one)),
        region,
        lock: lockOf(found.versions, artifacts, {
            images: { [region]: Object.fromEntries(imageIds) },
            agent: agentDigest,
        }),
    };
}
async function artifactsOf(found, { lock = null, lockShown }, lookups) {
    if (lock !== null)
        return lockedArtifacts(lock, found.artifacts, found.versions, lockShown);
    return resolveArtifacts({ artifacts: found.artifacts, versions: found.versions }, lookups);
}
/**
 * What a lock file for these recipes holds, resolved anew. `request.lock` is not looked at.
 * For `mode: lock`, which writes it.
 */
async function makeLock({ templates, recipes, region }, fetch) {
    const { artifacts, versions } = survey(templates, recipes, region);
    return lockOf(versions, await resolveArtifacts({ artifacts, versions }, fetch));
}
function fingerprints(found, templates, findings) {
    const { world, roles } = found;
    const byName = new Map();
    return found.recipes.map((surveyed) => {
        const { recipe, references } = surveyed;
        const parents = new Map(surveyed.parents.map((parent) => [parent.recipe.name, byName.get(parent.recipe.name) ?? '']));
        const ingredients = ingredientsOf({ recipe, references, templates, world, roles, findings, parents });
        const fingerprint = fingerprintOf(recipe.name, ingredients.leaves);
        byName.set(recipe.name, fingerprint);
        return { ...surveyed, ...ingredients, fingerprint };
    });
}

;// CONCATENATED MODULE: ./build/plan/select.js
/** Which of a folder's recipes are asked for. */

/** The recipes of the names, in order of the templates; `all` are all AMIs. Throws a ConfigurationError of nameFaults. */
function selectRecipes(templates, ami) {
    const faults = nameFaults(templates.recipes, ami, templates.shown);
    if (faults.length > 0)
        throw new errors/* ConfigurationError */.j1(faults);
    return templates.recipes.filter(({ foreign, name }) => foreign === null && (ami === 'all' || ami.includes(name)));
}
/** Every name that is unknown or cannot be built, each with what there is. `shown` is what the folder is called. */
function nameFaults(recipes, ami, shown) {
    const amis = recipes.filter(({ foreign }) => foreign === null);
    const known = amis.map(({ name }) => name).join(', ') || 'none';
    if (ami === 'all')
        return amis.length === 0 ? [`${shown} has no amazon-ebs build`] : [];
    return [...new Set(ami)].flatMap((name) => {
        const recipe = recipes.find((one) => one.name === name);
        if (recipe === undefined) {
            return [`ami: there is no ${JSON.stringify(name)} in ${shown}; there are: ${known}`];
        }
        return recipe.foreign === null
            ? []
            : [`ami: ${name} cannot be built: ${recipe.foreign}; there are: ${known}`];
    });
}

;// CONCATENATED MODULE: ./build/plan/definitions.js
/** What files of templates define besides variables, sources and builds: locals, data sources, required plugins. */

const TOP_LEVEL = new Set('packer source variables variable locals local data build hcp_packer_registry communicator dynamic'.split(' '));
/** Throws a ConfigurationError for what is defined twice and for blocks that Packer does not know. */
function definitionsIn(files) {
    const locals = new Map();
    const data = new Map();
    const faults = [];
    const add = (into, kind, name, file, at) => {
        const before = into.get(name);
        if (before !== undefined) {
            const first = `${before.file}:${before.at.line}`;
            faults.push(faultAt(file, at, `the ${kind} ${JSON.stringify(name)} is declared twice, first at ${first}`));
        }
        into.set(name, { file: file.path, at, canonical: file.canonical(at) });
    };
    for (const file of files) {
        for (const block of file.body.blocks) {
            if (!TOP_LEVEL.has(block.type)) {
                faults.push(faultAt(file, block, `Packer knows no block ${JSON.stringify(block.type)} here`));
            }
            const [first = '', second = ''] = block.labels;
            if (block.type === 'data')
                add(data, 'data source', `${first}.${second}`, file, block);
            if (block.type === 'locals')
                for (const at of block.body.attributes)
                    add(locals, 'local', at.name, file, at);
            if (block.type === 'local') {
                const at = block.body.attributes.find(({ name }) => name === 'expression');
                if (at !== undefined)
                    add(locals, 'local', first, file, at);
            }
        }
    }
    if (faults.length > 0)
        throw new errors/* ConfigurationError */.j1(faults);
    return { locals, data };
}
/** By the name that `required_plugins` gives it: constraint and source as written. */
function requiredPlugins(files) {
    const plugins = new Map();
    for (const file of files) {
        const required = file.body.blocks
            .filter(({ type }) => type === 'packer')
            .flatMap(({ body }) => body.blocks.filter(({ type }) => type === 'required_plugins'));
        for (const { body } of required) {
            for (const at of body.attributes)
                plugins.set(at.name, file.canonical(at.value));
        }
    }
    return plugins;
}
function faultAt(file, at, message) {
    const { line, column } = at;
    return { message: `${file.path}:${line}:${column}: ${message}`, place: { file: file.path, line, column } };
}

;// CONCATENATED MODULE: ./build/plan/hcl/text.js
/** The text inside quotes and heredocs, as HCL's specification reads it. */
const ESCAPES = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
/** What stands between two quotes, with `\n`, `\uNNNN`, `$${` and the like resolved. */
function stringLiteral(raw) {
    return templateText(raw.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gs, (whole, short, long, one) => {
        const code = short ?? long;
        if (code !== undefined)
            return String.fromCodePoint(Number.parseInt(code, 16));
        return ESCAPES[one ?? ''] ?? whole;
    }));
}
/** A heredoc knows no backslash; `$${` and `%%{` stand for themselves in both. */
function templateText(raw) {
    return raw.replaceAll('$${', '${').replaceAll('%%{', '%{');
}
/**
 * What `<<-` does: the smallest indentation of all lines is taken from each.
 * `pieces` are the literal texts between interpolations; a line begins where one begins or after a newline in one.
 */
function withoutIndentation(pieces) {
    let least = Number.POSITIVE_INFINITY;
    eachLineStart(pieces, (line, isWhole) => {
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
        const cut = lines.map((line, index) => index > 0 || atLineStart ? line.slice(Math.min(least, line.length - line.trimStart().length)) : line);
        atLineStart = lines.at(-1) === '' && lines.length > 1;
        return cut.join('\n');
    });
}
function eachLineStart(pieces, visit) {
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

;// CONCATENATED MODULE: ./build/plan/hcl/template-strings.js
/** Quoted templates and heredocs of the parser's tree to plain data. */

/** A strip marker, or what looks like one. */
const STRIPS = /[$%]\{~|~\}/;
/** Where a node stands; the parser counts lines and columns from 0, people from 1. */
function spanOf(node) {
    const { row, column } = node.startPosition;
    return { start: node.startIndex, end: node.endIndex, line: row + 1, column: column + 1 };
}
/** A node's children without comments. */
function significant(node) {
    return node.children.filter((child) => child.type !== 'comment');
}
/** Reads a `template_expr`; `read` reads the expressions inside it. */
function readTemplate(node, text, read) {
    const inner = node.firstChild;
    if (inner === null)
        throw new Error('a template without content');
    const children = significant(inner);
    const heredoc = inner.type === 'heredoc_template';
    const first = heredoc ? children[1] : children[0];
    const last = children.at(-1);
    if (first === undefined || last === undefined)
        throw new Error('half a template');
    const from = heredoc ? text.indexOf('\n', first.endIndex) + 1 : first.endIndex;
    const to = heredoc ? Math.max(from, text.lastIndexOf('\n', last.startIndex - 1) + 1) : last.startIndex;
    const parts = new TemplateReader(text, heredoc, read).parts(children, from, to);
    const stripped = STRIPS.test(text.slice(from, to));
    const flush = heredoc && children[0]?.type === 'heredoc_start' && children[0].text === '<<-';
    const exact = !stripped && !(flush && parts.some(({ kind }) => kind === 'if' || kind === 'for'));
    return { kind: 'template', ...spanOf(node), parts: flush ? unindented(parts) : parts, exact };
}
class TemplateReader {
    text;
    heredoc;
    read;
    constructor(text, heredoc, read) {
        this.text = text;
        this.heredoc = heredoc;
        this.read = read;
    }
    /** Text is what stands between the nodes: the parser's own text nodes have lost the blanks at their ends. */
    parts(children, from, to) {
        const parts = [];
        let at = from;
        for (const child of children) {
            if (child.type !== 'template_interpolation' && child.type !== 'template_directive')
                continue;
            parts.push(...this.literal(at, child.startIndex));
            at = child.endIndex;
            if (child.type === 'template_directive')
                parts.push(this.directive(child));
            else {
                const value = child.children.find((part) => part.type === 'expression');
                if (value !== undefined)
                    parts.push({ kind: 'value', value: this.read(value) });
            }
        }
        parts.push(...this.literal(at, to));
        return parts;
    }
    literal(start, end) {
        const raw = this.text.slice(start, Math.max(start, end));
        return raw === '' ? [] : [{ kind: 'text', text: this.heredoc ? templateText(raw) : stringLiteral(raw) }];
    }
    directive(node) {
        const inner = node.firstChild;
        if (inner === null)
            throw new Error('a directive without content');
        const children = significant(inner);
        const isIf = inner.type === 'template_if';
        const marks = children.filter((child) => /^template_(for|if|else)_(start|intro|end)$/.test(child.type));
        const [open] = marks;
        const close = marks.at(-1);
        if (open === undefined || close === undefined)
            throw new Error('half a directive');
        const expression = open.children.find((part) => part.type === 'expression');
        if (expression === undefined)
            throw new Error('a directive without a value');
        const between = (start, end) => this.parts(children.filter((child) => child.startIndex >= start.endIndex && child.endIndex <= end.startIndex), start.endIndex, end.startIndex);
        const value = this.read(expression);
        if (isIf) {
            const other = marks.length > 2 ? marks[1] : undefined;
            const yes = between(open, other ?? close);
            return { kind: 'if', test: value, yes, no: other === undefined ? [] : between(other, close) };
        }
        const names = open.children.filter((part) => part.type === 'identifier').map((part) => this.raw(part));
        const key = names.length > 1 ? (names[0] ?? null) : null;
        return { kind: 'for', key, item: names.at(-1) ?? '', collection: value, body: between(open, close) };
    }
    raw(node) {
        return this.text.slice(node.startIndex, node.endIndex);
    }
}
function unindented(parts) {
    const cut = withoutIndentation(parts.map((part) => (part.kind === 'text' ? part.text : null)));
    return parts.map((part, index) => {
        const text = cut[index];
        return part.kind === 'text' && typeof text === 'string' ? { kind: 'text', text } : part;
    });
}

;// CONCATENATED MODULE: ./build/plan/hcl/expressions.js
/** Expressions of the parser's tree to plain data. Every kind of node is known here; another one is a bug. */


/** Reads expressions of one file and collects its tokens on the way. */
class ExpressionReader {
    text;
    /** Start and end of each token, in order of the file; a whole string or heredoc is one token. */
    tokens = [];
    constructor(text) {
        this.text = text;
    }
    /** Notes a node as a token and returns its text. */
    token(node) {
        this.tokens.push({ start: node.startIndex, end: node.endIndex });
        return this.raw(node);
    }
    /**
     * The tokens between two offsets, a line each: what is left when comments and layout are taken away. A string's
     * inside is never touched. Two texts with the same tokens mean the same.
     */
    canonical({ start, end }) {
        const lines = [];
        for (let index = this.firstTokenFrom(start); index < this.tokens.length; index += 1) {
            const token = this.tokens[index];
            if (token === undefined || token.start >= end)
                break;
            lines.push(this.text.slice(token.start, token.end));
        }
        return lines.join('\n');
    }
    firstTokenFrom(start) {
        let low = 0;
        let high = this.tokens.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((this.tokens[middle]?.start ?? 0) < start)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
    /** An `expression` node, or one of the terms that the grammar puts in an operation without wrapping it. */
    read(node) {
        return node.type === 'expression' ? this.readTerms(significant(node)) : this.readTerms([node]);
    }
    /** A term is a value followed by any number of `.name`, `[index]` and splats, all siblings in the tree. */
    readTerms(nodes) {
        const [first, second] = nodes;
        if (first === undefined)
            throw new Error('an expression without content');
        let rest = nodes.slice(1);
        let term;
        if (first.type === '(' && second !== undefined) {
            this.token(first);
            term = this.read(second);
            const close = nodes[2];
            if (close !== undefined)
                this.token(close);
            rest = nodes.slice(3);
        }
        else
            term = this.readOne(first);
        for (const node of rest) {
            term = { kind: 'access', ...through(term, spanOf(node)), target: term, step: this.readStep(node) };
        }
        return term;
    }
    readOne(node) {
        const span = spanOf(node);
        const inner = node.firstChild;
        switch (node.type) {
            case 'literal_value':
            case 'collection_value':
            case 'operation':
            case 'for_expr':
                if (inner === null)
                    throw new Error(`empty ${node.type}`);
                return this.readOne(inner);
            case 'string_lit':
                return { kind: 'literal', ...span, value: stringLiteral(this.token(node).slice(1, -1)) };
            case 'numeric_lit':
                return { kind: 'literal', ...span, value: Number(this.token(node)) };
            case 'bool_lit':
                return { kind: 'literal', ...span, value: this.token(node) === 'true' };
            case 'null_lit':
                this.token(node);
                return { kind: 'literal', ...span, value: null };
            case 'variable_expr':
                return { kind: 'reference', ...span, name: this.token(node) };
            case 'template_expr':
                return this.readTemplate(node);
            case 'tuple':
                return { kind: 'tuple', ...span, items: this.readAll(node) };
            case 'object':
                return { kind: 'object', ...span, entries: this.readEntries(node) };
            case 'function_call':
                return this.readCall(node);
            case 'conditional': {
                const [test, yes, no] = this.readAll(node);
                if (test === undefined || yes === undefined || no === undefined)
                    throw new Error('half a conditional');
                return { kind: 'conditional', ...span, test, yes, no };
            }
            case 'unary_operation':
            case 'binary_operation':
                return this.readOperation(node);
            case 'for_tuple_expr':
            case 'for_object_expr':
                return this.readFor(node);
            default:
                throw new Error(`the grammar knows ${node.type}, this program does not`);
        }
    }
    /** The `expression` children of a node, in order; all else are tokens. */
    readAll(node) {
        const found = [];
        for (const child of significant(node)) {
            if (child.type === 'expression')
                found.push(this.read(child));
            else
                this.token(child);
        }
        return found;
    }
    readEntries(node) {
        const entries = [];
        for (const child of significant(node)) {
            if (child.type !== 'object_elem')
                this.token(child);
            else {
                const bare = this.bareKey(child);
                const [key, value] = this.readAll(child);
                if (key === undefined || value === undefined)
                    throw new Error('half an entry of an object');
                entries.push({ key: bare && key.kind === 'reference' ? literalKey(key) : key, value });
            }
        }
        return entries;
    }
    /** `name = 1` in an object means the word; `(name) = 1` means the value. */
    bareKey(entry) {
        const key = significant(entry)[0];
        return key !== undefined && significant(key)[0]?.type === 'variable_expr' && key.childCount === 1;
    }
    readCall(node) {
        const children = significant(node);
        const name = children[0] === undefined ? '' : this.token(children[0]);
        const args = [];
        let spread = false;
        for (const child of children.slice(1)) {
            if (child.type !== 'function_arguments')
                this.token(child);
            else {
                args.push(...this.readAll(child));
                spread = child.children.some((part) => part.type === 'ellipsis');
            }
        }
        return { kind: 'call', ...spanOf(node), name, args, spread };
    }
    readOperation(node) {
        const operands = [];
        let operator = '';
        let term = [];
        for (const child of significant(node)) {
            const isOperator = !child.isNamed && child.type !== '(' && child.type !== ')';
            if (isOperator) {
                if (term.length > 0)
                    operands.push(this.readTerms(term));
                term = [];
                operator = this.token(child);
            }
            else
                term.push(child);
        }
        operands.push(this.readTerms(term));
        return { kind: 'operation', ...spanOf(node), operator, operands };
    }
    readFor(node) {
        const names = [];
        let intro;
        let test = null;
        let grouped = false;
        const values = [];
        for (const child of significant(node)) {
            if (child.type === 'for_intro') {
                for (const part of significant(child)) {
                    if (part.type === 'expression')
                        intro = this.read(part);
                    else if (part.type === 'identifier')
                        names.push(this.token(part));
                    else
                        this.token(part);
                }
            }
            else if (child.type === 'for_cond')
                test = this.readAll(child)[0] ?? null;
            else if (child.type === 'expression')
                values.push(this.read(child));
            else {
                this.token(child);
                grouped ||= child.type === 'ellipsis';
            }
        }
        const value = values.at(-1);
        const itemName = names.at(-1);
        if (intro === undefined || value === undefined || itemName === undefined)
            throw new Error('half a for');
        return {
            kind: 'for',
            ...spanOf(node),
            keyName: names.length > 1 ? (names[0] ?? null) : null,
            itemName,
            collection: intro,
            key: values.length > 1 ? (values[0] ?? null) : null,
            value,
            grouped,
            test,
        };
    }
    readStep(node) {
        const inner = node.firstChild;
        switch (node.type) {
            case 'get_attr': {
                const parts = significant(node).map((part) => this.token(part));
                return { kind: 'attribute', name: parts.at(-1) ?? '' };
            }
            case 'index': {
                if (inner?.type === 'legacy_index') {
                    const digits = this.token(inner).slice(1);
                    const index = { kind: 'literal', ...spanOf(inner), value: Number(digits) };
                    return { kind: 'index', index };
                }
                const [index] = inner === null ? [] : this.readAll(inner);
                if (index === undefined)
                    throw new Error('an index without content');
                return { kind: 'index', index };
            }
            case 'splat': {
                const steps = [];
                for (const part of inner === null ? [] : significant(inner)) {
                    if (part.isNamed)
                        steps.push(this.readStep(part));
                    else
                        this.token(part);
                }
                return { kind: 'splat', steps };
            }
            default:
                throw new Error(`the grammar knows ${node.type} after a value, this program does not`);
        }
    }
    /** A whole string or heredoc is one token: the layout inside it means something. */
    readTemplate(node) {
        this.token(node);
        const noted = this.tokens.length;
        const template = readTemplate(node, this.text, (expression) => this.read(expression));
        this.tokens.length = noted;
        return template;
    }
    raw(node) {
        return this.text.slice(node.startIndex, node.endIndex);
    }
}
function literalKey(key) {
    const { start, end, line, column, name } = key;
    return { kind: 'literal', start, end, line, column, value: name };
}
function through(first, last) {
    return { start: first.start, end: last.end, line: first.line, column: first.column };
}

// EXTERNAL MODULE: external "node:module"
var external_node_module_ = __webpack_require__(8995);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
;// CONCATENATED MODULE: ./build/plan/hcl/load.js
/** The parser behind the syntax trees: tree-sitter with HCL's grammar, both WebAssembly, loaded when first used. */



let loading;
/** The parser, loaded once a process (10 ms). It keeps no state between texts. */
function loadParser() {
    if (loading === undefined)
        loading = load();
    return loading;
}
/**
 * `const x = new URL(…, import.meta.url)` makes the bundler lay the file beside the bundle, byte for byte, and put its
 * path here, but only where it can read the whole module: with an operator as new as `??=` in this file it gives up,
 * and the WebAssembly arrives re-encoded as text. The runtime is such a file too, because its own loading of
 * node's modules does not survive bundling.
 */
async function load() {
    const runtime = __webpack_require__.ab + "web-tree-sitter.cjs";
    const engine = __webpack_require__.ab + "web-tree-sitter.wasm";
    const grammar = __webpack_require__.ab + "tree-sitter-hcl.wasm";
    const sitter = (0,external_node_module_.createRequire)(filePath(runtime))(filePath(runtime));
    const [wasmBinary, hcl] = await Promise.all([(0,promises_.readFile)(filePath(engine)), (0,promises_.readFile)(filePath(grammar))]);
    await sitter.Parser.init({ wasmBinary });
    const parser = new sitter.Parser();
    parser.setLanguage(await sitter.Language.load(hcl));
    return parser;
}
/** In the bundle the expression `new URL(…)` has become a path, a string. */
function filePath(place) {
    return typeof place === 'string' ? place : (0,external_node_url_.fileURLToPath)(place);
}

;// CONCATENATED MODULE: ./build/plan/hcl/parse.js
/** A file's text to its syntax as plain data, with an error that names file, line and column. */





/** Faults of one file that are told; an unclosed brace makes dozens. */
const MAX_FAULTS = 3;
/**
 * Parses HCL. CRLF counts as LF. Throws a ConfigurationError with the first few syntax errors.
 * `path` is what errors and explanations call the file.
 */
async function parseHcl(path, content) {
    const text = content.replaceAll('\r\n', '\n');
    const parser = await loadParser();
    const tree = parser.parse(text);
    if (tree === null)
        throw new Error(`the HCL parser gave no tree for ${path}`);
    try {
        if (tree.rootNode.hasError)
            throw new errors/* ConfigurationError */.j1(syntaxFaults(path, text, tree.rootNode));
        return readFile(path, text, tree.rootNode);
    }
    finally {
        tree.delete();
    }
}
function readFile(path, text, root) {
    const reader = new FileReader(text);
    const body = reader.bodyOf(root);
    return { path, body, canonical: (span) => reader.expressions.canonical(span) };
}
class FileReader {
    expressions;
    constructor(text) {
        this.expressions = new ExpressionReader(text);
    }
    /** The body among a node's children, empty where there is none. */
    bodyOf(node) {
        const attributes = [];
        const blocks = [];
        const body = node.children.find((child) => child.type === 'body');
        for (const child of body?.children ?? []) {
            if (child.type === 'attribute')
                attributes.push(this.attribute(child));
            if (child.type === 'block')
                blocks.push(this.block(child));
        }
        return { attributes, blocks };
    }
    attribute(node) {
        const [name, equals, value] = significant(node);
        if (name === undefined || value === undefined)
            throw new Error(`an attribute without a value: ${node.text}`);
        const text = this.expressions.token(name);
        if (equals !== undefined)
            this.expressions.token(equals);
        return { ...spanOf(node), name: text, value: this.expressions.read(value) };
    }
    block(node) {
        const labels = [];
        let type = '';
        let body = { attributes: [], blocks: [] };
        for (const child of significant(node)) {
            if (child.type === 'body')
                body = this.bodyOf(node);
            else {
                const token = this.expressions.token(child);
                if (child.type === 'string_lit')
                    labels.push(stringLiteral(token.slice(1, -1)));
                else if (child.type === 'identifier' && type === '')
                    type = token;
                else if (child.type === 'identifier')
                    labels.push(token);
            }
        }
        return { ...spanOf(node), type, labels, body };
    }
}
function syntaxFaults(path, text, root) {
    const faults = [];
    const visit = (node) => {
        if (faults.length >= MAX_FAULTS || !node.hasError)
            return;
        if (node.isMissing || node.isError)
            faults.push(syntaxFault(path, text, node));
        else
            for (const child of node.children)
                visit(child);
    };
    visit(root);
    return faults.length > 0 ? faults : [syntaxFault(path, text, root)];
}
function syntaxFault(path, text, node) {
    const { line, column } = spanOf(node);
    const what = node.isMissing
        ? `${JSON.stringify(node.type)} is missing`
        : `cannot read ${JSON.stringify(firstWords(text.slice(node.startIndex, node.endIndex)))}`;
    return {
        message: `${path}:${line}:${column}: this is not HCL: ${what}`,
        place: { file: path, line, column },
    };
}
function firstWords(text) {
    const line = text.trimStart().split('\n', 1)[0] ?? '';
    return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}

;// CONCATENATED MODULE: ./build/plan/recipes.js
/** Recipes: one AMI is one pair of a build and an amazon-ebs source that it uses. */




/** The recipes of all builds, in order of files and lines. */
function recipesOf(blocks, world) {
    const faults = [];
    const sources = new Map();
    for (const block of blocks.filter(({ type }) => type === 'source')) {
        const ref = block.labels.join('.');
        if (block.labels.includes(null))
            faults.push(fault(block, "a source's name is not known before the build"));
        else if (sources.has(ref))
            faults.push(fault(block, `the source ${ref} is declared twice`));
        else
            sources.set(ref, block);
    }
    const recipes = blocks
        .filter(({ type }) => type === 'build')
        .flatMap((build) => recipesOfBuild(build, sources, world, faults));
    if (faults.length === 0 && recipes.length === 0)
        faults.push({ message: 'the templates have no build block' });
    if (faults.length > 0)
        throw new errors/* ConfigurationError */.j1(faults);
    return named(recipes);
}
function recipesOfBuild(build, sources, world, faults) {
    const around = { names: build.names, reads: new Reads(), file: build.file };
    const nameAt = attribute(build.body, 'name');
    const buildName = nameAt === undefined ? '' : world.evaluator.evaluate(nameAt.value, around);
    if (typeof buildName !== 'string') {
        faults.push(fault(build, "the build's name is not known before the build"));
        return [];
    }
    const uses = sourceUses(build, world, around, faults);
    return uses.flatMap((use) => {
        const ref = `${use.type}.${use.name}`;
        const source = sources.get(ref);
        if (source === undefined) {
            const known = [...sources.keys()].join(', ') || 'none';
            faults.push(fault(build, `there is no source ${ref}; there are: ${known}`));
            return [];
        }
        const sourceName = use.localName === '' ? use.name : use.localName;
        const only = [...(buildName === '' ? [] : [buildName]), use.type, sourceName].map(escapeGlob).join('.');
        const several = uses.length > 1 ? `${buildName}.${sourceName}` : buildName;
        const name = buildName === '' ? sourceName : several;
        const foreign = use.type === 'amazon-ebs'
            ? null
            : `it is built by ${use.type}, and only amazon-ebs makes AMIs this action knows`;
        const { addition } = use;
        return [{ name, only, builder: use.type, buildName, sourceName, foreign, build, source, addition }];
    });
}
function sourceUses(build, world, around, faults) {
    const uses = [];
    const listed = attribute(build.body, 'sources');
    const refs = listed === undefined ? [] : world.evaluator.evaluate(listed.value, around);
    for (const ref of isList(refs) ? refs : [refs]) {
        const use = typeof ref === 'string' ? parseRef(ref) : null;
        if (use === null)
            faults.push(fault(build, 'its sources are not known before the build'));
        else
            uses.push({ ...use, localName: '', addition: null });
    }
    for (const block of expandBlocks(build.body, world.evaluator, around)) {
        if (block.type !== 'source')
            continue;
        const use = typeof block.labels[0] === 'string' ? parseRef(block.labels[0]) : null;
        const name = attribute(block.body, 'name');
        const localName = name === undefined ? '' : world.evaluator.evaluate(name.value, { ...around, names: block.names });
        if (use === null || typeof localName !== 'string') {
            faults.push(fault(build, 'a source that it uses is not known before the build'));
        }
        else
            uses.push({ ...use, localName, addition: { ...block, file: build.file } });
    }
    if (uses.length === 0 && faults.length === 0)
        faults.push(fault(build, 'the build names no source'));
    return uses;
}
/** `source.type.name` or `type.name` (sourceRefFromString). */
function parseRef(text) {
    const parts = text.split('.');
    const [type, name] = parts.length > 2 ? parts.slice(1) : parts;
    return type === undefined || name === undefined ? null : { type, name };
}
/** Two recipes of one name are told apart by their whole `-only` pattern. */
function named(recipes) {
    const count = (values) => {
        const counts = new Map();
        for (const value of values)
            counts.set(value, (counts.get(value) ?? 0) + 1);
        return counts;
    };
    const names = count(recipes.map(({ name }) => name));
    const patterns = count(recipes.map(({ only }) => only));
    const twice = recipes.filter(({ only }) => (patterns.get(only) ?? 0) > 1);
    if (twice.length > 0) {
        throw new errors/* ConfigurationError */.j1(twice.map((recipe) => fault(recipe.build, `${recipe.only} is built twice; give the builds different names`)));
    }
    return recipes.map((recipe) => (names.get(recipe.name) ?? 0) > 1 ? { ...recipe, name: recipe.only } : recipe);
}
/** Packer reads `-only` as a glob (gobwas/glob). */
function escapeGlob(text) {
    return text.replace(/[\\*?[\]{},!]/g, '\\$&');
}
function fault({ file, span }, message) {
    const { line, column } = span;
    return { message: `${file}:${line}:${column}: ${message}`, place: { file, line, column } };
}

;// CONCATENATED MODULE: ./build/plan/variables.js
/** The input variables that templates declare, and the values they have. */






class Variables {
    declared;
    values;
    constructor(declared, values) {
        this.declared = declared;
        this.values = values;
    }
    names() {
        return this.declared.keys();
    }
    has(name) {
        return this.declared.has(name);
    }
    /** Undefined where the variable is not declared or has no value. */
    value(name) {
        return this.values.get(name)?.value;
    }
    origin(name) {
        return this.values.get(name)?.origin;
    }
    /** With values that the action gives: of variables that are declared, and converted to their types. */
    with(given) {
        const values = new Map(this.values);
        for (const [name, value] of Object.entries(given)) {
            const variable = this.declared.get(name);
            if (variable !== undefined) {
                values.set(name, { value: converted(fromJson(value), variable.type), origin: 'given' });
            }
        }
        return new Variables(this.declared, values);
    }
}
/** Reads `variable` and `variables` blocks. `env` answers the function env(), which only defaults may call. */
function declaredVariables(files, env) {
    const declared = new Map();
    const evaluate = constantEvaluator(env);
    const add = (variable) => {
        const { name, file, line } = variable;
        if (declared.has(name)) {
            throw new errors/* ConfigurationError */.j1({
                message: `${file}:${line}: the variable ${JSON.stringify(name)} is declared twice`,
                place: { file, line },
            });
        }
        declared.set(name, variable);
    };
    for (const file of files) {
        for (const block of file.body.blocks) {
            if (block.type === 'variable')
                add(declaredVariable(file, block, evaluate));
            if (block.type === 'variables') {
                for (const { name, value, line } of block.body.attributes) {
                    add({ name, type: '', sensitive: false, default: evaluate(value), file: file.path, line });
                }
            }
        }
    }
    return declared;
}
function declaredVariable(file, block, evaluate) {
    const type = attribute(block.body, 'type')?.value;
    const given = attribute(block.body, 'default')?.value;
    const sensitive = attribute(block.body, 'sensitive')?.value;
    const typeText = type === undefined ? '' : file.canonical(type).replaceAll('\n', '');
    return {
        name: block.labels[0] ?? '',
        type: typeText,
        sensitive: sensitive?.kind === 'literal' && sensitive.value === true,
        default: given === undefined ? undefined : converted(evaluate(given), typeText),
        file: file.path,
        line: block.line,
    };
}
function assignmentsOf(body) {
    const evaluate = constantEvaluator({});
    return body.attributes.map(({ name, value }) => [name, evaluate(value)]);
}
/**
 * The value of each variable, by Packer's order: default, PKR_VAR_name, files (`*.auto.pkrvars.hcl`, then the JSON
 * ones, each in order of names).
 */
async function variableValues(declared, files, env) {
    const values = new Map();
    for (const variable of declared.values()) {
        const { name, type } = variable;
        if (variable.default !== undefined)
            values.set(name, { value: variable.default, origin: 'default' });
        const text = env[`PKR_VAR_${name}`];
        if (text !== undefined) {
            values.set(name, {
                value: converted(await fromEnvironment(variable, text), type),
                origin: 'environment',
            });
        }
    }
    for (const [name, value] of files.flat()) {
        const variable = declared.get(name);
        if (variable !== undefined)
            values.set(name, { value: converted(value, variable.type), origin: 'file' });
    }
    return new Variables(declared, values);
}
/** A string or number is taken literally, any other type is an HCL expression (expressionFromVariableDefinition). */
async function fromEnvironment(variable, text) {
    const literal = variable.type === ''
        ? ['string', 'number', 'undefined'].includes(typeof variable.default) || variable.default === null
        : ['string', 'number', 'any'].includes(variable.type);
    if (literal)
        return text;
    const { body } = await parseHcl(`PKR_VAR_${variable.name}`, `value = ${text}\n`);
    const value = body.attributes[0]?.value;
    return value === undefined ? null : constantEvaluator({})(value);
}
/** Packer converts a value to the declared type; for what is not a collection that decides how it compares. */
function converted(value, type) {
    if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
        return String(value);
    if (type === 'number' && typeof value === 'string' && value.trim() !== '') {
        return Number.isFinite(Number(value)) ? Number(value) : value;
    }
    if (type === 'bool' && (value === 'true' || value === 'false'))
        return value === 'true';
    return value;
}
/** Evaluates what may refer to nothing, as defaults and variable files; of the functions outside, env() alone. */
function constantEvaluator(env) {
    const nothing = {
        variable: () => null,
        local: () => null,
        data: () => false,
        variableNames: () => [],
        localNames: () => [],
        dataRefs: () => [],
        path: () => null,
        worldFunction: (call, [name = null]) => (call.name === 'env' ? (env[String(name)] ?? '') : null),
    };
    const evaluator = new Evaluator(nothing);
    return (expression) => evaluator.evaluate(expression, { names: new Map(), reads: new Reads(), file: '' });
}

;// CONCATENATED MODULE: ./build/plan/templates.js
/** Reads a folder of Packer templates: everything that it declares, and the AMIs that it can build. */














/**
 * Reads all `*.pkr.hcl` of a folder, and its `*.auto.pkrvars.hcl` and `.json`, as `packer build FOLDER` does.
 * Throws a ConfigurationError that names file, line and column for what is not HCL, for JSON templates, for a name
 * that is declared twice, for a folder without templates, and for variables and AMIs that are not in it.
 */
async function readTemplates(folder, options = {}) {
    const root = (0,external_node_path_.resolve)(folder);
    const shown = (options.shown ?? folder).replaceAll('\\', '/').replace(/\/+$/, '');
    const env = options.env ?? process.env;
    const cwd = (0,external_node_path_.resolve)(options.cwd ?? root);
    const names = await namesIn(root, shown);
    const files = await parseAll(root, shown, names.filter((name) => name.endsWith('.pkr.hcl')));
    const declared = declaredVariables(files, env);
    const values = await variableValues(declared, await assignments(root, shown, names), env);
    const { given, faults } = givenVariables(declared, shown, options);
    const variables = values.with(given);
    const byPath = new Map(files.map((file) => [file.path, file]));
    const definitions = { folder: root, cwd, variables, ...definitionsIn(files) };
    const store = new Files(root);
    const world = new TemplateWorld(definitions, store, new Map());
    const recipes = recipesOf(topLevelBlocks(files, world), world);
    faults.push(...nameFaults(recipes, options.ami ?? [], shown));
    if (faults.length > 0)
        throw new errors/* ConfigurationError */.j1(faults);
    return {
        ...definitions,
        shown,
        given,
        recipes,
        plugins: requiredPlugins(files),
        canonical: (path, span) => byPath.get(path)?.canonical(span) ?? '',
        files: store,
    };
}
/** What is given, and what is wrong with it. The region is always given: builds are looked for where the action looks. */
function givenVariables(declared, shown, { named = [], variables = {} }) {
    const stranger = (variable) => `${shown} declares no variable ${JSON.stringify(variable)}`;
    const faults = [
        ...named
            .filter(({ isDefault, variable }) => !isDefault && variable !== 'aws_region' && !declared.has(variable))
            .map(({ input, variable }) => `Input ${input}: ${stranger(variable)}, so it has no effect; remove the input`),
        ...Object.keys(variables)
            .filter((variable) => !declared.has(variable))
            .map((variable) => `Input variables: ${stranger(variable)}; there are: ${[...declared.keys()].join(', ')}`),
    ];
    const set = named.filter(({ isDefault, variable }) => declared.has(variable) && (!isDefault || variable === 'aws_region'));
    const known = Object.entries(variables).filter(([variable]) => declared.has(variable));
    const given = Object.fromEntries([
        ...set.map(({ variable, value }) => [variable, value]),
        ...known,
    ]);
    return { given, faults };
}
async function namesIn(folder, shown) {
    const entries = await (0,promises_.readdir)(folder, { withFileTypes: true }).catch((error) => {
        throw new errors/* ConfigurationError */.j1(`the templates' folder ${JSON.stringify(shown)} cannot be read; it must be a folder`, {
            cause: error,
        });
    });
    const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
    const json = names.filter((name) => name.endsWith('.pkr.json'));
    if (json.length > 0) {
        throw new errors/* ConfigurationError */.j1(json.map((name) => ({
            message: `${shown}/${name}: JSON templates are not read; write it as HCL (packer hcl2_upgrade does most of it)`,
            place: { file: `${shown}/${name}` },
        })));
    }
    if (!names.some((name) => name.endsWith('.pkr.hcl'))) {
        throw new errors/* ConfigurationError */.j1(`no *.pkr.hcl in the templates' folder ${JSON.stringify(shown)}`);
    }
    return names.sort();
}
/** Parses all, and tells the faults of all together. */
async function parseAll(folder, shown, names) {
    const files = [];
    const faults = [];
    for (const name of names) {
        try {
            files.push(await parseHcl(`${shown}/${name}`, (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(folder, name), 'utf8')));
        }
        catch (error) {
            if (!(error instanceof errors/* ConfigurationError */.j1))
                throw error;
            faults.push(...error.faults);
        }
    }
    if (faults.length > 0)
        throw new errors/* ConfigurationError */.j1(faults);
    return files;
}
async function assignments(folder, shown, names) {
    const hcl = names.filter((name) => name.endsWith('.auto.pkrvars.hcl'));
    const json = names.filter((name) => name.endsWith('.auto.pkrvars.json'));
    const parsed = await parseAll(folder, shown, hcl);
    const read = json.map((name) => readJson((0,external_node_path_.join)(folder, name), `${shown}/${name}`));
    return [...parsed.map(({ body }) => assignmentsOf(body)), ...read];
}
function readJson(path, shown) {
    const text = (0,external_node_fs_.readFileSync)(path, 'utf8');
    try {
        const json = JSON.parse(text);
        if (json === null || typeof json !== 'object' || Array.isArray(json))
            throw new SyntaxError('not an object');
        return Object.entries(json).map(([name, value]) => [name, fromJson(value)]);
    }
    catch (error) {
        throw new errors/* ConfigurationError */.j1(`${shown}: this is no JSON object of variables`, { cause: error });
    }
}
/** Sources and builds, those that a top-level `dynamic` block makes among them. */
function topLevelBlocks(files, world) {
    return files.flatMap((file) => {
        const around = { names: new Map(), reads: new Reads(), file: file.path };
        return expandBlocks(file.body, world.evaluator, around)
            .filter(({ type }) => type === 'source' || type === 'build')
            .map((block) => ({ ...block, file: file.path }));
    });
}

;// CONCATENATED MODULE: ./build/plan/index.js
/** Knows what an AMI is made of, whether it exists, and why it does not: recipes, versions, fingerprints and the plan of a run. */









;// CONCATENATED MODULE: ./build/fill.js
/** What the plan leaves to the run: the values of variables and tags that say who builds, and for which release. */


/** The variables that a build's template declares for them. */
function filled({ ami, fingerprint, tags, fills }, { holder, release, agentDir }) {
    const all = {
        // The plugin puts run tags on an AMI when it creates it, and the AMI's own only when it is done: whoever looks for an
        // AMI of this recipe in between goes by these two.
        run_tags: {
            ...(0,lease/* leaseTags */.Oo)(holder, ami),
            ...(0,lease/* imageTags */.rK)({ 'ami-action:fingerprint': fingerprint }, 'building'),
        },
        ami_tags: { ...(0,lease/* imageTags */.rK)({ ...tags, ...release }, 'building') },
        agent_dir: agentDir ?? '',
    };
    return Object.fromEntries(fills.map((name) => [name, all[name]]));
}
/** The tag that says which release an AMI was made for: the Git tag, or else the commit. A laptop has neither. */
function releaseTag(env) {
    const commit = env['GITHUB_SHA']?.slice(0, 7);
    const release = env['GITHUB_REF_TYPE'] === 'tag' ? env['GITHUB_REF_NAME'] : commit;
    return release ? { [tagKeys.release]: release } : {};
}

;// CONCATENATED MODULE: ./build/leftovers.js
/** Images that are not wanted: those that dead runs left unfinished, and those that another run has finished first. */


/** Removes them with their snapshots. Never rejects: the build is tried all the same, and says what is in its way. */
async function removeLeftovers(items, ec2, log) {
    for (const { ami, leftovers } of items) {
        for (const image of leftovers) {
            const what = `${ami}: ${image.id}, which a run that is no more left unfinished,`;
            await removeImage(image, what, ec2, log);
        }
    }
}
/**
 * Gives up images of recipes that another run has finished meanwhile, and names their AMIs. EC2 sees to it for names that
 * hold the fingerprint; this is for names that hold a time. Two that finish in the same moment both stay.
 */
async function yieldToOthers(made, ec2, log) {
    const timed = made.filter(({ item }) => item.amiName === null);
    if (timed.length === 0)
        return new Set();
    const fingerprints = timed.map(({ item }) => item.fingerprint);
    const images = await ec2.describeImages({
        owners: ['self'],
        tags: { [tagKeys.fingerprint]: fingerprints, [tagKeys.state]: ['available'] },
    });
    const given = new Set();
    for (const { item, id } of timed) {
        const other = findExisting(images, { ...item, name: null }, new Date());
        if (other.kind !== 'available' || other.image.id === id)
            continue;
        const what = `${item.ami}: ${id}, of which another run has finished its like first (${other.image.id}),`;
        for (const image of await ec2.describeImages({ ids: [id] }))
            await removeImage(image, what, ec2, log);
        given.add(item.ami);
    }
    return given;
}
/** Says what became of it: `what` has been removed, or cannot be. */
async function removeImage({ id, rootSnapshotIds }, what, ec2, log) {
    try {
        await ec2.remove('image', id);
        for (const snapshot of rootSnapshotIds)
            await ec2.remove('snapshot', snapshot);
        log.info(`${what} has been removed`);
    }
    catch (error) {
        log.warning(`${what} cannot be removed: ${(0,errors/* messageOf */.bD)(error)}`);
    }
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./build/place.js
/** Where a run keeps its files. */



/** Folder of the report and, in `logs/`, of the logs: it stays for later steps of the job, or for the person who ran it. */
function outputFolder(env, workspace, nonce) {
    const runner = env['RUNNER_TEMP'];
    return runner ? (0,external_node_path_.join)(runner, `ami-action-${nonce}`) : (0,external_node_path_.join)(workspace, '.logs', `ami-action-${nonce}`);
}
/** A folder for its owner alone, which goes away with the run: the lease knows of it before it holds anything. */
function privateFolder(env, lease) {
    const parent = env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)();
    (0,external_node_fs_.mkdirSync)(parent, { recursive: true });
    const folder = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(parent, 'ami-action-private-'));
    lease.addFolder(folder);
    return folder;
}

;// CONCATENATED MODULE: ./build/rows.js
/** What became of each AMI, as a row of the report. */

function reusedRow(item, region) {
    return {
        ...common(item, region),
        result: 'reused',
        id: item.image.id,
        name: item.image.name,
        regions: { [region]: item.image.id },
        sourceAmi: item.image.tags[tagKeys.sourceAmi] ?? null,
        baseAmi: null,
    };
}
/** What a plan says: what exists is taken, the rest is to be built, or is being built by another run. */
function plannedRow(item, region) {
    if (item.decision === 'reuse')
        return reusedRow(item, region);
    const result = item.decision === 'build' ? 'planned' : 'pending';
    return { ...common(item, region), ...origin(item), result, name: item.amiName };
}
/** An image that Packer made and that EC2 calls available. */
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
/** No image, and why; also where Packer made one that did not turn out available. */
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
function common({ ami, fingerprint, versions, why, notes, leaves }, region) {
    return {
        ami,
        id: null,
        region,
        regions: {},
        fingerprint,
        versions,
        why,
        notes,
        leaves,
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

;// CONCATENATED MODULE: ./build/tools/actions-cache.js
const actionsCache = {
    async isAvailable() {
        // Loading the package costs more than most runs have to spend on it, so its two variables are looked at first.
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
;// CONCATENATED MODULE: ./build/tools/errors.js

/**
 * A download that did not come to be: refused for good, or failed at the last attempt. What mends it is the user's: the
 * address, the proxy, the mirror.
 */
class DownloadError extends errors/* ConfigurationError */.j1 {
    /** HTTP status of the answer; null where there was none. */
    status;
    constructor(message, status, options) {
        super(message, options);
        this.name = 'DownloadError';
        this.status = status;
    }
}
/** What was fetched is not what its publisher signed. Nothing of it has been kept or run. */
class VerificationError extends errors/* ConfigurationError */.j1 {
    reason;
    constructor(reason, message, options) {
        super(message, options);
        this.name = 'VerificationError';
        this.reason = reason;
    }
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./build/tools/retry.js



const defaultRetryPolicy = {
    attempts: 5,
    firstPauseMs: 1_000,
    longestPauseMs: 30_000,
    sleep: async (ms) => {
        await (0,external_node_timers_promises_.setTimeout)(ms);
    },
    random: Math.random,
};
/** A failure that another attempt may not meet. */
class TransientError extends Error {
    status;
    /** What the server asked for in Retry-After, in milliseconds; null where it asked for nothing. */
    retryAfterMs;
    constructor(message, about = {}) {
        super(message, about.cause === undefined ? undefined : { cause: about.cause });
        this.name = 'TransientError';
        this.status = about.status ?? null;
        this.retryAfterMs = about.retryAfterMs ?? null;
    }
}
/** No server is worth a longer wait than this: a runner's minute costs money. */
const LONGEST_RETRY_AFTER_MS = 120_000;
/**
 * Runs `operation` until it succeeds, throws something other than a TransientError, or has had all its attempts.
 * Pauses have full jitter, so that jobs that failed together do not come back together; Retry-After is the least pause.
 * @throws DownloadError after the last attempt, naming `label`, the number of attempts and the last failure.
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
            if (attempt >= retry.attempts || wait > LONGEST_RETRY_AFTER_MS)
                throw exhausted(label, attempt, wait, error);
            const bound = Math.min(retry.longestPauseMs, retry.firstPauseMs * 2 ** (attempt - 1));
            const pause = Math.max(wait, Math.round(retry.random() * bound));
            log.info(`${label}: ${(0,errors/* messageOf */.bD)(error)}; attempt ${attempt + 1} of ${retry.attempts} in ${(pause / 1000).toFixed(1)} s`);
            await retry.sleep(pause);
        }
    }
}
function exhausted(label, attempts, wait, error) {
    const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
    const asked = wait > LONGEST_RETRY_AFTER_MS
        ? ` The server asks to wait ${Math.ceil(wait / 1000)} s: run again later.`
        : '';
    return new DownloadError(`${label} failed after ${tries}: ${(0,errors/* messageOf */.bD)(error)}.${asked} ` +
        'Check that this runner reaches the host (directly, through HTTPS_PROXY, or through the input mirror).', error.status, { cause: error });
}

;// CONCATENATED MODULE: ./build/tools/http.js



const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 5;
/** The disk's errors, not the network's. */
const DISK_CODES = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS']);
/** Errors of a connection that another attempt may not meet. A name that does not resolve (ENOTFOUND) is not among them. */
const TRANSIENT_CODES = new Set([
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
 * Sends one GET and gives the answer as it is, a redirect included. The body must be read or destroyed.
 * Proxies come from HTTPS_PROXY, HTTP_PROXY and NO_PROXY. `idleMs` bounds every silence of the connection.
 */
async function get(url, headers, idleMs) {
    const client = await newClient(idleMs);
    try {
        return (await client.get(url, { ...headers })).message;
    }
    catch (error) {
        throw connectionError(url, error);
    }
}
/**
 * Sends a GET and follows redirects, never from https to http: what a secure address names may not come over an open line.
 * The answer has status 200.
 * @throws TransientError where another attempt may help, DownloadError where not.
 */
async function getFollowing(url, headers, idleMs) {
    let current = url;
    let sent = headers;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
        const answer = await get(current, sent, idleMs);
        const status = answer.statusCode ?? 0;
        if (!REDIRECTS.has(status)) {
            if (status === 200)
                return answer;
            answer.resume();
            throw statusError(current, answer);
        }
        answer.resume();
        const next = redirectTarget(current, answer);
        if (new URL(next).host !== new URL(current).host)
            sent = withoutCredentials(sent);
        current = next;
    }
    throw new DownloadError(`${url} leads through more than ${MOST_REDIRECTS} redirects`, null);
}
/** Where a redirect leads, as an absolute URL. */
function redirectTarget(url, answer) {
    const location = answer.headers.location;
    if (location === undefined || !URL.canParse(location, url)) {
        throw new DownloadError(`${url} answered ${answer.statusCode} without a usable Location`, answer.statusCode ?? null);
    }
    const next = new URL(location, url);
    const secure = new URL(url).protocol === 'https:';
    if (next.protocol !== 'https:' && (secure || next.protocol !== 'http:')) {
        throw new DownloadError(`${url} redirects to ${next.href}: a redirect from https must lead to https`, null);
    }
    return next.href;
}
/** The error that an answer stands for that is neither 200 nor a redirect. */
function statusError(url, answer) {
    const status = answer.statusCode ?? 0;
    const said = `${url} answered ${status} ${answer.statusMessage ?? ''}`.trimEnd();
    if (status === 429 || status === 408 || status >= 500) {
        return new TransientError(said, { status, retryAfterMs: retryAfter(answer.headers['retry-after']) });
    }
    // GitHub's API says "too many requests" with a 403 as well, and then says when to come back.
    const wait = status === 403 ? retryAfter(answer.headers['retry-after']) : null;
    if (wait !== null)
        return new TransientError(said, { status, retryAfterMs: wait });
    return new DownloadError(said, status);
}
/** Milliseconds from now that a Retry-After header asks for (seconds or an HTTP date); null where it asks for nothing. */
function retryAfter(header, now = Date.now()) {
    if (header === undefined)
        return null;
    if (/^\d+$/.test(header.trim()))
        return Number(header) * 1000;
    const date = Date.parse(header);
    return Number.isNaN(date) ? null : Math.max(0, date - now);
}
/** Tells a broken connection, which another attempt may not meet, from what stays broken. */
function connectionError(url, error) {
    if (error instanceof TransientError || error instanceof DownloadError)
        return error;
    const code = error.code ?? '';
    const message = (0,errors/* messageOf */.bD)(error);
    if (DISK_CODES.has(code))
        return new DownloadError(`${url} could not be stored: ${message}`, null, { cause: error });
    const text = `${url}: ${/(?:^|\b)aborted$|^$/.test(message) ? 'the connection broke off' : message}`;
    if (TRANSIENT_CODES.has(code) || /^Request timeout/.test(message) || /socket hang up/.test(message)) {
        return new TransientError(text, { cause: error });
    }
    const remedy = /CERT|SELF_SIGNED|UNABLE_TO/.test(code)
        ? 'a private certificate authority must be named in NODE_EXTRA_CA_CERTS'
        : 'check the address, HTTPS_PROXY, and the input mirror';
    return new DownloadError(`${text}; ${remedy}`, null, { cause: error });
}
async function newClient(idleMs) {
    const { HttpClient: Client } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 4942));
    return new Client('ami-action', [], { allowRedirects: false, allowRetries: false, socketTimeout: idleMs });
}
function withoutCredentials(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}

;// CONCATENATED MODULE: ./build/tools/mirror.js
/**
 * The one mirror rule: what upstream has at `https://HOST/PATH`, a mirror has at `MIRROR/HOST/PATH`.
 * `mirror` is a URL without query, `http:` or `https:`; a slash at its end makes no difference; null means upstream itself.
 */
function upstreamUrl(url, mirror) {
    if (mirror === null || mirror === '')
        return url;
    const prefix = 'https://';
    if (!url.startsWith(prefix))
        throw new TypeError(`no mirror rule for ${url}: upstream URLs begin ${prefix}`);
    return `${mirror.replace(/\/+$/, '')}/${url.slice(prefix.length)}`;
}
/** The other way round: the upstream URL of what a mirror calls `url`. A URL that is not the mirror's stays as it is. */
function fromMirror(url, mirror) {
    if (mirror === null || mirror === '')
        return url;
    const base = `${mirror.replace(/\/+$/, '')}/`;
    return url.startsWith(base) ? `https://${url.slice(base.length)}` : url;
}

;// CONCATENATED MODULE: ./build/tools/download.js









const MIB = 1024 * 1024;
const IDLE_MS = 30_000;
/**
 * A Downloader over @actions/http-client, which knows proxies. Repeated are: answers 5xx, 429 and 408, broken
 * connections, time limits, bodies that end early. All else, 404 and 403 too, fails at once with a DownloadError.
 */
function createDownloader(deps) {
    const attempt = (url, work) => {
        const address = upstreamUrl(url, deps.mirror);
        return withRetry(() => work(address), `download of ${external_node_path_.posix.basename(new URL(url).pathname)}`, deps);
    };
    const fetchBytes = (url, options = {}) => attempt(url, async (address) => {
        const chunks = [];
        const sink = new external_node_stream_.Writable({
            write(chunk, _encoding, done) {
                chunks.push(chunk);
                done();
            },
        });
        await receive(address, sink, { maxBytes: 8 * MIB, timeoutMs: 60_000, ...options });
        return Buffer.concat(chunks);
    });
    return {
        fetchBytes,
        fetchText: async (url, options) => (await fetchBytes(url, options)).toString('utf8'),
        fetchFile: (url, folder, options = {}) => attempt(url, async (address) => {
            await (0,promises_.mkdir)(folder, { recursive: true });
            const file = external_node_path_.join(folder, `download-${(0,external_node_crypto_.randomUUID)()}`);
            // Opened first: a file still being opened when the download fails would appear after its removal.
            const handle = await (0,promises_.open)(file, 'wx');
            const sink = handle.createWriteStream();
            try {
                const body = await receive(address, sink, {
                    maxBytes: 2048 * MIB,
                    timeoutMs: 1_200_000,
                    ...options,
                });
                return { path: file, ...body };
            }
            catch (error) {
                await (0,promises_.rm)(file, { force: true });
                throw error;
            }
            finally {
                sink.destroy();
                await handle.close();
            }
        }),
        fetchRedirect: (url, options = {}) => attempt(url, async (address) => {
            const answer = await get(address, options.headers ?? {}, options.idleMs ?? IDLE_MS);
            answer.resume();
            const status = answer.statusCode ?? 0;
            if (status >= 300 && status < 400)
                return fromMirror(redirectTarget(address, answer), deps.mirror);
            if (status >= 400)
                throw statusError(address, answer);
            throw new DownloadError(`${address} answered ${status} where a redirect was expected`, status);
        }),
    };
}
/** One attempt: the body of `url` into `sink`, measured and hashed on its way. */
async function receive(url, sink, bounds) {
    const { maxBytes, timeoutMs, idleMs = IDLE_MS, headers = {} } = bounds;
    const late = new AbortController();
    const expired = () => new TransientError(`${url} took longer than ${timeoutMs / 1000} s`);
    const timer = setTimeout(() => late.abort(expired()), timeoutMs);
    try {
        const answer = await orAborted(getFollowing(url, headers, idleMs), late.signal);
        const announced = announcedLength(answer);
        if (announced !== null && announced > maxBytes) {
            answer.destroy();
            throw tooLarge(url, maxBytes);
        }
        // The connection's own timer only half-closes a silent socket, so the silence is ended here.
        answer.setTimeout(idleMs, () => answer.destroy(new TransientError(`${url} sent nothing for ${idleMs / 1000} s`)));
        const hash = (0,external_node_crypto_.createHash)('sha256');
        let bytes = 0;
        const meter = new external_node_stream_.Transform({
            transform(chunk, _encoding, done) {
                bytes += chunk.length;
                if (bytes > maxBytes)
                    return done(tooLarge(url, maxBytes));
                hash.update(chunk);
                done(null, chunk);
            },
        });
        await (0,external_node_stream_promises_.pipeline)(answer, meter, sink, { signal: late.signal });
        if (announced !== null && bytes !== announced) {
            throw new TransientError(`${url} ended after ${bytes} of ${announced} bytes`);
        }
        return { sha256: hash.digest('hex'), bytes };
    }
    catch (error) {
        throw late.signal.aborted ? late.signal.reason : connectionError(url, error);
    }
    finally {
        clearTimeout(timer);
    }
}
function announcedLength(answer) {
    const header = answer.headers['content-length'];
    return header !== undefined && /^\d+$/.test(header) ? Number(header) : null;
}
function tooLarge(url, maxBytes) {
    return new DownloadError(`${url} is larger than the ${maxBytes} bytes that are allowed for it`, null);
}
/** `work`, or the signal's reason if that comes first; an answer that comes too late is thrown away. */
function orAborted(work, signal) {
    return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        work.then((answer) => (signal.aborted ? answer.destroy() : resolve(answer)), reject);
    });
}

;// CONCATENATED MODULE: ./build/tools/deps.js






/** The real ones; what they need is loaded at its first use. */
function toolDeps(log, env = process.env) {
    return { log, env, run: runCommand, cache: actionsCache, retry: defaultRetryPolicy };
}
/** Absolute folder of the runner's tool cache; a machine without a runner keeps one in the user's cache folder. */
function toolCacheRoot(env) {
    if (env['RUNNER_TOOL_CACHE'])
        return external_node_path_.resolve(env['RUNNER_TOOL_CACHE']);
    const caches = env['XDG_CACHE_HOME'] || external_node_path_.join(env['HOME'] || (0,external_node_os_.tmpdir)(), '.cache');
    return external_node_path_.resolve(caches, 'ami-action', 'tools');
}
/** Folder for what need not outlive the job. */
function temporaryRoot(env) {
    return env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)();
}
function downloaderOf(deps, mirror) {
    return createDownloader({ log: deps.log, retry: deps.retry, mirror });
}
const runCommand = async (file, args, { cwd, env }) => {
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
        throw Object.assign(new Error(`${file} is not on the PATH`, { cause: error }), { code: 'ENOENT' });
    }
};

;// CONCATENATED MODULE: ./build/tools/unpack.js



/**
 * Moves the files that `choose` picks into `target`, executable, under the last part of their names. The archive is
 * unpacked in a private folder beside it, on `target`'s file system, and nothing else of it leaves that folder.
 * @param choose gets the names of all regular files of the archive, sorted; a link is none
 * @returns the paths of the files in `target`
 * @throws ConfigurationError for an archive that cannot be unpacked, or where the program that does it is missing
 */
async function takeFiles(archive, target, choose) {
    const folder = `${archive.path}.unpacked`;
    await (0,promises_.mkdir)(folder, { mode: 0o700 });
    try {
        await unpack_unpack(archive, folder);
        const taken = [];
        for (const name of choose(await filesOf(folder))) {
            const file = external_node_path_.join(target, external_node_path_.basename(name));
            await (0,promises_.rename)(external_node_path_.join(folder, name), file);
            await (0,promises_.chmod)(file, 0o755); // Not every archive knows modes.
            taken.push(file);
        }
        return taken;
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
async function unpack_unpack({ path: file, kind, called }, folder) {
    const { extractTar, extractZip } = await Promise.all(/* import() */[__webpack_require__.e(88), __webpack_require__.e(805)]).then(__webpack_require__.bind(__webpack_require__, 9805));
    try {
        if (kind === 'zip')
            await extractZip(file, folder);
        else
            await extractTar(file, folder, ['-xz', '--no-same-owner']);
    }
    catch (error) {
        throw new errors/* ConfigurationError */.j1(`${called} cannot be unpacked: ${explain((0,errors/* messageOf */.bD)(error))}`, {
            cause: error,
        });
    }
}
/** unzip and tar are the names of Debian's packages, too. unzip's exit code 50 is a full disk, by its manual. */
function explain(message) {
    if (message.endsWith("unzip' failed with exit code 50"))
        return `${message}: the disk of this runner is full`;
    const missing = /^Unable to locate executable file: (\w+)/.exec(message)?.[1];
    if (missing === undefined)
        return message;
    return `${missing} is not on the PATH of this runner: install the package ${missing} before this action, with "sudo apt-get install ${missing}" or the like`;
}
async function filesOf(folder) {
    const entries = await (0,promises_.readdir)(folder, { recursive: true, withFileTypes: true });
    return entries
        .filter((entry) => entry.isFile())
        .map((entry) => external_node_path_.relative(folder, external_node_path_.join(entry.parentPath, entry.name)))
        .sort();
}

;// CONCATENATED MODULE: ./build/tools/archive.js





/**
 * Fetches the archive, checks its SHA-256 and puts `program` and the files that lie beside it into `target`, executable.
 * The archive is a .zip, .tar.gz or .tgz and holds `program` exactly once, at any depth. `temp` is a folder on the
 * file system of `target`.
 */
async function fetchBinaries({ url, sha256 }, program, target, { mirror, temp }, deps) {
    const kind = kindOf(url);
    const called = `binaries: ${url}`;
    const archive = await downloaderOf(deps, mirror).fetchFile(url, temp);
    if (archive.sha256 !== sha256.toLowerCase()) {
        throw new VerificationError('wrong-hash', `${called} is not trusted: its SHA-256 is ${archive.sha256}, expected was ${sha256.toLowerCase()}. Nothing of it was kept or run.`);
    }
    await takeFiles({ path: archive.path, kind, called }, target, (names) => {
        const folder = onlyFolder(names, program, called);
        return names.filter((name) => external_node_path_.dirname(name) === folder);
    });
}
function kindOf(url) {
    const { pathname } = new URL(url);
    if (pathname.endsWith('.zip'))
        return 'zip';
    if (pathname.endsWith('.tar.gz') || pathname.endsWith('.tgz'))
        return 'tar';
    throw new errors/* ConfigurationError */.j1(`binaries: ${url} must be a .zip, .tar.gz or .tgz archive`);
}
function onlyFolder(names, program, called) {
    const [only, ...others] = names.filter((name) => external_node_path_.basename(name) === program);
    if (only !== undefined && others.length === 0)
        return external_node_path_.dirname(only);
    throw new errors/* ConfigurationError */.j1(`${called} must hold ${program} exactly once; it holds: ${names.slice(0, 20).join(', ')}`);
}

;// CONCATENATED MODULE: ./build/tools/elf.js


const MACHINES = { 62: 'amd64', 183: 'arm64' };
const ABI_SYSV = 0;
const ABI_LINUX = 3;
const TYPE_EXECUTABLE = 2;
const TYPE_SHARED = 3;
const SEGMENT_INTERPRETER = 3;
/**
 * Reads a 64-bit little-endian ELF file's header; null for anything else (a script, a Mach-O or PE file, a 32-bit one).
 * Format: System V ABI, "Object files" (elf(5)).
 */
async function readElf(file) {
    const handle = await (0,promises_.open)(file, 'r');
    try {
        // Program headers follow the file header directly in what Go and C linkers write.
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(16_384), 0, 16_384, 0);
        return parseElf(buffer.subarray(0, bytesRead));
    }
    finally {
        await handle.close();
    }
}
/** @throws ConfigurationError naming the program as `called` and saying what it is, unless it is a Linux program for `arch`. */
async function requireLinuxProgram(file, arch, called) {
    const facts = await readElf(file);
    if (facts === null) {
        throw new errors/* ConfigurationError */.j1(`${called} is not a Linux program: it must be a 64-bit ELF executable for linux/${arch}`);
    }
    if (facts.arch !== arch) {
        const is = facts.arch === null ? 'another machine' : `linux/${facts.arch}`;
        throw new errors/* ConfigurationError */.j1(`${called} is built for ${is}: it must be built for linux/${arch} (GOOS=linux GOARCH=${arch})`);
    }
    return facts;
}
function parseElf(head) {
    const magic = head.length >= 64 && head.readUInt32BE(0) === 0x7f454c46;
    if (!magic || head[4] !== 2 || head[5] !== 1)
        return null;
    const abi = head[7];
    const type = head.readUInt16LE(16);
    if ((abi !== ABI_SYSV && abi !== ABI_LINUX) || (type !== TYPE_EXECUTABLE && type !== TYPE_SHARED))
        return null;
    return { arch: MACHINES[head.readUInt16LE(18)] ?? null, interpreter: interpreterOf(head) };
}
function interpreterOf(head) {
    const table = Number(head.readBigUInt64LE(32));
    const size = head.readUInt16LE(54);
    const count = head.readUInt16LE(56);
    for (let index = 0; index < count; index++) {
        const at = table + index * size;
        if (at + 56 > head.length)
            return null;
        if (head.readUInt32LE(at) !== SEGMENT_INTERPRETER)
            continue;
        const start = Number(head.readBigUInt64LE(at + 8));
        const end = start + Number(head.readBigUInt64LE(at + 32));
        return head.toString('latin1', start, Math.min(end, head.length)).replace(/\0.*$/s, '');
    }
    return null;
}

;// CONCATENATED MODULE: ./build/tools/hash.js


const BUFFER_BYTES = 512 * 1024;
/** SHA-256 of a file's content, hex in lower case. One buffer for the whole file: programs of 150 MB are hashed in every run. */
async function sha256File(file) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
    const handle = await (0,promises_.open)(file, 'r');
    try {
        for (;;) {
            const { bytesRead } = await handle.read(buffer, 0, BUFFER_BYTES);
            if (bytesRead === 0)
                return hash.digest('hex');
            hash.update(buffer.subarray(0, bytesRead));
        }
    }
    finally {
        await handle.close();
    }
}

;// CONCATENATED MODULE: ./build/tools/tool-cache.js
/**
 * The folder of an entry of the tool cache at `root`, if @actions/tool-cache knows it as complete; null otherwise.
 *
 * That package takes its root from the process's environment, where a machine without a runner has none, so the variable is
 * set here and nowhere else: directly before the look-up, which is synchronous, so that no other root comes between. (Its
 * RUNNER_TEMP is not needed: whatever is unpacked is told where to.)
 */
async function findTool(root, { tool, version, arch }) {
    const { find } = await Promise.all(/* import() */[__webpack_require__.e(88), __webpack_require__.e(805)]).then(__webpack_require__.bind(__webpack_require__, 9805));
    process.env['RUNNER_TOOL_CACHE'] = root;
    return find(tool, version, arch) || null;
}

;// CONCATENATED MODULE: ./build/tools/store.js






const RECORD = '.ami-action.json';
const TEMPORARY = /^\.ami-action-[0-9a-f-]{36}$/;
/** A temporary folder that nothing was put into for this long was left by a run that died. */
const STALE_MS = 6 * 3_600_000;
/**
 * The runner's tool cache, as @actions/tool-cache finds it; what it finds is hashed again before it is used. Only its
 * `cacheDir` is not used: that empties an entry's folder and fills it in place, under the feet of a second job on the machine.
 * Here an entry appears whole, by a rename, and is never changed.
 */
class ToolStore {
    #root;
    #log;
    constructor(root, log) {
        this.#root = root;
        this.#log = log;
    }
    folderOf(id) {
        return external_node_path_.join(this.#root, id.tool, id.version, id.arch);
    }
    /** The entry's folder if all in it is as it was recorded; a damaged entry is thrown away, with a notice. */
    async find(id) {
        const folder = await findTool(this.#root, id);
        return folder !== null && (await this.#isSound(folder, id)) ? folder : null;
    }
    /**
     * Makes an entry: `fill` gets an empty folder and puts there what has been verified. Returns the entry's folder, which may
     * be another run's that came first. After a failure nothing of it is left.
     */
    async put(id, fill) {
        const stage = await this.temporary();
        try {
            await fill(stage);
            await writeRecord(stage, id);
            return await this.#publish(stage, id);
        }
        finally {
            await (0,promises_.rm)(stage, { recursive: true, force: true });
        }
    }
    /** A new empty folder on the tool cache's own file system; the caller removes it. */
    async temporary() {
        const folder = external_node_path_.join(this.#root, `.ami-action-${(0,external_node_crypto_.randomUUID)()}`);
        try {
            await this.#sweep();
            await (0,promises_.mkdir)(folder, { recursive: true });
        }
        catch (error) {
            throw new errors/* ConfigurationError */.j1(`the tool cache ${this.#root} cannot be written (${(0,errors/* messageOf */.bD)(error)}): set RUNNER_TOOL_CACHE to a folder of this user's`, { cause: error });
        }
        return folder;
    }
    async #sweep() {
        if (!(await exists(this.#root)))
            return;
        for (const name of await (0,promises_.readdir)(this.#root)) {
            if (!TEMPORARY.test(name))
                continue;
            const folder = external_node_path_.join(this.#root, name);
            const left = await (0,promises_.stat)(folder).catch(() => null); // null: its run has just removed it
            if (left !== null && Date.now() - left.mtimeMs > STALE_MS)
                await (0,promises_.rm)(folder, { recursive: true, force: true });
        }
    }
    async #publish(stage, id) {
        const folder = this.folderOf(id);
        await (0,promises_.mkdir)(external_node_path_.dirname(folder), { recursive: true });
        for (let attempt = 1;; attempt++) {
            try {
                await (0,promises_.rename)(stage, folder);
                break;
            }
            catch (error) {
                const { code } = error;
                if ((code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOTDIR') || attempt === 3)
                    throw error;
            }
            // Another run came first, or died before it marked the entry.
            if (await this.#isSound(folder, id))
                break;
        }
        await (0,promises_.writeFile)(`${folder}.complete`, '');
        return folder;
    }
    /** False for a damaged entry, which is then gone. */
    async #isSound(folder, id) {
        const fault = await faultOf(folder, id);
        if (fault === null)
            return true;
        this.#log.notice(`tool cache: ${folder} is damaged (${fault}); it is thrown away and made anew`);
        await this.#discard(folder);
        return false;
    }
    async #discard(folder) {
        const rubbish = external_node_path_.join(this.#root, `.ami-action-${(0,external_node_crypto_.randomUUID)()}`);
        await (0,promises_.rm)(`${folder}.complete`, { force: true });
        try {
            await (0,promises_.rename)(folder, rubbish);
        }
        catch (error) {
            // Another run has thrown it away already.
            if (error.code !== 'ENOENT')
                throw error;
        }
        await (0,promises_.rm)(rubbish, { recursive: true, force: true });
    }
}
/** Records all files of `folder` as they are now. */
async function writeRecord(folder, id) {
    const record = {
        tool: id.tool,
        version: id.version,
        arch: id.arch,
        files: await measure(folder),
    };
    await (0,promises_.writeFile)(external_node_path_.join(folder, RECORD), `${JSON.stringify(record, null, 2)}\n`);
    await (0,promises_.chmod)(folder, 0o755);
}
/** What is wrong with a folder that ought to be the entry `id`; null if nothing is. */
async function faultOf(folder, id) {
    let record;
    let now;
    try {
        record = await readRecord(folder);
        now = await measure(folder);
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
            return `${name} was not there when it was made`;
        if (is === undefined)
            return `${name} is missing`;
        if (then.sha256 !== is.sha256)
            return `${name} has SHA-256 ${is.sha256}, recorded was ${then.sha256}`;
        if (then.executable !== is.executable)
            return `${name} ${is.executable ? 'has become' : 'is no longer'} executable`;
    }
    return null;
}
async function readRecord(folder) {
    const record = JSON.parse(await (0,promises_.readFile)(external_node_path_.join(folder, RECORD), 'utf8'));
    if (typeof record?.files !== 'object' || record.files === null)
        throw new Error(`${RECORD} is no record`);
    return record;
}
async function measure(folder) {
    const files = {};
    for (const entry of await (0,promises_.readdir)(folder, { recursive: true, withFileTypes: true })) {
        if (entry.isDirectory())
            continue;
        const file = external_node_path_.join(entry.parentPath, entry.name);
        const name = external_node_path_.relative(folder, file).split(external_node_path_.sep).join('/');
        if (name === RECORD)
            continue;
        const { mode } = await (0,promises_.stat)(file);
        files[name] = { sha256: await sha256File(file), executable: (mode & 0o100) !== 0 };
    }
    return files;
}
async function exists(file) {
    try {
        await (0,promises_.stat)(file);
        return true;
    }
    catch (error) {
        const { code } = error;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return false;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/tools/go.js



/** What `make build-linux` may see of the environment: enough to build, no credentials, and nothing that is in no key. */
const PASSED_ON = new RegExp(`^(?:${[
    'PATH|HOME|USER|LOGNAME|TMPDIR|LANG|LC_.+|XDG_CACHE_HOME|XDG_CONFIG_HOME',
    'HTTPS?_PROXY|NO_PROXY|https?_proxy|no_proxy|SSL_CERT_FILE|SSL_CERT_DIR',
    'SSH_AUTH_SOCK|NETRC|GIT_.+',
    'GO(?:ROOT|PATH|CACHE|MODCACHE|ENV|TMPDIR|MAXPROCS|PROXY|PRIVATE|NOPROXY|SUMDB|NOSUMDB|INSECURE|VCS|AUTH|TOOLCHAIN)',
    'GO(?:FLAGS|EXPERIMENT|AMD64|ARM64)|CGO_.+|CC|CXX|PKG_CONFIG.*',
].join('|')})$`);
/** What of Go's settings decides what comes out of a build. */
const SETTINGS = ['GOVERSION', 'GOFLAGS', 'GOEXPERIMENT', 'GOAMD64', 'GOARM64', 'CGO_ENABLED'];
/** With cgo the machine's C compiler decides as well. */
const CGO_SETTINGS = [
    'CC',
    'CXX',
    'CGO_CFLAGS',
    'CGO_CPPFLAGS',
    'CGO_CXXFLAGS',
    'CGO_LDFLAGS',
    'GOHOSTOS',
    'GOHOSTARCH',
];
/**
 * The environment that the binaries are built in. Unless the user says otherwise: no cgo, so that the agent is
 * static and runs on any image; no paths of this machine in it; no go.work from above the sources' folder.
 */
async function buildEnvironment(folder, env) {
    const passed = Object.fromEntries(Object.entries(env).filter(([name]) => PASSED_ON.test(name)));
    const workspaceFile = await exists(external_node_path_.join(folder, 'go.work'));
    return {
        ...passed,
        CGO_ENABLED: env['CGO_ENABLED'] || '0',
        GOFLAGS: ['-trimpath', env['GOFLAGS']].filter(Boolean).join(' '),
        ...(workspaceFile ? {} : { GOWORK: 'off' }),
    };
}
/** Go's version and settings, as Go itself tells them in the sources' folder, where go.mod may ask for another toolchain. */
async function goSettings(folder, deps) {
    const env = await buildEnvironment(folder, deps.env);
    const answer = await runGoTool('go', ['env', '-json', ...SETTINGS, ...CGO_SETTINGS], folder, env, deps);
    if (answer.exitCode !== 0) {
        throw new errors/* ConfigurationError */.j1(`binaries: "go env" fails in ${folder}: ${lastLines(answer.stderr)}`);
    }
    const all = JSON.parse(answer.stdout);
    const names = all['CGO_ENABLED'] === '1' ? [...SETTINGS, ...CGO_SETTINGS] : SETTINGS;
    return Object.fromEntries(names.map((name) => [name, all[name] ?? '']));
}
/** `make build-linux` in `copy`, a copy of `folder`. */
async function makeBuildLinux(folder, copy, deps) {
    const env = await buildEnvironment(copy, deps.env);
    const { exitCode, stdout, stderr } = await runGoTool('make', ['build-linux'], copy, env, deps);
    deps.log.debug(harmless(`${stdout}${stderr}`));
    if (exitCode === 0)
        return;
    throw new errors/* ConfigurationError */.j1(`binaries: "make build-linux" failed with exit code ${exitCode} in a copy of ${folder} ` +
        `(the copy has all of that folder but .git and bin, and nothing from around it): ${lastLines(stderr || stdout)}`);
}
const REMEDIES = {
    go: 'add a step "uses: actions/setup-go@v6" with a go-version (or go-version-file) before this action',
    make: 'install it before this action, with "sudo apt-get install make" or the like',
};
async function runGoTool(tool, args, cwd, env, { run }) {
    try {
        return await run(tool, args, { cwd, env });
    }
    catch (error) {
        if (error.code !== 'ENOENT')
            throw error;
        throw new errors/* ConfigurationError */.j1(`binaries: building them needs ${tool}, which is not on the PATH of this runner: ${REMEDIES[tool]}; or let binaries be a URL with its SHA-256`, { cause: error });
    }
}
function lastLines(output) {
    return harmless(output.trim().split('\n').slice(-20).join('\n'));
}
/** The runner takes "##[" for a command wherever it stands in a line. */
function harmless(output) {
    return output.replaceAll('##[', '## [');
}

;// CONCATENATED MODULE: ./build/tools/sources.js





const MAKEFILES = ['GNUmakefile', 'makefile', 'Makefile'];
/**
 * The folder of the Go sources: `folder` in the workspace if it is there, else in the action's own root.
 * @throws ConfigurationError naming both places, or the one that has no Makefile
 */
async function locateSources(folder, workspace, actionRoot) {
    const places = [...new Set([workspace, actionRoot].map((root) => external_node_path_.resolve(root, folder)))];
    for (const place of places) {
        if (!(await isFolder(place)))
            continue;
        const names = await (0,promises_.readdir)(place);
        if (MAKEFILES.some((name) => names.includes(name)))
            return place;
        throw new errors/* ConfigurationError */.j1(`binaries: ${place} has no Makefile; it must have one with the target build-linux`);
    }
    throw new errors/* ConfigurationError */.j1(`binaries: there is no folder ${places.join(' and no folder ')}`);
}
/**
 * One line for each file that belongs to the sources, ordered by name, with its SHA-256 and whether it is executable. All files of the folder
 * belong, tracked by git or not, except `.git` and what `make build-linux` makes: the folder's own `bin`.
 * @throws ConfigurationError for a link that leads out of the folder: what is behind it would be in no key
 */
async function listSources(folder) {
    const lines = [];
    for (const entry of await (0,promises_.readdir)(folder, { recursive: true, withFileTypes: true })) {
        const file = external_node_path_.join(entry.parentPath, entry.name);
        const name = external_node_path_.relative(folder, file).split(external_node_path_.sep).join('/');
        if (entry.isDirectory() || !belongs(name))
            continue;
        if (entry.isSymbolicLink())
            lines.push(`${name}\0link\0${await innerLink(folder, file)}`);
        else if (entry.isFile()) {
            const { mode } = await (0,promises_.lstat)(file);
            lines.push(`${name}\0${(mode & 0o100) === 0 ? 'file' : 'program'}\0${await sha256File(file)}`);
        }
        else
            throw new errors/* ConfigurationError */.j1(`binaries: ${file} is neither a file nor a folder; remove it from the sources`);
    }
    return lines.sort();
}
/** SHA-256, hex, of the sources and of `settings`, whatever else decides what is built of them. */
async function sourcesDigest(folder, settings) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update('ami-action binaries 1\n');
    for (const name of Object.keys(settings).sort())
        hash.update(`${name}=${settings[name]}\n`);
    for (const line of await listSources(folder))
        hash.update(`${line}\n`);
    return hash.digest('hex');
}
/** Copies exactly what the digest covers. */
async function copySources(folder, target) {
    await (0,promises_.cp)(folder, target, {
        recursive: true,
        verbatimSymlinks: true,
        filter: (file) => belongs(external_node_path_.relative(folder, file).split(external_node_path_.sep).join('/')),
    });
}
function belongs(name) {
    const parts = name.split('/');
    return parts[0] !== 'bin' && !parts.includes('.git');
}
async function innerLink(folder, link) {
    const target = await (0,promises_.readlink)(link);
    const inner = external_node_path_.relative(folder, external_node_path_.resolve(external_node_path_.dirname(link), target));
    if (external_node_path_.isAbsolute(target) || inner === '..' || inner.startsWith(`..${external_node_path_.sep}`)) {
        throw new errors/* ConfigurationError */.j1(`binaries: the link ${link} leads out of the sources, to ${target}; put what it names into ${folder}`);
    }
    return target;
}
async function isFolder(place) {
    try {
        return (await (0,promises_.stat)(place)).isDirectory();
    }
    catch (error) {
        const { code } = error;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return false;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/tools/transfer.js




/** A folder this old was left by a run that died: transfers take seconds. */
const transfer_STALE_MS = 3_600_000;
/**
 * A tool cache entry from the Actions cache; null if it is not there, or not as it was recorded when it was made. The cache
 * only ever saves time, so that whatever it does wrong is a notice.
 */
function restoreEntry(store, id, deps) {
    return withTransfer(store, id, deps, 'restored from', async (folder) => {
        if (!(await deps.cache.restore(folder, keyOf(id))))
            return null;
        const fault = await faultOf(folder, id);
        if (fault !== null)
            throw new Error(`the entry is damaged: ${fault}`);
        return await store.put(id, (stage) => (0,promises_.cp)(folder, stage, { recursive: true }));
    });
}
/** Saves an entry of the tool cache in the Actions cache, for other runners. */
async function saveEntry(store, id, deps) {
    await withTransfer(store, id, deps, 'saved in', async (folder) => {
        await (0,promises_.cp)(store.folderOf(id), folder, { recursive: true });
        await deps.cache.save(folder, keyOf(id));
        return null;
    });
}
function keyOf({ tool, version, arch }) {
    return `${tool}-${arch}-${version}`;
}
/**
 * Gives `work` the folder that the Actions cache archives. Its path is part of the cache's own key, so it is the same on all
 * runners of a kind and cannot be this run's own: making it is the lock, and who comes second goes without.
 */
async function withTransfer(store, id, deps, verb, work) {
    let folder = null;
    try {
        if (!(await deps.cache.isAvailable()))
            return null;
        folder = await take(`${store.folderOf(id)}.transfer`);
        if (folder === null) {
            deps.log.debug(`${id.tool}: another run on this machine is at the Actions cache for ${id.version}`);
            return null;
        }
        return await work(folder);
    }
    catch (error) {
        deps.log.notice(`${id.tool}: not ${verb} the Actions cache: ${(0,errors/* messageOf */.bD)(error)}`);
        return null;
    }
    finally {
        if (folder !== null)
            await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
async function take(folder) {
    await (0,promises_.mkdir)(external_node_path_.dirname(folder), { recursive: true });
    for (let attempt = 1; attempt <= 2; attempt++) {
        try {
            await (0,promises_.mkdir)(folder);
            return folder;
        }
        catch (error) {
            if (error.code !== 'EEXIST')
                throw error;
            if (Date.now() - (await (0,promises_.stat)(folder)).mtimeMs < transfer_STALE_MS)
                return null;
            await (0,promises_.rm)(folder, { recursive: true, force: true });
        }
    }
    return null;
}

;// CONCATENATED MODULE: ./build/tools/binaries.js










const ARCH = 'amd64';
const AGENT = 'worker-agent';
/** Where the contract has `make build-linux` put what it builds. */
const OUTPUT = external_node_path_.join('bin', `linux-${ARCH}`);
/** Folder of an entry that the programs lie in, apart from the entry's record, which has no business in an image. */
const PROGRAMS = 'bin';
/**
 * What names the binaries without making them, hex: the SHA-256 of the archive, or that of the sources, the Go version and
 * the Go settings that matter.
 */
async function binariesDigest(request, deps) {
    const { binaries, workspace, actionRoot } = request;
    if (binaries.kind === 'url')
        return binaries.sha256.toLowerCase();
    const folder = await locateSources(binaries.path, workspace, actionRoot);
    return await sourcesDigest(folder, await goSettings(folder, deps));
}
/** The binaries, from the nearest place that has them: tool cache, Actions cache, and then built or downloaded. */
async function agentBinaries(request, deps) {
    const { binaries, workspace, actionRoot, mirror } = request;
    const digest = await binariesDigest(request, deps);
    const store = new ToolStore(toolCacheRoot(deps.env), deps.log);
    const id = entryOf(digest);
    const made = (entry, origin) => ({
        dir: external_node_path_.join(entry, PROGRAMS),
        digest,
        origin,
    });
    const kept = await store.find(id);
    if (kept !== null)
        return made(kept, 'tool-cache');
    if (binaries.kind === 'url') {
        const entry = await withTemporary(store, (temp) => store.put(id, async (stage) => {
            const programs = await newFolder(stage);
            await fetchBinaries(binaries, AGENT, programs, { mirror, temp }, deps);
            await checkAgent(programs, `${AGENT} of ${binaries.url}`, deps);
        }));
        deps.log.info(`binaries: fetched from ${binaries.url}, SHA-256 proven`);
        return made(entry, 'downloaded');
    }
    const restored = await restoreEntry(store, id, deps);
    if (restored !== null)
        return made(restored, 'actions-cache');
    const folder = await locateSources(binaries.path, workspace, actionRoot);
    const entry = await build(folder, id, store, deps);
    await saveEntry(store, id, deps);
    return made(entry, 'built');
}
/** @actions/tool-cache looks up semantic versions only, so the digest stands in one, as a pre-release. */
function entryOf(digest) {
    return { tool: 'ami-action-binaries', version: `0.0.0-sha256-${digest}`, arch: `linux-${ARCH}` };
}
/**
 * Built is a copy: it holds exactly what the digest covers, so that a Makefile that reaches out of its folder fails here and is
 * not met by a stale hit later, and the workspace stays as it was.
 */
async function build(folder, id, store, deps) {
    deps.log.info(`binaries: make build-linux in ${folder}`);
    const started = performance.now();
    const entry = await withTemporary(store, async (temp) => {
        const copy = external_node_path_.join(temp, external_node_path_.basename(folder));
        await copySources(folder, copy);
        if (entryOf(await sourcesDigest(copy, await goSettings(copy, deps))).version !== id.version) {
            throw new errors/* ConfigurationError */.j1(`binaries: ${folder} changed while it was being copied; run again`);
        }
        await makeBuildLinux(folder, copy, deps);
        return await store.put(id, async (stage) => {
            const programs = await newFolder(stage);
            await collect(folder, external_node_path_.join(copy, OUTPUT), programs);
            await checkAgent(programs, `${external_node_path_.join(OUTPUT, AGENT)} of ${folder}`, deps);
        });
    });
    deps.log.info(`binaries: built in ${((performance.now() - started) / 1000).toFixed(1)} s, kept in ${entry}`);
    return entry;
}
async function newFolder(stage) {
    const programs = external_node_path_.join(stage, PROGRAMS);
    await (0,promises_.mkdir)(programs);
    return programs;
}
async function collect(folder, output, programs) {
    if (!(await exists(external_node_path_.join(output, AGENT)))) {
        throw new errors/* ConfigurationError */.j1(`binaries: "make build-linux" in ${folder} made no ${external_node_path_.join(OUTPUT, AGENT)}`);
    }
    for (const entry of await (0,promises_.readdir)(output, { withFileTypes: true })) {
        if (!entry.isFile())
            continue;
        await (0,promises_.copyFile)(external_node_path_.join(output, entry.name), external_node_path_.join(programs, entry.name));
    }
}
async function checkAgent(programs, called, deps) {
    const agent = external_node_path_.join(programs, AGENT);
    const { interpreter } = await requireLinuxProgram(agent, ARCH, `binaries: ${called}`);
    if (interpreter !== null) {
        deps.log.notice(`binaries: ${called} is dynamically linked (${interpreter}); a static one (CGO_ENABLED=0) runs on any image`);
    }
    await (0,promises_.chmod)(agent, 0o755);
}
async function withTemporary(store, work) {
    const temp = await store.temporary();
    try {
        return await work(temp);
    }
    finally {
        await (0,promises_.rm)(temp, { recursive: true, force: true });
    }
}

;// CONCATENATED MODULE: ./build/tools/hashicorp-key.js
/**
 * The key that signs HashiCorp's releases, as published at https://www.hashicorp.com/.well-known/pgp-key.txt:
 * renewed on 2026-02-18, valid to 2030-03-01. Releases are signed by its subkey 374EC75B485913604A831CC7C820C6D5CD27AB87.
 */
const HASHICORP_FINGERPRINT = 'C874011F0AB405110D02105534365D9472D7468F';
const HASHICORP_KEY = `\
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

;// CONCATENATED MODULE: ./build/tools/keys.js



/** The key of HashiCorp's releases, pinned. */
const hashicorpKey = { armored: HASHICORP_KEY, fingerprint: HASHICORP_FINGERPRINT };
const BLOCK = /-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]*?-----END PGP PUBLIC KEY BLOCK-----/g;
/**
 * A short name of whom a TrustedKey trusts, fit for a file name: what was verified against one root is not verified
 * against another. Costs no parsing, so that a hit in the tool cache does not load OpenPGP.
 */
function trustRoot(key) {
    if (key.fingerprint !== null)
        return key.fingerprint.toLowerCase();
    const blocks = key.armored.match(BLOCK) ?? [];
    const canonical = blocks.map((block) => block.replace(/\s+/g, '')).sort();
    return (0,external_node_crypto_.createHash)('sha256').update(canonical.join('\n')).digest('hex');
}
/**
 * All public keys of the text, each once: several blocks of one primary key (an expired copy and its renewal, as
 * HashiCorp's own key file has them) become one key with everything that any of them says, revocations too.
 * @throws ConfigurationError where there is none, one cannot be read, or the pinned one is missing.
 */
async function readTrustedKeys(key) {
    if (/BEGIN PGP PRIVATE KEY/.test(key.armored)) {
        throw new errors/* ConfigurationError */.j1('packer-key holds a private key: give the public key only, and consider the private one leaked');
    }
    const blocks = key.armored.match(BLOCK) ?? [];
    if (blocks.length === 0) {
        throw new errors/* ConfigurationError */.j1('packer-key holds no OpenPGP public key: it must have a block "-----BEGIN PGP PUBLIC KEY BLOCK-----"');
    }
    const merged = new Map();
    for (const [index, block] of blocks.entries()) {
        for (const found of await readBlock(block, index + 1)) {
            const name = found.getFingerprint();
            const known = merged.get(name);
            merged.set(name, known === undefined ? found : await known.update(found));
        }
    }
    const pinned = key.fingerprint?.toLowerCase() ?? null;
    const keys = [...merged.values()].filter((found) => pinned === null || found.getFingerprint() === pinned);
    if (keys.length === 0) {
        const there = [...merged.keys()].map((name) => name.toUpperCase()).join(', ');
        throw new errors/* ConfigurationError */.j1(`the trusted key must be ${key.fingerprint}, but its text holds ${there}`);
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

;// CONCATENATED MODULE: ./build/tools/checksums.js
/**
 * The SHA-256 that a publisher's checksum file gives for `name`, hex in lower case; null if it lists no such file.
 * Lines are those of sha256sum: 64 hex digits, a space, a space or `*`, and the name, which must match to the letter
 * (a leading `./` aside). Two lines for one name must agree.
 */
function findChecksum(text, name) {
    const found = new Set();
    for (const line of text.split(/\r?\n/)) {
        const match = /^([0-9a-fA-F]{64}) [ *](?:\.\/)?(.+)$/.exec(line);
        if (match?.[1] !== undefined && match[2] === name)
            found.add(match[1].toLowerCase());
    }
    if (found.size > 1)
        throw new Error(`the checksum file gives ${found.size} different SHA-256 for ${name}`);
    return found.values().next().value ?? null;
}

;// CONCATENATED MODULE: ./build/tools/verify.js



/**
 * Verifies a detached signature; returns only if a trusted key made it over exactly this content.
 *
 * A signature counts if its key was valid when it was made, so that a release stays verifiable after its key has expired;
 * a renewed key whose older self-signatures were dropped, as HashiCorp's, must be valid now. A key revoked as compromised, or
 * without a reason, vouches for nothing; one revoked as retired still does for what it signed before.
 * @throws VerificationError naming the file, the key expected and the key that signed.
 */
async function verifySignature(file, trusted, now = new Date()) {
    const keys = await readTrustedKeys(trusted);
    const packets = await readSignaturePackets(file, keys);
    const refusals = [];
    for (const packet of packets) {
        try {
            return await verifyOne(file, packet, keys, now);
        }
        catch (error) {
            if (!(error instanceof VerificationError))
                throw error;
            refusals.push(error);
        }
    }
    // A file may be signed by several; what a trusted key's signature lacks says more than that others are unknown.
    throw refusals.find(({ reason }) => reason !== 'unknown-signer') ?? refusals[0];
}
async function verifyOne(file, packet, keys, now) {
    const openpgp = await __webpack_require__.e(/* import() */ 74).then(__webpack_require__.bind(__webpack_require__, 3074));
    const signedBy = issuerOf(packet);
    const refuse = (reason, what, cause) => distrust(file, keys, signedBy, reason, what, cause);
    const key = keys.find((candidate) => candidate.getKeys(packet.issuerKeyID).length > 0);
    if (key === undefined)
        throw refuse('unknown-signer', 'it is signed by a key that is not trusted');
    if (packet.created === null || packet.created > now) {
        throw refuse('bad-signature', `its signature is dated ${packet.created?.toISOString() ?? 'nowhere'}, in the future`);
    }
    const signature = new openpgp.Signature(packetList(openpgp, packet));
    try {
        const message = await openpgp.createMessage({ binary: file.content });
        const config = { allowInsecureVerificationWithReformattedKeys: true };
        const options = { message, signature, verificationKeys: [key], date: now, config };
        const { signatures } = await openpgp.verify({ ...options, format: 'binary', expectSigned: true });
        if (signatures.length !== 1)
            throw new Error(`${signatures.length} signatures where one was given`);
        // A result object is no verdict: only this promise is.
        for (const each of signatures)
            await each.verified;
    }
    catch (error) {
        const { reason, what } = verify_explain((0,errors/* messageOf */.bD)(error), packet.created);
        throw refuse(reason, what, error);
    }
    const signer = key.getKeys(packet.issuerKeyID)[0];
    if (signer === undefined)
        throw refuse('unknown-signer', 'it is signed by a key that is not trusted');
    return { primary: hex(key), key: signer.getFingerprint().toUpperCase(), created: packet.created };
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
            throw new Error('no signature over a document in it');
        return packets;
    }
    catch (error) {
        const what = `its signature cannot be read (${(0,errors/* messageOf */.bD)(error)})`;
        throw distrust(file, keys, 'nobody known', 'unreadable-signature', what, error);
    }
}
function packetList(openpgp, packet) {
    const list = new openpgp.PacketList();
    list.push(packet);
    return list;
}
/** OpenPGP.js tells its reasons in words only. */
function verify_explain(message, created) {
    const when = created.toISOString();
    if (/revoked/i.test(message))
        return { reason: 'key-revoked', what: 'the key that signed it is revoked' };
    if (/expired/i.test(message)) {
        const what = `the key expired before it signed, on ${when}, or what is left of its self-signatures has: a renewed copy of the key is needed`;
        return { reason: 'key-expired', what };
    }
    return { reason: 'bad-signature', what: `the signature does not hold (${message})` };
}
function issuerOf(packet) {
    const fingerprint = packet.issuerFingerprint;
    const known = fingerprint === null || fingerprint === undefined ? '' : Buffer.from(fingerprint).toString('hex');
    return (known || packet.issuerKeyID.toHex()).toUpperCase();
}
function distrust(file, keys, signedBy, reason, what, cause) {
    const expected = keys.map(hex).join(' or ');
    return new VerificationError(reason, `${file.url} is not trusted: ${what}. Expected signer: ${expected}; signed by: ${signedBy}. Nothing of it was kept or run.`, cause === undefined ? undefined : { cause });
}
function hex(key) {
    return key.getFingerprint().toUpperCase();
}

;// CONCATENATED MODULE: ./build/tools/release.js







const SITE = 'https://releases.hashicorp.com';
/** @throws ConfigurationError for a machine for which HashiCorp publishes nothing that runs here. */
function platformOf(os, arch) {
    const archs = { x64: 'amd64', arm64: 'arm64' };
    const found = Object.hasOwn(archs, arch) ? archs[arch] : undefined;
    if ((os !== 'linux' && os !== 'darwin') || found === undefined) {
        throw new errors/* ConfigurationError */.j1(`this machine is ${os}/${arch}: the action runs on linux or darwin, x64 or arm64`);
    }
    return { os, arch: found };
}
/** @throws ConfigurationError for anything but an exact version such as 1.16.0. */
function checkVersion({ input, version }) {
    if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version)) {
        throw new errors/* ConfigurationError */.j1(`${input}: "${version}" is no version; it must be an exact one, such as 1.16.0`);
    }
}
/**
 * Fetches a release's archive, proves it, and puts the one file wanted of it into `folder`, executable:
 * the checksum file is signed by the trusted key, and the archive's SHA-256 is the one it lists.
 * @param want which file of the archive; exactly one must fit
 * @returns the file's path; besides it, nothing is left in `folder`
 * @throws VerificationError, ConfigurationError for a version that is not published, DownloadError
 */
async function fetchRelease(release, want, folder, { download, key, mirror, log }) {
    const { product, version, platform } = release;
    const base = `${SITE}/${product}/${version}/${product}_${version}`;
    const name = `${product}_${version}_${platform.os}_${platform.arch}.zip`;
    const zipUrl = `${SITE}/${product}/${version}/${name}`;
    log.info(`${product} ${version} is not in the tool cache; fetching ${upstreamUrl(zipUrl, mirror)}`);
    const expected = await signedChecksum(release, base, name, { download, key, mirror });
    const zip = await published(release, mirror, download.fetchFile(zipUrl, folder));
    try {
        const from = upstreamUrl(zipUrl, mirror);
        if (zip.sha256 !== expected) {
            throw new VerificationError('wrong-hash', `${from} is not trusted: its SHA-256 is ${zip.sha256}, but the signed checksum file says ${expected}. Nothing of it was kept or run.`);
        }
        const [program] = await takeFiles({ path: zip.path, kind: 'zip', called: from }, folder, (names) => [
            onlyFile(names, from, want),
        ]);
        return program; // onlyFile chose one.
    }
    finally {
        await (0,promises_.rm)(zip.path, { force: true });
    }
}
async function signedChecksum(release, base, name, { download, key, mirror }) {
    const [sums, signature] = await published(release, mirror, Promise.all([download.fetchBytes(`${base}_SHA256SUMS`), download.fetchBytes(`${base}_SHA256SUMS.sig`)]));
    const url = upstreamUrl(`${base}_SHA256SUMS`, mirror);
    await verifySignature({ content: sums, signature, url }, key);
    const checksum = findChecksum(sums.toString('utf8'), name);
    if (checksum === null) {
        throw new VerificationError('not-listed', `${url} is signed, but does not list ${name}. Nothing was kept or run.`);
    }
    return checksum;
}
function onlyFile(names, url, want) {
    const [only, ...others] = names.filter(want);
    if (only !== undefined && others.length === 0)
        return only;
    throw new errors/* ConfigurationError */.j1(`${url} must hold the program exactly once; it holds: ${names.join(', ')}`);
}
/** A 404 or 403 of the release site means that there is no such version. */
async function published(release, mirror, work) {
    try {
        return await work;
    }
    catch (error) {
        if (!(error instanceof DownloadError) || (error.status !== 404 && error.status !== 403))
            throw error;
        const { product, version, input, platform } = release;
        const site = upstreamUrl(`${SITE}/${product}/`, mirror);
        throw new errors/* ConfigurationError */.j1(`${input}: ${product} ${version} for ${platform.os}/${platform.arch} is not published at ${site} (${error.message}); choose a version listed there`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./build/tools/packer.js





/**
 * Packer from the tool cache, or from the release site with signature and SHA-256 proven.
 * @returns the executable's path, and whether it was in the tool cache
 * @throws VerificationError, ConfigurationError, DownloadError; nothing is kept then
 */
async function installPacker({ version, mirror, key }, deps) {
    const platform = platformOf(process.platform, process.arch);
    const release = { product: 'packer', version, input: 'packer-version', platform };
    checkVersion(release);
    const store = new ToolStore(toolCacheRoot(deps.env), deps.log);
    const id = packer_entryOf(release, key);
    const found = await store.find(id);
    if (found !== null)
        return { executable: external_node_path_.join(found, 'packer'), cached: true };
    const download = downloaderOf(deps, mirror);
    const folder = await store.put(id, async (stage) => {
        await fetchRelease(release, (name) => name === 'packer', stage, { download, key, mirror, log: deps.log });
    });
    deps.log.info(`Packer ${version}: signature and SHA-256 proven, kept in ${folder}`);
    return { executable: external_node_path_.join(folder, 'packer'), cached: false };
}
/** The entry bears the trust root in its name: what one key vouched for is no hit for another. */
function packer_entryOf({ product, version }, key) {
    return { tool: `ami-action-${product}-${trustRoot(key)}`, version, arch: process.arch };
}

;// CONCATENATED MODULE: ./build/tools/plugin.js







const SOURCE = 'github.com/hashicorp/amazon';
/**
 * The amazon plugin, proven as Packer is, because `packer init` checks no signature.
 * @returns `pluginDir`, a folder of this run's own to be Packer's PACKER_PLUGIN_PATH: `packer init` finds the plugin there
 * without a network and may add what else a template asks for. The caller removes it.
 */
async function installPlugin(request, deps) {
    const platform = platformOf(process.platform, process.arch);
    const { version, key } = request;
    const release = { product: 'packer-plugin-amazon', version, input: 'plugin-version', platform };
    checkVersion(release);
    const store = new ToolStore(toolCacheRoot(deps.env), deps.log);
    const id = packer_entryOf(release, key);
    const found = await store.find(id);
    const folder = found ?? (await store.put(id, (stage) => fillEntry(release, request, stage, store, deps)));
    if (found === null)
        deps.log.info(`amazon plugin ${version}: signature and SHA-256 proven, kept in ${folder}`);
    return { cached: found !== null, pluginDir: await plugin_privateFolder(folder, deps.env) };
}
/** Has Packer lay the plugin out itself: it thereby runs it once, and refuses one that does not fit it. */
async function fillEntry(release, { packer, mirror, key, env }, stage, store, deps) {
    const { version, platform } = release;
    const program = (name) => name.startsWith(`packer-plugin-amazon_v${version}_x`) &&
        name.endsWith(`_${platform.os}_${platform.arch}`);
    const temp = await store.temporary();
    try {
        const download = downloaderOf(deps, mirror);
        const fetched = await fetchRelease(release, program, temp, { download, key, mirror, log: deps.log });
        const args = ['plugins', 'install', '--path', fetched, SOURCE];
        const options = { cwd: temp, env: { ...env, PACKER_PLUGIN_PATH: stage, CHECKPOINT_DISABLE: '1' } };
        const { exitCode, stdout, stderr } = await deps.run(packer, args, options);
        const laid = exitCode === 0 ? await (0,promises_.readdir)(external_node_path_.join(stage, SOURCE)) : [];
        if (!laid.some(program)) {
            throw new errors/* ConfigurationError */.j1(`plugin-version: Packer does not take the amazon plugin ${version} (exit code ${exitCode}): ${(stderr + stdout).trim()}`);
        }
    }
    finally {
        await (0,promises_.rm)(temp, { recursive: true, force: true });
    }
}
/** Links into the tool cache cost nothing, and Packer follows them; what it adds lands in the folder itself. */
async function plugin_privateFolder(entry, env) {
    const root = await (0,promises_.mkdtemp)(external_node_path_.join(temporaryRoot(env), 'ami-action-plugins-'));
    const folder = external_node_path_.join(root, SOURCE);
    await (0,promises_.mkdir)(folder, { recursive: true });
    for (const name of await (0,promises_.readdir)(external_node_path_.join(entry, SOURCE))) {
        await (0,promises_.symlink)(external_node_path_.join(entry, SOURCE, name), external_node_path_.join(folder, name));
    }
    return root;
}

;// CONCATENATED MODULE: ./build/tools/index.js
/** Packer, its amazon plugin and the Go binaries: found in the tool cache, else fetched and proven or built, else a clear error. */













;// CONCATENATED MODULE: ./build/tooling.js
/** The tools that the wanted builds need, fetched side by side; a run that builds nothing needs none. */



async function prepareTools(request, deps) {
    const { inputs, workspace, actionRoot } = request;
    const { mirror, binaries } = inputs;
    const [packer, agent] = await allOf([
        () => packerWithPlugin(request, deps),
        () => request.needsAgent
            ? agentBinaries({ binaries, workspace, actionRoot, mirror }, deps)
            : Promise.resolve(null),
    ]);
    if (request.otherPlugins.length > 0)
        await initPlugins(packer, inputs.templates, request.otherPlugins, deps);
    return { ...packer, agentDir: agent?.dir ?? null, agentDigest: agent?.digest ?? null };
}
async function packerWithPlugin({ inputs, env }, deps) {
    const { mirror, packerKey, packerVersion, pluginVersion } = inputs;
    const key = packerKey === null ? hashicorpKey : { armored: packerKey, fingerprint: null };
    const { executable } = await installPacker({ version: packerVersion, mirror, key }, deps);
    const plain = packerEnvironment(env, {});
    const plugin = { packer: executable, version: pluginVersion, mirror, key, env: plain };
    const { pluginDir } = await installPlugin(plugin, deps);
    return { packer: executable, packerEnv: { ...plain, PACKER_PLUGIN_PATH: pluginDir } };
}
/** Packer fetches the other plugins itself, from where each is published. */
async function initPlugins({ packer, packerEnv }, templates, plugins, { run, log }) {
    log.info(`packer init: the templates require ${plugins.join(', ')}`);
    const { exitCode, stdout, stderr } = await run(packer, initArguments('.'), {
        cwd: templates,
        env: packerEnv,
    });
    if (exitCode !== 0)
        throw new errors/* ConfigurationError */.j1(`packer init failed: ${(stderr || stdout).trim()}`);
}
/** Like Promise.all, but no work is left running when it throws; the first fault in order is thrown. */
async function allOf(works) {
    const [first, second] = await Promise.allSettled([works[0](), works[1]()]);
    const faults = [first, second]
        .filter((it) => it.status === 'rejected')
        .map(({ reason }) => reason);
    const configuration = faults.filter((it) => it instanceof errors/* ConfigurationError */.j1);
    if (configuration.length > 1)
        throw new errors/* ConfigurationError */.j1(configuration.flatMap(({ faults }) => faults));
    if (first.status === 'rejected')
        throw first.reason;
    if (second.status === 'rejected')
        throw second.reason;
    return [first.value, second.value];
}

;// CONCATENATED MODULE: ./build/builds.js
/** From planned builds to rows of the report: tools, Packer, and EC2's word on every image. */











/** How long a Packer that was told to end may take, in milliseconds: it ends a machine and waits for that. */
const graceMs = 5 * 60_000;
const pollMs = 100;
/** How long the disk has to be full, with nothing heard of Packer, until it counts as hung. */
const fullDiskMs = 15_000;
const progressMs = 30_000;
/** How long a lease holds after the last moment at which a build can end: for confirming and clearing up. */
const leaseReserveMs = 60 * 60_000;
/** The builds of one run. Tools and lease come with the first of them; a run that builds nothing has neither. */
class BuildSession {
    #request;
    #aws;
    #context;
    #lease = null;
    #equipment = null;
    #isClean = true;
    constructor(request, aws, context) {
        this.#request = request;
        this.#aws = aws;
        this.#context = context;
    }
    /** Builds all and tells of each, in order. Rejects where nothing could be begun. Not for calls side by side. */
    async build(items) {
        if (items.length === 0)
            return [];
        const { region } = this.#request.inputs;
        this.#lease ??= this.#context.openLease(this.#request.holder.nonce, region);
        this.#equipment ??= await this.#equip(this.#lease, items);
        if (this.#context.cancelled.aborted)
            throw new errors/* CancelledError */.cc();
        await removeLeftovers(items, this.#aws.ec2(region), this.#context.log);
        this.#warnOfUnleased(items);
        this.#lease.willBuild(items.map(({ ami }) => ami));
        const results = await this.#runPackers(items, this.#equipment, this.#lease);
        this.#isClean &&= results.every(({ result }) => result === 'built');
        const made = items.flatMap((item, index) => {
            const id = builtId(results[index], region);
            return id === null ? [] : [{ item, id }];
        });
        const given = await yieldToOthers(made, this.#aws.ec2(region), this.#context.log);
        const confirmed = await this.#confirm(made.filter(({ item }) => !given.has(item.ami)));
        return items.map((item, index) => {
            const result = results[index];
            const refused = result !== undefined && result.result !== 'built' && result.nameTaken === true;
            return {
                item,
                row: rowOf(item, result, confirmed, region),
                isAnothers: refused || given.has(item.ami),
            };
        });
    }
    /** After full success: nothing is left for post, but where a build failed and another run's image was taken. */
    close() {
        if (!this.#isClean)
            return;
        if (this.#equipment !== null)
            (0,external_node_fs_.rmSync)(this.#equipment.temporary, { recursive: true, force: true });
        this.#lease?.close();
    }
    /** Said once: what such templates create cannot be told from anybody else's. */
    #warnOfUnleased(items) {
        const unleased = items.filter(({ fills }) => !fills.includes('run_tags')).map(({ ami }) => ami);
        if (unleased.length === 0 || this.#lease?.state.started === true)
            return;
        this.#context.log.warning(`The templates declare no empty variable run_tags, so what Packer creates for ${unleased.join(', ')} bears no tag of ` +
            'this run. Should the run be killed outright, then an instance, its volume, a key pair, a security group or an ' +
            'unfinished AMI may stay behind and cost money. Declare it (type map(string), default {}) and write ' +
            'run_tags = var.run_tags and run_volume_tags = var.run_tags.');
    }
    async #equip(lease, items) {
        const { inputs, templates } = this.#request;
        const { workspace, actionRoot, log } = this.#context;
        const temporary = privateFolder(this.#context.env, lease);
        // What the tools lay down for this run alone goes away with it.
        const env = { ...this.#context.env, RUNNER_TEMP: temporary };
        const otherPlugins = [...templates.plugins]
            .filter(([, text]) => !text.includes('github.com/hashicorp/amazon'))
            .map(([name]) => name);
        const needsAgent = items.some(({ fills }) => fills.includes('agent_dir'));
        const wanted = { inputs, workspace, actionRoot, env, needsAgent, otherPlugins };
        const tooling = await prepareTools(wanted, toolDeps(log, env));
        const { agent } = this.#request;
        if (agent !== null && tooling.agentDigest !== null && agent !== tooling.agentDigest) {
            throw new errors/* ConfigurationError */.j1('Input lock: it names other Go programs than these (their sources or the version of Go differ); plan anew here, ' +
                'or build from the same sources with the same Go');
        }
        return { ...tooling, temporary };
    }
    #runPackers(items, equipment, lease) {
        const { inputs, templates, logs } = this.#request;
        const { workflow, cancelled, env } = this.#context;
        const holder = this.#leaseFor(items);
        const release = releaseTag(env);
        const { packer, packerEnv, temporary } = equipment;
        (0,external_node_fs_.mkdirSync)(logs, { recursive: true });
        // Logs are garbage as soon as they are written, and V8 would let its nursery grow to 60 MB for them: 145 MB for a log of
        // 1 GB, and 95 MB, no slower, without that (node 24).
        (0,external_node_v8_.setFlagsFromString)('--semi-space-growth-factor=1');
        const requests = items.map((item) => ({
            ami: item.ami,
            only: item.only,
            variables: { ...item.variables, ...filled(item, { holder, release, agentDir: equipment.agentDir }) },
        }));
        return buildAll(requests, {
            context: {
                packer,
                folder: templates.cwd,
                region: inputs.region,
                env: packerEnv,
                logs,
                temporary,
                timeoutMs: inputs.timeoutMs,
                graceMs,
                pollMs,
                fullDiskMs,
                freeBytes: freeBytes,
                cancelled,
                now: Date.now,
                onStart: (ami, ref) => lease.packerStarted(ami, ref),
                onEnd: (_ami, ref) => lease.packerEnded(ref),
            },
            maxParallel: inputs.maxParallel,
            workflow,
            progressMs,
        });
    }
    /** From when on nobody is at work on what is created: all builds one after the other, and a reserve. */
    #leaseFor(items) {
        const { inputs, holder } = this.#request;
        const rounds = Math.ceil(items.length / inputs.maxParallel);
        return (0,lease/* prolonged */.td)(holder, Date.now() + inputs.timeoutMs * rounds + leaseReserveMs);
    }
    async #confirm(made) {
        if (made.length === 0)
            return new Map();
        const holder = this.#leaseFor(made.map(({ item }) => item));
        const release = releaseTag(this.#context.env);
        const requests = made.map(({ item, id }) => ({
            id,
            tags: { ...(0,lease/* leaseTags */.Oo)(holder, item.ami), ...(0,lease/* imageTags */.rK)({ ...item.tags, ...release }, 'available') },
        }));
        return await confirmImages(requests, this.#aws.ec2(this.#request.inputs.region), (ms) => new Promise((go) => setTimeout(go, ms)));
    }
}
function rowOf(item, result, confirmed, region) {
    if (result === undefined)
        throw new Error(`no result for ${item.ami}`);
    if (result.result !== 'built')
        return failedRow(item, result, result.cause, region);
    const word = confirmed.get(builtId(result, region) ?? '');
    if (word?.ok === true)
        return builtRow(item, result, word.image, region);
    return failedRow(item, result, word?.cause ?? 'its image was given up for that of another run', region);
}
function builtId(result, region) {
    return result?.result === 'built' ? (result.images.get(region) ?? null) : null;
}

;// CONCATENATED MODULE: ./build/pending.js
/** AMIs that another run is making: waited for until they are finished, or have come to nothing. */


const pending_pollMs = 10_000;
/** Null when nobody makes it any more, so that it can be planned anew. Never rejects: other AMIs are built meanwhile. */
async function awaitOther({ ami, fingerprint, amiName: name, image: { id } }, { ec2, log, now, wait, cancelled, timeoutMs }) {
    const deadline = now() + timeoutMs;
    log.info(`${ami}: ${id} is being made by another run; waiting for it`);
    try {
        for (;;) {
            const images = await ec2.describeImages({
                owners: ['self'],
                tags: { [tagKeys.fingerprint]: [fingerprint] },
            });
            const { kind } = findExisting(images, { ami, fingerprint, name }, new Date(now()));
            if (kind !== 'pending')
                return null;
            if (now() >= deadline) {
                const cause = `another run is still making ${id}, for longer than the input timeout allows (${timeoutMs / 1000} s)`;
                return { result: 'timed-out', cause };
            }
            await wait(pending_pollMs);
            if (cancelled.aborted)
                return { result: 'cancelled', cause: 'cancelled while another run was making it' };
        }
    }
    catch (error) {
        return { result: 'failed', cause: `waiting for ${id} of another run failed: ${(0,errors/* messageOf */.bD)(error)}` };
    }
}

;// CONCATENATED MODULE: ./build/carry-out.js
/** A plan carried out: what exists is taken, the rest is built, and where another run is quicker, its image is taken. */



/** How often an AMI is built when each time another run takes its name and then gives up. */
const maxLosses = 3;
/** EC2 may list an image later than it refuses its name: looks after a lost race, and the pause between two. */
const looks = 4;
const lookMs = 2_000;
/** A row for each AMI, in no particular order. Rejects where no build could be begun. */
async function carryOut(first, context) {
    const { session, region, cancelled } = context;
    const rows = [];
    const losses = new Map();
    let items = first;
    for (;;) {
        rows.push(...items.flatMap((item) => (item.decision === 'reuse' ? [reusedRow(item, region)] : [])));
        const pending = items.filter((item) => item.decision === 'pending');
        const [built, waited] = await Promise.all([
            session.build(items.filter((item) => item.decision === 'build')),
            Promise.all(pending.map((item) => awaitOther(item, context))),
        ]);
        const lost = [];
        for (const one of built) {
            const count = (losses.get(one.item.ami) ?? 0) + 1;
            if (!one.isAnothers || cancelled.aborted || count > maxLosses)
                rows.push(one.row);
            else
                lost.push(one);
            losses.set(one.item.ami, count);
        }
        const settled = [];
        for (const [index, item] of pending.entries()) {
            const failure = waited[index] ?? null;
            if (failure === null)
                settled.push(item);
            else
                rows.push(failedRow(item, { ami: item.ami, ...failure }, failure.cause, region));
        }
        if (lost.length + settled.length === 0)
            return rows;
        try {
            const again = await decideAnew(lost, settled, context);
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
/** What is to be done with AMIs that others were making. One whose name is taken for good has failed. */
async function decideAnew(lost, settled, { replan, log, wait }) {
    const amis = [...lost.map(({ item }) => item), ...settled].map(({ ami }) => ami);
    const namesOf = new Map(lost.map(({ item }) => [item.ami, item.amiName]));
    // A name that only the templates know cannot be looked for.
    const unclear = (item) => item.decision === 'build' && (namesOf.get(item.ami) ?? null) !== null && item.nameTakenBy === null;
    let items = await replan(amis);
    for (let look = 1; look < looks && items.some(unclear); look++) {
        await wait(lookMs);
        items = await replan(amis);
    }
    for (const { ami, decision, why } of items)
        log.info(`${ami}: ${decision}, ${why.join(', ')}`);
    const hopeless = (item) => item.decision === 'build' &&
        namesOf.get(item.ami) === item.amiName &&
        (item.amiName === null || item.nameTakenBy !== null);
    return {
        items: items.filter((item) => !hopeless(item)),
        rows: lost.flatMap(({ item, row }) => items.some((it) => it.ami === item.ami && hopeless(it)) ? [row] : []),
    };
}

;// CONCATENATED MODULE: ./build/planning.js
/** The plan's questions to the world, answered: publishers, AWS, the Go programs, the lock. */




/** Plans; without AWS, for null, the plan says what it cannot know. */
function planRun(request, aws, deps) {
    const { inputs, templates, recipes, workspace, actionRoot, lock } = request;
    const { region, packerVersion, pluginVersion, mirror, binaries } = inputs;
    return plan({ templates, recipes, region, packerVersion, pluginVersion, mirror, lock, lockShown: shownLock(inputs) }, {
        aws: aws === null ? null : awsLookups(aws.ec2(region), aws.ssm(region)),
        ...publishers(inputs, deps),
        binariesDigest: () => binariesDigest({ binaries, workspace, actionRoot }, deps),
        now: () => new Date(),
    });
}
function publishers({ mirror }, { log, retry }) {
    const { fetchText, fetchRedirect } = createDownloader({ log, retry, mirror });
    return { fetchText, fetchRedirect };
}
/** The lock that the inputs name; null where there is none and none was asked for. */
async function lockOfInputs(inputs) {
    const { lock } = inputs;
    if (lock.kind === 'text')
        return parseLock(lock.text, shownLock(inputs));
    const found = await readLock(lock.path, lock.shown);
    if (found === null && lock.named && inputs.mode !== 'lock') {
        throw new errors/* ConfigurationError */.j1(`Input lock: there is no file ${lock.shown}; mode lock writes it, and without the input none is needed`);
    }
    return found;
}
function shownLock({ lock }) {
    return lock.kind === 'text' ? 'Input lock' : lock.shown;
}
/** The account that calls will be made in. A plan may go without credentials: then null, and a warning. */
async function accountOf({ mode, region }, aws, log) {
    try {
        return (await (0,build_aws/* checkAccess */.x8)(aws.sts(region), region)).account;
    }
    catch (error) {
        if (mode !== 'plan' || !(error instanceof errors/* AwsAccessError */.Eo) || !error.noCredentials)
            throw error;
        log.warning(`${error.message} This plan goes without: it cannot know which AMIs exist, nor the ids of source images.`);
        return null;
    }
}

;// CONCATENATED MODULE: ./build/locking.js
/** `mode: lock`: resolves every artifact anew and writes the lock file. No AWS is asked. */



/** What of it belongs to AMIs that were not asked for stays as it was. */
async function updateLock({ inputs, templates, recipes, before }, { workflow, log, env }) {
    const { lock: target, ami, region } = inputs;
    if (target.kind === 'text')
        throw new Error('mode lock needs a file');
    const made = await makeLock({ templates, recipes, region }, publishers(inputs, toolDeps(log, env)));
    const lock = ami === 'all' ? made : mergedLock(before, made);
    await writeLock(target.path, lock);
    const changes = lockChanges(before, lock);
    const said = changes.length === 0 ? ['nothing has changed'] : changes;
    for (const line of said)
        workflow.print(`${target.shown}: ${line}`);
    workflow.setOutput('lock', lockLine(lock));
    await workflow.addSummary(`### ${target.shown}\n\n${said.map((line) => `- ${line}`).join('\n')}\n`);
}

;// CONCATENATED MODULE: ./build/report/outputs.js
/** The action's outputs, from the report. Only images that are available are named. */


/** GitHub keeps at most 1 MB of outputs a job, counted as UTF-16. */
const maxOutputs = 1_000_000;
/**
 * Values by output name. There is an `ami-id` only if exactly one AMI was asked for and is available. Throws a
 * ConfigurationError where they are more than a job or a matrix may have.
 */
function outputsOf(report, reportPath) {
    const available = report.amis.filter((it) => it.id !== null);
    const wanted = report.amis.filter(({ result }) => result === 'planned' || result === 'pending');
    const reused = available.filter(({ result }) => result === 'reused');
    const only = report.amis.length === 1 ? available[0]?.id : undefined;
    const outputs = {
        ...(only === undefined ? {} : { 'ami-id': only }),
        'ami-ids': JSON.stringify(idsOf(available)),
        images: JSON.stringify(Object.fromEntries(available.map(imageEntry))),
        reused: JSON.stringify(idsOf(reused)),
        build: report.account === null ? 'unknown' : String(wanted.length > 0),
        matrix: JSON.stringify(matrixOf(wanted)),
        lock: lockLine(report.lock),
        report: reportPath,
    };
    if (sizeOf(outputs) <= maxOutputs)
        return outputs;
    // The report has the rest: a cut JSON would be worth nothing.
    const short = { ...outputs, images: JSON.stringify(shortImages(available)) };
    if (sizeOf(short) <= maxOutputs)
        return short;
    throw new errors/* ConfigurationError */.j1(`The outputs for ${report.amis.length} AMIs are larger than the 1 MB that GitHub keeps of a job; name fewer by the input ami`);
}
function sizeOf(outputs) {
    return Object.values(outputs).reduce((sum, { length }) => sum + 2 * length, 0);
}
function idsOf(available) {
    return Object.fromEntries(available.map(({ ami, id }) => [ami, id]));
}
function imageEntry({ ami, cause: _, leaves: __, ...image }) {
    return [ami, image];
}
function shortImages(available) {
    return Object.fromEntries(available.map(({ ami, id, region, fingerprint }) => [ami, { id, region, fingerprint }]));
}

;// CONCATENATED MODULE: ./build/report/summary.js
/** The job summary: a table of AMIs, and what went wrong, in GitHub's Markdown. */

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
function summaryOf(report) {
    const failures = report.amis.filter(({ cause }) => cause !== null);
    const text = [heading(report), table(report), ...failures.map(failure)].join('\n');
    return limit(text);
}
/** Shortened where the environment would drop it altogether. */
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
function heading({ mode, amis, region, durationSeconds }) {
    const available = amis.filter(({ id }) => id !== null).length;
    if (mode === 'plan')
        return `### AMIs in ${region}: ${available} exist, ${amis.length - available} to build\n`;
    const took = formatDuration(durationSeconds * 1000);
    return `### AMIs in ${region}: ${available} of ${amis.length} available, ${took}\n`;
}
function table({ amis }) {
    const rows = amis.map((it) => [
        `**${cell(it.ami)}**`,
        marks[it.result],
        it.id === null ? '' : `\`${it.id}\``,
        it.region,
        source(it),
        cell(Object.entries(it.versions)
            .map(([name, version]) => `${name} ${version}`)
            .join(', ')),
        it.durationSeconds === null ? '' : formatDuration(it.durationSeconds * 1000),
        it.log === null ? '' : `\`${cell(it.log)}\``,
        cell(it.why.join('; ')),
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
/** A code block that the text cannot end. */
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

;// CONCATENATED MODULE: ./build/report/publish.js
/** Hands a report on: JSON file, outputs, summary, one annotation for each AMI that failed. */





/**
 * What needs no disk comes first, and what cannot be written costs nothing else.
 * @throws naming all that could not be written
 */
async function publishReport(report, { workflow, folder }) {
    for (const { ami, cause, log } of report.amis) {
        if (cause === null)
            continue;
        const where = log === null ? '' : `\nThe whole log: ${log}`;
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
        for (const [name, value] of Object.entries(outputsOf(report, path)))
            workflow.setOutput(name, value);
    });
    await attempt(`The report ${path}`, () => {
        (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
        (0,external_node_fs_.writeFileSync)(path, `${JSON.stringify(report, null, 2)}\n`);
    });
    await attempt('The summary', () => workflow.addSummary(summaryOf(report)));
    if (faults.length > 0)
        throw new Error(faults.join('\n'));
}

;// CONCATENATED MODULE: ./build/report/index.js
/** What a run tells the world: outputs, summary, annotations, JSON report. Formatting only. */




;// CONCATENATED MODULE: ./build/run.js
/** The stages of a run, one after the other: templates, access, plan, builds, report. */













/** Runs the action; throws a BuildError if an AMI that was asked for does not stand in the end. */
async function run(inputs, context) {
    const startedAt = Date.now();
    const templates = await templatesOf(inputs, context);
    const recipes = selectRecipes(templates, inputs.ami);
    maskSensitive(inputs, templates, context.workflow);
    const lock = await lockOfInputs(inputs);
    if (inputs.mode === 'lock')
        return updateLock({ inputs, templates, recipes, before: lock }, context);
    const { log, env, workspace, workflow, cancelled } = context;
    const aws = (0,build_aws/* awsClients */.e7)();
    try {
        const account = await accountOf(inputs, aws, log);
        const deps = toolDeps(log, env);
        const first = { inputs, templates, recipes, lock, ...context };
        const plan = await planRun(first, account === null ? null : aws, deps);
        for (const { ami, decision, why } of plan.items)
            log.info(`${ami}: ${decision}, ${why.join(', ')}`);
        const holder = (0,lease/* leaseHolder */.Fp)(env, (0,lease/* newNonce */.Yd)(), startedAt);
        const folder = outputFolder(env, workspace, holder.nonce);
        const publish = async (amis) => publishReport(reportOf(amis, plan.lock, { inputs, account, startedAt }), { workflow, folder });
        if (inputs.mode === 'plan')
            return await publish(plan.items.map((item) => plannedRow(item, inputs.region)));
        const logs = (0,external_node_path_.join)(folder, 'logs');
        const session = new BuildSession({ inputs, templates, holder, logs, agent: plan.lock.agent }, aws, context);
        const made = await carryOut(plan.items, {
            session,
            replan: async (amis) => {
                const some = recipes.filter(({ name }) => amis.includes(name));
                return (await planRun({ ...first, recipes: some, lock: plan.lock }, aws, deps)).items;
            },
            region: inputs.region,
            ec2: aws.ec2(inputs.region),
            log,
            now: Date.now,
            wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
            cancelled,
            timeoutMs: inputs.timeoutMs,
        });
        const rows = recipes.flatMap(({ name }) => made.filter(({ ami }) => ami === name));
        await publish(rows);
        throwIfFailed(rows, cancelled);
        session.close();
    }
    finally {
        aws.close();
    }
}
function templatesOf({ ami, templates, variables, named }, { env, workspace, actionRoot }) {
    return readTemplates(templates, {
        ami,
        variables,
        named,
        env,
        shown: shownPath(templates, [workspace, actionRoot]),
    });
}
/** A path as the repository that holds it would name it: the user's, or else the action's own. */
function shownPath(path, roots) {
    const ways = roots.map((root) => (0,external_node_path_.relative)(root, path));
    const within = ways.find((way) => !way.startsWith('..'));
    return within === undefined ? path : within || '.';
}
/** Values of variables that the templates call sensitive never show up in a log. */
function maskSensitive({ variables }, templates, workflow) {
    for (const [name, value] of Object.entries(variables)) {
        if (templates.variables.declared.get(name)?.sensitive !== true)
            continue;
        for (const text of textsIn(value))
            workflow.mask(text);
    }
}
function textsIn(value) {
    if (typeof value === 'object' && value !== null)
        return Object.values(value).flatMap(textsIn);
    return typeof value === 'boolean' ? [] : [String(value)];
}
function reportOf(amis, lock, { inputs, account, startedAt }) {
    const { mode, region, templates, packerVersion, pluginVersion } = inputs;
    return {
        schema: 1,
        mode: mode === 'plan' ? mode : 'build',
        region,
        account,
        templates,
        packerVersion,
        pluginVersion,
        startedAt: new Date(startedAt).toISOString(),
        durationSeconds: Math.round((Date.now() - startedAt) / 1000),
        lock,
        amis,
    };
}
function throwIfFailed(rows, cancelled) {
    const causes = rows.flatMap(({ ami, cause }) => (cause === null ? [] : [{ ami, message: cause }]));
    if (causes.length === 0)
        return;
    if (cancelled.aborted)
        throw new errors/* CancelledError */.cc('The run was cancelled.');
    throw new errors/* BuildError */.zS(causes);
}


/***/ })

};
