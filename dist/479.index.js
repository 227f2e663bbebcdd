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

/***/ 7472:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a: () => (/* binding */ InputsError),
  K: () => (/* binding */ readInputs)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
;// CONCATENATED MODULE: ./build/inputs/values.js
/** Parsers of input values: text in, value out, or an error that says what is wrong and what would be right. */

/** Refuses a text, quoting it: `"x" is not EXPECTED`. */
function reject(text, expected) {
    const excerpt = text.length > 80 ? `${text.slice(0, 77)}...` : text;
    throw new errors/* ConfigurationError */.j1(`${JSON.stringify(excerpt)} is not ${expected}`);
}
/** The value of a text that may not be empty. */
function parseFilled(text, parse) {
    if (text === '')
        throw new errors/* ConfigurationError */.j1('is empty: it needs a value');
    return parse(text);
}
function createPatternParser(pattern, expected) {
    return (text) => (pattern.test(text) ? text : reject(text, expected));
}
/** Checks the shape only, as AWS adds regions (`us-east-1`, `us-gov-west-1`, `eusc-de-east-1`). */
const parseRegion = createPatternParser(/^[a-z]{2,4}(-[a-z]+){1,2}-\d{1,2}$/, 'an AWS region such as us-east-1');
const parseVersion = createPatternParser(/^\d+\.\d+\.\d+(-[0-9A-Za-z]+([.-][0-9A-Za-z]+)*)?$/, 'an exact version such as 1.9.0, without a leading v');
const parseK3sVersion = createPatternParser(/^v\d+\.\d+\.\d+(-rc\d+)?\+k3s\d+$/, 'a k3s version such as v1.31.2+k3s1 (leading v, +k3s and its number)');
const parseNvidiaMajor = createPatternParser(/^[1-9]\d{2}$/, 'the major version of an NVIDIA driver such as 550');
const parseOllamaVersion = (text) => text === 'latest' || /^\d+\.\d+\.\d+(-rc\d+)?$/.test(text)
    ? text
    : reject(text, 'an Ollama version such as 0.6.8, or latest');
/**
 * The characters are those that EC2 allows in the name of an AMI, which has 3 to 128 of them; the AMI's own name and its
 * fingerprint take the rest.
 */
const parseAmiPrefix = (text) => {
    if (!/^[A-Za-z0-9()[\] ./'@_-]+$/.test(text)) {
        reject(text, "made of the characters that EC2 allows in an AMI's name: letters, digits, spaces and ( ) [ ] . / - ' @ _");
    }
    if (text.startsWith('-'))
        reject(text, 'a prefix: it begins with a dash, which reads like an option');
    if (text.length < 3 || text.length > 100)
        reject(text, 'between 3 and 100 characters long');
    return text;
};
function parseWholeNumber(from, to) {
    return (text) => {
        const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
        return value >= from && value <= to ? value : reject(text, `a whole number from ${from} to ${to}`);
    };
}
const parseSwitch = (text) => text === 'true' || text === 'false' ? text === 'true' : reject(text, 'true or false');
/** In milliseconds. */
const longestDuration = 5 * 24 * 60 * 60_000;
/** A duration in milliseconds: bare minutes (`90`) or hours, minutes and seconds (`1h30m`, `90m`, `45s`), up to five days. */
const parseDuration = (text) => {
    const expected = 'a duration in minutes such as 90, or such as 90m, 2h or 1h30m, of at most 120h';
    if (/^\d+$/.test(text))
        return inRange(Number(text) * 60_000);
    const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
    if (parts === null)
        return reject(text, expected);
    const [hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
    return inRange((((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000);
    function inRange(milliseconds) {
        return milliseconds > 0 && milliseconds <= longestDuration ? milliseconds : reject(text, expected);
    }
};
/** A base URL without a slash at its end, and without query or fragment, which no path could follow. */
const parseBaseUrl = (text) => {
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
/** A key long enough to resist guessing; never quoted. */
const parseFingerprintKey = (text) => {
    if (text.length >= 32)
        return text;
    throw new errors/* ConfigurationError */.j1(`has ${text.length} characters: it needs at least 32, such as those of "openssl rand -hex 32"`);
};
/** A token as a header can bear it; never quoted. */
const parseGithubToken = (text) => {
    if (/^[\x21-\x7e]+$/.test(text))
        return text;
    throw new errors/* ConfigurationError */.j1('holds a space or another character that no token of GitHub has');
};
/**
 * Names separated by commas or newlines, or a JSON list of them, as names with commas need; without repetitions, in their
 * order. `all` stands alone. Which names there are, the templates say.
 */
const parseAmiNames = (text) => {
    const list = text.startsWith('[') ? parseJsonList(text) : text.split(/[,\n]/);
    const names = [...new Set(list.map((name) => name.trim()).filter((name) => name !== ''))];
    if (names.length === 0)
        reject(text, 'the name of an AMI, a list of names, or all');
    if (names.length === 1 && names[0] === 'all')
        return 'all';
    if (names.includes('all'))
        reject(text, 'either all or a list of names: it has both');
    return names;
};
function parseJsonList(text) {
    const expected = 'a JSON list of names such as ["base", "gpu-worker"]';
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        reject(text, expected);
    }
    if (!Array.isArray(value))
        return reject(text, expected);
    return value.every((item) => typeof item === 'string') ? value : reject(text, expected);
}
/** A folder's path, or `URL sha256:HEX`. */
const parseBinaries = (text) => {
    if (!/^https?:\/\//i.test(text))
        return { kind: 'folder', path: parsePath(text) };
    const [url = '', sum, ...rest] = text.split(/\s+/);
    const sha256 = /^sha256:([0-9a-f]{64})$/i.exec(sum ?? '')?.[1];
    if (sha256 === undefined || rest.length > 0 || !URL.canParse(url)) {
        return reject(text, 'a URL with its checksum, as in https://example.com/agent.tar.gz sha256:HEX (64 hex digits)');
    }
    return { kind: 'url', url, sha256: sha256.toLowerCase() };
};
/** A path on one line that no program can take for an option. */
const parsePath = (text) => {
    if (/[\n\r\0]/.test(text))
        reject(text, 'the path of one folder: it has more than one line');
    if (text.startsWith('-'))
        reject(text, 'the path of a folder: it begins with a dash; write ./ in front of it');
    return text;
};

;// CONCATENATED MODULE: ./build/inputs/known-bad-versions.js
/** Versions of Packer and of its amazon plugin that no build should use. */


const hang = 'cut its log and use every CPU, as its SDK reads from a closed channel';
/**
 * By input. packer-plugin-sdk 0.6.3 to 0.6.9 spin in the loop that copies a step's output (hashicorp/packer-plugin-sdk#335); these
 * releases carry one of them (their go.mod), and those that are named as better do not.
 */
const badVersions = {
    'packer-version': {
        first: '1.14.2',
        last: '1.15.4',
        reason: `is known to hang, ${hang} (https://github.com/hashicorp/packer/issues/13483)`,
        better: '1.16.0 or newer, or 1.14.1',
    },
    'plugin-version': {
        first: '1.8.1',
        last: '1.8.1',
        reason: `is known to hang, ${hang} (https://github.com/hashicorp/packer-plugin-amazon/issues/685)`,
        better: '1.8.2 or newer, or 1.8.0',
    },
};
/** Parses an exact version and refuses a known bad one. */
function createSoundVersionParser(input) {
    const { first, last, reason, better } = badVersions[input];
    return (text) => {
        const version = parseVersion(text);
        if (compareReleases(version, first) < 0 || compareReleases(version, last) > 0)
            return version;
        throw new errors/* ConfigurationError */.j1(`${version} ${reason}: use ${better}`);
    };
}
/** Negative if the first is older; a prerelease counts as its release. */
function compareReleases(a, b) {
    const [left, right] = [a, b].map((version) => version.replace(/-.*/, '').split('.').map(Number));
    const differences = left?.map((number, index) => number - (right?.[index] ?? 0)) ?? [];
    return differences.find((difference) => difference !== 0) ?? 0;
}

;// CONCATENATED MODULE: ./build/inputs/raw-inputs.js
/** The inputs as text: what the runner hands over, and the default of each one that is not set. */
/** The value of every input that is not set; action.yml repeats them for the runner, and a test compares the two. */
const defaults = {
    ami: '',
    mode: 'build',
    templates: '',
    'working-directory': '',
    'var-files': '',
    reads: '',
    'aws-region': '',
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
    'github-token': '',
    'fingerprint-key': '',
    binaries: 'tools/carrierarr',
    'max-parallel': '4',
    timeout: '2h',
    rehearsal: 'true',
    'dry-run': 'false',
    lock: 'ami.lock.json',
};
/** The trimmed text of an input, or its default where that is empty. */
function inputText(env, input) {
    return env[environmentName(input)]?.trim() || defaults[input];
}
/** Finds misspelt inputs, but not on a runner, which warns of them itself. */
function reportUnknownInputs(env, problems) {
    if (env['GITHUB_ACTIONS'] === 'true')
        return;
    const names = Object.keys(defaults);
    const known = new Set(names.map(environmentName));
    for (const name of Object.keys(env)) {
        if (!name.startsWith('INPUT_') || known.has(name))
            continue;
        problems.add(name.slice(6).toLowerCase(), `there is no such input; there are ${names.join(', ')}`);
    }
}
/** How the runner hands an input over: in upper case, with its dashes. */
function environmentName(input) {
    return `INPUT_${input.toUpperCase()}`;
}

;// CONCATENATED MODULE: ./build/inputs/named-variables.js
/** Inputs that stand for one variable of the templates each, such as `aws-region` for `aws_region`. */


const namedInputs = [
    { input: 'aws-region', variable: 'aws_region', parse: parseRegion },
    { input: 'nebula-version', variable: 'nebula_version', parse: parseVersion },
    { input: 'k3s-version', variable: 'k3s_version', parse: parseK3sVersion },
    { input: 'nvidia-driver-version', variable: 'nvidia_driver_version', parse: parseNvidiaMajor },
    { input: 'ollama-version', variable: 'ollama_version', parse: parseOllamaVersion },
    { input: 'ami-prefix', variable: 'ami_prefix', parse: parseAmiPrefix },
];
/** The named variables whose values are right; what is wrong with the others is recorded. */
function readNamedVariables(env, variables, problems) {
    const named = namedInputs.map(({ input: own, variable, parse }) => {
        const { input, text, isDefault } = findValue(own, variable, env, variables);
        const value = problems.attempt(input, () => parseFilled(text, parse));
        return value === undefined ? undefined : { input, variable, value, isDefault };
    });
    const valid = named.filter((item) => item !== undefined);
    reportContradictions(valid, variables, problems);
    return valid;
}
/** Those of the input `variables` that no input of their own stands for. */
function withoutNamed(variables) {
    const names = new Set(namedInputs.map(({ variable }) => variable));
    return Object.fromEntries(Object.entries(variables).filter(([name]) => !names.has(name)));
}
/** In this order: the variable's own input, the input `variables`, PKR_VAR_name as with Packer, the default. */
function findValue(own, variable, env, variables) {
    const text = inputText(env, own);
    // An input that is set to its default can't be told from one that isn't set, but the region's default is empty.
    if (text !== defaults[own])
        return { input: own, text, isDefault: false };
    const other = variables[variable];
    if (other !== undefined)
        return { input: 'variables', text: String(other), isDefault: false };
    const fallback = own === 'aws-region' ? runnerRegion(env) : text;
    return { input: own, text: env[`PKR_VAR_${variable}`]?.trim() || fallback, isDefault: true };
}
/** The region that Packer's plugin takes where a template names none, as the AWS SDK finds it. */
function runnerRegion(env) {
    return env['AWS_REGION']?.trim() || env['AWS_DEFAULT_REGION']?.trim() || 'us-east-1';
}
/** A variable may be set by its own input and in `variables`, as long as the two agree. */
function reportContradictions(named, variables, problems) {
    for (const { input, variable, value } of named) {
        const other = variables[variable];
        if (other === undefined || String(other) === value)
            continue;
        problems.add('variables', `sets ${variable} to ${JSON.stringify(other)}, but the input ${input} is ${JSON.stringify(value)}: ` +
            `set it by ${input} alone`);
    }
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./build/inputs/paths.js
/** Parsers of inputs that name files or folders. */



/** A lock's JSON text, or the path of a file in the workspace, which need not exist. */
function parseLockInput(text, workspace, usual) {
    if (text.startsWith('{'))
        return { kind: 'text', text };
    const path = (0,external_node_path_.resolve)(workspace, parsePath(text));
    if (!isInside(path, workspace))
        reject(text, 'a lock, or the path of one in the workspace');
    return { kind: 'file', path, displayPath: text, named: text !== usual };
}
/** The absolute path of an existing folder that lies, links followed, in the workspace or the action. */
function resolveFolder(text, roots) {
    const path = (0,external_node_path_.resolve)(roots.workspace, text);
    if (!(0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.isDirectory())
        reject(text, `a folder in the workspace ${roots.workspace}`);
    return refuseOutside(text, path, roots);
}
/** The absolute path of a folder of templates, or of one of its files. */
function resolveTemplates(text, roots) {
    const path = (0,external_node_path_.resolve)(roots.workspace, text);
    if (!(0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.isFile())
        return resolveFolder(text, roots);
    if (!path.endsWith('.pkr.hcl'))
        reject(text, 'a folder of templates, or a file whose name ends in .pkr.hcl');
    return refuseOutside(text, path, roots);
}
/** The files that a list names, separated by commas or newlines, in its order. */
function parseVarFiles(text, roots) {
    const names = text
        .split(/[,\n]/)
        .map((name) => name.trim())
        .filter((name) => name !== '');
    return names.map((displayName) => {
        const path = (0,external_node_path_.resolve)(roots.workspace, parsePath(displayName));
        const isFile = (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.isFile() === true;
        if (!isFile || !/\.(hcl|json)$/.test(path)) {
            reject(displayName, 'a file in the workspace whose name ends in .hcl or .json');
        }
        return { path: refuseOutside(displayName, path, roots), displayName };
    });
}
function refuseOutside(text, path, { workspace, actionRoot }) {
    const real = (0,external_node_fs_.realpathSync)(path);
    if (![workspace, actionRoot].some((root) => isInside(real, (0,external_node_fs_.realpathSync)(root)))) {
        reject(text, 'inside the workspace: it leads out of it');
    }
    return path;
}
function isInside(path, root) {
    const fromRoot = (0,external_node_path_.relative)(root, path);
    return fromRoot === '' || (!fromRoot.startsWith('..') && !(0,external_node_path_.isAbsolute)(fromRoot));
}
/** The armoured key, or the content of the file that `text` names. */
function readArmouredKey(text, workspace) {
    const begin = '-----BEGIN PGP PUBLIC KEY BLOCK-----';
    if (text.includes('-----BEGIN ')) {
        return text.includes(begin) ? text : reject(text, `an OpenPGP public key, which begins with ${begin}`);
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

;// CONCATENATED MODULE: ./build/inputs/problem-collector.js
/** Collects what is wrong with the inputs, so that the user gets all of it at once. */

class ProblemCollector {
    #problems = [];
    get isEmpty() {
        return this.#problems.length === 0;
    }
    /** Records what is wrong with an input, in words that follow its name: `is empty`. */
    add(input, message) {
        this.#problems.push({ message: `Input ${input}: ${message}` });
    }
    /** The value that `read` returns; undefined after its ConfigurationError, which is recorded. Other errors are passed on. */
    attempt(input, read) {
        try {
            return read();
        }
        catch (error) {
            return this.#record(input, error);
        }
    }
    /** Like attempt, for a value that takes time. */
    async attemptAsync(input, read) {
        try {
            return await read();
        }
        catch (error) {
            return this.#record(input, error);
        }
    }
    /** Everything recorded. */
    get list() {
        return this.#problems;
    }
    #record(input, error) {
        if (!(error instanceof errors/* ConfigurationError */.j1))
            throw error;
        for (const { message } of error.problems)
            this.add(input, message);
    }
}

;// CONCATENATED MODULE: ./build/inputs/yaml.js
/** Inputs written in YAML or JSON, read as they are written. No message quotes a value, which may be a secret. */

/** By the code of the yaml package (errors.d.ts): its own messages quote the text. */
const syntaxFaults = {
    BAD_DQ_ESCAPE: 'a backslash in double quotes begins no escape; write two, or use single quotes',
    BAD_INDENT: 'the indentation does not fit the lines before',
    BAD_SCALAR_START: 'a value begins with a character that YAML reserves; put it in quotes',
    BLOCK_AS_IMPLICIT_KEY: 'a second colon on the line; put the value in quotes',
    DUPLICATE_KEY: 'the key is a repetition',
    MISSING_CHAR: 'a bracket, quote, comma or colon is missing',
    MULTIPLE_DOCS: 'a second document begins',
    RESOURCE_EXHAUSTION: 'it is nested too deeply',
    TAB_AS_INDENT: 'a tab indents the line; use spaces',
    UNEXPECTED_TOKEN: 'something is not expected here; if it is part of a value, put that in quotes',
};
/**
 * The value of a YAML or JSON text.
 * @param schema core reads numbers and booleans; failsafe takes every scalar for a text
 * @throws ConfigurationError with every place that is no YAML, or that YAML would change or replace
 */
async function parseYaml(text, schema) {
    const yaml = await __webpack_require__.e(/* import() */ 815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
    const lines = new yaml.LineCounter();
    const document = yaml.parseDocument(text, { schema, lineCounter: lines, prettyErrors: false });
    if (document.errors.length > 0) {
        throw new errors/* ConfigurationError */.j1(document.errors.map(({ code, pos }) => {
            const { line, col } = lines.linePos(pos[0]);
            const fault = syntaxFaults[code] ?? 'it cannot be read on from here';
            return `is not YAML or JSON at line ${line}, column ${col}: ${fault}`;
        }));
    }
    const problems = findChanges(document, yaml, (node) => lines.linePos(node.range?.[0] ?? 0).line);
    if (problems.length > 0)
        throw new errors/* ConfigurationError */.j1(problems);
    return document.toJS();
}
/** What would not reach Packer as it is written. */
function findChanges(document, yaml, lineOf) {
    const problems = [];
    yaml.visit(document, {
        Node(position, node, path) {
            const isKey = position === 'key';
            const add = (fault) => {
                problems.push(`${describeNode(node, isKey, path, yaml)} on line ${lineOf(node)} ${fault}`);
            };
            if (yaml.isAlias(node))
                return add('is an alias (*): put it in quotes');
            if (node.anchor !== undefined)
                add('has an anchor (&): put it in quotes');
            if (node.tag !== undefined)
                return add('has a tag (!): put it in quotes');
            if (isKey && !yaml.isScalar(node))
                return add('is not a text');
            if (!yaml.isScalar(node) || typeof node.value === 'string')
                return;
            // YAML reads 1.30 as the number 1.3 and 0123 as 123, so a version or an account id would change silently.
            const isChanged = String(node.value) !== node.source;
            if (typeof node.value === 'number' && isChanged)
                add('would change, as YAML reads it as a number: put it in quotes');
            else if (isKey && isChanged)
                add('would change, as YAML does not read it as a text: put it in quotes');
        },
    });
    return problems;
}
/** Names a node by the keys that lead to it. */
function describeNode(node, isKey, path, yaml) {
    const keys = path.filter(yaml.isPair).map(({ key }) => key);
    const names = keys.map((key) => (yaml.isScalar(key) ? (key.source ?? '') : '...'));
    if (!isKey)
        return names.join('.') || 'an item';
    if (yaml.isScalar(node))
        return `the key ${names.join('.')}`;
    const within = names.slice(0, -1).join('.');
    return within === '' ? 'a key' : `a key of ${within}`;
}

;// CONCATENATED MODULE: ./build/inputs/reads.js
/** The input `reads`: files that count as inputs where the templates do not say which files a build reads. */


/** Paths and globs, one a line or as a YAML list; an empty list says that nothing else is read. */
async function parseReads(text) {
    const items = /^(\[|- )/.test(text) ? await parseYamlList(text) : text.split('\n');
    const paths = items.map((item) => item.trim()).filter((item) => item !== '');
    for (const path of paths)
        if (path.includes('\0'))
            reject(path, 'a path or a glob');
    return [...new Set(paths)];
}
async function parseYamlList(text) {
    const value = await parseYaml(text, 'failsafe');
    const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
    return isList ? value : reject(text, 'a YAML list of paths and globs, or one of them a line');
}

// EXTERNAL MODULE: ./build/json.js
var json = __webpack_require__(9368);
;// CONCATENATED MODULE: ./build/inputs/variables.js
/** The input `variables`: a YAML or JSON mapping of Packer variables. */



/** The variables by name; throws a ConfigurationError that names every key with a problem. */
async function parseVariables(text) {
    if (text.trim() === '')
        return {};
    const value = await parseYaml(text, 'core');
    if (!(0,json/* isRecord */.u)(value)) {
        throw new errors/* ConfigurationError */.j1('is not a mapping of names to values, such as `liqo_version: "1.2.0"`');
    }
    const problems = [];
    const variables = [];
    for (const [name, entry] of Object.entries(value)) {
        if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) {
            problems.push({
                message: `has the key ${JSON.stringify(name)}, which is not the name of a variable (letters, digits, _ and -)`,
            });
        }
        else if (!isValue(entry)) {
            problems.push({ message: `gives ${name} no value: leave it out, or write "" for an empty text` });
        }
        else
            variables.push([name, entry]);
    }
    if (problems.length > 0)
        throw new errors/* ConfigurationError */.j1(problems);
    // A key such as __proto__ must stay a key, so the record is not built by assignments.
    return Object.fromEntries(variables);
}
function isValue(value) {
    if (typeof value === 'number')
        return Number.isFinite(value);
    if (typeof value === 'string' || typeof value === 'boolean')
        return true;
    if (Array.isArray(value))
        return value.every(isValue);
    return (0,json/* isRecord */.u)(value) && Object.values(value).every(isValue);
}

;// CONCATENATED MODULE: ./build/inputs/inputs.js
/** The only place that reads the action's inputs: raw text in, one typed Inputs out, or every problem at once. */










const modes = ['build', 'plan', 'lock', 'validate', 'reap'];
/** Reads and checks all inputs; throws one ConfigurationError with every problem, each naming its input. */
async function readInputs({ env, workspace, actionRoot }) {
    const problems = new ProblemCollector();
    const read = (input, parse) => problems.attempt(input, () => parseFilled(inputText(env, input), parse));
    const readOptional = (input, parse, whenEmpty) => inputText(env, input) === '' ? whenEmpty : read(input, parse);
    reportUnknownInputs(env, problems);
    const yaml = inputText(env, 'variables');
    const variables = (await problems.attemptAsync('variables', () => parseVariables(yaml))) ?? {};
    const named = readNamedVariables(env, variables, problems);
    const roots = { workspace, actionRoot };
    const region = named.find(({ variable }) => variable === 'aws_region');
    const mode = read('mode', parseMode);
    const readsText = inputText(env, 'reads');
    const reads = readsText === '' ? null : await problems.attemptAsync('reads', () => parseReads(readsText));
    const inputs = {
        mode,
        ami: read('ami', parseAmiNames),
        templates: readOptional('templates', (text) => resolveTemplates(parsePath(text), roots), (0,external_node_path_.resolve)(actionRoot, 'packer')),
        reads,
        workingDirectory: readOptional('working-directory', (text) => resolveFolder(parsePath(text), roots), null),
        varFiles: readOptional('var-files', (text) => parseVarFiles(text, roots), []),
        region: region?.value,
        regionIsSet: region?.isDefault === false,
        named,
        variables: withoutNamed(variables),
        packerVersion: read('packer-version', createSoundVersionParser('packer-version')),
        pluginVersion: read('plugin-version', createSoundVersionParser('plugin-version')),
        mirror: readOptional('mirror', parseBaseUrl, null),
        packerKey: readOptional('packer-key', (text) => readArmouredKey(text, workspace), null),
        fingerprintKey: readOptional('fingerprint-key', parseFingerprintKey, null),
        githubToken: readOptional('github-token', parseGithubToken, null),
        binaries: read('binaries', parseBinaries),
        maxParallel: read('max-parallel', parseWholeNumber(1, 64)),
        timeoutMs: read('timeout', parseDuration),
        rehearsal: read('rehearsal', parseSwitch),
        dryRun: read('dry-run', parseSwitch),
        lock: read('lock', (text) => parseLockInput(text, workspace, defaults.lock)),
    };
    if (mode === 'lock' && inputs.lock?.kind === 'text')
        problems.add('lock', 'is a lock, but mode lock writes one: name a file');
    if (mode === 'reap' && inputs.ami !== undefined && inputs.ami !== 'all')
        problems.add('ami', 'names AMIs, but mode reap removes what any run left of any AMI: set it to all');
    if (!problems.isEmpty || !isComplete(inputs))
        throw new InputsError(problems.list, inputs);
    return inputs;
}
/** What is wrong with the inputs. */
class InputsError extends errors/* ConfigurationError */.j1 {
    /** The inputs that could be read, by which the templates can be looked into all the same. */
    readable;
    constructor(problems, readable) {
        super(problems);
        this.name = 'InputsError';
        this.readable = readable;
    }
}
const parseMode = (text) => modes.find((mode) => mode === text) ?? reject(text, `a mode: there are ${modes.join(', ')}`);
/** Every value that could not be read has left a problem, so this is true where there are none. */
function isComplete(inputs) {
    return Object.values(inputs).every((value) => value !== undefined);
}


/***/ }),

/***/ 9368:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ isRecord)
/* harmony export */ });
/** What a parsed JSON or YAML value is. */
/** An object of keys and values, neither null nor a list. */
function isRecord(value) {
    return value !== null && typeof value === 'object' && !Array.isArray(value);
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

/***/ 9479:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_v8__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8877);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3838);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9473);
/* harmony import */ var _github_log_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(284);
/* harmony import */ var _github_workflow_commands_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9432);
/* harmony import */ var _inputs_inputs_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7472);
/* harmony import */ var _lease_state_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4375);
/** Main entry point: wires dependencies, runs the command, and handles every error. */









// Packer's logs become garbage as soon as they are printed, yet V8 grows its young generation to 60 MB for them. Without
// that growth a log of 1 GB takes 95 MB of memory instead of 145 MB, and no more time (measured with Node 24).
(0,node_v8__WEBPACK_IMPORTED_MODULE_2__.setFlagsFromString)('--semi-space-growth-factor=1');
const { env } = process;
const runner = (0,_github_workflow_commands_js__WEBPACK_IMPORTED_MODULE_5__/* .createWorkflow */ .m)({ env, write: (text) => process.stdout.write(text), core: _actions_core__WEBPACK_IMPORTED_MODULE_3__ });
const log = (0,_github_log_js__WEBPACK_IMPORTED_MODULE_8__/* .createWorkflowLog */ .W)(runner);
const cancel = new AbortController();
let lease = null;
for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => onSignal(signal));
exit(await main());
/** Runs the action and returns its exit code: 0, 1 after an error, 2 if the clean-up failed. */
async function main() {
    try {
        // What a step saves wins over a variable that another step has set by GITHUB_ENV (ActionRunner.cs of actions/runner).
        runner.saveState(_lease_state_js__WEBPACK_IMPORTED_MODULE_7__/* .leaseStateName */ .Zy, '');
        const workspace = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(env['GITHUB_WORKSPACE'] || '.');
        // Not import.meta.url: the bundler replaces it with the path of the build machine.
        const actionRoot = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(process.argv[1] ?? '.')), '..');
        const inputs = await (0,_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .readInputs */ .K)({ env, workspace, actionRoot }).catch(async (error) => {
            const { reportFault } = await __webpack_require__.e(/* import() */ 928).then(__webpack_require__.bind(__webpack_require__, 8928));
            const { withTemplateProblems } = await __webpack_require__.e(/* import() */ 378).then(__webpack_require__.bind(__webpack_require__, 5378));
            const fault = error instanceof _inputs_inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .InputsError */ .a
                ? await withTemplateProblems(error, { env, workspace, actionRoot })
                : error;
            await reportFault(fault, { env, workspace, workflow: runner });
            throw fault;
        });
        const { run } = await Promise.all(/* import() */[__webpack_require__.e(378), __webpack_require__.e(509)]).then(__webpack_require__.bind(__webpack_require__, 8890));
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
        return (await cleanUp()) ? 0 : 2;
    }
    catch (error) {
        logError(error);
        return (await cleanUp()) ? 1 : 2;
    }
}
/**
 * Cancels the run. GitHub's runner sends SIGINT, SIGTERM 7.5 s later, kills after another 2.5 s, and then starts post. Once
 * builds have started, the run ends by itself, after its Packers; before that there is nothing to wait for.
 */
function onSignal(signal) {
    if (cancel.signal.aborted)
        return;
    log.info(`${signal}: the run is cancelled.`);
    cancel.abort(new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .CancelledError */ .cc());
    if (lease?.state.started)
        return;
    void cleanUp().finally(() => exit(1));
}
/** Exits after all output has been written: process.exit alone drops what a slow reader has not read yet. */
function exit(code) {
    process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}
/** Removes what the run leased, unless a runner will start post for that. Returns false if something may be left. */
async function cleanUp() {
    if (lease === null || !lease.state.open || env['GITHUB_STATE'])
        return true;
    try {
        const { cleanUpLease } = await __webpack_require__.e(/* import() */ 121).then(__webpack_require__.bind(__webpack_require__, 4121));
        return await cleanUpLease(lease.state, env, log);
    }
    catch (error) {
        runner.annotate('error', `The clean-up after the run failed: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}`);
        return false;
    }
}
function logError(error) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ConfigurationError */ .j1) {
        for (const { message, location } of error.problems)
            runner.annotate('error', message, location);
    }
    else if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .BuildError */ .zS) {
        // The report has shown each cause.
        const amis = error.causes.map(({ ami }) => ami).join(', ');
        runner.print(`There is no AMI for ${amis}.`);
    }
    else {
        runner.annotate('error', (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error));
        if (error instanceof Error && error.stack !== undefined)
            log.debug(error.stack);
    }
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
