export const id = 671;
export const ids = [671];
export const modules = {

/***/ 304:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ assetsOfRelease),
/* harmony export */   c: () => (/* binding */ sha256FromList)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9368);
/** Readers of the checksums that publishers give: lists as of sha256sum, and digests in GitHub's API. */

/**
 * The SHA-256 that a list as sha256sum writes it gives for a file, in lower-case hex; null where it lists no such file.
 * A line is 64 hex digits, a space, a space or `*`, and the name to the end of the line, so a name may hold blanks;
 * a tab or a single space is no separator. The name must match exactly, a leading `./` aside (Ollama lists
 * `./name`, and Nebula `archive.tar.gz/nebula` beside `archive.tar.gz`). Throws where two lines for one name disagree.
 */
function sha256FromList(text, name) {
    const found = new Set();
    for (const line of text.split(/\r?\n/)) {
        const match = /^([0-9a-fA-F]{64}) [ *](?:\.\/)?(.+)$/.exec(line);
        if (match?.[1] !== undefined && match[2] === name)
            found.add(match[1].toLowerCase());
    }
    if (found.size > 1)
        throw new Error(`the checksum list gives ${found.size} different SHA-256 for ${name}`);
    return found.values().next().value ?? null;
}
/** The assets of a release in GitHub's API (`GET /repos/O/R/releases/tags/T`); `sha256` is null for one without a digest. */
function assetsOfRelease(json) {
    const release = JSON.parse(json);
    const assets = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u)(release) ? release['assets'] : null;
    if (!Array.isArray(assets))
        throw new Error('the response has no list of assets');
    return assets.filter(_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u).map((asset) => ({
        name: String(asset['name']),
        sha256: /^sha256:([0-9a-f]{64})$/i.exec(String(asset['digest']))?.[1]?.toLowerCase() ?? null,
    }));
}


/***/ }),

/***/ 1388:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hy: () => (/* binding */ ToolCache),
/* harmony export */   Tu: () => (/* binding */ findDamage),
/* harmony export */   t2: () => (/* binding */ exists),
/* harmony export */   xD: () => (/* binding */ recordName)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9473);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9368);
/* harmony import */ var _verify_hash_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6434);
/** The runner's tool cache, safe for concurrent jobs on one machine. */






/** The record's name, in the folder of its entry. */
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
        return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(this.#root, id.tool, id.version, id.arch);
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
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(stage, { recursive: true, force: true });
        }
    }
    /** Creates an empty folder on the tool cache's own file system; the caller removes it. */
    async createTemporaryFolder() {
        const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(this.#root, `.ami-action-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`);
        try {
            await this.#sweep();
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(folder, { recursive: true });
        }
        catch (error) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ConfigurationError */ .j1(`the tool cache ${this.#root} cannot be written (${(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}): set RUNNER_TOOL_CACHE to a folder that this user can write`, { cause: error });
        }
        return folder;
    }
    async #sweep() {
        if (!(await exists(this.#root)))
            return;
        for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(this.#root)) {
            if (!temporaryPrefix.test(name))
                continue;
            const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(this.#root, name);
            const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(folder).catch(() => null); // Null: its run has just removed it.
            if (found !== null && Date.now() - found.mtimeMs > staleMs)
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(folder, { recursive: true, force: true });
        }
    }
    async #publish(stage, id) {
        const folder = this.folderOf(id);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(folder), { recursive: true });
        for (let attempt = 1;; attempt++) {
            try {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(stage, folder);
                break;
            }
            catch (error) {
                if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .codeOf */ .$N)(error)) || attempt === 3)
                    throw error;
            }
            // Another run created the entry first, perhaps without marking it as complete.
            if (await this.#isSound(folder, id))
                break;
        }
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(`${folder}.complete`, '');
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
        const trash = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(this.#root, `.ami-action-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(`${folder}.complete`, { force: true });
        try {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(folder, trash);
        }
        catch (error) {
            // Another run has removed it already.
            if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .codeOf */ .$N)(error) !== 'ENOENT')
                throw error;
        }
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(trash, { recursive: true, force: true });
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
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, recordName), `${JSON.stringify(record, null, 2)}\n`);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.chmod)(folder, 0o755);
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
        return `it cannot be read: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`;
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
    const record = JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, recordName), 'utf8'));
    if (!isEntryRecord(record))
        throw new Error(`${recordName} is not a record`);
    return record;
}
function isEntryRecord(value) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u)(value) || !(0,_json_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u)(value['files']))
        return false;
    return Object.values(value['files']).every((file) => (0,_json_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u)(file) && typeof file['sha256'] === 'string' && typeof file['executable'] === 'boolean');
}
async function hashFiles(folder) {
    const files = {};
    for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(folder, { recursive: true, withFileTypes: true })) {
        if (entry.isDirectory())
            continue;
        const file = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(entry.parentPath, entry.name);
        const name = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(folder, file).split(node_path__WEBPACK_IMPORTED_MODULE_2__.sep).join('/');
        if (name === recordName)
            continue;
        const { mode } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(file);
        files[name] = { sha256: await (0,_verify_hash_js__WEBPACK_IMPORTED_MODULE_4__/* .sha256File */ .Q)(file), executable: (mode & 0o100) !== 0 };
    }
    return files;
}
async function exists(file) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(file);
        return true;
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .codeOf */ .$N)(error)))
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


/***/ }),

/***/ 97:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cy: () => (/* binding */ createToolContext),
  o$: () => (/* binding */ createToolDownloader),
  bp: () => (/* binding */ findTemporaryRoot),
  ko: () => (/* binding */ findToolCacheRoot)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
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

// EXTERNAL MODULE: ./build/tools/download/download.js + 2 modules
var download = __webpack_require__(9570);
// EXTERNAL MODULE: ./build/tools/download/retry.js
var retry = __webpack_require__(259);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
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
        retry: retry/* defaultRetryPolicy */.ur,
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
    return (0,download/* createDownloader */.m)({ log: context.log, retry: context.retry, mirror });
}


/***/ }),

/***/ 9570:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ createDownloader)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: ./build/tools/download/errors.js
var errors = __webpack_require__(890);
;// CONCATENATED MODULE: ./build/tools/download/github-api.js
/** GitHub's API: who asks it, and what its refusals mean (GitHub Docs, "Troubleshooting the REST API", rate limit errors). */
/** Where the docs give no other time to wait after a limit, in milliseconds. */
const usualWaitMs = 60_000;
/** The header that bears the token, for GitHub's API alone. */
function authorizeForGithub(url, token) {
    return token !== null && isGithubApi(url) ? { authorization: `Bearer ${token}` } : {};
}
/** Null for a response of another host, or one that has neither a limit nor the token for its reason. */
function explainGithubRefusal(url, { statusCode, headers }, hasToken, now = Date.now()) {
    if (!isGithubApi(url))
        return null;
    if (statusCode === 401 && hasToken) {
        const cause = 'GitHub refuses the input github-token';
        return {
            cause,
            remedy: 'Give a token that is valid, or an empty text to ask without one.',
            waitMs: null,
        };
    }
    const isExhausted = headers['x-ratelimit-remaining'] === '0';
    const isLimit = statusCode === 429 || (statusCode === 403 && (isExhausted || 'retry-after' in headers));
    if (!isLimit)
        return null;
    const reset = Number(headers['x-ratelimit-reset']);
    const waitMs = isExhausted && reset > 0 ? Math.max(0, reset * 1000 - now) : usualWaitMs;
    return hasToken
        ? {
            cause: 'GitHub limits how often the owner of the input github-token may ask',
            remedy: 'Run again later, or give another token.',
            waitMs,
        }
        : {
            cause: 'GitHub limits how often this address may ask without a token',
            remedy: 'Run again later, or set the input github-token, whose owner has a higher limit.',
            waitMs,
        };
}
function isGithubApi(url) {
    return URL.canParse(url) && new URL(url).origin === 'https://api.github.com';
}

// EXTERNAL MODULE: ./build/errors.js
var build_errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/tools/download/retry.js
var download_retry = __webpack_require__(259);
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
            throw toStatusError(current, response, currentHeaders);
        }
        response.resume();
        const next = resolveRedirect(current, response);
        if (new URL(next).host !== new URL(current).host)
            currentHeaders = withoutCredentials(currentHeaders);
        current = next;
    }
    throw new errors/* DownloadError */.n(`${url} redirects more than ${maxRedirects} times`, null);
}
/** The absolute URL that a redirect leads to. */
function resolveRedirect(url, response) {
    const location = response.headers.location;
    if (location === undefined || !URL.canParse(location, url)) {
        throw new errors/* DownloadError */.n(`${url} answered ${response.statusCode} without a usable Location`, response.statusCode ?? null);
    }
    const next = new URL(location, url);
    const secure = new URL(url).protocol === 'https:';
    if (next.protocol !== 'https:' && (secure || next.protocol !== 'http:')) {
        throw new errors/* DownloadError */.n(`${url} redirects to ${next.href}: a redirect from https must lead to https`, null);
    }
    return next.href;
}
/**
 * The error for a response that is neither 200 nor a redirect.
 * @param sent the headers of the request
 */
function toStatusError(url, response, sent = {}) {
    const status = response.statusCode ?? 0;
    const answer = `${url} answered ${status} ${response.statusMessage ?? ''}`.trimEnd();
    const refusal = explainGithubRefusal(url, response, 'authorization' in sent);
    const message = refusal === null ? answer : `${answer}: ${refusal.cause}`;
    const retryAfterMs = parseRetryAfter(response.headers['retry-after']) ?? refusal?.waitMs ?? null;
    // Some limit rates with a 403, which has a Retry-After then.
    const isLimit = status === 429 || (status === 403 && retryAfterMs !== null);
    if (isLimit || status === 408 || status >= 500) {
        return new download_retry/* TransientError */.N_(message, { status, retryAfterMs, remedy: refusal?.remedy });
    }
    return new errors/* DownloadError */.n(refusal === null ? message : `${message}. ${refusal.remedy}`, status);
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
    if (error instanceof download_retry/* TransientError */.N_ || error instanceof errors/* DownloadError */.n)
        return error;
    const code = (0,build_errors/* codeOf */.$N)(error);
    const message = (0,build_errors/* messageOf */.bD)(error);
    if (diskCodes.has(code))
        return new errors/* DownloadError */.n(`${url} could not be stored: ${message}`, null, { cause: error });
    const text = `${url}: ${/(?:^|\b)aborted$|^$/.test(message) ? 'the connection was lost' : message}`;
    if (transientCodes.has(code) || /^Request timeout/.test(message) || /socket hang up/.test(message)) {
        return new download_retry/* TransientError */.N_(text, { cause: error });
    }
    const remedy = /CERT|SELF_SIGNED|UNABLE_TO/.test(code)
        ? 'name a private certificate authority in NODE_EXTRA_CA_CERTS'
        : 'check the address, HTTPS_PROXY, and the input mirror';
    return new errors/* DownloadError */.n(`${text}; ${remedy}`, null, { cause: error });
}
async function createClient(idleMs) {
    const { HttpClient: Client } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 4942));
    return new Client('ami-action', [], { allowRedirects: false, allowRetries: false, socketTimeout: idleMs });
}
function withoutCredentials(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}

// EXTERNAL MODULE: ./build/tools/download/mirror.js
var download_mirror = __webpack_require__(9626);
;// CONCATENATED MODULE: ./build/tools/download/download.js
/** Downloads with retries, limits and a mirror. */










const mib = 1024 * 1024;
const defaultIdleMs = 30_000;
/**
 * A Downloader based on @actions/http-client, which supports proxies. It retries after a status of 5xx, 429 or 408, a broken
 * connection, a timeout, and a body that ends early. Anything else, such as a 404, fails at once with a DownloadError.
 */
function createDownloader({ log, mirror, retry, githubToken = null }) {
    const headersFor = (address, { headers = {} }) => ({
        ...headers,
        ...(mirror === null ? authorizeForGithub(address, githubToken) : {}),
    });
    const attempt = (url, work) => {
        const address = (0,download_mirror/* toMirror */.X)(url, mirror);
        return (0,download_retry/* withRetry */.bD)(() => work(address), `download of ${external_node_path_.posix.basename(new URL(url).pathname)}`, {
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
        const limits = { maxBytes: 8 * mib, timeoutMs: 60_000, ...options };
        await receive(address, sink, { ...limits, headers: headersFor(address, options) });
        return Buffer.concat(chunks);
    });
    return {
        fetchBytes,
        fetchText: async (url, options) => (await fetchBytes(url, options)).toString('utf8'),
        fetchFile: (url, folder, options = {}) => attempt(url, async (address) => {
            await (0,promises_.mkdir)(folder, { recursive: true });
            const file = (0,external_node_path_.join)(folder, `download-${(0,external_node_crypto_.randomUUID)()}`);
            // Open the file first: one that is still being opened when the download fails would appear after its removal.
            const handle = await (0,promises_.open)(file, 'wx');
            const sink = handle.createWriteStream();
            try {
                const limits = { maxBytes: 2048 * mib, timeoutMs: 1_200_000, ...options };
                const headers = headersFor(address, options);
                return { path: file, sha256: await receive(address, sink, { ...limits, headers }) };
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
            const headers = headersFor(address, options);
            const response = await get(address, headers, options.idleMs ?? defaultIdleMs);
            response.resume();
            const status = response.statusCode ?? 0;
            if (status >= 300 && status < 400)
                return (0,download_mirror/* fromMirror */.M)(resolveRedirect(address, response), mirror);
            if (status >= 400)
                throw toStatusError(address, response, headers);
            throw new errors/* DownloadError */.n(`${address} answered ${status} instead of a redirect`, status);
        }),
    };
}
/** Makes one attempt: pipes the body of `url` into `sink` and returns its SHA-256 in hex. */
async function receive(url, sink, limits) {
    const { maxBytes, timeoutMs, idleMs = defaultIdleMs, headers = {} } = limits;
    const timeout = new AbortController();
    const expired = () => new download_retry/* TransientError */.N_(`${url} took longer than ${timeoutMs / 1000} s`);
    const timer = setTimeout(() => timeout.abort(expired()), timeoutMs);
    try {
        const response = await rejectOnAbort(getFollowingRedirects(url, headers, idleMs), timeout.signal);
        const announced = readContentLength(response);
        if (announced !== null && announced > maxBytes) {
            response.destroy();
            throw createTooLargeError(url, maxBytes);
        }
        // The timer of @actions/http-client only half-closes a silent socket, so destroy the response here.
        response.setTimeout(idleMs, () => response.destroy(new download_retry/* TransientError */.N_(`${url} sent nothing for ${idleMs / 1000} s`)));
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
            throw new download_retry/* TransientError */.N_(`${url} ended after ${bytes} of ${announced} bytes`);
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
    return new errors/* DownloadError */.n(`${url} is larger than the ${maxBytes} bytes that are allowed`, null);
}
/** Rejects with the signal's reason if it is aborted before `work` is done; a later response is destroyed. */
function rejectOnAbort(work, signal) {
    return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        work.then((response) => (signal.aborted ? response.destroy() : resolve(response)), reject);
    });
}


/***/ }),

/***/ 890:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ VerificationError),
/* harmony export */   n: () => (/* binding */ DownloadError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/** Errors of downloads. */

/** A download that failed permanently or ran out of retries; the user must fix the address, proxy or mirror. */
class DownloadError extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConfigurationError */ .j1 {
    /** HTTP status of the response; null if there was none. */
    status;
    constructor(message, status, options) {
        super(message, options);
        this.name = 'DownloadError';
        this.status = status;
    }
}
/** A download is not what its publisher signed. Nothing of it has been kept or run. */
class VerificationError extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConfigurationError */ .j1 {
    reason;
    constructor(reason, message, options) {
        super(message, options);
        this.name = 'VerificationError';
        this.reason = reason;
    }
}


/***/ }),

/***/ 9626:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ fromMirror),
/* harmony export */   X: () => (/* binding */ toMirror)
/* harmony export */ });
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


/***/ }),

/***/ 259:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N_: () => (/* binding */ TransientError),
/* harmony export */   bD: () => (/* binding */ withRetry),
/* harmony export */   ur: () => (/* binding */ defaultRetryPolicy)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9473);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(890);
/** Retries with pauses. */



const defaultRetryPolicy = {
    attempts: 5,
    firstPauseMs: 1_000,
    longestPauseMs: 30_000,
    sleep: async (ms) => {
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(ms);
    },
    random: Math.random,
};
const reachabilityAdvice = 'Check that this runner reaches the host (directly, through HTTPS_PROXY, or through the input mirror).';
/** A failure that may go away by itself. */
class TransientError extends Error {
    status;
    /** The server's Retry-After, in milliseconds; null without one. */
    retryAfterMs;
    /** What the user can do if it does not go away, as sentences. */
    remedy;
    constructor(message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.name = 'TransientError';
        this.status = details.status ?? null;
        this.retryAfterMs = details.retryAfterMs ?? null;
        this.remedy = details.remedy ?? reachabilityAdvice;
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
            log.info(`${label}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}; attempt ${attempt + 1} of ${retry.attempts} in ${(pause / 1000).toFixed(1)} s`);
            await retry.sleep(pause);
        }
    }
}
function createExhaustedError(label, attempts, wait, error) {
    const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
    const request = wait > longestRetryAfterMs
        ? ` The server asks to wait ${Math.ceil(wait / 1000)} s: run again later.`
        : '';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DownloadError */ .n(`${label} failed after ${tries}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}.${request} ${error.remedy}`, error.status, { cause: error });
}


/***/ }),

/***/ 7255:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ extractFiles)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9473);
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
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(folder, { mode: 0o700 });
    try {
        await unpack(archive, folder);
        const extracted = [];
        for (const name of choose(await listFiles(folder))) {
            const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(target, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(name));
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name), file);
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.chmod)(file, 0o755); // Not every archive has modes.
            extracted.push(file);
        }
        return extracted;
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(folder, { recursive: true, force: true });
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
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ConfigurationError */ .j1(`${displayName} cannot be unpacked: ${explainUnpackError((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error))}`, {
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
    const entries = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(folder, { recursive: true, withFileTypes: true });
    return entries
        .filter((entry) => entry.isFile())
        .map((entry) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(folder, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(entry.parentPath, entry.name)))
        .sort();
}


/***/ }),

/***/ 1934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  W: () => (/* binding */ digestGoPrograms),
  T: () => (/* binding */ provideGoPrograms)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/tools/cache/tool-cache.js
var tool_cache = __webpack_require__(1388);
;// CONCATENATED MODULE: ./build/tools/cache/seal.js
/**
 * Seals on entries of the Actions cache. Any job of the repository that may write to the cache can replace an entry together with
 * its record; only one that has the key can seal it.
 */





const sealName = '.ami-action.seal';
/** Part of the name of entries that this key seals, as an entry of another key could never be replaced. */
function nameKey(key) {
    return (0,external_node_crypto_.createHmac)('sha256', key).update('ami-action name of sealed entries 1').digest('hex').slice(0, 16);
}
/** Seals an entry by its record, which names the entry and all of its files by SHA-256. */
async function writeSeal(folder, key) {
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, sealName), await computeSeal(folder, key));
}
/** Removes the seal of an entry; throws if it is not of this key and this record. */
async function takeSeal(folder, key) {
    const path = (0,external_node_path_.join)(folder, sealName);
    const found = await (0,promises_.readFile)(path).catch((error) => {
        if ((0,errors/* codeOf */.$N)(error) !== 'ENOENT')
            throw error;
        return Buffer.alloc(0);
    });
    const expected = await computeSeal(folder, key);
    if (found.length !== expected.length || !(0,external_node_crypto_.timingSafeEqual)(found, expected)) {
        throw new Error('the entry is not sealed with the input fingerprint-key');
    }
    await (0,promises_.rm)(path);
}
async function computeSeal(folder, key) {
    const record = await (0,promises_.readFile)((0,external_node_path_.join)(folder, tool_cache/* recordName */.xD));
    return (0,external_node_crypto_.createHmac)('sha256', key).update('ami-action seal 1\0').update(record).digest();
}

;// CONCATENATED MODULE: ./build/tools/cache/actions-cache-sync.js
/** Entries of the tool cache in the Actions cache, for other runners. */





/** An older folder was left by a run that died, for transfers take seconds. */
const staleMs = 3_600_000;
/**
 * Restores an entry of the tool cache from the Actions cache and returns its folder; null if it is missing or damaged. The
 * cache is an optimisation: failures are logged, never fatal.
 * @param key a secret with which the entry has to be sealed; null takes any that is whole
 */
function restoreEntry(toolCache, id, context, key) {
    return withTransfer(toolCache, id, context, 'restored from', async (folder) => {
        if (!(await context.cache.restore(folder, cacheKey(id, key))))
            return null;
        if (key !== null)
            await takeSeal(folder, key);
        const damage = await (0,tool_cache/* findDamage */.Tu)(folder, id);
        if (damage !== null)
            throw new Error(`the entry is damaged: ${damage}`);
        return await toolCache.put(id, (stage) => (0,promises_.cp)(folder, stage, { recursive: true }));
    });
}
/**
 * Saves an entry of the tool cache in the Actions cache; failures are logged, never fatal.
 * @param key a secret that seals it; null for none
 */
async function saveEntry(toolCache, id, context, key) {
    await withTransfer(toolCache, id, context, 'saved in', async (folder) => {
        await (0,promises_.cp)(toolCache.folderOf(id), folder, { recursive: true });
        if (key !== null)
            await writeSeal(folder, key);
        await context.cache.save(folder, cacheKey(id, key));
        return null;
    });
}
function cacheKey({ tool, version, arch }, key) {
    return `${tool}-${arch}-${version}${key === null ? '' : `-${nameKey(key)}`}`;
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
            await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
async function acquireFolder(folder) {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(folder), { recursive: true });
    for (let attempt = 1; attempt <= 2; attempt++) {
        try {
            await (0,promises_.mkdir)(folder);
            return folder;
        }
        catch (error) {
            if ((0,errors/* codeOf */.$N)(error) !== 'EEXIST')
                throw error;
            if (Date.now() - (await (0,promises_.stat)(folder)).mtimeMs < staleMs)
                return null;
            await (0,promises_.rm)(folder, { recursive: true, force: true });
        }
    }
    return null;
}

// EXTERNAL MODULE: ./build/tools/context.js + 2 modules
var tools_context = __webpack_require__(97);
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
    const handle = await (0,promises_.open)(file, 'r');
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

// EXTERNAL MODULE: ./build/github/workflow-commands.js + 1 modules
var workflow_commands = __webpack_require__(9432);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
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
        return await (0,promises_.readFile)(path, 'utf8');
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
    const workspaceFile = await (0,tool_cache/* exists */.t2)((0,external_node_path_.join)(folder, 'go.work'));
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

// EXTERNAL MODULE: ./build/tools/download/errors.js
var download_errors = __webpack_require__(890);
// EXTERNAL MODULE: ./build/tools/download/unpack.js
var unpack = __webpack_require__(7255);
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
    const archive = await (0,tools_context/* createToolDownloader */.o$)(context, mirror).fetchFile(url, temp);
    if (archive.sha256 !== sha256.toLowerCase()) {
        throw new download_errors/* VerificationError */.m('wrong-hash', `${displayName} is not trusted: its SHA-256 is ${archive.sha256}, but ${sha256.toLowerCase()} was expected. Nothing of it was kept or run.`);
    }
    await (0,unpack/* extractFiles */.l)({ path: archive.path, kind, displayName }, target, (names) => {
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

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/tools/verify/hash.js
var hash = __webpack_require__(6434);
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
        const read = () => (0,promises_.readFile)((0,external_node_path_.join)(folder, name), 'utf8');
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
        const names = await (0,promises_.readdir)(candidate);
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
    for (const entry of await (0,promises_.readdir)(folder, { recursive: true, withFileTypes: true })) {
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
            const { mode } = await (0,promises_.lstat)(file);
            lines.push(`${name}\0${(mode & 0o100) === 0 ? 'file' : 'program'}\0${await (0,hash/* sha256File */.Q)(file)}`);
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
    await (0,promises_.cp)(folder, target, {
        recursive: true,
        verbatimSymlinks: true,
        filter: async (file) => {
            const name = nameOf(folder, file);
            return isSource(name) && (sources.has(name) || (await (0,promises_.lstat)(file)).isDirectory());
        },
    });
}
function isSource(name) {
    const parts = name.split('/');
    return parts[0] !== 'bin' && !parts.includes('.git');
}
async function readInnerLink(folder, link) {
    const target = await (0,promises_.readlink)(link);
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
    const { binaries, workspace, actionRoot, mirror, sealingKey } = request;
    const digest = await digestGoPrograms(request, context);
    const toolCache = new tool_cache/* ToolCache */.Hy((0,tools_context/* findToolCacheRoot */.ko)(context.env), context.log);
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
    const restored = await restoreEntry(toolCache, id, context, sealingKey);
    if (restored !== null)
        return toGoPrograms(restored, 'actions-cache');
    const folder = await locateSources(binaries.path, workspace, actionRoot);
    const entry = await buildFromSources(folder, id, toolCache, context);
    await saveEntry(toolCache, id, context, sealingKey);
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
    await (0,promises_.mkdir)(programs);
    return programs;
}
async function copyPrograms(folder, output, programs) {
    if (!(await (0,tool_cache/* exists */.t2)((0,external_node_path_.join)(output, agentName)))) {
        throw new errors/* ConfigurationError */.j1(`binaries: "make build-linux" in ${folder} did not build ${(0,external_node_path_.join)(outputFolder, agentName)}`);
    }
    for (const entry of await (0,promises_.readdir)(output, { withFileTypes: true })) {
        if (!entry.isFile())
            continue;
        await (0,promises_.copyFile)((0,external_node_path_.join)(output, entry.name), (0,external_node_path_.join)(programs, entry.name));
    }
}
async function checkAgent(programs, displayName, context) {
    const agent = (0,external_node_path_.join)(programs, agentName);
    const { interpreter } = await requireLinuxProgram(agent, targetArch, `binaries: ${displayName}`);
    if (interpreter !== null) {
        context.log.notice(`binaries: ${displayName} is dynamically linked (${interpreter}); a static one (CGO_ENABLED=0) runs on any image`);
    }
    await (0,promises_.chmod)(agent, 0o755);
}
async function withTemporaryFolder(toolCache, work) {
    const temp = await toolCache.createTemporaryFolder();
    try {
        return await work(temp);
    }
    finally {
        await (0,promises_.rm)(temp, { recursive: true, force: true });
    }
}


/***/ }),

/***/ 6434:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ sha256File)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/** Hashes of files. */


const bufferBytes = 512 * 1024;
/** SHA-256 of a file, hex in lower case. Every run hashes programs of 150 MB, so all reads share one buffer. */
async function sha256File(file) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    const buffer = Buffer.allocUnsafeSlow(bufferBytes);
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(file, 'r');
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


/***/ })

};
