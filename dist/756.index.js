export const id = 756;
export const ids = [756];
export const modules = {

/***/ 9473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ codeOf),
/* harmony export */   DR: () => (/* binding */ fullDiskAdvice),
/* harmony export */   Eo: () => (/* binding */ AwsAccessError),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   cc: () => (/* binding */ CancelledError),
/* harmony export */   j1: () => (/* binding */ ConfigurationError),
/* harmony export */   zS: () => (/* binding */ BuildError)
/* harmony export */ });
/**
 * The kinds of errors that the action distinguishes. What the user has to fix is a ConfigurationError with a message that is
 * complete in itself; any other error that reaches the top comes from the environment or is a bug of the action.
 */
/** What the user has to fix: inputs, templates, versions, checksums. Holds all problems that were found, not just the first. */
class ConfigurationError extends Error {
    problems;
    constructor(problems, options) {
        const list = toProblems(problems);
        super(joinProblems(list), options);
        this.name = 'ConfigurationError';
        this.problems = list;
    }
}
/** AWS refused before anything was created: credentials are missing, expired or wrong, or the region can't be reached. */
class AwsAccessError extends Error {
    /** True if there are no credentials at all; a plan then goes on without AWS. */
    noCredentials;
    constructor(message, options = {}) {
        super(message, options);
        this.name = 'AwsAccessError';
        this.noCredentials = options.noCredentials ?? false;
    }
}
/** One or more AMIs could not be built. `causes` has one entry per AMI. */
class BuildError extends Error {
    causes;
    constructor(causes) {
        super(causes.map(({ ami, message }) => `${ami}: ${message}`).join('\n'));
        this.name = 'BuildError';
        this.causes = causes;
    }
}
/** A signal cancelled the job; its processes have been told to stop. */
class CancelledError extends Error {
    constructor(message = 'cancelled') {
        super(message);
        this.name = 'CancelledError';
    }
}
/** The message of anything thrown, followed by the causes that it does not mention already. */
function messageOf(error) {
    if (error instanceof AggregateError && error.errors.length > 0 && error.message === '') {
        return error.errors.map(messageOf).join('; ');
    }
    if (!(error instanceof Error))
        return String(error);
    const own = error.message === '' ? error.name : error.message + describeRemedy(error);
    if (error.cause === undefined || error.cause === null)
        return own;
    const cause = messageOf(error.cause);
    return own.includes(cause) ? own : `${own}: ${cause}`;
}
/** What to do about a full disk. */
const fullDiskAdvice = 'free some of it before this step, or take a larger runner';
/** Adds what the system's own message leaves open. */
function describeRemedy(error) {
    if (error.code !== 'ENOSPC' && error.code !== 'EDQUOT')
        return '';
    return ` (the disk of this runner is full: ${fullDiskAdvice})`;
}
function toProblems(problems) {
    const list = Array.isArray(problems) ? problems : [problems];
    return list.map((problem) => typeof problem === 'string' ? { message: problem } : problem);
}
function joinProblems(problems) {
    const [only, ...others] = problems;
    if (only !== undefined && others.length === 0)
        return only.message;
    return `${problems.length} problems:\n${problems.map(({ message }) => `- ${message}`).join('\n')}`;
}
/** Node's code of a system error, such as `ENOENT`; empty for anything else. */
function codeOf(error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}


/***/ }),

/***/ 284:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ createWorkflowLog)
/* harmony export */ });
/** Human-readable logging. Only the entry points decide where it goes. */
/** A Log that uses the runner's workflow commands, or plain text where there is no runner. */
function createWorkflowLog(workflow) {
    return {
        info: (message) => workflow.print(message),
        notice: (message, location) => workflow.annotate('notice', message, location),
        warning: (message, location) => workflow.annotate('warning', message, location),
        debug: (message) => workflow.debug(message),
    };
}


/***/ }),

/***/ 9432:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ createWorkflow),
  F: () => (/* binding */ escapeWorkflowCommands)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./build/github/masked-forms.js
/**
 * The forms in which a secret may come up in a log. GitHub's runner adds such forms to every mask itself (HostContext.cs and
 * ValueEncoders.cs of actions/runner); other runners, such as act, know only the masks that they are given.
 */
/** The encoded forms of a shorter text could hit others, and hide nothing. */
const shortestEncoded = 8;
/** Each line of a secret, as it is and encoded, each text once. */
function listMaskedForms(secret) {
    const lines = secret.split(/\r?\n/).filter((line) => line.trim() !== '');
    return [...new Set(lines.flatMap((line) => [line, ...listEncodedForms(line)]))];
}
function listEncodedForms(text) {
    if (text.length < shortestEncoded)
        return [];
    const base64 = [0, 1, 2].map((offset) => encodeBase64After(offset, text));
    return [JSON.stringify(text).slice(1, -1), encodeURIComponent(text.toWellFormed()), ...base64];
}
/** The Base64 of a text after so many other bytes: the digits, of six bits each, that depend on nothing else. */
function encodeBase64After(offset, text) {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
    return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
}

;// CONCATENATED MODULE: ./build/github/workflow-commands.js
/**
 * GitHub's workflow commands, through @actions/core, or plain text for a person where there is no runner. Beyond core it
 * prints foreign text, such as Packer's output, so that the runner finds no command in it.
 */



function createWorkflow({ env, write, core }) {
    const onRunner = env['GITHUB_ACTIONS'] === 'true';
    const emit = (line) => write(`${line}${external_node_os_.EOL}`);
    let stopToken = null;
    const stop = () => {
        stopToken = `stop-${(0,external_node_crypto_.randomBytes)(16).toString('hex')}`;
        emit(`::stop-commands::${stopToken}`);
    };
    const resume = () => {
        if (stopToken !== null)
            emit(`::${stopToken}::`);
        stopToken = null;
    };
    const issueCommand = (issue) => {
        const stopped = stopToken !== null;
        if (stopped)
            resume();
        issue();
        if (stopped)
            stop();
    };
    const print = (line) => write(`${onRunner ? escapeWorkflowCommands(line) : line}${external_node_os_.EOL}`);
    return {
        onRunner,
        print,
        debug(message) {
            if (onRunner)
                issueCommand(() => core.debug(message));
            else if (env['RUNNER_DEBUG'] === '1')
                print(`debug: ${message}`);
        },
        annotate(severity, message, location, title) {
            if (onRunner) {
                const { file, line: startLine, column: startColumn } = location ?? {};
                const properties = Object.entries({ title, file, startLine, startColumn }).filter(([, value]) => value !== undefined);
                issueCommand(() => core[severity](message, Object.fromEntries(properties)));
                return;
            }
            const prefix = location === undefined || message.startsWith(location.file)
                ? ''
                : `${[location.file, location.line].filter((part) => part !== undefined).join(':')}: `;
            print(severity === 'notice' ? `${prefix}${message}` : `${severity}: ${prefix}${message}`);
        },
        startGroup: (title) => (onRunner ? issueCommand(() => core.startGroup(title)) : print(`== ${title}`)),
        endGroup: () => {
            if (onRunner)
                issueCommand(() => core.endGroup());
        },
        mask(secret) {
            if (!onRunner)
                return;
            for (const form of listMaskedForms(secret))
                issueCommand(() => core.setSecret(form));
        },
        setOutput(name, value) {
            if (env['GITHUB_OUTPUT'])
                core.setOutput(name, value);
            else
                print(`${name}: ${value}`);
        },
        saveState(name, value) {
            if (env['GITHUB_STATE'])
                core.saveState(name, value);
        },
        async addSummary(markdown) {
            if (env['GITHUB_STEP_SUMMARY'])
                await core.summary.addRaw(markdown, true).write();
        },
        stopCommands: () => {
            if (onRunner && stopToken === null)
                stop();
        },
        resumeCommands: resume,
    };
}
/**
 * Changes a text so that the runner finds no command in it. The runner obeys `##[name]` anywhere in a line, and `::name::` at
 * its beginning, after white space.
 */
function escapeWorkflowCommands(text) {
    return text.replaceAll('##[', '# #[').replace(/^([\s\u0085]*):(?=:)/gm, '$1: ');
}


/***/ }),

/***/ 4375:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QM: () => (/* binding */ parseLease),
/* harmony export */   Zy: () => (/* binding */ leaseStateName),
/* harmony export */   nD: () => (/* binding */ Lease)
/* harmony export */ });
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2000);
/** What post must know of a run: kept current during the run, and saved before anything is created. */

/** The name under which main saves the state and post finds it. */
const leaseStateName = 'lease';
/**
 * The state is one environment variable of post's, which Linux limits to 128 KiB (MAX_ARG_STRLEN, execve(2)): without a limit, what
 * a hundred builds made would keep post from being started.
 */
const maxMade = 100;
class Lease {
    #state;
    #save;
    /** @param save Keeps a text for post; the last one counts. Called at once and at every change. */
    constructor(nonce, region, save) {
        this.#save = save;
        this.#state = {
            nonce,
            region,
            copyRegions: [],
            unknownRegions: [],
            open: true,
            started: false,
            since: 0,
            unleased: [],
            made: [],
            images: [],
            finished: [],
            packers: [],
            folders: [],
        };
        this.#change({});
    }
    get state() {
        return this.#state;
    }
    /** Call before anything is written into the folder. */
    addFolder(path) {
        this.#change({ folders: [...this.#state.folders, path] });
    }
    /**
     * Call before Packers start.
     * @param now EC2's time, in milliseconds since 1970; the first call's counts.
     * @param more AMIs whose templates take no run tags, the other regions that AMIs are copied to, and AMIs for which those are not
     * known.
     */
    markStarted(now, more) {
        const { started, since } = this.#state;
        const add = (name) => [...new Set([...this.#state[name], ...more[name]])];
        this.#change({
            started: true,
            since: started ? since : now,
            unleased: add('unleased'),
            copyRegions: add('copyRegions'),
            unknownRegions: add('unknownRegions'),
        });
    }
    /** Call before images are tagged as finished: EC2 may refuse the tags, or show them only after post has looked. */
    addFinished(ids) {
        this.#change({ finished: [...this.#state.finished, ...ids] });
    }
    /** Records a process; not one that could not be started, which has no pid. */
    addPacker(ami, { pid, started }) {
        if (pid === 0)
            return;
        this.#change({ packers: [...this.#state.packers, { ami, pid, started }] });
    }
    addMade(ami, made) {
        const all = [...this.#state.made, ...made.map((what) => ({ ami, what }))];
        this.#change({ made: all.slice(-maxMade) });
    }
    addImage(ami, id) {
        this.#change({ images: [...this.#state.images, { ami, id }] });
    }
    removePacker(ref) {
        const packers = this.#state.packers.filter(({ pid, started }) => pid !== ref.pid || started !== ref.started);
        this.#change({ packers });
    }
    /** Call when nothing is left to clean up. */
    close() {
        this.#change({ open: false, packers: [], folders: [] });
    }
    #change(change) {
        this.#state = { ...this.#state, ...change };
        this.#save(JSON.stringify(this.#state));
    }
}
/** The state that main saved, or null if it saved none. Throws if it can't be read. */
function parseLease(text) {
    if (text === undefined || text === '')
        return null;
    const state = JSON.parse(text);
    if (!isLease(state))
        throw new Error(`the saved state was not written by this action: ${text.slice(0, 200)}`);
    return state;
}
function isLease(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const { nonce, region, open, started, since, ...lists } = value;
    return (typeof nonce === 'string' &&
        (0,_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .isNonce */ .sX)(nonce) &&
        typeof region === 'string' &&
        typeof open === 'boolean' &&
        typeof started === 'boolean' &&
        typeof since === 'number' &&
        ['copyRegions', 'unknownRegions', 'unleased', 'made', 'images', 'finished', 'packers', 'folders'].every((name) => Array.isArray(lists[name])));
}


/***/ }),

/***/ 2000:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Oo: () => (/* binding */ leaseTags),
/* harmony export */   fU: () => (/* binding */ formatTime),
/* harmony export */   mE: () => (/* binding */ createNonce),
/* harmony export */   rK: () => (/* binding */ imageTags),
/* harmony export */   sX: () => (/* binding */ isNonce),
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
/** True for what createNonce makes. Anybody may write a tag: one with another value is no run's. */
function isNonce(text) {
    return /^[0-9a-f]{8,}$/.test(text);
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

/***/ 6756:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3838);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9473);
/* harmony import */ var _github_log_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(284);
/* harmony import */ var _github_workflow_commands_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9432);
/* harmony import */ var _lease_state_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4375);
/** Post entry point: the runner calls it at the end of the job, even if main was killed, to remove what the run left. */





const runner = (0,_github_workflow_commands_js__WEBPACK_IMPORTED_MODULE_2__/* .createWorkflow */ .m)({ env: process.env, write: (text) => process.stdout.write(text), core: _actions_core__WEBPACK_IMPORTED_MODULE_0__ });
try {
    const state = (0,_lease_state_js__WEBPACK_IMPORTED_MODULE_3__/* .parseLease */ .QM)(process.env[`STATE_${_lease_state_js__WEBPACK_IMPORTED_MODULE_3__/* .leaseStateName */ .Zy}`]);
    // Nothing to clean up after a successful run, so load nothing else.
    if (state?.open === true) {
        const { cleanUpLease } = await __webpack_require__.e(/* import() */ 121).then(__webpack_require__.bind(__webpack_require__, 4121));
        if (!(await cleanUpLease(state, process.env, (0,_github_log_js__WEBPACK_IMPORTED_MODULE_4__/* .createWorkflowLog */ .W)(runner))))
            process.exitCode = 1;
    }
}
catch (error) {
    runner.annotate('error', `The clean-up after the run failed: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`);
    process.exitCode = 1;
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

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
