export const id = 479;
export const ids = [479];
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

/***/ 9739:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ko: () => (/* binding */ readInputs)
});

// UNUSED EXPORTS: defaults, modes

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./build/inputs/values.js
/** What each kind of input value looks like: text in, value out, or a word on what was wrong and what would be right. */

function reject(text, expected) {
    const shown = text.length > 80 ? `${text.slice(0, 77)}...` : text;
    throw new errors/* ConfigurationError */.j1(`${JSON.stringify(shown)} is not ${expected}`);
}
function matching(pattern, expected) {
    return (text) => (pattern.test(text) ? text : reject(text, expected));
}
/** Shape only: which regions there are is AWS's to say (`us-east-1`, `us-gov-west-1`, `eusc-de-east-1`). */
const region = matching(/^[a-z]{2,4}(-[a-z]+){1,2}-\d{1,2}$/, 'an AWS region such as us-east-1');
const version = matching(/^\d+\.\d+\.\d+(-[0-9A-Za-z]+([.-][0-9A-Za-z]+)*)?$/, 'an exact version such as 1.9.0, without a leading v');
const k3sVersion = matching(/^v\d+\.\d+\.\d+(-rc\d+)?\+k3s\d+$/, 'a k3s version such as v1.31.2+k3s1 (leading v, +k3s and its number)');
const nvidiaMajor = matching(/^[1-9]\d{2}$/, 'the major version of an NVIDIA driver such as 550');
const ollamaVersion = (text) => text === 'latest' || /^\d+\.\d+\.\d+(-rc\d+)?$/.test(text)
    ? text
    : reject(text, 'an Ollama version such as 0.6.8, or latest');
/**
 * The characters are EC2's for AMI names. A name has 3 to 128 of them, of which the AMI's own name and its fingerprint
 * take a share.
 */
const amiPrefix = (text) => {
    if (!/^[A-Za-z0-9()[\] ./'@_-]+$/.test(text)) {
        reject(text, "made of the characters that EC2 allows in an AMI's name: letters, digits, spaces and ( ) [ ] . / - ' @ _");
    }
    if (text.startsWith('-'))
        reject(text, 'a prefix: it begins with a dash, which reads like an option');
    if (text.length < 3 || text.length > 100)
        reject(text, 'between 3 and 100 characters long');
    return text;
};
function wholeNumber(from, to) {
    return (text) => {
        const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
        return value >= from && value <= to ? value : reject(text, `a whole number from ${from} to ${to}`);
    };
}
const longest = 5 * 24 * 60 * 60_000;
/** A duration in milliseconds: bare minutes (`90`) or hours, minutes and seconds (`1h30m`, `90m`, `45s`), up to five days. */
const duration = (text) => {
    const expected = 'a duration in minutes such as 90, or such as 90m, 2h or 1h30m, of at most 120h';
    if (/^\d+$/.test(text))
        return inRange(Number(text) * 60_000);
    const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
    if (parts === null)
        return reject(text, expected);
    const [hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
    return inRange((((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000);
    function inRange(milliseconds) {
        return milliseconds > 0 && milliseconds <= longest ? milliseconds : reject(text, expected);
    }
};
/** A base URL without a slash at its end; a query or a fragment could not be followed by a path. */
const baseUrl = (text) => {
    const expected = 'a URL such as https://mirror.example.com/path';
    const url = URL.canParse(text) ? new URL(text) : reject(text, expected);
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
        reject(text, expected);
    if (/[?#\s]/.test(text))
        reject(text, `${expected}: it may have no query, fragment or space`);
    if (url.username !== '' || url.password !== '') {
        throw new errors/* ConfigurationError */.j1('holds a user or password, which would end up in logs: use a mirror that needs none');
    }
    return text.replace(/\/+$/, '');
};
/** Names by comma or newline, or a JSON list of them; each once, in the order given. `all` stands alone. */
const amiNames = (text) => {
    const names = [...new Set(text.startsWith('[') ? jsonList(text) : text.split(/[,\n]/))].map((name) => name.trim());
    const given = [...new Set(names.filter((name) => name !== ''))];
    if (given.length === 0)
        reject(text, 'the name of an AMI, a list of names, or all');
    if (given.length === 1 && given[0] === 'all')
        return 'all';
    if (given.includes('all'))
        reject(text, 'either all or a list of names: it has both');
    for (const name of given) {
        if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name)) {
            reject(name, 'the name of an AMI (letters, digits, dashes, dots and underscores, no dash in front)');
        }
    }
    return given;
};
function jsonList(text) {
    const expected = 'a JSON list of names such as ["base", "gpu-worker"]';
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        reject(text, expected);
    }
    const isList = Array.isArray(value) && value.every((name) => typeof name === 'string');
    return isList ? value : reject(text, expected);
}
/** A folder's path, or `URL sha256:HEX`. */
const binaries = (text) => {
    if (!/^https?:\/\//i.test(text))
        return { kind: 'folder', path: relativeFolder(text) };
    const [url = '', sum, ...rest] = text.split(/\s+/);
    const sha256 = /^sha256:([0-9a-f]{64})$/i.exec(sum ?? '')?.[1];
    if (sha256 === undefined || rest.length > 0 || !URL.canParse(url)) {
        return reject(text, 'a URL with its checksum, as in https://example.com/agent.tar.gz sha256:HEX (64 hex digits)');
    }
    return { kind: 'url', url, sha256: sha256.toLowerCase() };
};
/** A path that reads like no option and stays on one line. */
const relativeFolder = (text) => {
    if (/[\n\r\0]/.test(text))
        reject(text, 'the path of one folder: it has more than one line');
    if (text.startsWith('-'))
        reject(text, 'the path of a folder: it begins with a dash; write ./ in front of it');
    return text;
};

;// CONCATENATED MODULE: ./build/inputs/paths.js
/** Inputs that name a place in the workspace. */



/** JSON text as it is, or the path of a file in the workspace, which need not exist. */
function parseLockInput(text, workspace, usual) {
    if (text.startsWith('{'))
        return { kind: 'text', text };
    const path = (0,external_node_path_.resolve)(workspace, relativeFolder(text));
    if (!isInside(path, workspace))
        reject(text, 'a lock, or the path of one in the workspace');
    return { kind: 'file', path, shown: text, named: text !== usual };
}
/** An existing folder inside the workspace or the action, links followed. */
function resolveFolder(text, { workspace, actionRoot }) {
    const path = (0,external_node_path_.resolve)(workspace, text);
    if (!isFolder(path))
        reject(text, `a folder in the workspace ${workspace}`);
    const real = (0,external_node_fs_.realpathSync)(path);
    if (![workspace, actionRoot].some((root) => isInside(real, (0,external_node_fs_.realpathSync)(root)))) {
        reject(text, 'a folder inside the workspace: it leads out of it');
    }
    return path;
}
function isFolder(path) {
    return (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
function isInside(path, root) {
    const way = (0,external_node_path_.relative)(root, path);
    return way === '' || (!way.startsWith('..') && !(0,external_node_path_.isAbsolute)(way));
}
/** Armoured text as it is, or the content of the file it names. */
function readArmouredKey(text, workspace) {
    const begin = '-----BEGIN PGP PUBLIC KEY BLOCK-----';
    if (text.includes('-----BEGIN ')) {
        return text.includes(begin)
            ? text
            : reject(text, `an OpenPGP public key, which begins with ${begin}`);
    }
    const expected = 'an armoured OpenPGP public key, or the path of a readable file that holds one';
    if (text.includes('\n'))
        reject(text, expected);
    let content;
    try {
        content = (0,external_node_fs_.readFileSync)((0,external_node_path_.resolve)(workspace, text), 'utf8');
    }
    catch {
        return reject(text, expected);
    }
    return content.includes(begin) ? content : reject(text, `${expected}: the file holds no ${begin}`);
}

;// CONCATENATED MODULE: ./build/inputs/variables.js
/** The input `variables`: a YAML or JSON mapping of Packer variables. */

/** Variables by name; throws a ConfigurationError that names every key at fault. */
async function parseVariables(text) {
    if (text.trim() === '')
        return {};
    const { isScalar, parseDocument, visit } = await __webpack_require__.e(/* import() */ 815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
    const document = parseDocument(text, { prettyErrors: true });
    if (document.errors.length > 0) {
        throw new errors/* ConfigurationError */.j1(document.errors.map(({ message }) => `is not YAML or JSON: ${firstLine(message)}`));
    }
    const faults = [];
    visit(document, {
        Scalar(key, node) {
            if (key === 'key' || !isScalar(node))
                return;
            // YAML reads 1.30 as the number 1.3 and 0123 as 123: a version or an account id would silently change.
            if (typeof node.value === 'number' && node.source !== undefined && String(node.value) !== node.source) {
                faults.push({ message: `reads ${node.source} as the number ${node.value}: put it in quotes` });
            }
        },
    });
    const value = document.toJS();
    if (!isMapping(value)) {
        throw new errors/* ConfigurationError */.j1('is not a mapping of names to values, such as `liqo_version: "1.2.0"`');
    }
    for (const [name, entry] of Object.entries(value)) {
        if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) {
            faults.push({
                message: `has the key ${JSON.stringify(name)}, which is no name of a variable (letters, digits, _ and -)`,
            });
        }
        else if (!isValue(entry)) {
            faults.push({ message: `gives ${name} no value: leave it out, or write "" for an empty text` });
        }
    }
    if (faults.length > 0)
        throw new errors/* ConfigurationError */.j1(faults);
    return value;
}
function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isValue(value) {
    if (typeof value === 'number')
        return Number.isFinite(value);
    if (typeof value === 'string' || typeof value === 'boolean')
        return true;
    if (Array.isArray(value))
        return value.every(isValue);
    return isMapping(value) && Object.values(value).every(isValue);
}
function firstLine(text) {
    return text.split('\n', 1)[0]?.replace(/:$/, '') ?? text;
}

;// CONCATENATED MODULE: ./build/inputs/inputs.js
/** The only place that reads the action's inputs: raw text in, one typed Inputs out, or every fault at once. */





/** The value of every input that is not given; action.yml repeats them for the runner, and a test compares the two. */
const defaults = {
    ami: '',
    mode: 'build',
    templates: '',
    'aws-region': 'us-east-1',
    'nebula-version': '1.9.0',
    'k3s-version': 'v1.31.2+k3s1',
    'nvidia-driver-version': '550',
    'ollama-version': 'latest',
    'ami-prefix': 'catalyst',
    variables: '',
    'packer-version': '1.16.0',
    'plugin-version': '1.8.2',
    mirror: '',
    'packer-key': '',
    binaries: 'tools/carrierarr',
    'max-parallel': '4',
    timeout: '2h',
    lock: 'ami.lock.json',
};
const modes = ['build', 'plan', 'lock'];
const namedInputs = [
    { input: 'aws-region', variable: 'aws_region', parse: region },
    { input: 'nebula-version', variable: 'nebula_version', parse: version },
    { input: 'k3s-version', variable: 'k3s_version', parse: k3sVersion },
    { input: 'nvidia-driver-version', variable: 'nvidia_driver_version', parse: nvidiaMajor },
    { input: 'ollama-version', variable: 'ollama_version', parse: ollamaVersion },
    { input: 'ami-prefix', variable: 'ami_prefix', parse: amiPrefix },
];
const modeList = `a mode: there are ${modes.join(', ')}`;
/** Reads and checks all inputs; throws one ConfigurationError with every fault, each naming its input. */
async function readInputs(context) {
    const faults = [];
    const given = unknownInputs(context.env, faults);
    function failed(input, error) {
        if (!(error instanceof errors/* ConfigurationError */.j1))
            throw error;
        faults.push(...error.problems.map(({ message }) => ({ message: `Input ${input}: ${message}` })));
        return undefined;
    }
    function read(input, parse) {
        return check(input, given(input), parse);
    }
    function check(input, text, parse) {
        try {
            if (text === '')
                throw new errors/* ConfigurationError */.j1('is empty: it needs a value');
            return parse(text);
        }
        catch (error) {
            return failed(input, error);
        }
    }
    function readOptional(input, parse) {
        return given(input) === '' ? null : read(input, parse);
    }
    const variables = await parseVariables(given('variables')).catch((error) => failed('variables', error));
    const named = namedInputs.map(({ input, variable, parse }) => {
        // What is not given, which a default cannot be told from, is left to `variables`, then, as with Packer, to PKR_VAR_name.
        if (given(input) !== defaults[input])
            return { input, variable, value: read(input, parse) ?? '', isDefault: false };
        const other = variables?.[variable];
        if (other !== undefined) {
            const value = check('variables', String(other), parse) ?? '';
            return { input: 'variables', variable, value, isDefault: false };
        }
        const fromEnv = context.env[`PKR_VAR_${variable}`]?.trim() ?? '';
        const value = fromEnv === '' ? read(input, parse) : check(input, fromEnv, parse);
        return { input, variable, value: value ?? '', isDefault: true };
    });
    const checked = {
        mode: read('mode', (text) => modes.find((mode) => mode === text) ?? reject(text, modeList)),
        ami: read('ami', amiNames),
        templates: readTemplatesFolder(),
        packerVersion: read('packer-version', version),
        pluginVersion: read('plugin-version', version),
        mirror: readOptional('mirror', baseUrl),
        packerKey: readOptional('packer-key', (text) => readArmouredKey(text, context.workspace)),
        binaries: read('binaries', binaries),
        maxParallel: read('max-parallel', wholeNumber(1, 64)),
        timeoutMs: read('timeout', duration),
        lock: read('lock', (text) => parseLockInput(text, context.workspace, defaults['lock'])),
    };
    faults.push(...findContradictions(named, variables ?? {}));
    if (checked.mode === 'lock' && checked.lock?.kind === 'text')
        faults.push({ message: 'Input lock: is a lock, but mode lock writes one: name a file' });
    if (faults.length > 0)
        throw new errors/* ConfigurationError */.j1(faults);
    const region = named.find(({ variable }) => variable === 'aws_region')?.value ?? '';
    return {
        ...checked,
        named,
        region,
        variables: withoutNamed(variables ?? {}),
    };
    function readTemplatesFolder() {
        if (given('templates') === '')
            return (0,external_node_path_.resolve)(context.actionRoot, 'packer');
        return read('templates', (text) => resolveFolder(relativeFolder(text), context));
    }
}
/** The trimmed text of an input, or its default. Unknown inputs are a fault only outside a runner, which warns of them itself. */
function unknownInputs(env, faults) {
    if (env['GITHUB_ACTIONS'] !== 'true') {
        const known = new Set(Object.keys(defaults).map(environmentName));
        for (const name of Object.keys(env)) {
            if (name.startsWith('INPUT_') && !known.has(name)) {
                faults.push({
                    message: `Input ${name.slice(6).toLowerCase()}: there is no such input; there are ${Object.keys(defaults).join(', ')}`,
                });
            }
        }
    }
    return (input) => {
        const text = env[environmentName(input)]?.trim() ?? '';
        return text === '' ? (defaults[input] ?? '') : text;
    };
}
/** How the runner hands an input over: upper case, dashes kept. */
function environmentName(input) {
    return `INPUT_${input.toUpperCase()}`;
}
/** A variable may be given by its own input and in `variables`, as long as both say the same. */
function findContradictions(named, variables) {
    return named
        .filter(({ variable, value }) => value !== '' && variable in variables && String(variables[variable]) !== value)
        .map(({ input, variable, value }) => ({
        message: `Input variables: gives ${variable} as ${JSON.stringify(variables[variable])}, but the input ${input} ` +
            `says ${JSON.stringify(value)}: set it by ${input} alone`,
    }));
}
function withoutNamed(variables) {
    const names = new Set(namedInputs.map(({ variable }) => variable));
    return Object.fromEntries(Object.entries(variables).filter(([name]) => !names.has(name)));
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

/***/ 9479:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3838);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9473);
/* harmony import */ var _github_log_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(284);
/* harmony import */ var _github_workflow_commands_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4972);
/* harmony import */ var _inputs_inputs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9739);
/* harmony import */ var _lease_state_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4375);
/** What the runner calls first: wires the surroundings, runs the stages, and is the only place that catches everything. */








const { env } = process;
const runner = (0,_github_workflow_commands_js__WEBPACK_IMPORTED_MODULE_4__/* .createWorkflow */ .m)({ env, write: (text) => process.stdout.write(text), core: _actions_core__WEBPACK_IMPORTED_MODULE_2__ });
const log = (0,_github_log_js__WEBPACK_IMPORTED_MODULE_6__/* .createWorkflowLog */ .W)(runner);
const cancel = new AbortController();
let lease = null;
for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => onSignal(signal));
exit(await main());
/** Runs the action; gives its exit code. */
async function main() {
    try {
        const workspace = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(env['GITHUB_WORKSPACE'] || '.');
        // Not import.meta.url, which the bundler fixes to the path it was built at.
        const actionRoot = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(process.argv[1] ?? '.')), '..');
        const inputs = await (0,_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .readInputs */ .Ko)({ env, workspace, actionRoot });
        runner.print(`AMIs: ${inputs.ami === 'all' ? 'all' : inputs.ami.join(', ')} in ${inputs.region}`);
        const { run } = await __webpack_require__.e(/* import() */ 415).then(__webpack_require__.bind(__webpack_require__, 6415));
        await run(inputs, {
            env,
            workspace,
            actionRoot,
            workflow: runner,
            log,
            cancelled: cancel.signal,
            openLease(nonce, region) {
                lease = new _lease_state_js__WEBPACK_IMPORTED_MODULE_7__/* .Lease */ .nD(nonce, region, (text) => runner.saveState(_lease_state_js__WEBPACK_IMPORTED_MODULE_7__/* .leaseStateName */ .Zy, text));
                return lease;
            },
        });
        return (await clearUp()) ? 0 : 2;
    }
    catch (error) {
        logError(error);
        return (await clearUp()) ? 1 : 2;
    }
}
/**
 * GitHub's runner sends SIGINT, then SIGTERM after 7.5 s, and kills after 2.5 s more; post comes afterwards. Once builds
 * have begun, the run ends itself: it waits for its Packers. Before that there is nothing to wait for.
 */
function onSignal(signal) {
    if (cancel.signal.aborted)
        return;
    log.info(`${signal}: the run is cancelled.`);
    cancel.abort(new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .CancelledError */ .cc());
    if (lease?.state.started)
        return;
    void clearUp().finally(() => exit(1));
}
/** Ends the process once all that was printed has left: process.exit alone drops what a slow reader has not taken yet. */
function exit(code) {
    process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}
/** Where a runner listens, post clears up; elsewhere nobody else will. */
async function clearUp() {
    if (lease === null || !lease.state.open || env['GITHUB_STATE'])
        return true;
    try {
        const { cleanUpLease: finishLease } = await __webpack_require__.e(/* import() */ 576).then(__webpack_require__.bind(__webpack_require__, 6576));
        return await finishLease(lease.state, log);
    }
    catch (error) {
        runner.annotate('error', `Clearing up after the run failed: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`);
        return false;
    }
}
function logError(error) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ConfigurationError */ .j1) {
        for (const { message, location: place } of error.problems)
            runner.annotate('error', message, place);
    }
    else if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .BuildError */ .zS) {
        // Each cause has been told by the report.
        const amis = error.causes.map(({ ami }) => ami).join(', ');
        runner.print(`There is no AMI for ${amis}.`);
    }
    else {
        runner.annotate('error', (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error));
        if (error instanceof Error && error.stack !== undefined)
            log.debug(error.stack);
    }
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
