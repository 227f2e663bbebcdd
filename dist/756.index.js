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
 * Every kind of error the action tells apart. What is the user's to mend is a ConfigurationError, whose message
 * is complete in itself; whatever else arrives at the top is a fault of the surroundings or of the action.
 */
/** The user's fault: inputs, templates, versions, checksums. Holds all faults found together, never just the first. */
class ConfigurationError extends Error {
    problems;
    constructor(faults, options) {
        const list = toProblems(faults);
        super(joinProblems(list), options);
        this.name = 'ConfigurationError';
        this.problems = list;
    }
}
/** AWS said no before anything was created: credentials missing, expired or wrong, or a region that cannot be reached. */
class AwsAccessError extends Error {
    /** There are none at all: then a plan can still say what it knows. */
    noCredentials;
    constructor(message, options = {}) {
        super(message, options);
        this.name = 'AwsAccessError';
        this.noCredentials = options.noCredentials ?? false;
    }
}
/** One or more AMIs did not come to be. `causes` has one entry an AMI. */
class BuildError extends Error {
    causes;
    constructor(causes) {
        super(causes.map(({ ami, message }) => `${ami}: ${message}`).join('\n'));
        this.name = 'BuildError';
        this.causes = causes;
    }
}
/** The job was cancelled by a signal; what was running has been told to end. */
class CancelledError extends Error {
    constructor(message = 'cancelled') {
        super(message);
        this.name = 'CancelledError';
    }
}
/** The text of anything thrown, with the causes that its message does not already tell. */
function messageOf(error) {
    if (error instanceof AggregateError && error.errors.length > 0 && error.message === '') {
        return error.errors.map(messageOf).join('; ');
    }
    if (!(error instanceof Error))
        return String(error);
    const own = error.message === '' ? error.name : error.message + adviceOn(error);
    if (error.cause === undefined || error.cause === null)
        return own;
    const cause = messageOf(error.cause);
    return own.includes(cause) ? own : `${own}: ${cause}`;
}
/** What helps against a full disk under a run. */
const fullDiskAdvice = 'free some of it before this step, or take a larger runner';
/** What the system's own words leave open. */
function adviceOn(error) {
    if (error.code !== 'ENOSPC' && error.code !== 'EDQUOT')
        return '';
    return ` (the disk of this runner is full: ${fullDiskAdvice})`;
}
function toProblems(faults) {
    const list = Array.isArray(faults) ? faults : [faults];
    return list.map((fault) => (typeof fault === 'string' ? { message: fault } : fault));
}
function joinProblems(faults) {
    const [only, ...others] = faults;
    if (only !== undefined && others.length === 0)
        return only.message;
    return `${faults.length} things are wrong:\n${faults.map(({ message }) => `- ${message}`).join('\n')}`;
}
/** Node's code of an error of the file system, such as `ENOENT`; empty for anything else. */
function codeOf(error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}


/***/ }),

/***/ 284:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ createWorkflowLog)
/* harmony export */ });
/** What the rooms say to a person. They are handed a Log; only the entries know where it goes. */
/** A Log that speaks the runner's workflow commands, or plain text where no runner listens. */
function createWorkflowLog(workflow) {
    return {
        info: (message) => workflow.print(message),
        notice: (message, place) => workflow.annotate('notice', message, place),
        warning: (message, place) => workflow.annotate('warning', message, place),
        debug: (message) => workflow.debug(message),
        async group(title, work) {
            workflow.startGroup(title);
            try {
                return await work();
            }
            finally {
                workflow.endGroup();
            }
        },
    };
}


/***/ }),

/***/ 4972:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ createWorkflow)
/* harmony export */ });
/* unused harmony export escapeWorkflowCommands */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/**
 * What a step says to GitHub's runner, through @actions/core, and to a person where no runner listens. Added to core is
 * that foreign text can be printed in between: it gives the runner no command.
 */


function createWorkflow({ env, write, core }) {
    const onRunner = env['GITHUB_ACTIONS'] === 'true';
    const emit = (line) => write(`${line}${node_os__WEBPACK_IMPORTED_MODULE_1__.EOL}`);
    let stopToken = null;
    const stop = () => {
        stopToken = `stop-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(16).toString('hex')}`;
        emit(`::stop-commands::${stopToken}`);
    };
    const resume = () => {
        if (stopToken !== null)
            emit(`::${stopToken}::`);
        stopToken = null;
    };
    const command = (issue) => {
        const stopped = stopToken !== null;
        if (stopped)
            resume();
        issue();
        if (stopped)
            stop();
    };
    const print = (line) => write(`${onRunner ? escapeWorkflowCommands(line) : line}${node_os__WEBPACK_IMPORTED_MODULE_1__.EOL}`);
    return {
        onRunner,
        print,
        debug(message) {
            if (onRunner)
                command(() => core.debug(message));
            else if (env['RUNNER_DEBUG'] === '1')
                print(`debug: ${message}`);
        },
        annotate(severity, message, place, title) {
            if (onRunner) {
                const { file, line: startLine, column: startColumn } = place ?? {};
                const given = Object.entries({ title, file, startLine, startColumn }).filter(([, value]) => value !== undefined);
                command(() => core[severity](message, Object.fromEntries(given)));
                return;
            }
            const where = place === undefined
                ? ''
                : `${[place.file, place.line].filter((part) => part !== undefined).join(':')}: `;
            print(severity === 'notice' ? `${where}${message}` : `${severity}: ${where}${message}`);
        },
        startGroup: (title) => (onRunner ? command(() => core.startGroup(title)) : print(`== ${title}`)),
        endGroup: () => {
            if (onRunner)
                command(() => core.endGroup());
        },
        mask(secret) {
            if (!onRunner)
                return;
            for (const line of secret.split(/\r?\n/))
                if (line.trim() !== '')
                    command(() => core.setSecret(line));
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
 * A text whose lines the runner takes for no command. It honours `##[name]` anywhere in a line, and `::name::` at its
 * beginning (after white space).
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
/** What post must know of a run, kept current while it goes, and saved before each thing comes to be. */
/** The state's name between main and post. */
const leaseStateName = 'lease';
class Lease {
    #state;
    #save;
    /** @param save Keeps a text for post; the last one counts. Called at once, and at every change. */
    constructor(nonce, region, save) {
        this.#save = save;
        this.#state = { nonce, region, open: true, started: false, amis: [], packers: [], folders: [] };
        this.#change({});
    }
    get state() {
        return this.#state;
    }
    /** Call before the folder is made. */
    addFolder(path) {
        this.#change({ folders: [...this.#state.folders, path] });
    }
    /** Call before the first Packer starts. */
    markStarted(amis) {
        this.#change({ started: true, amis });
    }
    packerStarted(ami, { pid, started }) {
        if (pid === 0)
            return;
        this.#change({ packers: [...this.#state.packers, { ami, pid, started }] });
    }
    packerEnded(ref) {
        const packers = this.#state.packers.filter(({ pid, started }) => pid !== ref.pid || started !== ref.started);
        this.#change({ packers });
    }
    /** Nothing is left to do: every AMI is finished, every folder gone. */
    close() {
        this.#change({ open: false, packers: [], folders: [] });
    }
    #change(change) {
        this.#state = { ...this.#state, ...change };
        this.#save(JSON.stringify(this.#state));
    }
}
/** The state that main left, or null where it left none; throws where it cannot be read. */
function parseLease(text) {
    if (text === undefined || text === '')
        return null;
    const state = JSON.parse(text);
    if (!isLease(state))
        throw new Error(`the saved state is not one of this action: ${text.slice(0, 200)}`);
    return state;
}
function isLease(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const { nonce, region, open, packers, folders } = value;
    return (typeof nonce === 'string' &&
        /^[0-9a-f]{8,}$/.test(nonce) &&
        typeof region === 'string' &&
        typeof open === 'boolean' &&
        Array.isArray(packers) &&
        Array.isArray(folders));
}


/***/ }),

/***/ 6756:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3838);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9473);
/* harmony import */ var _github_log_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(284);
/* harmony import */ var _github_workflow_commands_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4972);
/* harmony import */ var _lease_state_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4375);
/** What the runner calls at the end of the job, whatever became of main. */





const runner = (0,_github_workflow_commands_js__WEBPACK_IMPORTED_MODULE_2__/* .createWorkflow */ .m)({ env: process.env, write: (text) => process.stdout.write(text), core: _actions_core__WEBPACK_IMPORTED_MODULE_0__ });
try {
    const state = (0,_lease_state_js__WEBPACK_IMPORTED_MODULE_3__/* .parseLease */ .QM)(process.env[`STATE_${_lease_state_js__WEBPACK_IMPORTED_MODULE_3__/* .leaseStateName */ .Zy}`]);
    // After a run that came to its good end there is nothing to do, and nothing more is loaded.
    if (state?.open === true) {
        const { cleanUpLease: finishLease } = await __webpack_require__.e(/* import() */ 576).then(__webpack_require__.bind(__webpack_require__, 6576));
        if (!(await finishLease(state, (0,_github_log_js__WEBPACK_IMPORTED_MODULE_4__/* .createWorkflowLog */ .W)(runner))))
            process.exitCode = 1;
    }
}
catch (error) {
    runner.annotate('error', `Clearing up after the run failed: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`);
    process.exitCode = 1;
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
