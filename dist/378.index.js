export const id = 378;
export const ids = [378];
export const modules = {

/***/ 264:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ artifactVariables),
/* harmony export */   j: () => (/* binding */ artifactNames)
/* harmony export */ });
/** The downloads that templates may ask for. */
/** Each artifact, and the variable of the templates that has its version. */
const artifactVariables = {
    nebula: 'nebula_version',
    k3s: 'k3s_version',
    k3s_images: 'k3s_version',
    ollama: 'ollama_version',
    liqoctl: 'liqo_version',
    liqo_chart: 'liqo_version',
};
const artifactNames = Object.keys(artifactVariables);


/***/ }),

/***/ 2416:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gj: () => (/* binding */ selectLockedArtifacts),
/* harmony export */   PG: () => (/* binding */ parseLock),
/* harmony export */   be: () => (/* binding */ writeLock),
/* harmony export */   cs: () => (/* binding */ createLock),
/* harmony export */   mF: () => (/* binding */ readLock),
/* harmony export */   ms: () => (/* binding */ describeLockChanges),
/* harmony export */   t0: () => (/* binding */ mergeLocks),
/* harmony export */   ve: () => (/* binding */ formatLockLine)
/* harmony export */ });
/* unused harmony export formatLock */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9473);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9368);
/* harmony import */ var _artifact_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(264);
/**
 * The lock: what was resolved, as JSON. `ami.lock.json` is committed, so that builds take the same downloads from then on; a
 * plan hands its lock to the jobs after it, so that nothing changes in between.
 */




const lockFileName = 'ami.lock.json';
const sha256Pattern = /^[0-9a-f]{64}$/;
const updateAdvice = 'run the action with mode: lock and commit the file';
function createLock(versions, artifacts, { images = {}, agent = null } = {}) {
    return { version: 1, variables: sortKeys(versions), artifacts: sortKeys(artifacts), images, agent };
}
/** The text of a lock file: JSON with sorted keys, the same for equal locks; what is not locked is left out. */
function formatLock(lock) {
    return `${JSON.stringify(toJson(lock), null, 2)}\n`;
}
/** The lock as JSON on one line, for an output. */
function formatLockLine(lock) {
    return JSON.stringify(toJson(lock));
}
function toJson({ variables, artifacts, images, agent }) {
    const regions = Object.entries(images).filter(([, ids]) => Object.keys(ids).length > 0);
    return {
        version: 1,
        variables: sortKeys(variables),
        artifacts: sortKeys(artifacts),
        ...(regions.length === 0
            ? {}
            : { images: sortKeys(Object.fromEntries(regions.map(([region, ids]) => [region, sortKeys(ids)]))) }),
        ...(agent === null ? {} : { agent }),
    };
}
/** Reads a lock file; null if there is none. Throws a ConfigurationError for a file that is not a lock. */
async function readLock(path, displayPath = lockFileName) {
    let text;
    try {
        text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, 'utf8');
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .codeOf */ .$N)(error) === 'ENOENT')
            return null;
        throw error;
    }
    return parseLock(text, displayPath);
}
/** Writes a lock file, wholly or not at all. */
async function writeLock(path, lock) {
    const draft = `${path}.${process.pid}.tmp`;
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(draft, formatLock(lock));
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(draft, path);
}
/** Reads a lock's JSON; throws a ConfigurationError that names `displayPath` and what to do. */
function parseLock(text, displayPath = lockFileName) {
    const unusable = (reason) => new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ConfigurationError */ .j1({
        message: `${displayPath}: ${reason}; ${updateAdvice}`,
        location: { file: displayPath },
    });
    let json;
    try {
        json = JSON.parse(text);
    }
    catch (error) {
        throw unusable(`it is not JSON (${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)})`);
    }
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u)(json) || json['version'] !== 1)
        throw unusable('it is not a lock of version 1');
    const { variables, artifacts } = json;
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u)(variables) || !(0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u)(artifacts))
        throw unusable('it lacks variables or artifacts');
    const found = {};
    for (const [name, artifact] of Object.entries(artifacts)) {
        if (!isArtifactName(name) || !isArtifact(artifact))
            throw unusable(`its artifact ${JSON.stringify(name)} is unknown, or lacks its version, https URL or SHA-256`);
        const { version, url, sha256 } = artifact;
        found[name] = { version, url, sha256 };
    }
    const values = Object.entries(variables).map(([name, value]) => [name, String(value)]);
    const { images = {}, agent = null } = json;
    if (!isImages(images))
        throw unusable('its images are not ids of AMIs by region');
    if (agent !== null && !(typeof agent === 'string' && sha256Pattern.test(agent)))
        throw unusable('its agent is not a SHA-256');
    return createLock(Object.fromEntries(values), found, { images, agent });
}
/**
 * The locked artifacts that a run needs. Throws a ConfigurationError if the lock was made for other values of the variables,
 * or lacks an artifact.
 */
function selectLockedArtifacts(lock, needed, versions, displayPath = lockFileName) {
    const found = {};
    const differences = new Set();
    for (const name of needed) {
        const variable = _artifact_js__WEBPACK_IMPORTED_MODULE_2__/* .artifactVariables */ .c[name];
        const artifact = lock.artifacts[name];
        const now = versions[variable] ?? '';
        const then = lock.variables[variable];
        if (artifact !== undefined && then === now)
            found[name] = artifact;
        else if (then !== undefined && then !== now)
            differences.add(`${variable} is ${JSON.stringify(now)}, but the lock was made for ${JSON.stringify(then)}`);
        else
            differences.add(`it has no ${name}`);
    }
    if (differences.size > 0) {
        const location = { file: displayPath };
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ConfigurationError */ .j1([...differences].map((difference) => ({
            message: `${displayPath}: ${difference}; ${updateAdvice}`,
            location,
        })));
    }
    return found;
}
/** What an update changes in the lock, such as `nebula 1.9.0 -> 1.9.7`. */
function describeLockChanges(before, after) {
    const artifacts = _artifact_js__WEBPACK_IMPORTED_MODULE_2__/* .artifactNames */ .j.flatMap((name) => {
        const old = before?.artifacts[name];
        const now = after.artifacts[name];
        if (old?.sha256 === now?.sha256 && old?.url === now?.url)
            return [];
        if (old === undefined)
            return [`${name} ${now?.version} is new`];
        if (now === undefined)
            return [`${name} ${old.version} is removed`];
        return [
            old.version === now.version
                ? `${name} ${now.version} was published again`
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
/** A new lock for some AMIs, with what the old one has for the others. */
function mergeLocks(old, update) {
    return createLock({ ...old?.variables, ...update.variables }, { ...old?.artifacts, ...update.artifacts });
}
function sortKeys(record) {
    return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
function isArtifactName(name) {
    return Object.hasOwn(_artifact_js__WEBPACK_IMPORTED_MODULE_2__/* .artifactVariables */ .c, name);
}
function isArtifact(value) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u)(value))
        return false;
    const { version, url, sha256 } = value;
    if (typeof version !== 'string' || typeof url !== 'string' || typeof sha256 !== 'string')
        return false;
    return url.startsWith('https://') && sha256Pattern.test(sha256);
}
function isImages(value) {
    return ((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u)(value) &&
        Object.values(value).every((ids) => (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u)(ids) && Object.values(ids).every((id) => /^ami-[0-9a-z-]+$/.test(String(id)))));
}


/***/ }),

/***/ 5378:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Gt: () => (/* binding */ displayPath),
  dT: () => (/* binding */ lockDisplayName),
  iA: () => (/* binding */ prepare),
  withTemplateProblems: () => (/* binding */ withTemplateProblems)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/artifacts/lock-file.js
var lock_file = __webpack_require__(2416);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/lease/folders.js
var folders = __webpack_require__(2832);
// EXTERNAL MODULE: ./build/lease/tags.js
var tags = __webpack_require__(2000);
;// CONCATENATED MODULE: ./build/templates/problems.js
/** What is wrong at a place of a template, in words that follow `file:line:column: `. */
function problemAt(file, { line, column }, message) {
    return { message: `${file}:${line}:${column}: ${message}`, location: { file, line, column } };
}
/** Says where something was declared first, and what to do if files of one folder are alternatives. */
function describeDuplicate(what, file, first) {
    const advice = file === first.file ? '' : '; if the files are alternatives, name one of them in the input templates';
    return `the ${what} is declared twice, first at ${first.file}:${first.line}${advice}`;
}
/** Names that are listed where none is near. */
const maxListed = 12;
/** `; did you mean "x"?` for a misspelt name, else the names there are. */
function suggest(name, known) {
    const names = [...known].sort();
    const limit = Math.max(1, Math.floor(name.length / 3));
    const [nearest] = names
        .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
        .filter(({ distance }) => distance <= limit)
        .sort((a, b) => a.distance - b.distance);
    if (nearest !== undefined)
        return `; did you mean ${JSON.stringify(nearest.candidate)}?`;
    if (names.length > maxListed)
        return '';
    return `; there are: ${names.join(', ') || 'none'}`;
}
/** Letters to insert, remove or replace; two neighbours that are swapped count once. */
function editDistance(a, b) {
    const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
    for (let i = 1; i <= a.length; i += 1) {
        const row = [i];
        for (let j = 1; j <= b.length; j += 1) {
            const cost = a[i - 1] === b[j - 1] ? 0 : 1;
            const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
            row.push(Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (rows[i - 1]?.[j - 1] ?? 0) + cost, swapped ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY));
        }
        rows.push(row);
    }
    return rows[a.length]?.[b.length] ?? 0;
}

;// CONCATENATED MODULE: ./build/templates/check/declarations.js
/** Finds blocks, labels and attributes that Packer refuses (the schemas of hcl2template/parser.go and types.*.go). */

const free = (...labels) => ({ labels, attributes: null, blocks: null });
const valuesOnly = { labels: [], attributes: null, blocks: {} };
const step = free('type');
const build = {
    labels: [],
    attributes: ['name', 'description', 'sources'],
    blocks: {
        source: free('type.name'),
        provisioner: step,
        'error-cleanup-provisioner': step,
        'post-processor': step,
        'post-processors': { labels: [], attributes: [], blocks: { 'post-processor': step, dynamic: step } },
        hcp_packer_registry: free(),
        dynamic: step,
    },
};
const validation = { labels: [], attributes: ['condition', 'error_message'], blocks: {} };
const file = {
    labels: [],
    attributes: [],
    blocks: {
        packer: { labels: [], attributes: ['required_version'], blocks: { required_plugins: valuesOnly } },
        source: free('type', 'name'),
        variables: valuesOnly,
        variable: {
            labels: ['name'],
            attributes: ['description', 'default', 'type', 'sensitive'],
            blocks: { validation },
        },
        locals: valuesOnly,
        local: { labels: ['name'], attributes: ['expression', 'sensitive'], blocks: {} },
        data: free('type', 'name'),
        build,
        hcp_packer_registry: free(),
        communicator: free('type', 'name'),
    },
};
/** Blocks whose last label is a name that references spell, so that it must be an identifier (hclsyntax.ValidIdentifier). */
const named = new Set(['source', 'variable', 'local', 'data']);
const identifier = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;
function checkDeclarations(files) {
    const problems = [];
    for (const { path, body } of files) {
        const checker = new DeclarationChecker(path, problems);
        checker.checkBody(body, file, 'a template');
        for (const block of body.blocks)
            checker.checkName(block);
    }
    return problems;
}
class DeclarationChecker {
    #file;
    #problems;
    constructor(file, problems) {
        this.#file = file;
        this.#problems = problems;
    }
    checkBody(body, schema, where) {
        const first = new Map();
        for (const attribute of body.attributes) {
            const { name, line } = attribute;
            const before = first.get(name);
            if (before !== undefined)
                this.#add(attribute, `${name} is set twice, first in line ${before}`);
            first.set(name, before ?? line);
            if (schema.attributes !== null && !schema.attributes.includes(name)) {
                this.#add(attribute, `${where} has no attribute ${JSON.stringify(name)}${suggest(name, schema.attributes)}`);
            }
        }
        for (const block of body.blocks)
            this.#checkBlock(block, schema, where);
    }
    checkName({ type, labels, line, column }) {
        const name = labels.at(-1);
        if (!named.has(type) || name === undefined || identifier.test(name))
            return;
        const rule = 'it begins with a letter or _ and has only letters, digits, _ and -';
        this.#add({ line, column }, `${JSON.stringify(name)} is not the name of a ${type}: ${rule}`);
    }
    #checkBlock(block, schema, where) {
        const { type, labels, body } = block;
        const inner = schema.blocks === null ? free() : schema.blocks[type];
        if (inner === undefined) {
            const what = schema === file ? 'Packer has no top-level block' : `${where} has no block`;
            this.#add(block, `${what} ${JSON.stringify(type)}${suggest(type, Object.keys(schema.blocks ?? {}))}`);
            return;
        }
        if (schema.blocks !== null && labels.length !== inner.labels.length) {
            const wanted = inner.labels.map((label) => ` "${label.toUpperCase()}"`).join('');
            this.#add(block, `a ${type} block is written ${type}${wanted} { }, and this one has ${labels.length} labels`);
        }
        this.checkBody(body, inner, `a ${type} block`);
    }
    #add(at, message) {
        this.#problems.push(problemAt(this.#file, at, message));
    }
}

// EXTERNAL MODULE: ./build/evaluate/blocks.js
var evaluate_blocks = __webpack_require__(1906);
// EXTERNAL MODULE: ./build/evaluate/dependencies.js
var dependencies = __webpack_require__(3021);
// EXTERNAL MODULE: ./build/evaluate/values.js
var values = __webpack_require__(6902);
// EXTERNAL MODULE: ./build/templates/environment.js
var environment = __webpack_require__(5605);
;// CONCATENATED MODULE: ./build/templates/sensitive.js
/** Keeps the values of sensitive variables out of messages. */

/** As JSON, with the texts of sensitive variables replaced, as Packer prints them (FilterString, packer/logs.go of the SDK). */
function quoteWithoutSecrets(text, variables) {
    let shown = text;
    for (const { name, sensitive } of variables.declared.values()) {
        if (!sensitive)
            continue;
        for (const secret of secretTextsIn(variables.value(name) ?? null))
            shown = shown.replaceAll(secret, '<sensitive>');
    }
    return JSON.stringify(shown);
}
/** What is replaced for a value: its texts that are not empty, and its numbers as they are printed. A boolean gives nothing away. */
function secretTextsIn(value) {
    if (typeof value === 'string')
        return value === '' ? [] : [value];
    if (typeof value === 'number')
        return [String(value)];
    if ((0,values/* isList */.Lv)(value))
        return value.flatMap(secretTextsIn);
    return (0,values/* isObject */.Gv)(value) ? [...value.values()].flatMap(secretTextsIn) : [];
}

;// CONCATENATED MODULE: ./build/templates/check/functions.js
/** The names of Packer's functions (hcl2template/functions.go of Packer 1.16.0). */
/** `env` is none of them: only the default of a variable may call it. */
const packerFunctions = new Set(('abs abspath alltrue anytrue aws_secretsmanager aws_secretsmanager_raw base64decode base64encode base64gzip ' +
    'basename bcrypt can ceil chomp chunklist cidrhost cidrnetmask cidrsubnet cidrsubnets coalesce coalescelist ' +
    'compact concat consul_key contains convert csvdecode dirname distinct element endswith file filebase64 ' +
    'fileexists fileset flatten floor format formatdate formatlist indent index join jsondecode jsonencode keys ' +
    'legacy_isotime legacy_strftime length log lookup lower max md5 merge min parseint pathexpand pow range regex ' +
    'regex_replace regexall replace reverse rfc3339_parse rsadecrypt setintersection setproduct setunion sha1 ' +
    'sha256 sha512 signum slice sort split startswith strcontains strrev substr sum templatefile textdecodebase64 ' +
    'textencodebase64 timeadd timestamp title trim trimprefix trimspace trimsuffix try unix_timestamp_parse upper ' +
    'urlencode uuidv4 uuidv5 values vault yamldecode yamlencode zipmap').split(' '));

;// CONCATENATED MODULE: ./build/templates/check/references.js
/** Finds what makes Packer refuse a reference: a name that is declared nowhere, or not there. */

const roots = ['var', 'local', 'data', 'path', 'packer', 'source', 'build'];
const attributesOf = {
    path: ['cwd', 'root'],
    packer: ['version', 'iterationID', 'versionFingerprint'],
    source: ['type', 'name'],
};
/** What is wrong with `root.step.step`; null where nothing is. */
function describeReference(root, steps, { variables, locals, data }, { in: place, isLive }) {
    if (place === 'default')
        return 'the default of a variable cannot refer to anything; declare a local instead';
    const [first = null, second = null] = steps.map(nameOf);
    // Packer finds the locals and data sources that a local or a data source needs without evaluating it.
    const isRead = isLive || place === 'local' || place === 'data';
    if (root === 'local')
        return isRead ? describeName(first, locals, 'the templates declare no local') : null;
    if (root === 'data') {
        const name = first === null || second === null ? null : `${first}.${second}`;
        return isRead ? describeName(name, data, 'the templates declare no data source') : null;
    }
    if (!isLive)
        return null;
    if (root === 'var')
        return describeName(first, variables, 'the templates declare no variable');
    if (root === 'build')
        return place === 'build' ? null : 'build is known only in the blocks of a build';
    const attributes = attributesOf[root];
    if (attributes !== undefined)
        return describeName(first, attributes, `${root} has no`);
    return describeName(root, roots, 'there is no');
}
function describeName(name, known, what) {
    const names = [...known];
    if (name === null || names.includes(name))
        return null;
    return `${what} ${JSON.stringify(name)}${suggest(name, names)}`;
}
/** The name after a dot, or the text in brackets; null for anything else. */
function nameOf(step) {
    if (step.kind === 'attribute')
        return step.name;
    if (step.kind === 'splat' || step.index.kind !== 'literal')
        return null;
    return typeof step.index.value === 'string' ? step.index.value : null;
}

;// CONCATENATED MODULE: ./build/templates/check/expressions.js
/**
 * Finds what makes Packer refuse an expression: names that are declared nowhere, functions that it does not have, files
 * that are missing. Packer notices these only where it evaluates them, so the branches that it does not take, what `try`
 * and `can` forgive and the bodies of loops that do not run are left out, and what is not known before the build too.
 */









const forgiving = new Set(['try', 'can']);
const readingFiles = new Set(['file', 'filebase64', 'templatefile']);
class ExpressionChecker {
    problems = [];
    #known;
    #environment;
    #files;
    constructor(known, environment, files) {
        this.#known = known;
        this.#environment = environment;
        this.#files = files;
    }
    check(expression, position) {
        this.#walk(expression, { ...position, isLive: true });
    }
    /** Checks a block's attributes, and those of the blocks in it. */
    checkBody(body, position) {
        for (const { value } of body.attributes)
            this.check(value, position);
        for (const block of this.expand(body, position)) {
            this.checkBody(block.body, { ...position, names: block.names });
        }
    }
    /** The blocks of a body that are sure to exist: those of a dynamic block only if its collection is known. */
    expand(body, position) {
        return body.blocks.flatMap((block) => {
            if (block.type === 'dynamic') {
                const forEach = (0,evaluate_blocks/* findAttribute */.O)(block.body, 'for_each')?.value;
                if (forEach === undefined)
                    return [];
                this.check(forEach, position);
                const collection = this.evaluate(forEach, position);
                if (!(0,values/* isList */.Lv)(collection) && !(0,values/* isObject */.Gv)(collection))
                    return [];
            }
            const one = { attributes: [], blocks: [block] };
            return (0,evaluate_blocks/* expandBlocks */.N)(one, this.#environment.evaluator, toScope(position));
        });
    }
    evaluate(expression, position) {
        return this.#environment.evaluator.evaluate(expression, toScope(position));
    }
    #walk(expression, context) {
        const walkAll = (expressions) => {
            for (const item of expressions)
                this.#walk(item, context);
        };
        switch (expression.kind) {
            case 'literal':
                break;
            case 'template':
                this.#walkParts(expression.parts, context);
                break;
            case 'tuple':
                walkAll(expression.items);
                break;
            case 'object':
                walkAll(expression.entries.flatMap(({ key, value }) => [key, value]));
                break;
            case 'reference':
            case 'access':
                this.#walkPath(expression, context);
                break;
            case 'call':
                this.#walkCall(expression, context);
                break;
            case 'conditional':
                this.#walk(expression.test, context);
                this.#walk(expression.yes, this.#where(expression.test, true, context));
                this.#walk(expression.no, this.#where(expression.test, false, context));
                break;
            case 'operation':
                this.#walkOperation(expression, context);
                break;
            case 'for':
                this.#walkFor(expression, context);
                break;
        }
    }
    #walkParts(parts, context) {
        for (const part of parts) {
            if (part.kind === 'value')
                this.#walk(part.value, context);
            if (part.kind === 'if') {
                this.#walk(part.test, context);
                this.#walkParts(part.yes, this.#where(part.test, true, context));
                this.#walkParts(part.no, this.#where(part.test, false, context));
            }
            if (part.kind === 'for') {
                this.#walk(part.collection, context);
                this.#walkParts(part.body, this.#inLoop(part.collection, [part.key, part.item], context));
            }
        }
    }
    /** `&&` and `||` do not evaluate an operand that no longer matters. */
    #walkOperation({ operator, operands }, context) {
        const [left, right] = operands;
        const wanted = operator === '&&' ? true : operator === '||' ? false : null;
        for (const operand of operands) {
            const other = operand === left ? right : left;
            const isShort = wanted !== null && other !== undefined;
            this.#walk(operand, isShort ? this.#where(other, wanted, context) : context);
        }
    }
    #walkFor(expression, context) {
        const { collection, keyName, itemName, key, value, test } = expression;
        this.#walk(collection, context);
        const inner = this.#inLoop(collection, [keyName, itemName], context);
        if (test !== null)
            this.#walk(test, inner);
        for (const item of [key, value]) {
            if (item !== null)
                this.#walk(item, test === null ? inner : { ...inner, isLive: false });
        }
    }
    #walkCall(call, context) {
        const { name, args } = call;
        const fault = context.isLive ? describeCall(name, context.in) : null;
        if (fault !== null)
            this.#add(call, fault, context);
        // The second argument of convert is a type.
        const values = name === 'convert' ? args.slice(0, 1) : args;
        const inner = forgiving.has(name) ? { ...context, isLive: false } : context;
        for (const arg of values)
            this.#walk(arg, inner);
        if (context.isLive && readingFiles.has(name))
            this.#checkFile(call, context);
    }
    /** Packer resolves these paths against the templates' folder, but that of filebase64 against the folder it runs in. */
    #checkFile(call, context) {
        const [arg] = call.args;
        const path = arg === undefined ? null : this.evaluate(arg, context);
        if (typeof path !== 'string' || path.startsWith('~') || path.startsWith(environment/* goProgramsDir */.D))
            return;
        const base = call.name === 'filebase64' ? this.#known.cwd : this.#known.folder;
        if (this.#files.kindOf((0,external_node_path_.resolve)(base, path)) !== null)
            return;
        this.#add(arg ?? call, `${call.name}() reads ${quoteWithoutSecrets(path, this.#known.values)}, and there is no such file`, context);
    }
    #walkPath(expression, context) {
        const steps = [];
        let root = expression;
        while (root.kind === 'access') {
            steps.unshift(root.step);
            root = root.target;
        }
        this.#walkSteps(steps, context);
        if (root.kind !== 'reference')
            this.#walk(root, context);
        else if (!context.names.has(root.name)) {
            const fault = describeReference(root.name, steps, this.#known, context);
            if (fault !== null)
                this.#add(root, fault, context);
        }
    }
    #walkSteps(steps, context) {
        for (const step of steps) {
            if (step.kind === 'index')
                this.#walk(step.index, context);
            if (step.kind === 'splat')
                this.#walkSteps(step.steps, context);
        }
    }
    /** The context of what is only evaluated where `test` is `wanted`. */
    #where(test, wanted, context) {
        if (!context.isLive)
            return context;
        const value = this.evaluate(test, context);
        return { ...context, isLive: value === wanted || value === String(wanted) };
    }
    #inLoop(collection, names, context) {
        const value = context.isLive ? this.evaluate(collection, context) : null;
        const isLive = ((0,values/* isList */.Lv)(value) && value.length > 0) || ((0,values/* isObject */.Gv)(value) && value.size > 0);
        const inner = new Map(context.names);
        for (const name of names)
            if (name !== null)
                inner.set(name, (0,values/* unsupported */.qO)(name));
        return { ...context, names: inner, isLive };
    }
    #add(at, message, { file }) {
        this.problems.push(problemAt(file, at, message));
    }
}
/** Why a function cannot be called there; null where it can. */
function describeCall(name, place) {
    if (place === 'default') {
        const advice = 'the default of a variable can call env() only; declare a local instead';
        return name === 'env' ? null : `${advice}, which may call ${name}()`;
    }
    if (name === 'env')
        return 'env() can only be called in the default of a variable';
    return packerFunctions.has(name)
        ? null
        : `Packer has no function ${name}()${suggest(name, packerFunctions)}`;
}
function toScope({ names, file }) {
    return { names, file, reads: new dependencies/* Dependencies */.i() };
}

// EXTERNAL MODULE: ./build/templates/paths.js + 1 modules
var paths = __webpack_require__(9446);
// EXTERNAL MODULE: ./build/templates/provisioners.js
var provisioners = __webpack_require__(8995);
// EXTERNAL MODULE: ./build/templates/recipe-dependencies.js + 1 modules
var recipe_dependencies = __webpack_require__(3343);
;// CONCATENATED MODULE: ./build/templates/check/recipe.js
/** Finds what makes Packer refuse a recipe: expressions of its source and steps, and local files that are missing. */








/** Adds to the checker's problems. Steps that other sources have to themselves are left out. */
function checkRecipe(recipe, templates, checker) {
    new RecipeChecker(recipe, templates, checker).check();
}
class RecipeChecker {
    #recipe;
    #templates;
    #checker;
    constructor(recipe, templates, checker) {
        this.#recipe = recipe;
        this.#templates = templates;
        this.#checker = checker;
    }
    check() {
        const { source, addition, build } = this.#recipe;
        for (const block of addition === null ? [source] : [source, addition]) {
            const position = { in: 'source', file: block.file, names: block.names };
            this.#checker.checkBody(block.body, position);
            this.#checkPaths(block, ['user_data_file'], this.#withSource(position));
        }
        const position = { in: 'build', file: build.file, names: build.names };
        for (const block of this.#checker.expand(build.body, position)) {
            const inner = { ...position, names: block.names };
            const steps = block.type === 'post-processors' ? this.#checker.expand(block.body, inner) : [block];
            for (const step of steps)
                if (step.type !== 'source')
                    this.#checkStep(step, inner);
        }
    }
    #checkStep(step, position) {
        const inner = { ...position, names: step.names };
        if (!this.#applies(step, this.#withSource(inner)))
            return;
        this.#checker.checkBody(step.body, inner);
        const known = this.#withSource(inner);
        const type = step.labels[0] ?? '';
        const isProvisioner = step.type === 'provisioner' || step.type === 'error-cleanup-provisioner';
        if (!isProvisioner && type !== 'shell-local')
            return;
        // Another source's values may stand in override.
        if ((0,evaluate_blocks/* findAttribute */.O)(step.body, 'override') !== undefined)
            return;
        const values = new Map(step.body.attributes.map(({ name, value }) => [name, this.#checker.evaluate(value, known)]));
        const { paths, mayAppear } = (0,provisioners/* findProvisionerReads */.P)(type, values);
        if (mayAppear)
            return;
        const read = new Set(paths.map(({ value }) => value));
        const names = [...values].filter(([, value]) => read.has(value)).map(([name]) => name);
        this.#checkPaths(step, names, known);
    }
    /** `only` and `except` hold `type.name` of sources; what is not known is taken for another source's. */
    #applies(step, position) {
        const own = `${this.#recipe.builder}.${this.#recipe.sourceName}`;
        const listed = (name) => {
            const attribute = (0,evaluate_blocks/* findAttribute */.O)(step.body, name);
            if (attribute === undefined)
                return null;
            const value = this.#checker.evaluate(attribute.value, position);
            if (!(0,values/* isList */.Lv)(value))
                return name === 'except';
            return value.length === 0 ? null : value.includes(own);
        };
        return listed('only') !== false && listed('except') !== true;
    }
    #checkPaths(block, names, position) {
        for (const { name, value: expression } of block.body.attributes) {
            if (!names.includes(name))
                continue;
            const value = this.#checker.evaluate(expression, position);
            const items = expression.kind === 'tuple' ? expression.items : [];
            const paths = (0,values/* isList */.Lv)(value) ? value : [value];
            paths.forEach((path, index) => {
                if (!this.#isMissing(path))
                    return;
                const at = items.length === paths.length ? (items[index] ?? expression) : expression;
                const shown = quoteWithoutSecrets(path, this.#templates.variables);
                const message = `${name} is ${shown}, and there is no such file`;
                this.#checker.problems.push(problemAt(position.file, at, message));
            });
        }
    }
    /** Packer renders `{{ … }}` during the build. */
    #isMissing(path) {
        if (typeof path !== 'string' || path === '' || path.includes('{{') || path.startsWith(environment/* goProgramsDir */.D))
            return false;
        return this.#templates.files.kindOf((0,paths/* resolvePath */.o)(this.#templates.cwd, path)) === null;
    }
    #withSource(position) {
        return { ...position, names: new Map([['source', (0,recipe_dependencies/* sourceNames */.S)(this.#recipe)], ...position.names]) };
    }
}

// EXTERNAL MODULE: ./build/evaluate/json.js
var evaluate_json = __webpack_require__(2222);
// EXTERNAL MODULE: ./build/evaluate/types.js
var types = __webpack_require__(5451);
;// CONCATENATED MODULE: ./build/templates/check/misfits.js
/** Whether Packer can convert a value to a type (cty's convert). */

/** Why a value does not fit a type, in words that follow the variable's name; null where it fits or is not known. */
function describeMisfit(value, type, where = '') {
    if (value === null || value instanceof values/* Unknown */.$r || value instanceof values/* OneOf */.E8)
        return null;
    const misfit = (wanted) => `must be ${wanted}${where}, not ${describe(value)}`;
    switch (type.kind) {
        case 'any':
        case 'unsure':
            return null;
        case 'string':
            return (0,values/* isList */.Lv)(value) || (0,values/* isObject */.Gv)(value) ? misfit('a string') : null;
        case 'number':
            return isNumber(value) ? null : misfit('a number');
        case 'bool':
            return typeof value === 'boolean' || isOneOf(value, ['true', 'false', '1', '0'])
                ? null
                : misfit('a bool');
        case 'list':
        case 'set': {
            if (!(0,values/* isList */.Lv)(value))
                return misfit(`a ${type.kind}`);
            return first(value.map((item, index) => describeMisfit(item, type.of, `${where || ' in'} [${index}]`)));
        }
        case 'map': {
            if (!(0,values/* isObject */.Gv)(value))
                return misfit('a map');
            return first([...value].map(([key, item]) => describeMisfit(item, type.of, `${where || ' in'} .${key}`)));
        }
        case 'tuple': {
            if (!(0,values/* isList */.Lv)(value))
                return misfit('a tuple');
            if (value.length !== type.items.length) {
                return `must have ${type.items.length} elements${where}, not ${value.length}`;
            }
            return first(type.items.map((item, index) => describeMisfit(value[index] ?? null, item, `${where || ' in'} [${index}]`)));
        }
        case 'object': {
            if (!(0,values/* isObject */.Gv)(value))
                return misfit('an object');
            const missing = [...type.fields].find(([name, { isOptional }]) => !isOptional && !value.has(name));
            if (missing !== undefined)
                return `must have the attribute ${JSON.stringify(missing[0])}${where}`;
            return first([...type.fields].map(([name, field]) => describeMisfit(value.get(name) ?? null, field.type, `${where || ' in'} .${name}`)));
        }
    }
}
function isNumber(value) {
    if (typeof value === 'number')
        return true;
    return typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)([eEpP][+-]?\d+)?$/.test(value);
}
function isOneOf(value, texts) {
    return typeof value === 'string' && texts.includes(value);
}
function first(faults) {
    return faults.find((fault) => fault !== null) ?? null;
}
/** Not the value itself, which may be a secret. */
function describe(value) {
    if ((0,values/* isList */.Lv)(value))
        return 'a list';
    if ((0,values/* isObject */.Gv)(value))
        return 'an object';
    return typeof value === 'boolean' ? 'a bool' : `a ${typeof value}`;
}

;// CONCATENATED MODULE: ./build/templates/check/variables.js
/** Checks declarations and values of variables as Packer does (hcl2template/types.variables.go). */







const typeExamples = 'string, number, bool, any, list(string), set(string), map(string), object({ … }) and tuple([ … ])';
/** Adds what is wrong with types and defaults to the checker's problems. */
function checkDeclaredVariables(files, variables, checker) {
    for (const { path, body } of files) {
        for (const block of body.blocks) {
            if (block.type === 'variables') {
                for (const { value } of block.body.attributes) {
                    checker.check(value, { in: 'default', file: path, names: new Map() });
                }
            }
            const variable = variables.declared.get(block.labels[0] ?? '');
            if (block.type === 'variable' && variable !== undefined) {
                checkVariable(path, block, variable, checker);
            }
        }
    }
}
function checkVariable(path, { body }, { name, constraint, default: value = null }, checker) {
    const { problems } = checker;
    const typeExpression = (0,evaluate_blocks/* findAttribute */.O)(body, 'type')?.value;
    const defaultExpression = (0,evaluate_blocks/* findAttribute */.O)(body, 'default')?.value;
    if (typeExpression !== undefined && (0,types/* parseType */.Mb)(typeExpression, () => null) === null) {
        problems.push(problemAt(path, typeExpression, `this is not a type; types are ${typeExamples}, without quotes`));
    }
    if (defaultExpression !== undefined) {
        const before = problems.length;
        checker.check(defaultExpression, { in: 'default', file: path, names: new Map() });
        const isConstant = problems.length === before;
        const misfit = isConstant ? describeMisfit(value, constraint) : null;
        if (misfit !== null) {
            problems.push(problemAt(path, defaultExpression, `the default of ${name} ${misfit}`));
        }
    }
}
/** Values of the environment, variables files and inputs that do not fit the types of their variables. */
function checkValues(variables, { variablesFiles, env, inputs }) {
    const problems = [];
    for (const { path, assignments, places } of variablesFiles) {
        assignments.forEach(([name, value], index) => {
            const misfit = misfitOf(name, value, variables);
            const place = places[index];
            if (misfit === null)
                return;
            problems.push(place === undefined
                ? { message: `${path}: ${misfit}`, location: { file: path } }
                : problemAt(path, place, misfit));
        });
    }
    for (const name of variables.names()) {
        const isSet = env[`PKR_VAR_${name}`] !== undefined && !(name in inputs);
        const misfit = isSet ? misfitOf(name, variables.given(name) ?? null, variables) : null;
        if (misfit !== null)
            problems.push(`PKR_VAR_${name}: ${misfit}`);
    }
    for (const [name, value] of Object.entries(inputs)) {
        const misfit = misfitOf(name, (0,evaluate_json/* fromJson */.R)(value), variables);
        if (misfit !== null)
            problems.push(`Input variables: ${misfit}`);
    }
    return problems;
}
function misfitOf(name, value, variables) {
    const { constraint = null } = variables.declared.get(name) ?? {};
    const misfit = constraint === null ? null : describeMisfit(value, constraint);
    return misfit === null ? null : `${name} ${misfit}`;
}
/** Packer refuses to build while any variable has no value, even one that nothing reads. */
function checkUnset(variables, filled) {
    return [...variables.declared.values()]
        .filter(({ name }) => variables.value(name) === undefined && !filled.has(name))
        .map((variable) => problemAt(variable.file, variable, `the variable ${variable.name} has no value; set it in the input variables, or give it a default`));
}
/** Values that a variable's own `validation` blocks refuse. `filled` are variables that the action fills in later. */
function checkValidations(files, variables, environment, filled) {
    return files.flatMap(({ path, body }) => body.blocks
        .filter(({ type, labels }) => type === 'variable' && !filled.has(labels[0] ?? ''))
        .flatMap((block) => {
        const [name = ''] = block.labels;
        const value = variables.value(name);
        if (value === undefined || (0,values/* firstUnknown */.Ny)(value) !== null)
            return [];
        const names = new Map([['var', new Map([[name, value]])]]);
        return block.body.blocks.flatMap((validation) => {
            const condition = (0,evaluate_blocks/* findAttribute */.O)(validation.body, 'condition')?.value;
            const text = (0,evaluate_blocks/* findAttribute */.O)(validation.body, 'error_message')?.value;
            const reads = new dependencies/* Dependencies */.i();
            if (condition === undefined ||
                environment.evaluator.evaluate(condition, { names, file: path, reads }) !== false ||
                // What may be another value for Packer is left to it.
                reads.guesses > 0)
                return [];
            const reason = text?.kind === 'literal' ? String(text.value) : 'it fails its validation';
            return [problemAt(path, block, `the value of ${name} is not valid: ${reason}`)];
        });
    }));
}

;// CONCATENATED MODULE: ./build/templates/check/versions.js
/** Checks `required_version` and `required_plugins` against the versions that the run uses. */

const amazonSource = 'github.com/hashicorp/amazon';
function checkVersions(files, used) {
    const problems = [];
    const plugins = new Map();
    for (const { path, body } of files) {
        for (const { body: inner } of body.blocks.filter(({ type }) => type === 'packer')) {
            for (const attribute of inner.attributes) {
                if (attribute.name !== 'required_version')
                    continue;
                const text = literalText(attribute.value);
                const fault = checkConstraint(text, used?.packer.replace(/-.*/, ''), 'Packer', 'packer-version');
                if (fault !== null)
                    problems.push(problemAt(path, attribute.value, fault));
            }
            const required = inner.blocks.filter(({ type }) => type === 'required_plugins');
            for (const plugin of required.flatMap((block) => block.body.attributes)) {
                problems.push(...checkPlugin(path, plugin, used, plugins));
            }
        }
    }
    return problems;
}
function checkPlugin(path, plugin, used, seen) {
    const { name, value } = plugin;
    const first = seen.get(name);
    if (first !== undefined) {
        return [
            problemAt(path, plugin, `the plugin ${name} is required twice, first at ${first}; Packer wants it once`),
        ];
    }
    seen.set(name, `${path}:${plugin.line}`);
    if (/[A-Z]/.test(name)) {
        return [problemAt(path, plugin, `${name} is not the name of a plugin: write it in lower case`)];
    }
    const version = value.kind === 'object' ? entryOf(value.entries, 'version') : undefined;
    const source = value.kind === 'object' ? entryOf(value.entries, 'source') : undefined;
    if (version === undefined || source === undefined) {
        const example = `${name} = { source = "github.com/hashicorp/${name}", version = ">= 1.0.0" }`;
        return [problemAt(path, value, `a required plugin has a source and a version: ${example}`)];
    }
    const isAmazon = literalText(source) === amazonSource;
    const text = literalText(version);
    if (text?.includes('-') === true) {
        return [
            problemAt(path, version, `${JSON.stringify(text)} names a prerelease, which Packer does not accept for plugins`),
        ];
    }
    const fault = checkConstraint(text, isAmazon ? used?.plugin : undefined, 'the amazon plugin', 'plugin-version');
    return fault === null ? [] : [problemAt(path, version, fault)];
}
function entryOf(entries, name) {
    return entries.find(({ key }) => key.kind === 'literal' && key.value === name)?.value;
}
function literalText(value) {
    return value.kind === 'literal' && typeof value.value === 'string' ? value.value : null;
}
/** @param used the version that the run uses; undefined if it is not known here */
function checkConstraint(text, used, what, input) {
    const constraints = text?.split(',').map((part) => parseConstraint(part)) ?? [null];
    if (constraints.includes(null)) {
        return `${text === null ? 'this' : JSON.stringify(text)} is not a version constraint such as ">= 1.2.0, < 2.0.0"`;
    }
    const fits = constraints.every((constraint) => used === undefined || constraint === null || satisfies(parseVersion(used), constraint));
    return fits
        ? null
        : `the templates require ${what} ${text}, but the input ${input} is ${used}: set it to a version that fits`;
}
/** One constraint of go-version (constraint.go); the metadata of its version, after `+`, is not compared (version.go). */
function parseConstraint(text) {
    const [, operator = '', version] = /^\s*(<=|>=|!=|~>|<|>|=|)\s*v?(\d+(?:\.\d+)*(?:-?[0-9A-Za-z~]+[0-9A-Za-z~.-]*)?)(?:\+[0-9A-Za-z~.-]+)?\s*$/.exec(text) ?? [];
    return version === undefined ? null : { operator, ...parseVersion(version) };
}
function parseVersion(text) {
    const [numbers = '', ...prerelease] = text.split('-');
    const segments = numbers.split('.').map(Number);
    const padded = [...segments, ...Array.from({ length: Math.max(0, 3 - segments.length) }, () => 0)];
    return { segments: padded, written: segments.length, prerelease: prerelease.join('-') };
}
/** As go-version's Constraint.Check: a prerelease satisfies no range of releases. */
function satisfies(version, constraint) {
    const { operator } = constraint;
    const order = compare(version, constraint);
    if (operator === '!=')
        return order !== 0;
    if (operator === '' || operator === '=')
        return order === 0;
    if (version.prerelease !== '')
        return false;
    if (operator === '~>' && constraint.prerelease !== '')
        return false;
    if (operator === '~>') {
        const fixed = constraint.segments.slice(0, constraint.written - 1);
        return order >= 0 && fixed.every((segment, index) => version.segments[index] === segment);
    }
    return { '>': order > 0, '<': order < 0, '>=': order >= 0, '<=': order <= 0 }[operator] ?? false;
}
function compare(a, b) {
    for (let index = 0; index < Math.max(a.segments.length, b.segments.length); index += 1) {
        const difference = (a.segments[index] ?? 0) - (b.segments[index] ?? 0);
        if (difference !== 0)
            return difference;
    }
    return a.prerelease === b.prerelease ? 0 : a.prerelease === '' ? 1 : -1;
}

;// CONCATENATED MODULE: ./build/templates/check/check.js
/** Finds what Packer would refuse in templates, before anything is fetched or started. */





function checkTemplates(request) {
    const { files, templates, environment, filled, sources, recipes, used, isPartial } = request;
    const { variables, locals, data, folder, cwd } = templates;
    const known = {
        variables: new Set(variables.names()),
        values: variables,
        locals: new Set(locals.keys()),
        data: new Set(data.keys()),
        folder,
        cwd,
    };
    const checker = new ExpressionChecker(known, environment, templates.files);
    checkDeclaredVariables(files, variables, checker);
    for (const { file, at } of locals.values())
        checker.check(at.value, { in: 'local', file, names: new Map() });
    for (const { file, at } of data.values())
        checker.checkBody(at.body, { in: 'data', file, names: new Map() });
    for (const { path, body } of files) {
        for (const build of body.blocks.filter(({ type }) => type === 'build')) {
            for (const { value } of build.body.attributes)
                checker.check(value, { in: 'local', file: path, names: new Map() });
        }
    }
    for (const recipe of recipes)
        checkRecipe(recipe, templates, checker);
    return [
        ...checkDeclarations(files),
        ...checkVersions(files, used),
        ...checker.problems,
        ...checkValues(variables, sources),
        ...(isPartial ? [] : checkUnset(variables, filled)),
        ...checkValidations(files, variables, environment, filled),
    ];
}

// EXTERNAL MODULE: ./build/hcl/canonical.js
var hcl_canonical = __webpack_require__(8422);
// EXTERNAL MODULE: ./build/evaluate/conversions.js
var conversions = __webpack_require__(5059);
// EXTERNAL MODULE: ./build/evaluate/evaluator.js + 3 modules
var evaluate_evaluator = __webpack_require__(2198);
;// CONCATENATED MODULE: ./build/hcl/escapes.js
/** The text inside quotes and heredocs, as HCL's specification (hclsyntax/spec.md) defines it. */
const escapes = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
/** The value of a quoted string: `\n`, `\uNNNN`, `$${` and the like are resolved. */
function unescapeString(raw) {
    return raw.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|([$%])\4\{/gs, (whole, short, long, letter, mark) => {
        const code = short ?? long;
        if (code !== undefined)
            return String.fromCodePoint(Number.parseInt(code, 16));
        return mark === undefined ? (escapes[letter ?? ''] ?? whole) : `${mark}{`;
    });
}
/** The value of a heredoc's text, which has no backslash escapes: only `$${` and `%%{` are resolved. */
function unescapeTemplate(raw) {
    return raw.replaceAll('$${', '${').replaceAll('%%{', '%{');
}
/**
 * Removes the smallest indentation of all lines from each line, as `<<-` does; a blank line has no say in it and keeps its
 * blanks (flushHeredocTemplateParts in hclsyntax/parser_template.go of HCL 2.24).
 * @param pieces the literal texts of the heredoc, null for an interpolation between them
 */
function removeIndentation(pieces) {
    let least = Number.POSITIVE_INFINITY;
    visitLineStarts(pieces, (line, isWhole) => {
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
        const dedented = lines.map((line, index) => {
            const indentation = line.length - line.trimStart().length;
            const isBlank = index < lines.length - 1 && indentation === line.length;
            return (index > 0 || atLineStart) && !isBlank ? line.slice(Math.min(least, indentation)) : line;
        });
        atLineStart = lines.at(-1) === '' && lines.length > 1;
        return dedented.join('\n');
    });
}
/** Calls `visit` with the text at each line's start, up to an interpolation; `isWhole`: the line has none. */
function visitLineStarts(pieces, visit) {
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

;// CONCATENATED MODULE: ./build/hcl/nodes.js
/** Helpers for nodes of the parser's tree. */
/** A node's position; the parser counts lines and columns from 0, people from 1. */
function spanOf(node) {
    const { row, column } = node.startPosition;
    return { start: node.startIndex, end: node.endIndex, line: row + 1, column: column + 1 };
}
function childrenWithoutComments(node) {
    return node.children.filter((child) => child.type !== 'comment');
}

;// CONCATENATED MODULE: ./build/hcl/template-strings.js
/** Quoted templates and heredocs of the parser's tree to plain data. */


/** A strip marker, or text that looks like one. */
const stripMarker = /[$%]\{~|~\}/;
/** Reads a `template_expr` of the file `text`; `read` reads the expressions inside it. */
function readTemplate(node, text, read) {
    const inner = node.firstChild;
    if (inner === null)
        throw new Error('a template without content');
    const children = childrenWithoutComments(inner);
    const heredoc = inner.type === 'heredoc_template';
    const first = heredoc ? children[1] : children[0];
    const last = children.at(-1);
    if (first === undefined || last === undefined)
        throw new Error('half a template');
    const from = heredoc ? text.indexOf('\n', first.endIndex) + 1 : first.endIndex;
    const to = heredoc ? Math.max(from, text.lastIndexOf('\n', last.startIndex - 1) + 1) : last.startIndex;
    const parts = new TemplateReader(text, heredoc, read).readParts(children, from, to);
    const stripped = stripMarker.test(text.slice(from, to));
    const indented = heredoc && children[0]?.type === 'heredoc_start' && children[0].text === '<<-';
    const exact = !stripped && !(indented && parts.some(({ kind }) => kind === 'if' || kind === 'for'));
    return {
        kind: 'template',
        ...spanOf(node),
        parts: indented ? removeHeredocIndentation(parts) : parts,
        exact,
        written: text.slice(node.startIndex, node.endIndex),
    };
}
class TemplateReader {
    #text;
    #heredoc;
    #read;
    constructor(text, heredoc, read) {
        this.#text = text;
        this.#heredoc = heredoc;
        this.#read = read;
    }
    /**
     * Parts between two offsets. Their text is taken from between the nodes, since the parser's own text nodes have lost
     * the whitespace at their ends.
     */
    readParts(children, from, to) {
        const parts = [];
        let position = from;
        for (const child of children) {
            if (child.type !== 'template_interpolation' && child.type !== 'template_directive')
                continue;
            parts.push(...this.#readText(position, child.startIndex));
            position = child.endIndex;
            if (child.type === 'template_directive')
                parts.push(this.#readDirective(child));
            else {
                const value = child.children.find((part) => part.type === 'expression');
                if (value !== undefined)
                    parts.push({ kind: 'value', value: this.#read(value) });
            }
        }
        parts.push(...this.#readText(position, to));
        return parts;
    }
    #readText(start, end) {
        const raw = this.#text.slice(start, Math.max(start, end));
        return raw === ''
            ? []
            : [{ kind: 'text', text: this.#heredoc ? unescapeTemplate(raw) : unescapeString(raw) }];
    }
    #readDirective(node) {
        const inner = node.firstChild;
        if (inner === null)
            throw new Error('a directive without content');
        const children = childrenWithoutComments(inner);
        const marks = children.filter((child) => /^template_(for|if|else)_(start|intro|end)$/.test(child.type));
        const [open] = marks;
        const close = marks.at(-1);
        if (open === undefined || close === undefined)
            throw new Error('half a directive');
        const expression = open.children.find((part) => part.type === 'expression');
        if (expression === undefined)
            throw new Error('a directive without a value');
        const between = (start, end) => this.readParts(children.filter((child) => child.startIndex >= start.endIndex && child.endIndex <= end.startIndex), start.endIndex, end.startIndex);
        const value = this.#read(expression);
        if (inner.type === 'template_if') {
            const other = marks.length > 2 ? marks[1] : undefined;
            const yes = between(open, other ?? close);
            return { kind: 'if', test: value, yes, no: other === undefined ? [] : between(other, close) };
        }
        const names = open.children.filter((part) => part.type === 'identifier').map((part) => this.#raw(part));
        const key = names.length > 1 ? (names[0] ?? null) : null;
        return { kind: 'for', key, item: names.at(-1) ?? '', collection: value, body: between(open, close) };
    }
    #raw(node) {
        return this.#text.slice(node.startIndex, node.endIndex);
    }
}
function removeHeredocIndentation(parts) {
    const texts = removeIndentation(parts.map((part) => (part.kind === 'text' ? part.text : null)));
    return parts.map((part, index) => {
        const text = texts[index];
        return part.kind === 'text' && typeof text === 'string' ? { kind: 'text', text } : part;
    });
}

;// CONCATENATED MODULE: ./build/hcl/expressions.js
/** Expressions of the parser's tree to plain data. Handles every kind of node in the grammar; another one is a bug. */



/** Reads the expressions of one file and adds their tokens to its list. */
class ExpressionReader {
    #text;
    #tokens;
    constructor(text, tokens) {
        this.#text = text;
        this.#tokens = tokens;
    }
    /** Reads an `expression` node, or a term of an operation, which the grammar does not wrap in one. */
    read(node) {
        return this.#readTerms(node.type === 'expression' ? childrenWithoutComments(node) : [node]);
    }
    /** A value followed by any number of `.name`, `[index]` and splats, all siblings in the tree. */
    #readTerms(nodes) {
        const [first, second, close] = nodes;
        if (first === undefined)
            throw new Error('an expression without content');
        if (first.type !== '(' || second === undefined) {
            return this.#readAccesses(this.#readTerm(first), nodes.slice(1));
        }
        this.#tokens.add(first);
        const inner = this.read(second);
        if (close !== undefined)
            this.#tokens.add(close);
        return this.#readAccesses(inner, nodes.slice(3));
    }
    #readAccesses(target, nodes) {
        return nodes.reduce((term, node) => ({
            kind: 'access',
            ...joinSpans(term, spanOf(node)),
            target: term,
            step: this.#readStep(node),
        }), target);
    }
    #readTerm(node) {
        const span = spanOf(node);
        const { type } = node;
        switch (type) {
            case 'literal_value':
            case 'collection_value':
            case 'operation':
            case 'for_expr': {
                const inner = node.firstChild;
                if (inner === null)
                    throw new Error(`empty ${type}`);
                return this.#readTerm(inner);
            }
            case 'string_lit':
                return { kind: 'literal', ...span, value: unescapeString(this.#tokens.add(node).slice(1, -1)) };
            case 'numeric_lit': {
                const digits = this.#tokens.add(node);
                return { kind: 'literal', ...span, value: Number(digits), digits };
            }
            case 'bool_lit':
                return { kind: 'literal', ...span, value: this.#tokens.add(node) === 'true' };
            case 'null_lit':
                this.#tokens.add(node);
                return { kind: 'literal', ...span, value: null };
            case 'variable_expr':
                return { kind: 'reference', ...span, name: this.#tokens.add(node) };
            case 'template_expr':
                // One token: the whitespace inside means something.
                return this.#tokens.addWhole(node, () => readTemplate(node, this.#text, (expression) => this.read(expression)));
            case 'tuple':
                return { kind: 'tuple', ...span, items: this.#readAll(node) };
            case 'object':
                return { kind: 'object', ...span, entries: this.#readEntries(node) };
            case 'function_call':
                return this.#readCall(node);
            case 'conditional':
                return this.#readConditional(node);
            case 'unary_operation':
            case 'binary_operation':
                return this.#readOperation(node);
            case 'for_tuple_expr':
            case 'for_object_expr':
                return this.#readFor(node);
            default:
                throw new Error(`unsupported node in an expression: ${type}`);
        }
    }
    /** The `expression` children of a node, in order; all others are tokens. */
    #readAll(node) {
        const expressions = [];
        for (const child of childrenWithoutComments(node)) {
            if (child.type === 'expression')
                expressions.push(this.read(child));
            else
                this.#tokens.add(child);
        }
        return expressions;
    }
    #readEntries(node) {
        const entries = [];
        for (const child of childrenWithoutComments(node)) {
            if (child.type !== 'object_elem')
                this.#tokens.add(child);
            else {
                const [key, value] = this.#readAll(child);
                if (key === undefined || value === undefined)
                    throw new Error('half an entry of an object');
                entries.push({ key: hasBareKey(child) ? toLiteral(key) : key, value });
            }
        }
        return entries;
    }
    #readCall(node) {
        const [nameNode, ...others] = childrenWithoutComments(node);
        const name = nameNode === undefined ? '' : this.#tokens.add(nameNode);
        const args = [];
        let spread = false;
        for (const child of others) {
            if (child.type !== 'function_arguments')
                this.#tokens.add(child);
            else {
                args.push(...this.#readAll(child));
                spread = child.children.some((part) => part.type === 'ellipsis');
            }
        }
        return { kind: 'call', ...spanOf(node), name, args, spread };
    }
    #readConditional(node) {
        const [test, yes, no] = this.#readAll(node);
        if (test === undefined || yes === undefined || no === undefined)
            throw new Error('half a conditional');
        return { kind: 'conditional', ...spanOf(node), test, yes, no };
    }
    #readOperation(node) {
        const operands = [];
        let operator = '';
        let term = [];
        for (const child of childrenWithoutComments(node)) {
            const isOperator = !child.isNamed && child.type !== '(' && child.type !== ')';
            if (isOperator) {
                if (term.length > 0)
                    operands.push(this.#readTerms(term));
                term = [];
                operator = this.#tokens.add(child);
            }
            else
                term.push(child);
        }
        operands.push(this.#readTerms(term));
        return { kind: 'operation', ...spanOf(node), operator, operands };
    }
    #readFor(node) {
        let intro;
        let test = null;
        let grouped = false;
        const results = [];
        for (const child of childrenWithoutComments(node)) {
            if (child.type === 'for_intro')
                intro = this.#readForIntro(child);
            else if (child.type === 'for_cond')
                test = this.#readAll(child)[0] ?? null;
            else if (child.type === 'expression')
                results.push(this.read(child));
            else {
                this.#tokens.add(child);
                grouped ||= child.type === 'ellipsis';
            }
        }
        const value = results.pop();
        const [key = null] = results;
        if (intro === undefined || value === undefined)
            throw new Error('half a for');
        return { kind: 'for', ...spanOf(node), ...intro, key, value, grouped, test };
    }
    /** `for item in collection :` or `for key, item in collection :` */
    #readForIntro(node) {
        const names = [];
        let collection;
        for (const child of childrenWithoutComments(node)) {
            if (child.type === 'expression')
                collection = this.read(child);
            else {
                const token = this.#tokens.add(child);
                if (child.type === 'identifier')
                    names.push(token);
            }
        }
        const itemName = names.pop();
        const [keyName = null] = names;
        if (collection === undefined || itemName === undefined)
            throw new Error('half a for');
        return { keyName, itemName, collection };
    }
    #readStep(node) {
        switch (node.type) {
            case 'get_attr': {
                const tokens = childrenWithoutComments(node).map((part) => this.#tokens.add(part));
                return { kind: 'attribute', name: tokens.at(-1) ?? '' };
            }
            case 'index':
                return { kind: 'index', index: this.#readIndex(node.firstChild) };
            case 'splat':
                return {
                    kind: 'splat',
                    full: node.firstChild?.type === 'full_splat',
                    steps: this.#readSplat(node.firstChild),
                };
            default:
                throw new Error(`unsupported node after a value: ${node.type}`);
        }
    }
    /** `[index]`, or the legacy `.0` */
    #readIndex(node) {
        if (node?.type === 'legacy_index') {
            const digits = this.#tokens.add(node).slice(1);
            return { kind: 'literal', ...spanOf(node), value: Number(digits), digits };
        }
        const [index] = node === null ? [] : this.#readAll(node);
        if (index === undefined)
            throw new Error('an index without content');
        return index;
    }
    #readSplat(node) {
        const steps = [];
        for (const child of node === null ? [] : childrenWithoutComments(node)) {
            if (child.isNamed)
                steps.push(this.#readStep(child));
            else
                this.#tokens.add(child);
        }
        return steps;
    }
}
/** `name = 1` in an object means the word; `(name) = 1` means the value. */
function hasBareKey(entry) {
    const [key] = childrenWithoutComments(entry);
    return (key !== undefined && childrenWithoutComments(key)[0]?.type === 'variable_expr' && key.childCount === 1);
}
function toLiteral(key) {
    if (key.kind !== 'reference')
        return key;
    const { start, end, line, column, name } = key;
    return { kind: 'literal', start, end, line, column, value: name };
}
function joinSpans(first, last) {
    return { start: first.start, end: last.end, line: first.line, column: first.column };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:module"
var external_node_module_ = __webpack_require__(1376);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
;// CONCATENATED MODULE: ./build/hcl/parser.js
/** The parser of the syntax trees: tree-sitter with HCL's grammar, both WebAssembly, loaded on first use. */



let loading;
/** Loads the parser, once in a process (10 ms). It keeps no state between texts. */
function loadParser() {
    if (loading === undefined)
        loading = load();
    return loading;
}
/**
 * `const x = new URL(…, import.meta.url)` makes the bundler (ncc) copy the file beside the bundle, byte for byte, and put
 * its path here. It only does so for a module that it can parse: with an operator as new as `??=` in this file it gives
 * up, and the WebAssembly is re-encoded as text. The runtime is loaded this way too, because it loads Node's modules in
 * a way that does not survive bundling.
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
/** In the bundle, the expression `new URL(…)` is a path, a string. */
function filePath(location) {
    return typeof location === 'string' ? location : (0,external_node_url_.fileURLToPath)(location);
}

;// CONCATENATED MODULE: ./build/hcl/tokens.js
/** The tokens of one file: what is left of it without comments and layout. */
class TokenList {
    #text;
    /** Start and end of each token, in order of the file; a whole string or heredoc is one token. */
    #tokens = [];
    constructor(text) {
        this.#text = text;
    }
    /** Adds a node as a token and returns its text. */
    add(node) {
        // Each property of a node is a call into the parser.
        const token = { start: node.startIndex, end: node.endIndex };
        this.#tokens.push(token);
        return this.#text.slice(token.start, token.end);
    }
    /** Adds a node as one token, whatever tokens `read` adds for what is inside it. */
    addWhole(node, read) {
        this.add(node);
        const count = this.#tokens.length;
        const result = read();
        this.#tokens.length = count;
        return result;
    }
    /**
     * The tokens between two offsets, one a line. The inside of a string is never touched. Two texts with the same tokens
     * mean the same.
     */
    canonical({ start, end }) {
        const lines = [];
        for (let index = this.#firstFrom(start); index < this.#tokens.length; index += 1) {
            const token = this.#tokens[index];
            if (token === undefined || token.start >= end)
                break;
            lines.push(this.#text.slice(token.start, token.end));
        }
        return lines.join('\n');
    }
    /** Index of the first token that starts at `start` or later, by binary search. */
    #firstFrom(start) {
        let low = 0;
        let high = this.#tokens.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((this.#tokens[middle]?.start ?? 0) < start)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}

;// CONCATENATED MODULE: ./build/hcl/parse.js
/** Parses HCL files into plain data. */






/** Syntax errors that are reported per file; a missing brace can cause dozens. */
const maxProblems = 3;
/**
 * Parses HCL. CRLF counts as LF, but in a heredoc, where Packer keeps it. Throws a ConfigurationError with file, line and column of the first syntax errors.
 * @param path the file's name in errors and explanations
 */
async function parseHcl(path, text) {
    const parser = await loadParser();
    const tree = parser.parse(toGrammar(text));
    if (tree === null)
        throw new Error(`the HCL parser gave no tree for ${path}`);
    try {
        if (tree.rootNode.hasError)
            throw new errors/* ConfigurationError */.j1(findSyntaxProblems(path, text, tree.rootNode));
        return readFile(path, text, tree.rootNode);
    }
    finally {
        tree.delete();
    }
}
/**
 * The text as the grammar can read it, with as many characters: what is read of the tree is positions, so the contents are
 * still read from the text. The grammar knows no `1e3`, only `1.0e3`, and so gets digits. Of `$$${`, it takes the first two
 * for the escape that the last two are, and so gets another character before them.
 */
function toGrammar(text) {
    return text
        .replace(/(?<![\w.])\d+[eE][+-]?\d+(?!\w)/g, (number) => '0'.repeat(number.length))
        .replace(/([$%])\1*(?=\1\1\{)/g, (marks) => '-'.repeat(marks.length));
}
function readFile(path, text, root) {
    const reader = new FileReader(text);
    const body = reader.readBody(root);
    return { path, body, canonical: (span) => reader.tokens.canonical(span) };
}
class FileReader {
    tokens;
    #expressions;
    constructor(text) {
        this.tokens = new TokenList(text);
        this.#expressions = new ExpressionReader(text, this.tokens);
    }
    /** Reads the body among a node's children; without one it is empty. */
    readBody(node) {
        const attributes = [];
        const blocks = [];
        const body = node.children.find((child) => child.type === 'body');
        for (const child of body?.children ?? []) {
            if (child.type === 'attribute')
                attributes.push(this.#readAttribute(child));
            if (child.type === 'block')
                blocks.push(this.#readBlock(child));
        }
        return { attributes, blocks };
    }
    #readAttribute(node) {
        const [name, equals, value] = childrenWithoutComments(node);
        if (name === undefined || value === undefined)
            throw new Error(`an attribute without a value: ${node.text}`);
        const nameText = this.tokens.add(name);
        if (equals !== undefined)
            this.tokens.add(equals);
        return { ...spanOf(node), name: nameText, value: this.#expressions.read(value) };
    }
    #readBlock(node) {
        const labels = [];
        let type = '';
        let body = { attributes: [], blocks: [] };
        for (const child of childrenWithoutComments(node)) {
            if (child.type === 'body')
                body = this.readBody(node);
            else {
                const token = this.tokens.add(child);
                if (child.type === 'string_lit')
                    labels.push(unescapeString(token.slice(1, -1)));
                else if (child.type === 'identifier' && type === '')
                    type = token;
                else if (child.type === 'identifier')
                    labels.push(token);
            }
        }
        return { ...spanOf(node), type, labels, body };
    }
}
function findSyntaxProblems(path, text, root) {
    const problems = [];
    const visit = (node) => {
        if (problems.length >= maxProblems || !node.hasError)
            return;
        if (node.isMissing || node.isError)
            problems.push(toProblem(path, text, node));
        else
            for (const child of node.children)
                visit(child);
    };
    visit(root);
    return problems.length > 0 ? problems : [toProblem(path, text, root)];
}
function toProblem(path, text, node) {
    const { line, column } = spanOf(node);
    const what = node.isMissing
        ? `${JSON.stringify(node.type)} is missing`
        : `cannot read ${JSON.stringify(firstWords(text.slice(node.startIndex, node.endIndex)))}`;
    return {
        message: `${path}:${line}:${column}: this is not HCL: ${what}`,
        location: { file: path, line, column },
    };
}
function firstWords(text) {
    const line = text.trimStart().split('\n', 1)[0] ?? '';
    return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}

;// CONCATENATED MODULE: ./build/templates/variables.js
/** Reads the input variables that templates declare, and their values. */








class Variables {
    declared;
    /** As given, not converted. */
    #given;
    #values = new Map();
    constructor(declared, given) {
        this.declared = declared;
        this.#given = given;
        for (const [name, value] of given) {
            const variable = declared.get(name);
            this.#values.set(name, variable === undefined ? value : convertFor(variable, value));
        }
    }
    names() {
        return this.declared.keys();
    }
    has(name) {
        return this.declared.has(name);
    }
    /** Undefined if the variable is not declared or has no value. */
    value(name) {
        return this.#values.get(name);
    }
    /** The value as it was given, not converted to the variable's type. */
    given(name) {
        return this.#given.get(name);
    }
    /** A copy with other values of declared variables. */
    with(provided) {
        const given = new Map(this.#given);
        for (const [name, value] of Object.entries(provided)) {
            if (this.declared.has(name))
                given.set(name, (0,evaluate_json/* fromJson */.R)(value));
        }
        return new Variables(this.declared, given);
    }
}
/** A default without a type has its own already. */
function convertFor({ type, constraint, default: own }, value) {
    return value === own && (type === '' || type === 'any') ? value : (0,conversions/* convertToType */.d)(value, constraint);
}
/**
 * Reads `variable` and `variables` blocks. A variable that is declared twice is added to `problems`.
 * @param env what the function env() reads, which only defaults may call
 */
function readDeclarations(files, env, problems) {
    const declared = new Map();
    const evaluate = createConstantEvaluator(env);
    const add = (variable) => {
        const { name, file } = variable;
        const first = declared.get(name);
        if (first === undefined)
            declared.set(name, variable);
        else
            problems.push(problemAt(file, variable, describeDuplicate(`variable ${JSON.stringify(name)}`, file, first)));
    };
    for (const file of files) {
        for (const block of file.body.blocks) {
            if (block.type === 'variable')
                add(readDeclaration(file, block, evaluate));
            if (block.type === 'variables') {
                for (const { name, value, line, column } of block.body.attributes) {
                    const own = evaluate(value);
                    const constraint = (0,types/* typeOf */.QP)(own, value);
                    add({
                        name,
                        type: '',
                        constraint,
                        sensitive: false,
                        default: own,
                        file: file.path,
                        line,
                        column,
                    });
                }
            }
        }
    }
    return declared;
}
function readDeclaration(file, block, evaluate) {
    const type = (0,evaluate_blocks/* findAttribute */.O)(block.body, 'type')?.value;
    const defaultValue = (0,evaluate_blocks/* findAttribute */.O)(block.body, 'default')?.value;
    const own = defaultValue === undefined ? undefined : evaluate(defaultValue);
    const written = type === undefined ? null : (0,types/* parseType */.Mb)(type, evaluate);
    const isOpen = (type === undefined || written?.kind === 'any') && defaultValue !== undefined;
    return {
        name: block.labels[0] ?? '',
        type: type === undefined ? '' : file.canonical(type).replaceAll('\n', ''),
        constraint: isOpen ? (0,types/* typeOfDefault */.vZ)(own ?? null, defaultValue) : (written ?? { kind: 'any' }),
        sensitive: isSensitive(block.body),
        default: own,
        file: file.path,
        line: block.line,
        column: block.column,
    };
}
/**
 * Whether a `variable` or `local` block is sensitive. Packer converts any constant to a bool (DecodeExpression in
 * hcl2template/types.variables.go), so that `"true"` and `!false` mean true; what is not surely false is taken for true.
 */
function isSensitive(body) {
    const sensitive = (0,evaluate_blocks/* findAttribute */.O)(body, 'sensitive')?.value;
    if (sensitive === undefined)
        return false;
    const value = createConstantEvaluator({})(sensitive);
    return ![null, false, 'false', '0'].some((plain) => plain === value);
}
function readAssignments(body) {
    const evaluate = createConstantEvaluator({});
    return body.attributes.map(({ name, value }) => [name, evaluate(value)]);
}
/**
 * The value of each variable, by Packer's precedence, lowest first: default, PKR_VAR_name, files (`*.auto.pkrvars.hcl`,
 * then the JSON ones, each sorted by name).
 */
async function resolveVariables(declared, files, env) {
    const given = new Map();
    for (const variable of declared.values()) {
        const { name } = variable;
        if (variable.default !== undefined)
            given.set(name, variable.default);
        const text = env[`PKR_VAR_${name}`];
        if (text !== undefined)
            given.set(name, await parseEnvironmentValue(variable, text));
    }
    for (const [name, value] of files.flat()) {
        if (declared.has(name))
            given.set(name, value);
    }
    return new Variables(declared, given);
}
/** PKR_VAR_name holds a string or number literally, any other type as HCL (expressionFromVariableDefinition). */
async function parseEnvironmentValue(variable, text) {
    if (['string', 'number', 'any'].includes(variable.constraint.kind))
        return text;
    const { body } = await parseHcl(`PKR_VAR_${variable.name}`, `value = ${text}\n`);
    const value = body.attributes[0]?.value;
    return value === undefined ? null : createConstantEvaluator({})(value);
}
/** Evaluates defaults and variables files, which can refer to nothing and of the environment call only env(). */
function createConstantEvaluator(env) {
    const environment = {
        variable: () => null,
        local: () => null,
        data: () => { },
        variableNames: () => [],
        localNames: () => [],
        dataRefs: () => [],
        path: () => null,
        callEnvironmentFunction: (call, [name = null]) => call.name === 'env' ? (env[String(name)] ?? '') : null,
    };
    const evaluator = new evaluate_evaluator/* Evaluator */.o(environment);
    return (expression) => evaluator.evaluate(expression, { names: new Map(), reads: new dependencies/* Dependencies */.i(), file: '' });
}

;// CONCATENATED MODULE: ./build/templates/definitions.js
/** Reads from template files: locals, data sources and required plugins. */





/** A name that is declared twice is added to `problems`. */
function collectDefinitions(files, problems) {
    const locals = new DefinitionCollector('local', problems);
    const data = new DefinitionCollector('data source', problems);
    for (const file of files) {
        for (const block of file.body.blocks) {
            if (block.type === 'data') {
                const [type = '', name = ''] = block.labels;
                data.add(`${type}.${name}`, file, block);
            }
            for (const { name, at } of localsIn(block)) {
                locals.add(name, file, at, block.type === 'local' && isSensitive(block.body));
            }
        }
    }
    return { locals: locals.definitions, data: data.definitions };
}
class DefinitionCollector {
    definitions = new Map();
    #kind;
    #problems;
    constructor(kind, problems) {
        this.#kind = kind;
        this.#problems = problems;
    }
    add(name, file, at, sensitive = false) {
        const first = this.definitions.get(name);
        if (first !== undefined) {
            const where = { file: first.file, line: first.at.line };
            const message = describeDuplicate(`${this.#kind} ${JSON.stringify(name)}`, file.path, where);
            this.#problems.push(problemAt(file.path, at, message));
            return;
        }
        const canonical = 'body' in at ? (0,hcl_canonical/* canonicalBlock */.u)(at) : (0,hcl_canonical/* canonicalExpression */.H)(at.value);
        this.definitions.set(name, { file: file.path, at, canonical, sensitive });
    }
}
/** The attributes of a `locals` block, or the `expression` of a `local "name"` block. */
function localsIn({ type, labels, body }) {
    if (type === 'locals')
        return body.attributes.map((at) => ({ name: at.name, at }));
    if (type !== 'local')
        return [];
    const [name = ''] = labels;
    const at = (0,evaluate_blocks/* findAttribute */.O)(body, 'expression');
    return at === undefined ? [] : [{ name, at }];
}
/** By the name that `required_plugins` gives a plugin: its constraint and source as written. */
function collectRequiredPlugins(files) {
    const plugins = new Map();
    for (const file of files) {
        const required = file.body.blocks
            .filter(({ type }) => type === 'packer')
            .flatMap(({ body }) => body.blocks.filter(({ type }) => type === 'required_plugins'));
        for (const { body } of required) {
            for (const { name, value } of body.attributes)
                plugins.set(name, file.canonical(value));
        }
    }
    return plugins;
}
/** The names that `required_plugins` gives the amazon plugin, of what collectRequiredPlugins returns. */
function namesOfAmazonPlugin(plugins) {
    return [...plugins].filter(([, text]) => text.includes(`"${amazonSource}"`)).map(([name]) => name);
}

// EXTERNAL MODULE: ./build/templates/glob.js
var glob = __webpack_require__(5256);
;// CONCATENATED MODULE: ./build/templates/extra-reads.js
/** The files that the input `reads` names. */


/** Absolute paths of what paths and globs, relative to the workspace, name; and those that name nothing. */
function findExtraReads(patterns, workspace, files) {
    const problems = [];
    const paths = patterns.flatMap((pattern) => {
        const path = (0,external_node_path_.resolve)(workspace, pattern);
        if (files.kindOf(path) !== null)
            return [path];
        const found = (0,glob/* isGlob */.fg)(pattern) ? (0,glob/* matchFiles */.xo)(files, workspace, pattern) : [];
        const why = (0,glob/* isGlob */.fg)(pattern) && (0,glob/* globMatcher */.fU)(external_node_path_.posix.normalize(pattern)) === null
            ? 'is not a pattern of *, ?, **, [abc] and {a,b}'
            : 'names no file in the workspace';
        if (found === null || found.length === 0) {
            problems.push({ message: `Input reads: ${JSON.stringify(pattern)} ${why}` });
        }
        return (found ?? []).map((name) => (0,external_node_path_.resolve)(workspace, name));
    });
    return { paths, problems };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/templates/byte-paths.js
var byte_paths = __webpack_require__(261);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/templates/content-hash.js
/** Hashes of files' contents: streamed, several at a time, each file once a run however often it is asked for. */




/** A request without the file's other facts, of which a tree of 100,000 files would fill the memory. */
function createHashRequest(path, stat, form) {
    const { dev, ino, size, mtimeNs, ctimeNs } = stat;
    return { path, size: Number(size), form, key: `${form} ${dev},${ino},${size},${mtimeNs},${ctimeNs}` };
}
/** Files that are read at a time. */
const readersAtOnce = 4;
/** Files up to this size, in bytes, are read in one call: that is faster than a stream. */
const smallSize = 64 * 1024;
/** Bytes of each reader's buffer. */
const chunkSize = 1024 * 1024;
class ContentHasher {
    /** SHA-256 in hex, by the requests' keys. */
    #known = new Map();
    /** The SHA-256 of each file in hex, in their order. */
    async hash(requests) {
        const hashes = Array(requests.length).fill('');
        const large = [];
        for (const [index, request] of requests.entries()) {
            const known = this.#known.get(request.key);
            if (known !== undefined)
                hashes[index] = known;
            else if (request.size > smallSize)
                large.push(index);
            else
                hashes[index] = this.#remember(request, hashSmall(request));
        }
        const next = large.values();
        const reader = async () => {
            const buffer = Buffer.allocUnsafe(chunkSize);
            for (const index of next) {
                const request = requests[index];
                if (request === undefined)
                    return;
                hashes[index] = this.#remember(request, await hashLarge(request, buffer));
            }
        };
        await Promise.all(Array.from({ length: Math.min(readersAtOnce, large.length) }, reader));
        return hashes;
    }
    #remember(request, digest) {
        this.#known.set(request.key, digest);
        return digest;
    }
}
/** Of one reader at a time, so that a tree of 100,000 files leaves nothing behind to collect. */
const smallBuffer = Buffer.allocUnsafe(smallSize);
function hashSmall({ path, form }) {
    const file = (0,external_node_fs_.openSync)((0,byte_paths/* toBuffer */.AO)(path), 'r');
    try {
        let length = 0;
        for (;;) {
            const bytesRead = (0,external_node_fs_.readSync)(file, smallBuffer, length, smallSize - length, null);
            if (bytesRead === 0)
                break;
            length += bytesRead;
        }
        const content = smallBuffer.subarray(0, length);
        if (form === 'bytes')
            return (0,external_node_crypto_.hash)('sha256', content);
        const lines = new UnixLines();
        return (0,external_node_crypto_.createHash)('sha256').update(lines.convert(content)).update(lines.end()).digest('hex');
    }
    finally {
        (0,external_node_fs_.closeSync)(file);
    }
}
async function hashLarge({ path, form }, buffer) {
    const sum = (0,external_node_crypto_.createHash)('sha256');
    const lines = form === 'bytes' ? null : new UnixLines();
    const file = await (0,promises_.open)((0,byte_paths/* toBuffer */.AO)(path));
    try {
        for (;;) {
            const { bytesRead } = await file.read(buffer, 0, buffer.length);
            if (bytesRead === 0)
                break;
            const chunk = buffer.subarray(0, bytesRead);
            sum.update(lines === null ? chunk : lines.convert(chunk));
        }
    }
    finally {
        await file.close();
    }
    return sum.update(lines?.end() ?? '').digest('hex');
}
const [lineFeed, carriageReturn] = [0x0a, 0x0d];
/**
 * Converts a script as Packer uploads it (UnixReader in provisioner/shell/unix_reader.go of Packer 1.16.0): a line ends in
 * LF instead of CRLF, and the last one always ends.
 */
class UnixLines {
    /** The last byte so far: a CR, which is held back until it is known what follows, or any other. */
    #last = lineFeed;
    convert(chunk) {
        if (chunk.length === 0)
            return chunk;
        const held = this.#last === carriageReturn ? '\r' : '';
        const text = held + chunk.toString('latin1');
        this.#last = chunk.at(-1) ?? this.#last;
        const whole = this.#last === carriageReturn ? text.slice(0, -1) : text;
        return Buffer.from(whole.replaceAll('\r\n', '\n'), 'latin1');
    }
    end() {
        return this.#last === lineFeed ? '' : '\n';
    }
}

// EXTERNAL MODULE: ./build/templates/hash.js
var templates_hash = __webpack_require__(3938);
;// CONCATENATED MODULE: ./build/templates/walk.js
/** Walks files and folders that are read, and says what of each counts. */




/** @param parents real paths of the folders above, so that a link to one of them is not followed */
function* walk(path, as, parents) {
    const stat = statOrRefuse(path);
    const fact = (facts) => ({ path, facts, content: null });
    if (stat === undefined) {
        const link = (0,byte_paths/* readLink */.XF)(path);
        yield fact(link === null ? 'absent' : (0,templates_hash/* sha256 */.s)(`dangling ${link}`));
        return;
    }
    const mode = (stat.mode & 511n).toString(8);
    if (stat.isFile()) {
        const form = as === 'script' ? 'unix-lines' : 'bytes';
        yield { path, facts: as === 'upload' ? mode : '', content: createHashRequest(path, stat, form) };
    }
    else if (stat.isDirectory())
        yield* walkFolder(path, mode, as, parents);
    else
        yield fact('special');
}
function* walkFolder(path, mode, as, parents) {
    const real = (0,byte_paths/* realPath */.Ye)(path);
    if (parents.has(real)) {
        yield { path, facts: (0,templates_hash/* sha256 */.s)(`link ${(0,byte_paths/* readLink */.XF)(path)}`), content: null };
        return;
    }
    const ancestors = new Set(parents).add(real);
    const names = (0,byte_paths/* readFolder */.j1)(path).map(({ name }) => name);
    // A folder of the usual mode counts by what is in it.
    if (names.length === 0 || mode !== '755') {
        yield { path: `${path.replace(/\/+$/, '')}/`, facts: (0,templates_hash/* sha256 */.s)(`folder ${mode}`), content: null };
    }
    for (const name of names)
        yield* walk(`${path}/${name}`, as, ancestors);
}
/** What counts of a file or a link of the workspace `root`: a link's target is another of its files, unless it leads out. */
function* walkInside(path, root) {
    const link = (0,byte_paths/* readLink */.XF)(path);
    if (link !== null)
        yield { path, facts: (0,templates_hash/* sha256 */.s)(`link ${link}`), content: null };
    if (link === null || leadsOut(path, root))
        yield* walk(path, 'upload', new Set());
}
function leadsOut(path, root) {
    try {
        return !`${(0,byte_paths/* realPath */.Ye)(path)}/`.startsWith(`${(0,byte_paths/* realPath */.Ye)(root)}/`);
    }
    catch {
        // A link to nothing, or to itself.
        return false;
    }
}
/** The file or folder that a path leads to; throws a ConfigurationError for a link to itself. */
function statOrRefuse(path) {
    try {
        return (0,byte_paths/* statPath */.qW)(path);
    }
    catch (error) {
        if ((0,errors/* codeOf */.$N)(error) !== 'ELOOP')
            throw error;
        const message = `${(0,byte_paths/* toText */.fE)(path)} is a symbolic link that leads to itself; remove it, or point it at a file`;
        throw new errors/* ConfigurationError */.j1(message, { cause: error });
    }
}

// EXTERNAL MODULE: ./build/templates/workspace.js
var templates_workspace = __webpack_require__(265);
;// CONCATENATED MODULE: ./build/templates/files.js
/** Reads and hashes the files that templates use. */







/** A content longer than this, in bytes, is not read as a text: nothing in a template can depend on what it says. */
const maxTextSize = 16n * 1024n * 1024n;
/** Values of variables: those that are read count, each by itself, and a secret one by no digest of its file. */
const variablesFile = /\.pkrvars\.(hcl|json)$/;
class Files {
    #folder;
    #root;
    #uncounted;
    #hasher = new ContentHasher();
    #contents = new Map();
    constructor({ folder, workspace, uncounted }) {
        this.#folder = folder;
        this.#root = (0,templates_workspace/* findWorkspaceRoot */.HU)(workspace);
        this.#uncounted = uncounted;
    }
    /** A path's name in a fingerprint: the same wherever the workspace is, and however deep in it the templates are. */
    nameOf(path) {
        const name = (0,external_node_path_.relative)(this.#folder, path);
        if ((0,external_node_path_.isAbsolute)(name) || !this.isInWorkspace(path))
            return path;
        return name.split(external_node_path_.sep).join(external_node_path_.posix.sep) || '.';
    }
    isInWorkspace(path) {
        const name = (0,external_node_path_.relative)(this.#root, path);
        return name !== '..' && !name.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(name);
    }
    /**
     * Digests of files, and of all files under folders, sorted by name; `absent` where there is nothing. A file that is read
     * in several ways has one digest of all of them.
     * @param all whether every file of the workspace may be read besides
     */
    async digest(reads, all) {
        const byPath = new Map();
        for (const batch of batchesOf(this.#entriesOf(reads, all))) {
            const hashes = (await this.#hasher.hash(batch.flatMap(({ content }) => content ?? []))).values();
            for (const { path, facts, content } of batch) {
                const digest = content === null ? facts : joinFacts(facts, hashes.next().value ?? '');
                const known = byPath.get(path);
                byPath.set(path, known === undefined || known === digest ? digest : `${known} ${digest}`);
            }
        }
        const folded = byPath.size > maxNamedFiles ? foldByFolder(byPath) : byPath;
        const digests = [...folded].map(([path, found]) => {
            const name = this.nameOf((0,byte_paths/* toText */.fE)(path)) + (path.endsWith('/') ? '/' : '');
            return { name, digest: found.includes(' ') ? joinDigests(found) : found };
        });
        return digests.sort(compareNames);
    }
    *#entriesOf(reads, all) {
        for (const { path, as } of reads)
            yield* walk((0,byte_paths/* toBytePath */.xe)(path), as, new Set());
        if (!all)
            return;
        const root = (0,byte_paths/* toBytePath */.xe)(this.#root);
        const uncounted = new Set(this.#uncounted().map(byte_paths/* toBytePath */.xe));
        for (const path of (0,templates_workspace/* listWorkspace */.i1)(this.#root, this.#folder, uncounted))
            if (!variablesFile.test(path))
                yield* walkInside(path, root);
    }
    /** The content of a file; null if there is none, or it is too long to be read as a text. */
    content(path) {
        let content = this.#contents.get(path);
        if (content === undefined) {
            const stat = statOrRefuse((0,byte_paths/* toBytePath */.xe)(path));
            content = stat?.isFile() === true && stat.size <= maxTextSize ? (0,external_node_fs_.readFileSync)(path) : null;
            this.#contents.set(path, content);
        }
        return content;
    }
    /** What a path leads to; null if to nothing. */
    kindOf(path) {
        const stat = statOrRefuse((0,byte_paths/* toBytePath */.xe)(path));
        if (stat === undefined)
            return null;
        return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'special';
    }
    /**
     * Sorted paths of the regular files under a folder, relative to it, links followed. Null where links lead in a circle.
     */
    list(folder) {
        const parents = new Set();
        const paths = [];
        const visit = (path, prefix) => {
            const real = (0,byte_paths/* realPath */.Ye)(path);
            if (parents.has(real))
                return false;
            parents.add(real);
            for (const entry of (0,byte_paths/* readFolder */.j1)(path)) {
                const inner = `${path}/${entry.name}`;
                const stat = (0,byte_paths/* statPath */.qW)(inner);
                if (stat?.isFile() === true)
                    paths.push((0,byte_paths/* toText */.fE)(prefix + entry.name));
                if (stat?.isDirectory() === true && !visit(inner, `${prefix}${entry.name}/`))
                    return false;
            }
            parents.delete(real);
            return true;
        };
        const bytePath = (0,byte_paths/* toBytePath */.xe)(folder);
        if ((0,byte_paths/* statPath */.qW)(bytePath)?.isDirectory() !== true)
            return [];
        return visit(bytePath, '') ? paths.sort() : null;
    }
}
/** Entries that are hashed together: enough to read several large files at once, few enough for a small memory. */
const batchSize = 256;
function* batchesOf(entries) {
    let batch = [];
    for (const entry of entries) {
        batch.push(entry);
        if (batch.length < batchSize)
            continue;
        yield batch;
        batch = [];
    }
    yield batch;
}
function joinFacts(facts, hash) {
    return facts === '' ? hash : (0,templates_hash/* sha256 */.s)(`${facts} ${hash}`);
}
/** More files than this are named by their folders: the list would be useless, and too large for memory. */
const maxNamedFiles = 2000;
/** One digest for all that lies right in a folder, by the folder. */
function foldByFolder(byPath) {
    const lines = new Map();
    for (const [path, digest] of byPath) {
        const folder = path.slice(0, path.lastIndexOf('/', path.length - 2) + 1);
        const line = `${path.slice(folder.length)}\0${digest}`;
        const known = lines.get(folder);
        if (known === undefined)
            lines.set(folder, [line]);
        else
            known.push(line);
    }
    return new Map([...lines].map(([folder, found]) => [folder, (0,templates_hash/* sha256 */.s)(found.sort().join('\n'))]));
}
/** One digest of several, which are separated by blanks, whatever their order and number. */
function joinDigests(found) {
    return (0,templates_hash/* sha256 */.s)([...new Set(found.split(' '))].sort().join('\0'));
}
function compareNames(a, b) {
    return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

// EXTERNAL MODULE: ./build/templates/filled-variables.js
var filled_variables = __webpack_require__(4582);
;// CONCATENATED MODULE: ./build/templates/manifests.js
/** Finds the manifests that the templates' own post-processors write: no build reads them. */



/** Where `output` is not set (post-processor/manifest/post-processor.go of Packer 1.16.0). */
const usualName = 'packer-manifest.json';
/** Absolute paths of the manifests that any build of these files writes. */
function findManifests(files, evaluator, cwd) {
    return files.flatMap((file) => {
        const scope = { names: new Map(), reads: new dependencies/* Dependencies */.i(), file: file.path };
        const inside = (type, blocks) => blocks
            .filter((block) => block.type === type)
            .flatMap(({ body, names }) => (0,evaluate_blocks/* expandBlocks */.N)(body, evaluator, { ...scope, names }));
        const ofBuilds = inside('build', (0,evaluate_blocks/* expandBlocks */.N)(file.body, evaluator, scope));
        return [...ofBuilds, ...inside('post-processors', ofBuilds)].flatMap(({ type, labels, body, names }) => {
            if (type !== 'post-processor' || labels[0] !== 'manifest')
                return [];
            const output = (0,evaluate_blocks/* findAttribute */.O)(body, 'output');
            const path = output === undefined ? usualName : evaluator.evaluate(output.value, { ...scope, names });
            return typeof path === 'string' ? [(0,external_node_path_.resolve)(cwd, path)] : [];
        });
    });
}

;// CONCATENATED MODULE: ./build/templates/recipe-names.js
/** Names of recipes, and the patterns for Packer's `-only` that select one of them. */
/**
 * Names recipes by their builds or sources. Those that would have the same name are called by their `-only` patterns. Where
 * these select several builds, Packer builds them only together, and the action cannot build one of them.
 */
function nameRecipes(recipes) {
    const named = recipes.map((recipe) => {
        const { buildName, sourceName, isOneOfSeveral } = recipe;
        const name = isOneOfSeveral && buildName ? `${buildName}.${sourceName}` : buildName || sourceName;
        return { ...recipe, name, only: onlyPattern(recipe) };
    });
    const names = Map.groupBy(named, ({ name }) => name);
    const siblings = Map.groupBy(named, ({ builder, sourceName }) => `${builder}.${sourceName}`);
    return named.map((recipe) => {
        const { name, only, foreign, builder, sourceName } = recipe;
        const selected = (siblings.get(`${builder}.${sourceName}`) ?? []).filter((other) => selects(recipe, other));
        const inseparable = `Packer's -only=${only} matches several builds; give the builds names of their own`;
        return {
            ...recipe,
            name: (names.get(name)?.length ?? 0) > 1 ? only : name,
            foreign: foreign ?? (selected.length > 1 ? inseparable : null),
        };
    });
}
/** Packer calls a build `NAME.TYPE.SOURCE`, or `TYPE.SOURCE` where it has no name (SourceUseBlock in types.source.go). */
function onlyPattern({ buildName, builder, sourceName, }) {
    const source = `${escapeGlob(builder)}.${escapeGlob(sourceName)}`;
    if (buildName === null)
        return `*.${source}`;
    return buildName === '' ? source : `${escapeGlob(buildName)}.${source}`;
}
/** Packer splits the value of `-only` at its commas, and reads each part as a glob (gobwas/glob). */
function escapeGlob(text) {
    return text.replace(/[\\*?[\]{}!]/g, '\\$&').replaceAll(',', '?');
}
/** Whether the pattern of a recipe selects a build of the same source, too. */
function selects({ buildName: own }, { buildName: other }) {
    if (own === null || other === null)
        return own !== '' && other !== '';
    return (own.length === other.length && [...own].every((char, index) => char === ',' || char === other[index]));
}

;// CONCATENATED MODULE: ./build/templates/recipes.js
/** Finds the recipes of a folder: a pair of a build and a source that it uses, which makes one AMI. */





/**
 * The recipes of all builds, in order of files and lines. What is wrong with them is added to `problems`.
 * @param amazonPlugins names under which the templates require the amazon plugin, which begin its builders' names
 */
function findRecipes(blocks, environment, amazonPlugins, problems) {
    const sources = collectSources(blocks, problems);
    const reader = new BuildReader(sources, environment, amazonPlugins, problems);
    const recipes = blocks.filter(({ type }) => type === 'build').flatMap((build) => reader.read(build));
    if (problems.length === 0 && recipes.length === 0) {
        problems.push({ message: 'the templates have no build block' });
    }
    return nameRecipes(recipes);
}
/** Source blocks by `type.name`. */
function collectSources(blocks, problems) {
    const sources = new Map();
    for (const block of blocks.filter(({ type }) => type === 'source')) {
        const ref = block.labels.join('.');
        const first = sources.get(ref);
        if (first === undefined)
            sources.set(ref, block);
        else {
            const where = { file: first.file, line: first.span.line };
            problems.push(problemAtBlock(block, describeDuplicate(`source ${ref}`, block.file, where)));
        }
    }
    return sources;
}
/** Reads `build` blocks, and adds what is wrong with them to `problems`. */
class BuildReader {
    #sources;
    #evaluator;
    #builders;
    #problems;
    constructor(sources, { evaluator }, amazonPlugins, problems) {
        this.#sources = sources;
        this.#builders = new Set(['amazon', ...amazonPlugins].map((name) => `${name}-ebs`));
        this.#evaluator = evaluator;
        this.#problems = problems;
    }
    read(build) {
        const scope = { names: build.names, reads: new dependencies/* Dependencies */.i(), file: build.file };
        const buildName = this.#evaluateName(build.body, scope);
        const before = this.#problems.length;
        const uses = [...this.#readSourceList(build, scope), ...this.#readSourceBlocks(build, scope)];
        if (uses.length === 0 && this.#problems.length === before) {
            this.#problems.push(problemAtBlock(build, 'the build names no source'));
        }
        return uses.flatMap((use) => this.#toRecipe(build, buildName, use, uses.length > 1) ?? []);
    }
    #toRecipe(build, buildName, use, isOneOfSeveral) {
        const ref = `${use.type}.${use.name}`;
        const source = this.#sources.get(ref);
        if (source === undefined) {
            this.#problems.push(problemAtBlock(build, `there is no source ${ref}${suggest(ref, this.#sources.keys())}`));
            return null;
        }
        const isAmi = this.#builders.has(use.type);
        const { type: builder, addition } = use;
        const foreign = isAmi ? null : `it is built by ${builder}, and this action builds amazon-ebs only`;
        const sourceName = use.localName || use.name;
        return { builder, buildName, sourceName, isAmi, foreign, build, source, addition, isOneOfSeveral };
    }
    /** The build's attribute `sources`. */
    #readSourceList(build, scope) {
        const attribute = (0,evaluate_blocks/* findAttribute */.O)(build.body, 'sources');
        const refs = attribute === undefined ? [] : this.#evaluator.evaluate(attribute.value, scope);
        return ((0,values/* isList */.Lv)(refs) ? refs : [refs]).flatMap((ref) => {
            const parsed = parseRef(ref);
            if (parsed !== null)
                return [{ ...parsed, localName: '', addition: null }];
            this.#problems.push(problemAtBlock(build, "the build's sources are not known before it runs"));
            return [];
        });
    }
    /** The build's own `source` blocks. */
    #readSourceBlocks(build, scope) {
        const blocks = (0,evaluate_blocks/* expandBlocks */.N)(build.body, this.#evaluator, scope).filter(({ type }) => type === 'source');
        return blocks.flatMap((block) => {
            const parsed = parseRef(block.labels[0] ?? null);
            const localName = this.#evaluateName(block.body, { ...scope, names: block.names });
            if (parsed !== null && localName !== null) {
                return [{ ...parsed, localName, addition: { ...block, file: build.file } }];
            }
            this.#problems.push(problemAtBlock(build, 'a source of this build is not known before it runs'));
            return [];
        });
    }
    /** The attribute `name`: empty where there is none, null where it is unknown. */
    #evaluateName(body, scope) {
        const attribute = (0,evaluate_blocks/* findAttribute */.O)(body, 'name');
        const name = attribute === undefined ? '' : this.#evaluator.evaluate(attribute.value, scope);
        return typeof name === 'string' ? name : null;
    }
}
/** `source.type.name` or `type.name` (sourceRefFromString of Packer); null for anything else. */
function parseRef(ref) {
    const parts = typeof ref === 'string' ? ref.split('.') : [];
    const [type, name] = parts.length > 2 ? parts.slice(1) : parts;
    return type === undefined || name === undefined ? null : { type, name };
}
function problemAtBlock({ file, span }, message) {
    return problemAt(file, span, message);
}

;// CONCATENATED MODULE: ./build/templates/select.js
/** Selects the recipes that the input `ami` names. */

/**
 * The recipes with these names, in order of the templates; `all` are all AMIs. Throws a ConfigurationError for names that
 * are unknown or cannot be built.
 */
function selectRecipes(templates, ami) {
    const problems = findNameProblems(templates.recipes, ami, templates.displayName);
    if (problems.length > 0)
        throw new errors/* ConfigurationError */.j1(problems);
    return requestedRecipes(templates.recipes, ami);
}
/** Those of the recipes that are asked for and can be built. */
function requestedRecipes(recipes, ami) {
    return recipes.filter(({ foreign, name }) => foreign === null && (ami === 'all' || ami.includes(name.trim())));
}
/** Lists the names that are unknown or cannot be built, each with the names there are. */
function findNameProblems(recipes, ami, displayName) {
    const amis = recipes.filter(({ foreign }) => foreign === null);
    const known = amis.map(({ name }) => name).join(', ') || 'none';
    if (ami === 'all')
        return findProblemsOfAll(recipes, displayName);
    return [...new Set(ami)].flatMap((name) => {
        const recipe = recipes.find((item) => item.name.trim() === name);
        if (recipe === undefined) {
            return [`ami: there is no ${JSON.stringify(name)} in ${displayName}; there are: ${known}`];
        }
        return recipe.foreign === null
            ? []
            : [`ami: ${name} cannot be built: ${recipe.foreign}; there are: ${known}`];
    });
}
/** `all` leaves other builders' images out, but no AMI. */
function findProblemsOfAll(recipes, displayName) {
    const unbuildable = recipes.filter(({ foreign, isAmi }) => isAmi && foreign !== null);
    if (unbuildable.length > 0) {
        return [...new Set(unbuildable.map(({ name, foreign }) => `ami: ${name} cannot be built: ${foreign}`))];
    }
    if (recipes.length === 0 || recipes.some(({ foreign }) => foreign === null))
        return [];
    const others = recipes.map(({ only }) => only).join(', ');
    return [`${displayName} has no amazon-ebs build; there are: ${others}`];
}

// EXTERNAL MODULE: ./build/evaluate/yaml.js
var yaml = __webpack_require__(1855);
;// CONCATENATED MODULE: ./build/templates/template-files.js
/** The files that Packer reads when it is given a folder of templates, or one file (GetHCL2Files in hcl2template/utils.go). */









/** Throws a ConfigurationError for a path without templates, and for JSON templates. */
async function listTemplateFiles(path, displayName) {
    if (path.endsWith('.pkr.hcl')) {
        const displayFolder = (0,external_node_path_.dirname)(displayName);
        // Packer loads no variables files beside a single template.
        return { folder: (0,external_node_path_.dirname)(path), displayFolder, templates: [{ path, displayName }], variables: [] };
    }
    const entries = await (0,promises_.readdir)(path, { withFileTypes: true }).catch((cause) => {
        const message = `the templates ${JSON.stringify(displayName)} cannot be read: they must be a folder, or a *.pkr.hcl file`;
        throw new errors/* ConfigurationError */.j1(message, { cause });
    });
    const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
    const list = (suffix) => names
        .filter((name) => name.endsWith(suffix))
        .sort()
        .map((name) => ({ path: (0,external_node_path_.join)(path, name), displayName: `${displayName}/${name}` }));
    refuseJson(list('.pkr.json'));
    const templates = list('.pkr.hcl');
    if (templates.length === 0) {
        refuseJson(list('.json').filter(isLegacyTemplate));
        throw new errors/* ConfigurationError */.j1(`no *.pkr.hcl in the templates' folder ${JSON.stringify(displayName)}`);
    }
    const variables = [...list('.auto.pkrvars.hcl'), ...list('.auto.pkrvars.json')];
    return { folder: path, displayFolder: displayName, templates, variables };
}
function refuseJson(files) {
    if (files.length === 0)
        return;
    throw new errors/* ConfigurationError */.j1(files.map(({ displayName: file }) => ({
        message: `${file}: JSON templates are not supported; convert it to HCL (packer hcl2_upgrade does most of it)`,
        location: { file },
    })));
}
/** A template of Packer's old format is a JSON object with `builders`. */
function isLegacyTemplate({ path }) {
    try {
        const json = JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
        return typeof json === 'object' && json !== null && 'builders' in json;
    }
    catch {
        return false;
    }
}
/** Parses files; syntax errors of all are added to `problems`. */
async function parseAll(files, problems) {
    const parsed = [];
    for (const { path, displayName } of files) {
        try {
            const text = (0,external_node_fs_.readFileSync)(path, 'utf8');
            if (text.includes('yamldecode'))
                await (0,yaml/* loadYaml */.y)();
            parsed.push(await parseHcl(displayName, text));
        }
        catch (error) {
            if (!(error instanceof errors/* ConfigurationError */.j1))
                throw error;
            problems.push(...error.problems);
        }
    }
    return parsed;
}
/** Reads variables files in their order; what cannot be read is added to `problems`. */
async function readVariablesFiles(files, problems) {
    const read = [];
    for (const file of files) {
        if ((0,external_node_path_.basename)(file.path).endsWith('.json'))
            read.push(readJson(file, problems));
        else {
            for (const { path, body } of await parseAll([file], problems)) {
                const places = body.attributes.map(({ value }) => value);
                read.push({ path, assignments: readAssignments(body), places });
            }
        }
    }
    return read;
}
function readJson({ path, displayName }, problems) {
    try {
        const json = (0,evaluate_json/* parseJson */.q)((0,external_node_fs_.readFileSync)(path, 'utf8'));
        if (!(0,values/* isObject */.Gv)(json))
            throw new SyntaxError('not an object');
        return { path: displayName, assignments: [...json], places: [] };
    }
    catch {
        problems.push({
            message: `${displayName}: not a JSON object of variables`,
            location: { file: displayName },
        });
        return { path: displayName, assignments: [], places: [] };
    }
}

;// CONCATENATED MODULE: ./build/templates/read.js
/** Reads a folder of Packer templates: everything that it declares, and the AMIs that it can build. */














/**
 * Reads all `*.pkr.hcl` of a folder, and its `*.auto.pkrvars.hcl` and `.json`, as `packer build FOLDER` does; or one
 * `*.pkr.hcl` file, as `packer build FILE` does. Throws a ConfigurationError, with file, line and column where there is
 * one, with everything in the templates and in the values of their variables that Packer would refuse.
 */
async function readTemplates(path, options = {}) {
    const root = (0,external_node_path_.resolve)(path);
    const displayName = (options.displayName ?? path).replaceAll('\\', '/').replace(/\/+$/, '');
    const env = options.env ?? process.env;
    const listed = await listTemplateFiles(root, displayName);
    const { folder } = listed;
    const cwd = (0,external_node_path_.resolve)(options.cwd ?? folder);
    const problems = [];
    const faults = [];
    const parsed = await parseAll(listed.templates, faults);
    const varFiles = options.varFiles ?? [];
    const variablesFiles = await readVariablesFiles([...listed.variables, ...varFiles], faults);
    // What does not parse is not judged further.
    if (faults.length > 0)
        throw new errors/* ConfigurationError */.j1(faults);
    const declared = readDeclarations(parsed, env, faults);
    const assignments = variablesFiles.map((file) => file.assignments);
    const values = await resolveVariables(declared, assignments, env);
    const { providedVariables, problems: undeclared } = collectProvidedVariables(declared, values, displayName, options);
    const variables = values.with(providedVariables);
    const definitions = { folder, cwd, variables, ...collectDefinitions(parsed, faults) };
    const workspace = (0,external_node_path_.resolve)(options.workspace ?? cwd);
    const files = new Files({ folder, workspace, uncounted: () => [...manifests, ...secretFiles] });
    const plugins = collectRequiredPlugins(parsed);
    const plain = new environment/* TemplateEnvironment */.u(definitions, files, new Map());
    const manifests = findManifests(parsed, plain.evaluator, cwd);
    const secretFiles = findSecretFiles([...listed.templates, ...varFiles], definitions);
    const recipes = findRecipes(topLevelBlocks(parsed), plain, namesOfAmazonPlugin(plugins), faults);
    const extra = options.reads ? findExtraReads(options.reads, workspace, files) : null;
    problems.push(...(extra?.problems ?? []));
    const templates = {
        ...definitions,
        reads: extra?.paths ?? null,
        displayName,
        packerTarget: findPackerTarget(root, cwd),
        varFiles: varFiles.map((file) => file.path),
        providedVariables,
        recipes,
        plugins,
        files,
    };
    const filled = findFilled(templates, problems);
    problems.push(...undeclared, ...faults, ...findNameProblems(recipes, options.ami ?? [], displayName));
    problems.push(...checkTemplates({
        files: parsed,
        templates,
        environment: new environment/* TemplateEnvironment */.u(definitions, files, filled.values),
        filled: new Set([...filled.values.keys(), ...filled.parents.keys()]),
        sources: { variablesFiles, env, inputs: options.variables ?? {} },
        recipes: requestedRecipes(recipes, options.ami ?? []),
        used: options.versions,
        isPartial: options.isPartial ?? false,
    }));
    if (problems.length > 0)
        throw new errors/* ConfigurationError */.j1(problems);
    return templates;
}
/** Files of values for variables, and templates that hold sensitive values: what they say counts, but not as a file. */
function findSecretFiles(files, { variables, locals }) {
    const secret = [...variables.declared.values(), ...locals.values()].filter(({ sensitive }) => sensitive);
    const places = new Set(secret.map(({ file }) => file));
    const isVariables = ({ path }) => !path.endsWith('.pkr.hcl');
    return files.filter((file) => places.has(file.displayName) || isVariables(file)).map(({ path }) => path);
}
/** Packer's argument, from the folder that it runs in; `path.root` is relative to that. */
function findPackerTarget(root, cwd) {
    const path = (0,external_node_path_.relative)(cwd, root) || '.';
    return path.startsWith('-') ? `./${path}` : path;
}
function findFilled(templates, problems) {
    try {
        return (0,filled_variables/* findFilledVariables */.n)(templates);
    }
    catch (error) {
        if (!(error instanceof errors/* ConfigurationError */.j1))
            throw error;
        problems.push(...error.problems);
        return { values: new Map(), parents: new Map() };
    }
}
/**
 * Values that the inputs set, and what is wrong with them. An input's default sets nothing, except for a region that the
 * templates leave empty.
 */
function collectProvidedVariables(declared, values, displayName, { named = [], variables = {} }) {
    const isUndeclared = (variable) => !declared.has(variable);
    const undeclared = (variable) => `${displayName} declares no variable ${JSON.stringify(variable)}`;
    const problems = [
        ...named
            .filter(({ isDefault, variable }) => !isDefault && variable !== 'aws_region' && isUndeclared(variable))
            .map(({ input, variable }) => `Input ${input}: ${undeclared(variable)}, so it has no effect; remove the input`),
        ...Object.keys(variables)
            .filter(isUndeclared)
            .map((variable) => `Input variables: ${undeclared(variable)}${suggest(variable, declared.keys())}`),
    ];
    const set = named
        .filter(({ isDefault, variable }) => !isDefault || (variable === 'aws_region' && !values.value(variable)))
        .map(({ variable, value }) => [variable, value]);
    const provided = [...set, ...Object.entries(variables)].filter(([variable]) => declared.has(variable));
    return { providedVariables: Object.fromEntries(provided), problems };
}
/** The sources and builds. Packer expands dynamic blocks only inside of blocks. */
function topLevelBlocks(files) {
    return files.flatMap(({ path, body }) => body.blocks
        .filter(({ type }) => type === 'source' || type === 'build')
        .map((block) => ({ ...block, names: new Map(), span: block, file: path })));
}

// EXTERNAL MODULE: ./build/templates/region.js
var templates_region = __webpack_require__(3078);
// EXTERNAL MODULE: ./build/templates/source-attribute.js
var source_attribute = __webpack_require__(966);
;// CONCATENATED MODULE: ./build/templates/warnings.js
/** What Packer accepts in templates, and what hurts all the same when the action builds them. */






function findWarnings(recipes, templates) {
    const warnings = recipes.flatMap((recipe) => [
        ...warnOfDeregistering(recipe, templates),
        ...warnOfMappedSnapshots(recipe, templates),
        ...warnOfIgnoredFailures(recipe, templates),
    ]);
    // Several AMIs may have one source.
    return [...new Map(warnings.map((warning) => [warning.message, warning])).values()];
}
function warnOfDeregistering(recipe, templates) {
    const attribute = (0,source_attribute/* findSourceAttribute */.P)(recipe, templates, 'force_deregister');
    if (attribute === null || !isTrue(attribute.value))
        return [];
    const message = `force_deregister removes an image of the name that the build of ${recipe.name} takes. Where two runs build it at ` +
        'once, the second removes the image of the first, whose id has been handed out. Remove the attribute, and put ' +
        'var.fingerprint into ami_name, so that every recipe has a name of its own';
    return [problemAt(attribute.at.file, attribute.at, message)];
}
/** The plugin's clean-up (builder/ebs/step_create_ami.go, and DestroyAMIs in common/helper_funcs.go) spares no snapshot. */
function warnOfMappedSnapshots(recipe, templates) {
    const blocks = recipe.addition === null ? [recipe.source] : [recipe.addition, recipe.source];
    const message = 'snapshot_id makes a snapshot of yours a part of the AMI, and Packer deletes every snapshot of an AMI whose build ' +
        `it takes back: it is lost if the build of ${recipe.name} fails at its end, where the role may delete it; the role of ` +
        'docs/iam.md may not, and such a build fails when Packer tags it. Attach the volume in launch_block_device_mappings ' +
        'instead, so that the AMI gets a snapshot of its own';
    return blocks.flatMap((block) => findInnerAttributes(block, 'ami_block_device_mappings', 'snapshot_id', recipe, templates)
        .filter(({ value }) => value !== null && value !== '')
        .map(({ at }) => problemAt(block.file, at, message)));
}
/** Packer 1.16: packer/provisioner.go, ContinueOnErrorProvisioner. */
function warnOfIgnoredFailures(recipe, templates) {
    const message = 'continue_on_error lets Packer make the AMI even if this step fails, and the build counts as a success. Remove it, or ' +
        'let a later step check what this one has to leave';
    return findInnerAttributes(recipe.build, 'provisioner', 'continue_on_error', recipe, templates)
        .filter(({ value }) => isTrue(value))
        .map(({ at }) => problemAt(recipe.build.file, at, message));
}
/** The attribute of this name in each inner block of this type. */
function findInnerAttributes({ body, names, file }, type, name, recipe, templates) {
    const { evaluator } = new environment/* TemplateEnvironment */.u(templates, templates.files, new Map());
    const own = new Map([['source', (0,recipe_dependencies/* sourceNames */.S)(recipe)], ...names]);
    const scope = { names: own, reads: new dependencies/* Dependencies */.i(), file };
    return (0,evaluate_blocks/* expandBlocks */.N)(body, evaluator, scope)
        .filter((block) => block.type === type)
        .flatMap((block) => {
        const attribute = (0,evaluate_blocks/* findAttribute */.O)(block.body, name);
        if (attribute === undefined)
            return [];
        const value = evaluator.evaluate(attribute.value, { ...scope, names: block.names });
        return [{ value, at: attribute }];
    });
}
/** HCL takes the text too. */
const isTrue = (value) => value === true || value === 'true';

;// CONCATENATED MODULE: ./build/commands/mask-secrets.js
/** Finds what has to be masked in the log: the values of sensitive variables, wherever they were set. */

/**
 * A mask replaces its text everywhere in the log, and GitHub drops a job's outputs that hold one: a text of three
 * characters would cost both and hide nothing.
 */
const shortestMask = 4;
/**
 * Texts to mask, each once. A default stands in the templates for all to read. A field of a sensitive object that is also
 * the region or the value of a variable that is not sensitive is an ordinary word.
 */
function findTextsToMask(variables, region) {
    const open = new Set([region]);
    const secret = new Set();
    for (const { name, sensitive, default: usual } of variables.declared.values()) {
        const value = variables.value(name) ?? null;
        if (sensitive && value === usual)
            continue;
        for (const text of listTexts(value))
            (sensitive ? secret : open).add(text);
    }
    return [...secret].filter((text) => text.length >= shortestMask && !open.has(text));
}
function listTexts(value) {
    if ((0,values/* isList */.Lv)(value))
        return value.flatMap(listTexts);
    if ((0,values/* isObject */.Gv)(value))
        return [...value.values()].flatMap(listTexts);
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

;// CONCATENATED MODULE: ./build/commands/prepare.js
/** What every mode begins with: reads the templates and the lock, selects the requested recipes, masks secrets. */










async function prepare(given, context) {
    const startedAt = Date.now();
    const { workspace, actionRoot, workflow } = context;
    workflow.print(`Reading the templates: ${displayPath(given.templates, [workspace, actionRoot])}`);
    const templates = await readInputTemplates(given, context);
    const recipes = selectRecipes(templates, given.ami);
    const region = given.regionIsSet ? given.region : (0,templates_region/* chooseRegion */.Q)(recipes, templates, given.region);
    const inputs = { ...given, region };
    for (const secret of [inputs.fingerprintKey, inputs.githubToken]) {
        if (secret !== null)
            workflow.mask(secret);
    }
    for (const text of findTextsToMask(templates.variables, region))
        workflow.mask(text);
    for (const { message, location } of findWarnings(recipes, templates)) {
        workflow.annotate('warning', message, location);
    }
    workflow.print(`AMIs: ${recipes.map(({ name }) => name).join(', ')} in ${region}`);
    const lock = await readInputLock(inputs);
    const holder = (0,tags/* createLeaseHolder */.tf)(context.env, (0,tags/* createNonce */.mE)());
    const folder = (0,folders/* outputFolder */.qi)(context.env, context.workspace, holder.nonce);
    return { inputs, templates, recipes, lock, holder, folder, startedAt };
}
/** What messages call the lock. */
function lockDisplayName({ lock }) {
    return lock.kind === 'text' ? 'Input lock' : lock.displayPath;
}
/** Adds what is wrong with the templates to what is wrong with the inputs, as far as these can be read. */
async function withTemplateProblems(error, context) {
    const { readable } = error;
    const { templates } = readable;
    if (templates === undefined)
        return error;
    try {
        await readInputTemplates({ ...readable, templates }, context, true);
        return error;
    }
    catch (other) {
        if (!(other instanceof errors/* ConfigurationError */.j1))
            throw other;
        return new errors/* ConfigurationError */.j1([...error.problems, ...other.problems]);
    }
}
function readInputTemplates(inputs, { env, workspace, actionRoot }, isPartial = false) {
    const { ami, templates, variables, named, reads, workingDirectory, varFiles } = inputs;
    const { packerVersion, pluginVersion } = inputs;
    const roots = [workspace, actionRoot];
    const own = roots.find((root) => !(0,external_node_path_.relative)(root, templates).startsWith('..')) ?? workspace;
    return readTemplates(templates, {
        ami: ami ?? [],
        variables: variables ?? {},
        named: named ?? [],
        env,
        displayName: displayPath(templates, roots),
        workspace: own,
        reads: reads ?? null,
        ...(workingDirectory ? { cwd: workingDirectory } : {}),
        varFiles: varFiles ?? [],
        ...(packerVersion && pluginVersion ? { versions: { packer: packerVersion, plugin: pluginVersion } } : {}),
        isPartial,
    });
}
/** A path relative to the repository that holds it: the user's, or else the action's. */
function displayPath(path, roots) {
    const candidates = roots.map((root) => (0,external_node_path_.relative)(root, path));
    const within = candidates.find((candidate) => !candidate.startsWith('..'));
    return within === undefined ? path : within || '.';
}
async function readInputLock(inputs) {
    const { lock } = inputs;
    if (lock.kind === 'text')
        return (0,lock_file/* parseLock */.PG)(lock.text, lockDisplayName(inputs));
    const found = await (0,lock_file/* readLock */.mF)(lock.path, lock.displayPath);
    if (found === null && lock.named && inputs.mode !== 'lock') {
        throw new errors/* ConfigurationError */.j1(`Input lock: there is no file ${lock.displayPath}; create it with mode lock, or leave the input out`);
    }
    return found;
}


/***/ }),

/***/ 1906:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ expandBlocks),
/* harmony export */   O: () => (/* binding */ findAttribute)
/* harmony export */ });
/* harmony import */ var _values_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6902);
/** Blocks as Packer sees them: `dynamic` blocks expanded. */

/** The blocks of a body. A `dynamic` block over an unknown collection gives one block with unknown values. */
function expandBlocks(body, evaluator, scope) {
    return body.blocks.flatMap((block) => block.type === 'dynamic'
        ? expandDynamic(block, evaluator, scope)
        : [{ type: block.type, labels: block.labels, body: block.body, names: scope.names, span: block }]);
}
function expandDynamic(block, evaluator, scope) {
    const [type = ''] = block.labels;
    const content = block.body.blocks.find((inner) => inner.type === 'content');
    const forEach = findAttribute(block.body, 'for_each');
    if (content === undefined || forEach === undefined)
        return [];
    const iterator = findAttribute(block.body, 'iterator')?.value;
    const name = iterator?.kind === 'reference' ? iterator.name : type;
    const labels = findAttribute(block.body, 'labels');
    return listElements(evaluator.evaluate(forEach.value, scope)).map(([key, value]) => {
        const names = new Map(scope.names).set(name, new Map([
            ['key', key],
            ['value', value],
        ]));
        const evaluated = labels === undefined ? [] : evaluator.evaluate(labels.value, { ...scope, names });
        return {
            type,
            labels: (0,_values_js__WEBPACK_IMPORTED_MODULE_0__/* .isList */ .Lv)(evaluated) ? evaluated.map(_values_js__WEBPACK_IMPORTED_MODULE_0__/* .asText */ .e1) : [null],
            body: content.body,
            names,
            span: block,
        };
    });
}
/** Keys and values; of a collection that may be one of several, those of each. */
function listElements(collection) {
    if ((0,_values_js__WEBPACK_IMPORTED_MODULE_0__/* .isList */ .Lv)(collection))
        return collection.map((item, index) => [index, item]);
    if ((0,_values_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(collection))
        return (0,_values_js__WEBPACK_IMPORTED_MODULE_0__/* .sortEntries */ .R3)(collection);
    if (collection instanceof _values_js__WEBPACK_IMPORTED_MODULE_0__/* .OneOf */ .E8)
        return collection.options.flatMap(listElements);
    return [[collection, collection]];
}
function findAttribute(body, name) {
    return body.attributes.find((item) => item.name === name);
}


/***/ }),

/***/ 5059:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ toBool),
/* harmony export */   d: () => (/* binding */ convertToType)
/* harmony export */ });
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5740);
/* harmony import */ var _shapes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1554);
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5451);
/* harmony import */ var _values_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6902);
/** Converts values to types as Packer does (cty/convert of go-cty 1.13; Defaults.Apply of hcl/ext/typeexpr). */




/** The value as one of a type. What does not fit is left as it is; where it is not sure what Packer makes, unknown. */
function convertToType(value, type) {
    if (value === null || value instanceof _values_js__WEBPACK_IMPORTED_MODULE_3__/* .Unknown */ .$r)
        return value;
    if (value instanceof _values_js__WEBPACK_IMPORTED_MODULE_3__/* .OneOf */ .E8)
        return (0,_values_js__WEBPACK_IMPORTED_MODULE_3__/* .mapOneOf */ .er)([value], ([option = null]) => convertToType(option, type));
    switch (type.kind) {
        case 'any':
            return value;
        case 'unsure':
            return (0,_values_js__WEBPACK_IMPORTED_MODULE_3__/* .unsupported */ .qO)('a value of uncertain type');
        case 'string':
            return (0,_values_js__WEBPACK_IMPORTED_MODULE_3__/* .asText */ .e1)(value) ?? value;
        case 'number':
            return typeof value === 'string' ? ((0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .parseNumber */ .$)(value) ?? value) : value;
        case 'bool':
            return toBool(value);
        case 'list':
        case 'set': {
            if (!(0,_values_js__WEBPACK_IMPORTED_MODULE_3__/* .isList */ .Lv)(value))
                return value;
            const items = convertItems(Array.from(value), type.of);
            return (0,_values_js__WEBPACK_IMPORTED_MODULE_3__/* .isList */ .Lv)(items) && type.kind === 'set' ? toSet(items) : items;
        }
        case 'map': {
            if (!(0,_values_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(value))
                return value;
            const entries = (0,_values_js__WEBPACK_IMPORTED_MODULE_3__/* .sortEntries */ .R3)(value);
            const items = convertItems(entries.map(([, item]) => item), type.of);
            if (!(0,_values_js__WEBPACK_IMPORTED_MODULE_3__/* .isList */ .Lv)(items))
                return items;
            return new Map(entries.map(([key], index) => [key, items[index] ?? null]));
        }
        case 'tuple':
            if (!(0,_values_js__WEBPACK_IMPORTED_MODULE_3__/* .isList */ .Lv)(value) || value.length !== type.items.length)
                return value;
            return type.items.map((item, index) => convertToType(value[index] ?? null, item));
        case 'object': {
            if (!(0,_values_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(value))
                return value;
            const fields = [...type.fields].map(([name, field]) => {
                const given = value.get(name) ?? field.default ?? null;
                return [name, convertToType(given, field.type)];
            });
            return new Map(fields);
        }
    }
}
/** A bool, or a text that is one; any other value as it is. */
function toBool(value) {
    if (value === 'true' || value === '1')
        return true;
    return value === 'false' || value === '0' ? false : value;
}
/** The elements of a list, set or map, which are all of one type. */
function convertItems(items, type) {
    const converted = items.map((item) => convertToType(item, type));
    return (0,_types_js__WEBPACK_IMPORTED_MODULE_2__/* .isOpen */ .nT)(type) ? unify(converted) : converted;
}
/** Elements of the one type that cty finds for them (cty/convert/unify.go), which for texts and others is a text. */
function unify(items) {
    const [first, ...others] = items.filter((item) => item !== null);
    if (first === undefined || others.every((item) => (0,_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .isSameShape */ .CO)(first, item)))
        return items;
    const texts = items.map(_values_js__WEBPACK_IMPORTED_MODULE_3__/* .asText */ .e1);
    if (!texts.includes(null) && items.some((item) => typeof item === 'string'))
        return texts;
    return items.every((item) => (0,_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .hasOnlyTexts */ .LS)(item) && !(0,_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .hasSet */ .f9)(item))
        ? items
        : (0,_values_js__WEBPACK_IMPORTED_MODULE_3__/* .unsupported */ .qO)('elements of several types');
}
/** A set's elements in the order in which Packer iterates over them, each once (cty's set_internals.go). */
function toSet(items) {
    if (items.length > 1 && items.some((item) => (0,_values_js__WEBPACK_IMPORTED_MODULE_3__/* .asText */ .e1)(item) === null)) {
        return (0,_values_js__WEBPACK_IMPORTED_MODULE_3__/* .unsupported */ .qO)('a set of more than texts and numbers');
    }
    const unique = [...new Set(items)].sort((a, b) => typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1);
    return _values_js__WEBPACK_IMPORTED_MODULE_3__/* .SetValue */ .ay.from(unique);
}


/***/ }),

/***/ 3021:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ Dependencies)
/* harmony export */ });
/** What an evaluation has read: the raw material of a fingerprint. */
/** The sets that `merge` joins. */
const setNames = [
    'variables',
    'locals',
    'data',
    'files',
    'scripts',
    'uploads',
    'listings',
    'artifacts',
];
class Dependencies {
    variables = new Set();
    locals = new Set();
    /** `type.name` */
    data = new Set();
    /** Absolute paths of files whose bytes are read, whether they exist or not. */
    files = new Set();
    /** Absolute paths of scripts that Packer uploads with LF at their lines' ends. */
    scripts = new Set();
    /** Absolute paths of files and folders of which modes count too: uploaded, or read by a program on this machine. */
    uploads = new Set();
    /** `folder NUL pattern` of each fileset. */
    listings = new Set();
    /** Keys of the map of resolved downloads; `*` for all of them. */
    artifacts = new Set();
    /** `agent`: the folder of Go programs. `packer`: Packer's version. `cwd`: the path of the folder that it runs in. */
    others = new Set();
    /** Values that are others at each build, such as the time or a secret store's answer; by `file:line what`. */
    changing = new Map();
    /** Calls of functions that may refuse what this program takes; only `try` and `can` care. */
    guesses = 0;
    /** By `file:line what`. */
    unresolved = new Map();
    /** Notes a read that may be of any file of the workspace, or of any file at all. */
    doubt(unresolved) {
        this.unresolved.set(keyOf(unresolved), { outside: false, ...unresolved });
    }
    /** Notes a value that is another at each build. */
    change(unresolved) {
        this.changing.set(keyOf(unresolved), unresolved);
    }
    merge(other) {
        for (const key of setNames)
            for (const item of other[key])
                this[key].add(item);
        for (const item of other.others)
            this.others.add(item);
        for (const [key, item] of other.changing)
            this.changing.set(key, item);
        for (const [key, item] of other.unresolved)
            this.unresolved.set(key, item);
    }
}
function keyOf({ what, file, line }) {
    return `${file}:${line} ${what}`;
}


/***/ }),

/***/ 2198:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  o: () => (/* binding */ Evaluator)
});

// EXTERNAL MODULE: ./build/evaluate/dependencies.js
var dependencies = __webpack_require__(3021);
// EXTERNAL MODULE: ./build/evaluate/shapes.js
var shapes = __webpack_require__(1554);
// EXTERNAL MODULE: ./build/evaluate/values.js
var evaluate_values = __webpack_require__(6902);
;// CONCATENATED MODULE: ./build/evaluate/attempts.js
/** `try`, `can` and `coalesce`: functions that take the first argument that serves, and need no other. */



const attemptFunctions = new Set(['try', 'can', 'coalesce']);
/** Evaluates the arguments in their order, as far as they can be the result (tryfunc.go of hcl, coalesce.go of go-cty-funcs). */
function evaluateAttempts({ name, args }, evaluate, scope) {
    const possible = [];
    for (const arg of args) {
        const guesses = scope.reads.guesses;
        const value = withoutRefused(evaluate(arg, scope));
        const certain = (0,evaluate_values/* firstUnknown */.Ny)(value) === null && scope.reads.guesses === guesses;
        if (name === 'can')
            return isRefused(value) ? false : certain ? true : evaluate_values/* OneOf */.E8.of([true, false]);
        if (name === 'coalesce' && (value === null || value === ''))
            continue;
        if (name === 'try' && isRefused(value))
            continue;
        possible.push(value);
        // A function whose refusals are not all known may have been one: then the next argument is possible too.
        if (certain || (name === 'coalesce' && (0,evaluate_values/* firstUnknown */.Ny)(value) === null))
            break;
    }
    if (possible.length === 0)
        return (0,evaluate_values/* refused */.J5)(`${name}()`);
    return name === 'coalesce' && isConverted(possible, args, evaluate, scope)
        ? (0,evaluate_values/* unsupported */.qO)('coalesce() of several types')
        : evaluate_values/* OneOf */.E8.of(possible);
}
/** Whether Packer makes one type of the arguments of coalesce(); those that are not needed are not read. */
function isConverted(possible, args, evaluate, scope) {
    if (possible.every((value) => typeof value === 'string' || value instanceof evaluate_values/* Unknown */.$r))
        return false;
    const all = args.map((arg) => evaluate(arg, { ...scope, reads: new dependencies/* Dependencies */.i() }));
    return (0,shapes/* hasMixedItems */.Ym)(all);
}
/** Whether Packer refuses a value, as it does if it refuses any part of it. */
function isRefused(value) {
    if (value instanceof evaluate_values/* Unknown */.$r)
        return value.reason.kind === 'error';
    if (value instanceof evaluate_values/* OneOf */.E8)
        return value.options.every(isRefused);
    if ((0,evaluate_values/* isList */.Lv)(value))
        return value.some(isRefused);
    return (0,evaluate_values/* isObject */.Gv)(value) && [...value.values()].some(isRefused);
}
function withoutRefused(value) {
    if (!(value instanceof evaluate_values/* OneOf */.E8) || isRefused(value))
        return value;
    return evaluate_values/* OneOf */.E8.of(value.options.filter((option) => !isRefused(option)));
}

// EXTERNAL MODULE: ./build/evaluate/functions.js + 1 modules
var functions = __webpack_require__(3008);
// EXTERNAL MODULE: ./build/evaluate/numbers.js
var numbers = __webpack_require__(5740);
// EXTERNAL MODULE: ./build/evaluate/operators.js
var operators = __webpack_require__(2547);
;// CONCATENATED MODULE: ./build/evaluate/members.js
/** Elements and attributes of values, as far as they are known. */

/** The value of `target[key]` or `target.key`. With an unknown key, any element is possible. */
function getMember([target, key]) {
    if (target instanceof evaluate_values/* Unknown */.$r)
        return target;
    if (target === undefined || key === undefined)
        return (0,evaluate_values/* unsupported */.qO)('a missing target or key');
    if (key instanceof evaluate_values/* Unknown */.$r)
        return getAnyMember(target, key);
    if (target instanceof evaluate_values/* SetValue */.ay)
        return (0,evaluate_values/* refused */.J5)('an element of a set');
    if ((0,evaluate_values/* isList */.Lv)(target) && isIndex(key)) {
        const element = target[Number(key)];
        return element === undefined ? (0,evaluate_values/* refused */.J5)('a missing element') : element;
    }
    const name = (0,evaluate_values/* asText */.e1)(key);
    if (!(0,evaluate_values/* isObject */.Gv)(target) || name === null)
        return (0,evaluate_values/* unsupported */.qO)('an element of a value that has none');
    return target.has(name) ? (target.get(name) ?? null) : (0,evaluate_values/* refused */.J5)(`a missing attribute: ${name}`);
}
function getAnyMember(target, key) {
    const elements = (0,evaluate_values/* isList */.Lv)(target) ? target : (0,evaluate_values/* isObject */.Gv)(target) ? [...target.values()] : [];
    return elements.length === 0 ? key : evaluate_values/* OneOf */.E8.of(elements);
}
function isIndex(key) {
    return typeof key === 'number' || /^[0-9]+$/.test(String(key));
}

// EXTERNAL MODULE: ./build/evaluate/rendered.js
var rendered = __webpack_require__(5778);
;// CONCATENATED MODULE: ./build/evaluate/references.js
/** References: `var.x`, `local.y`, `data.type.name.attribute`, the names of a scope, and the steps after a value. */



class ReferenceResolver {
    #environment;
    #evaluate;
    /** @param evaluate evaluates the expressions in brackets, and a root that is not a name */
    constructor(environment, evaluate) {
        this.#environment = environment;
        this.#evaluate = evaluate;
    }
    resolve(expression, scope) {
        const { root, steps } = toPath(expression);
        if (root.kind !== 'reference')
            return this.#follow(this.#evaluate(root, scope), steps, scope);
        const local = scope.names.get(root.name);
        if (root.name === 'build')
            this.#noteBuildField(expression, steps, scope);
        if (local !== undefined)
            return this.#follow(local, steps, scope);
        return this.#resolveGlobal(root.name, steps, scope);
    }
    #noteBuildField({ line }, [first], scope) {
        const name = first === undefined ? null : this.#stepName(first, scope);
        if (name === null || !rendered/* changingBuildFields */.r.has(name))
            return;
        scope.reads.change({ what: `build.${name}`, file: scope.file, line });
    }
    #resolveGlobal(root, steps, scope) {
        if (root === 'data')
            return this.#resolveData(steps, scope);
        const [first, ...others] = steps;
        const name = first === undefined ? null : this.#stepName(first, scope);
        switch (root) {
            case 'var':
                return name === null ? this.#readAllVariables(scope) : this.#resolveVariable(name, others, scope);
            case 'local':
                if (name === null)
                    return this.#readAllLocals(scope);
                return this.#follow(this.#environment.local(name, scope.reads), others, scope);
            case 'path':
                if (name === null)
                    return (0,evaluate_values/* unsupported */.qO)('path');
                return this.#follow(this.#environment.path(name), others, scope);
            case 'packer':
                scope.reads.others.add('packer');
                return new evaluate_values/* Unknown */.$r({ kind: 'build', name: `packer.${name ?? ''}` });
            default:
                this.#follow((0,evaluate_values/* unsupported */.qO)(root), steps, scope);
                return new evaluate_values/* Unknown */.$r({ kind: 'build', name: `${root}.${name ?? ''}` });
        }
    }
    #resolveVariable(name, steps, scope) {
        if (name === 'resolved_artifacts') {
            const [first] = steps;
            scope.reads.artifacts.add((first === undefined ? null : this.#stepName(first, scope)) ?? '*');
        }
        return this.#follow(this.#environment.variable(name, scope.reads), steps, scope);
    }
    #resolveData(steps, scope) {
        const [first, second, attribute, ...others] = steps;
        const [type, name] = [first, second].map((step) => step === undefined ? null : this.#stepName(step, scope));
        if (typeof type !== 'string' || typeof name !== 'string')
            return this.#readAllData(scope);
        const ref = `${type}.${name}`;
        this.#environment.data(ref, scope.reads);
        // Evaluated for what it reads: every attribute of a data source is unknown.
        if (attribute !== undefined)
            this.#stepName(attribute, scope);
        return this.#follow(new evaluate_values/* Unknown */.$r({ kind: 'data', ref }), others, scope);
    }
    /** `var[x]` with an unknown x may be any variable. */
    #readAllVariables({ reads }) {
        for (const name of this.#environment.variableNames())
            this.#environment.variable(name, reads);
        reads.artifacts.add('*');
        return (0,evaluate_values/* unsupported */.qO)('any variable');
    }
    #readAllLocals({ reads }) {
        for (const name of this.#environment.localNames())
            this.#environment.local(name, reads);
        return (0,evaluate_values/* unsupported */.qO)('any local');
    }
    #readAllData({ reads }) {
        for (const ref of this.#environment.dataRefs())
            this.#environment.data(ref, reads);
        return (0,evaluate_values/* unsupported */.qO)('any data source');
    }
    /** The name after a dot, or the string in brackets; null where it is neither or unknown. */
    #stepName(step, scope) {
        if (step.kind === 'attribute')
            return step.name;
        if (step.kind === 'splat')
            return null;
        const index = this.#evaluate(step.index, scope);
        return typeof index === 'string' ? index : null;
    }
    #follow(value, steps, scope) {
        return steps.reduce((current, step) => this.#applyStep(current, step, scope), value);
    }
    #applyStep(target, step, scope) {
        if (step.kind === 'attribute')
            return (0,evaluate_values/* mapOneOf */.er)([target, step.name], getMember);
        if (step.kind === 'index')
            return (0,evaluate_values/* mapOneOf */.er)([target, this.#evaluate(step.index, scope)], getMember);
        return (0,evaluate_values/* mapOneOf */.er)([target], ([plain = null]) => {
            if (plain === null)
                return [];
            if (plain instanceof evaluate_values/* Unknown */.$r)
                return plain;
            const items = (0,evaluate_values/* isList */.Lv)(plain) ? plain : [plain];
            return items.map((item) => this.#follow(item, step.steps, scope));
        });
    }
}
function toPath(expression) {
    const steps = [];
    let root = expression;
    while (root.kind === 'access') {
        steps.unshift(root.step);
        root = root.target;
    }
    return { root, steps };
}

// EXTERNAL MODULE: ./build/evaluate/texts.js
var texts = __webpack_require__(9130);
;// CONCATENATED MODULE: ./build/evaluate/evaluator.js
/** Evaluates HCL expressions as far as they are known before the build, and notes everything that they read. */










/** Functions that read files or environment variables: the environment computes them. */
const environmentFunctions = new Set('file filebase64 templatefile fileset fileexists env abspath pathexpand'.split(' '));
class Evaluator {
    #environment;
    #references;
    constructor(environment) {
        this.#environment = environment;
        this.#references = new ReferenceResolver(environment, (expression, scope) => this.evaluate(expression, scope));
    }
    evaluate(expression, scope) {
        switch (expression.kind) {
            case 'literal':
                // A number keeps its digits, or is not known.
                if (expression.digits !== undefined)
                    return (0,numbers/* parseNumber */.$)(expression.digits);
                noteRendered(expression.value, expression.line, scope);
                return (0,texts/* normalizeText */.fQ)(expression.value);
            case 'template': {
                noteRendered(expression.written, expression.line, scope);
                const text = this.#evaluateTemplate(expression.parts, scope);
                return expression.exact ? text : (0,evaluate_values/* unsupported */.qO)('a template that strips whitespace');
            }
            case 'tuple':
                return expression.items.map((item) => this.evaluate(item, scope));
            case 'object':
                return this.#evaluateObject(expression, scope);
            case 'reference':
            case 'access':
                return this.#references.resolve(expression, scope);
            case 'call':
                return this.#evaluateCall(expression, scope);
            case 'conditional':
                return this.#evaluateConditional(expression, scope);
            case 'operation': {
                const operands = expression.operands.map((operand) => this.evaluate(operand, scope));
                return (0,evaluate_values/* mapOneOf */.er)(operands, (plain) => (0,operators/* applyOperator */.R5)(expression.operator, plain));
            }
            case 'for':
                return this.#evaluateFor(expression, scope);
        }
    }
    /** With an unknown test, both branches are read and both results are possible. */
    #evaluateConditional({ test: condition, yes, no }, scope) {
        const test = this.evaluate(condition, scope);
        if (test === true || test === 'true')
            return this.#evaluateBranch(yes, no, scope);
        if (test === false || test === 'false')
            return this.#evaluateBranch(no, yes, scope);
        return evaluate_values/* OneOf */.E8.of([this.evaluate(yes, scope), this.evaluate(no, scope)]);
    }
    /** Packer converts both branches to one type, or refuses them; the branch that is not taken is not read. */
    #evaluateBranch(taken, other, scope) {
        const value = this.evaluate(taken, scope);
        const otherValue = this.evaluate(other, { ...scope, reads: new dependencies/* Dependencies */.i() });
        if ((0,shapes/* isSameShape */.CO)(value, otherValue))
            return value;
        scope.reads.guesses += 1;
        const isKept = typeof value === 'string' || ((0,shapes/* hasOnlyTexts */.LS)(value) && !(0,shapes/* hasSet */.f9)(value) && !(0,shapes/* hasSet */.f9)(otherValue));
        return isKept ? value : (0,evaluate_values/* unsupported */.qO)('a condition of two types');
    }
    #evaluateObject({ entries }, scope) {
        const object = new Map();
        let unknownKey = null;
        for (const entry of entries) {
            const key = this.evaluate(entry.key, scope);
            const value = this.evaluate(entry.value, scope);
            const name = (0,evaluate_values/* asText */.e1)(key);
            if (name === null)
                unknownKey = (0,evaluate_values/* firstUnknown */.Ny)(key) ?? (0,evaluate_values/* unsupported */.qO)('a key that is not a text');
            else
                object.set(name, value);
        }
        return unknownKey ?? object;
    }
    #evaluateTemplate(parts, scope) {
        const [only] = parts;
        if (parts.length === 1 && only?.kind === 'value')
            return this.evaluate(only.value, scope);
        const values = parts.map((part) => this.#evaluateTemplatePart(part, scope));
        return (0,evaluate_values/* mapOneOf */.er)(values, (plain) => joinTexts(plain.map(toTemplateText)));
    }
    #evaluateTemplatePart(part, scope) {
        switch (part.kind) {
            case 'text':
                return part.text;
            case 'value':
                return this.evaluate(part.value, scope);
            case 'if': {
                const test = this.evaluate(part.test, scope);
                if (test === true)
                    return this.#evaluateDirectiveBody(part.yes, scope);
                if (test === false)
                    return this.#evaluateDirectiveBody(part.no, scope);
                const branches = [part.yes, part.no];
                return evaluate_values/* OneOf */.E8.of(branches.map((branch) => this.#evaluateDirectiveBody(branch, scope)));
            }
            case 'for': {
                const collection = this.evaluate(part.collection, scope);
                const texts = mapElements(collection, part, scope, (inner) => this.#evaluateDirectiveBody(part.body, inner));
                return texts instanceof evaluate_values/* Unknown */.$r ? texts : (0,evaluate_values/* mapOneOf */.er)(texts, joinTexts);
            }
        }
    }
    /** Unlike a template of a single interpolation, a directive's body is always a text. */
    #evaluateDirectiveBody(parts, scope) {
        return parts.length === 0 ? '' : this.#evaluateTemplate([{ kind: 'text', text: '' }, ...parts], scope);
    }
    #evaluateCall(expression, scope) {
        if (attemptFunctions.has(expression.name) && !expression.spread) {
            return evaluateAttempts(expression, (arg, inner) => this.evaluate(arg, inner), scope);
        }
        if (!functions/* exactFunctions */.Hz.has(expression.name))
            scope.reads.guesses += 1;
        let args = expression.args.map((arg) => this.evaluate(arg, scope));
        const last = args.at(-1);
        if (expression.spread && last !== undefined) {
            if (!(0,evaluate_values/* isList */.Lv)(last))
                return (0,evaluate_values/* firstUnknown */.Ny)(last) ?? (0,evaluate_values/* unsupported */.qO)('arguments that are not a list');
            args = [...args.slice(0, -1), ...last];
        }
        if (environmentFunctions.has(expression.name)) {
            return (0,evaluate_values/* mapOneOf */.er)(args, (plain) => this.#environment.callEnvironmentFunction(expression, plain, scope));
        }
        return (0,functions/* callFunction */.Tx)(expression, args, scope);
    }
    #evaluateFor(expression, scope) {
        const collection = this.evaluate(expression.collection, scope);
        return (0,evaluate_values/* mapOneOf */.er)([collection], ([plain = null]) => this.#evaluateForOver(plain, expression, scope));
    }
    #evaluateForOver(collection, expression, scope) {
        const entries = [];
        let unknownTest = null;
        const names = { key: expression.keyName, item: expression.itemName };
        const visited = mapElements(collection, names, scope, (inner) => {
            const test = expression.test === null ? true : this.evaluate(expression.test, inner);
            if (test === false)
                return null;
            if (test !== true)
                unknownTest = (0,evaluate_values/* firstUnknown */.Ny)(test) ?? (0,evaluate_values/* unsupported */.qO)('a test that is not a boolean');
            const key = expression.key === null ? null : this.evaluate(expression.key, inner);
            entries.push({ key, value: this.evaluate(expression.value, inner) });
            return null;
        });
        if (visited instanceof evaluate_values/* Unknown */.$r)
            return visited;
        if (unknownTest !== null)
            return unknownTest;
        return expression.key === null
            ? entries.map(({ value }) => value)
            : toObject(entries, expression.grouped);
    }
}
/** Notes what Packer renders in a text of the templates, as the value that holds it may be unknown here. */
function noteRendered(text, line, { reads, file }) {
    const call = typeof text === 'string' ? (0,rendered/* findChangingRender */.l)(text) : null;
    if (call !== null)
        reads.change({ what: `{{${call}}}`, file, line });
}
/** The object that a `for` with keys makes; with `grouped`, each key holds the list of its values. */
function toObject(entries, grouped) {
    const object = new Map();
    for (const { key, value } of entries) {
        const name = (0,evaluate_values/* asText */.e1)(key);
        if (name === null)
            return (0,evaluate_values/* firstUnknown */.Ny)(key) ?? (0,evaluate_values/* unsupported */.qO)('a key that is not a text');
        if (!grouped && object.has(name))
            return (0,evaluate_values/* refused */.J5)(`the key ${name} twice`);
        const group = object.get(name) ?? [];
        object.set(name, grouped ? [...((0,evaluate_values/* isList */.Lv)(group) ? group : []), value] : value);
    }
    return object;
}
/** Calls `visit` for each element; of an unknown collection, once with unknown names, to note what the body reads. */
function mapElements(collection, names, scope, visit) {
    const visitElement = (key, item) => {
        const inner = new Map(scope.names).set(names.item, item);
        if (names.key !== null)
            inner.set(names.key, key);
        return visit({ ...scope, names: inner });
    };
    const isSet = collection instanceof evaluate_values/* SetValue */.ay;
    if ((0,evaluate_values/* isList */.Lv)(collection))
        return collection.map((item, index) => visitElement(isSet ? item : index, item));
    if ((0,evaluate_values/* isObject */.Gv)(collection))
        return (0,evaluate_values/* sortEntries */.R3)(collection).map(([key, item]) => visitElement(key, item));
    const unknown = (0,evaluate_values/* firstUnknown */.Ny)(collection) ?? (0,evaluate_values/* unsupported */.qO)('a collection that is neither list nor object');
    visitElement(unknown, unknown);
    return unknown;
}
function toTemplateText(value) {
    return (0,evaluate_values/* asText */.e1)(value) ?? (0,evaluate_values/* firstUnknown */.Ny)(value) ?? (0,evaluate_values/* unsupported */.qO)('a value that has no text');
}
function joinTexts(texts) {
    return texts.find((text) => text instanceof evaluate_values/* Unknown */.$r) ?? texts.join('').normalize();
}


/***/ }),

/***/ 3008:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Tx: () => (/* binding */ callFunction),
  FB: () => (/* binding */ changingFunctions),
  Hz: () => (/* binding */ exactFunctions)
});

// EXTERNAL MODULE: ./build/evaluate/conversions.js
var conversions = __webpack_require__(5059);
// EXTERNAL MODULE: ./build/evaluate/operators.js
var operators = __webpack_require__(2547);
// EXTERNAL MODULE: ./build/evaluate/shapes.js
var shapes = __webpack_require__(1554);
// EXTERNAL MODULE: ./build/evaluate/values.js
var evaluate_values = __webpack_require__(6902);
;// CONCATENATED MODULE: ./build/evaluate/computations.js
/** What functions of Packer compute and refuse. All throw for arguments that Packer refuses, or that are not supported. */




function requireList(value) {
    if (value === undefined || !(0,evaluate_values/* isList */.Lv)(value))
        throw new TypeError('not a list');
    return value;
}
/** A list whose elements Packer need not convert to one type. */
function requireUniform(value) {
    const items = requireList(value);
    const [first] = items;
    if (first !== undefined && !items.every((item) => (0,shapes/* isSameShape */.CO)(first, item)))
        throw new TypeError('types differ');
    return items;
}
function requireText(value) {
    const text = value === undefined ? null : (0,evaluate_values/* asText */.e1)(value);
    if (text === null)
        throw new TypeError('not a text');
    return text;
}
function requireNumber(value) {
    const number = (0,operators/* toNumber */.Ro)(value);
    if (Number.isNaN(number))
        throw new TypeError('not a number');
    return number;
}
function requireWhole(value) {
    const number = requireNumber(value);
    if (!Number.isInteger(number))
        throw new TypeError('not a whole number');
    return number;
}
function requireExact(number) {
    if (!(0,operators/* isExact */.u0)(number))
        throw new RangeError('a rounded number');
    return number;
}
/** Elements as Packer converts them to a list of bools; null is one that is not set. */
function requireBools(value) {
    const items = requireList(value).map(conversions/* toBool */.A);
    if (!items.every((item) => item === null || typeof item === 'boolean'))
        throw new TypeError('not bools');
    return items;
}
function contains(items, wanted) {
    if (wanted === null)
        throw new TypeError('Packer refuses null');
    const found = items.map((item) => (0,evaluate_values/* isEqual */.n4)(item, wanted));
    if (found.includes(true))
        return true;
    if (found.includes(null))
        throw new TypeError('a list that may be a tuple');
    return false;
}
/** Throws on what is no base64 in Go's strict standard encoding, or no text. */
function base64decode(text) {
    const bytes = Buffer.from(text, 'base64');
    const decoded = bytes.toString('utf8');
    if (bytes.toString('base64') !== text.replace(/[\r\n]/g, '') || !Buffer.from(decoded).equals(bytes)) {
        throw new TypeError('not the base64 of a text');
    }
    return decoded.normalize();
}
/** Formats `%s`, `%d`, `%v`, `%q` and `%%`; throws on any other verb. */
function format(pattern, args) {
    let index = 0;
    return pattern.replace(/%(.)/gs, (_whole, verb) => {
        if (verb === '%')
            return '%';
        if (!'sdvq'.includes(verb))
            throw new TypeError(`the verb %${verb}`);
        const value = requireText(args[index]);
        index += 1;
        return verb === 'q' ? JSON.stringify(value) : value;
    });
}
/** A text for each element of the lists among the arguments, which have one length; other arguments are repeated. */
function formatList(pattern, args) {
    const [first, ...others] = args.filter(evaluate_values/* isList */.Lv);
    if (first === undefined || others.some(({ length }) => length !== first.length)) {
        throw new RangeError('lists of different lengths');
    }
    return first.map((_item, index) => format(pattern, args.map((arg) => ((0,evaluate_values/* isList */.Lv)(arg) ? (arg[index] ?? null) : arg))));
}
function range(args) {
    const [from, to] = args.length === 1 ? [0, args[0] ?? 0] : [args[0] ?? 0, args[1] ?? 0];
    const step = args[2] ?? (to < from ? -1 : 1);
    const count = Math.ceil((to - from) / step);
    if (!(count >= 0 && count <= 1024))
        throw new RangeError('no elements, or more than 1024');
    return Array.from({ length: count }, (_, index) => requireExact(from + index * step));
}
/** Throws on a search between slashes: an RE2 regular expression, which is not supported. */
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

// EXTERNAL MODULE: ./build/evaluate/json.js
var json = __webpack_require__(2222);
// EXTERNAL MODULE: ./build/evaluate/texts.js
var texts = __webpack_require__(9130);
// EXTERNAL MODULE: ./build/evaluate/yaml.js
var yaml = __webpack_require__(1855);
;// CONCATENATED MODULE: ./build/evaluate/functions.js
/**
 * Packer's functions (hcl2template/functions.go of Packer 1.16.0). Those that can decide which file is read are
 * computed; the others are unknown. A function that is not in Packer's list might read any file.
 */






/** Functions of the clock or of random numbers. */
const timeFunctions = new Set(['timestamp', 'legacy_isotime', 'legacy_strftime', 'uuidv4', 'bcrypt']);
/** Functions that ask a store on the network. */
const storeFunctions = new Set(['vault', 'consul_key', 'aws_secretsmanager', 'aws_secretsmanager_raw']);
/** Functions whose results are others at each build. */
const changingFunctions = timeFunctions.union(storeFunctions);
/** Functions that refuse exactly what Packer's refuse, so that `try` and `can` can rely on them. */
const exactFunctions = new Set(('alltrue anytrue basename chomp contains dirname endswith file filebase64 fileexists jsonencode keys length ' +
    'lower startswith strcontains strrev substr trimspace upper').split(' '));
/** Functions of their arguments alone that are not computed here. */
const uncomputed = new Set(('base64gzip chunklist cidrhost cidrnetmask cidrsubnet cidrsubnets csvdecode formatdate ' +
    'indent index log md5 parseint pow regex regexall regex_replace rfc3339_parse ' +
    'rsadecrypt setintersection setproduct setunion sha1 sha256 sha512 signum textdecodebase64 ' +
    'textencodebase64 timeadd title unix_timestamp_parse urlencode uuidv5 yamlencode').split(' '));
function callFunction(call, args, scope) {
    const { name } = call;
    if (changingFunctions.has(name)) {
        scope.reads.change({ what: `${name}()`, file: scope.file, line: call.line });
        return new evaluate_values/* Unknown */.$r(timeFunctions.has(name) ? { kind: 'time' } : { kind: 'secret', name });
    }
    if (name === 'convert')
        return convert(call, args);
    const lazy = lazyFunctions[name];
    if (lazy !== undefined)
        return (0,evaluate_values/* mapOneOf */.er)(args, lazy);
    const plain = plainFunctions[name];
    if (plain !== undefined) {
        return (0,evaluate_values/* mapOneOf */.er)(args, (values) => (0,evaluate_values/* firstUnknown */.Ny)([...values]) ?? computeOrUnknown(plain, values, name));
    }
    if (!uncomputed.has(name))
        scope.reads.doubt({ what: `the function ${name}()`, file: scope.file, line: call.line, outside: true });
    return (0,evaluate_values/* firstUnknown */.Ny)([...args]) ?? (0,evaluate_values/* unsupported */.qO)(`${name}()`);
}
/** Only texts are converted; other types have rules of their own. */
function convert({ args: [, type] }, [value = null]) {
    const text = type?.kind === 'reference' && type.name === 'string' ? (0,evaluate_values/* asText */.e1)(value) : null;
    return text ?? (0,evaluate_values/* firstUnknown */.Ny)(value) ?? (0,evaluate_values/* unsupported */.qO)('convert()');
}
/** A function that throws was called with arguments that Packer refuses too: its value is unknown. */
function computeOrUnknown(compute, args, name) {
    try {
        return (0,texts/* normalizeText */.fQ)(compute(args));
    }
    catch {
        return (0,evaluate_values/* unsupported */.qO)(`${name}()`);
    }
}
/** Functions that can be computed where elements of their arguments are unknown. */
const lazyFunctions = {
    concat: (args) => args.find((arg) => arg instanceof evaluate_values/* Unknown */.$r) ??
        (args.every(evaluate_values/* isList */.Lv) && !(0,shapes/* hasMixedItems */.Ym)(args.flat()) ? args.flat() : (0,evaluate_values/* unsupported */.qO)('concat()')),
    flatten: ([value = null]) => (0,evaluate_values/* isList */.Lv)(value) ? flatten(value) : ((0,evaluate_values/* firstUnknown */.Ny)(value) ?? (0,evaluate_values/* unsupported */.qO)('flatten()')),
    merge: (args) => args.find((arg) => arg instanceof evaluate_values/* Unknown */.$r) ??
        new Map(args.flatMap((arg) => ((0,evaluate_values/* isObject */.Gv)(arg) ? [...arg] : []))),
    length: ([value = null]) => {
        if ((0,evaluate_values/* isList */.Lv)(value))
            return value.length;
        if ((0,evaluate_values/* isObject */.Gv)(value))
            return value.size;
        return typeof value === 'string'
            ? (0,texts/* splitLetters */.U5)(value).length
            : ((0,evaluate_values/* firstUnknown */.Ny)(value) ?? (0,evaluate_values/* unsupported */.qO)('length()'));
    },
    keys: ([value = null]) => (0,evaluate_values/* isObject */.Gv)(value) ? [...value.keys()].sort() : ((0,evaluate_values/* firstUnknown */.Ny)(value) ?? (0,evaluate_values/* unsupported */.qO)('keys()')),
    values: ([value = null]) => (0,evaluate_values/* isObject */.Gv)(value)
        ? (0,evaluate_values/* sortEntries */.R3)(value).map(([, item]) => item)
        : ((0,evaluate_values/* firstUnknown */.Ny)(value) ?? (0,evaluate_values/* unsupported */.qO)('values()')),
    lookup: ([target = null, key = null, fallback = null]) => {
        if (!(0,evaluate_values/* isObject */.Gv)(target) || typeof key !== 'string') {
            return evaluate_values/* OneOf */.E8.of([(0,evaluate_values/* firstUnknown */.Ny)([target, key]) ?? (0,evaluate_values/* unsupported */.qO)('lookup()'), fallback]);
        }
        return target.get(key) ?? fallback;
    },
    coalesce: (args) => (0,shapes/* hasMixedItems */.Ym)(args) ? (0,evaluate_values/* unsupported */.qO)('coalesce()') : chooseFirst(args, (arg) => arg !== null && arg !== ''),
    coalescelist: (args) => chooseFirst(args, (arg) => (0,evaluate_values/* isList */.Lv)(arg) && arg.length > 0),
};
/** The first known argument that fits, and all unknown ones before it: each of them is possible. */
function chooseFirst(args, fits) {
    const possible = [];
    for (const arg of args) {
        const known = (0,evaluate_values/* firstUnknown */.Ny)(arg) === null;
        if (!known || fits(arg))
            possible.push(arg);
        if (known && fits(arg))
            break;
    }
    return possible.length === 0 ? null : evaluate_values/* OneOf */.E8.of(possible);
}
/** Unknown where an element is, as that may be a list. */
function flatten(values) {
    const flat = [];
    for (const value of values) {
        if (value instanceof evaluate_values/* Unknown */.$r)
            return value;
        if (value instanceof evaluate_values/* OneOf */.E8)
            return (0,evaluate_values/* unsupported */.qO)('flatten()');
        const items = (0,evaluate_values/* isList */.Lv)(value) ? flatten(value) : [value];
        if (items instanceof evaluate_values/* Unknown */.$r)
            return items;
        flat.push(...items);
    }
    return flat;
}
/** Functions of values that are known in every part. */
const plainFunctions = {
    abs: ([value]) => Math.abs(requireNumber(value)),
    alltrue: ([value]) => requireBools(value).every((item) => item === true),
    anytrue: ([value]) => requireBools(value).includes(true),
    base64decode: ([value]) => base64decode(requireText(value)),
    base64encode: ([value]) => Buffer.from(requireText(value), 'utf8').toString('base64'),
    basename: ([value]) => (0,texts/* baseName */.Fl)(requireText(value)),
    ceil: ([value]) => Math.ceil(requireNumber(value)) + 0,
    chomp: ([value]) => requireText(value).replace(/[\r\n]+$/, ''),
    compact: ([value]) => requireList(value).flatMap((item) => (item === null || item === '' ? [] : [requireText(item)])),
    contains: ([value, item = null]) => contains(requireUniform(value), item),
    dirname: ([value]) => (0,texts/* dirName */.BB)(requireText(value)),
    distinct: ([value]) => [
        ...new Map(requireUniform(value).map((item) => [JSON.stringify((0,evaluate_values/* toJson */.aB)(item)), item])).values(),
    ],
    element: ([value, index]) => {
        const items = requireList(value);
        const position = requireWhole(index);
        if (items.length === 0 || position < 0)
            throw new RangeError('no element');
        return items[position % items.length] ?? null;
    },
    endswith: ([value, end]) => requireText(value).endsWith(requireText(end)),
    floor: ([value]) => Math.floor(requireNumber(value)) + 0,
    format: ([pattern, ...args]) => format(requireText(pattern), args),
    formatlist: ([pattern, ...args]) => formatList(requireText(pattern), args),
    join: ([separator, ...lists]) => lists.flatMap((item) => requireList(item).map(requireText)).join(requireText(separator)),
    jsondecode: ([value]) => (0,json/* parseJson */.q)(requireText(value)),
    jsonencode: ([value = null]) => JSON.stringify((0,evaluate_values/* toJson */.aB)(value)),
    lower: ([value]) => requireText(value).toLowerCase(),
    max: (args) => Math.max(...args.map(requireNumber)),
    min: (args) => Math.min(...args.map(requireNumber)),
    range: (args) => range(args.map(requireNumber)),
    replace: ([value, search, by]) => replace(requireText(value), requireText(search), requireText(by)),
    reverse: ([value]) => requireList(value).toReversed(),
    slice: ([value, start, end]) => {
        const items = requireList(value);
        const [from, to] = [requireWhole(start), requireWhole(end)];
        if (from < 0 || to > items.length || from > to)
            throw new RangeError('outside of the list');
        return items.slice(from, to);
    },
    sort: ([value]) => requireList(value).map(requireText).sort(),
    split: ([separator, value]) => requireText(value).split(requireText(separator)),
    startswith: ([value, start]) => requireText(value).startsWith(requireText(start)),
    strcontains: ([value, part]) => requireText(value).includes(requireText(part)),
    strrev: ([value]) => (0,texts/* splitLetters */.U5)(requireText(value)).reverse().join(''),
    substr: ([value, from, length]) => {
        const letters = (0,texts/* splitLetters */.U5)(requireText(value));
        const [offset, count] = [requireWhole(from), requireWhole(length)];
        // Offsets before the start are rare, and Packer's result for them is unclear.
        const start = offset < 0 ? letters.length + offset : offset;
        if (start < 0)
            throw new RangeError('outside of the text');
        const toEnd = count < 0 || (count === 0 && offset < 0);
        return letters.slice(start, toEnd ? undefined : start + count).join('');
    },
    sum: ([value]) => requireExact(requireList(value).reduce((sum, item) => sum + requireNumber(item), 0)),
    trim: ([value, set]) => trim(requireText(value), requireText(set)),
    trimprefix: ([value, prefix]) => {
        const whole = requireText(value);
        return whole.startsWith(requireText(prefix)) ? whole.slice(requireText(prefix).length) : whole;
    },
    trimspace: ([value]) => requireText(value).trim(),
    trimsuffix: ([value, suffix]) => {
        const whole = requireText(value);
        return requireText(suffix) !== '' && whole.endsWith(requireText(suffix))
            ? whole.slice(0, -requireText(suffix).length)
            : whole;
    },
    yamldecode: ([value]) => (0,yaml/* decodeYaml */.S)(requireText(value)),
    upper: ([value]) => requireText(value).toUpperCase(),
    zipmap: ([names, values]) => new Map(requireList(names).map((name, index) => [requireText(name), requireList(values)[index] ?? null])),
};


/***/ }),

/***/ 2222:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ fromJson),
/* harmony export */   q: () => (/* binding */ parseJson)
/* harmony export */ });
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5740);
/* harmony import */ var _values_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6902);
/** JSON as values. */


/** The value that a JSON text holds. Throws a SyntaxError on what is no JSON. */
function parseJson(text) {
    const json = JSON.parse(text, (_key, item, context) => typeof item === 'number' ? (0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .parseNumber */ .$)(context?.source ?? String(item)) : item);
    return fromJson(json);
}
function fromJson(json) {
    if (typeof json === 'string')
        return json.normalize();
    if (json === null || typeof json !== 'object' || json instanceof _values_js__WEBPACK_IMPORTED_MODULE_1__/* .Unknown */ .$r)
        return json;
    if (isArray(json))
        return json.map(fromJson);
    return new Map(Object.entries(json).map(([key, value]) => [key.normalize(), fromJson(value)]));
}
/** Array.isArray, which does not narrow a union that has a readonly array in it. */
function isArray(json) {
    return Array.isArray(json);
}


/***/ }),

/***/ 5740:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ parseNumber)
/* harmony export */ });
/* harmony import */ var _values_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6902);
/** Numbers as far as floating point has them as Packer does, with 512 bits and printed without an exponent. */

const decimal = /^([+-]?)(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
/** The digits that a number is sure to be right with. */
const sureDigits = 15;
/** The number that a text writes; null where it writes none, unknown where floating point would change or round it. */
function parseNumber(text) {
    const [, sign = '', mantissa, exponent] = decimal.exec(text) ?? [];
    if (mantissa === undefined)
        return null;
    const number = Number(text);
    const printed = String(number);
    const [whole = '', fraction = ''] = mantissa.split('.');
    const ends = fraction.replace(/0+$/, '');
    const plain = `${sign === '-' ? '-' : ''}${whole.replace(/^0+(?=\d)/, '') || '0'}${ends === '' ? '' : `.${ends}`}`;
    const isExact = exponent === undefined
        ? printed === plain
        : mantissa.length <= sureDigits && Number.isSafeInteger(number) && !Object.is(number, -0);
    return isExact ? number : new _values_js__WEBPACK_IMPORTED_MODULE_0__/* .Unknown */ .$r({ kind: 'digits' });
}


/***/ }),

/***/ 2547:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R5: () => (/* binding */ applyOperator),
/* harmony export */   Ro: () => (/* binding */ toNumber),
/* harmony export */   u0: () => (/* binding */ isExact)
/* harmony export */ });
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5740);
/* harmony import */ var _values_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6902);
/** HCL's operators on values that may be unknown. */


const numeric = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
    '%': (a, b) => a % b,
    '<': (a, b) => a < b,
    '<=': (a, b) => a <= b,
    '>': (a, b) => a > b,
    '>=': (a, b) => a >= b,
};
/** Applies `!` or `-` to one operand, any other operator to two. */
function applyOperator(operator, operands) {
    const decided = shortCircuit(operator, operands);
    if (decided !== null)
        return decided;
    const unknown = (0,_values_js__WEBPACK_IMPORTED_MODULE_1__/* .firstUnknown */ .Ny)([...operands]);
    if (unknown !== null)
        return unknown;
    const [left = null, right = null] = operands;
    if (operands.length === 1)
        return applyUnary(operator, left);
    switch (operator) {
        case '==':
        case '!=': {
            const isSame = (0,_values_js__WEBPACK_IMPORTED_MODULE_1__/* .isEqual */ .n4)(left, right);
            return isSame === null ? unfit(operator) : isSame === (operator === '==');
        }
        case '&&':
        case '||':
            return applyLogical(operator, left, right);
        default:
            return applyNumeric(operator, left, right);
    }
}
/** `false && x` is false and `true || x` is true, whatever x is. */
function shortCircuit(operator, operands) {
    if (operator === '&&' && operands.includes(false))
        return false;
    return operator === '||' && operands.includes(true) ? true : null;
}
function applyUnary(operator, operand) {
    if (operator === '!' && typeof operand === 'boolean')
        return !operand;
    return operator !== '!' && typeof operand === 'number' && operand !== 0 ? -operand : unfit(operator);
}
/** After `shortCircuit`, what is left of `&&` is true and true, and of `||` false and false. */
function applyLogical(operator, left, right) {
    return typeof left === 'boolean' && typeof right === 'boolean' ? operator === '&&' : unfit(operator);
}
function applyNumeric(operator, left, right) {
    const result = numeric[operator]?.(toNumber(left), toNumber(right));
    if (result === undefined || (typeof result === 'number' && !isExact(result)))
        return unfit(operator);
    if (!Object.is(result, -0))
        return result;
    // Packer prints its negative zero as one.
    return operator === '%' ? 0 : unfit(operator);
}
/** A number, or a text that is one; NaN for all else. */
function toNumber(operand) {
    const number = typeof operand === 'string' ? (0,_numbers_js__WEBPACK_IMPORTED_MODULE_0__/* .parseNumber */ .$)(operand) : operand;
    return typeof number === 'number' ? number : Number.NaN;
}
/** HCL computes with 512 bits: a result that floating point may have rounded is left unknown. */
function isExact(result) {
    return Number.isSafeInteger(result * 1024);
}
function unfit(operator) {
    return (0,_values_js__WEBPACK_IMPORTED_MODULE_1__/* .unsupported */ .qO)(`${operator} of values that do not fit`);
}


/***/ }),

/***/ 5778:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ findChangingRender),
/* harmony export */   r: () => (/* binding */ changingBuildFields)
/* harmony export */ });
/** What Packer fills in when it builds, and fills in otherwise each time. */
/**
 * Fields of `build` that are others at each build (BuilderDataCommonKeys in packer/build.go of Packer 1.16.0). The others
 * name the connection to the builder, or repeat the template.
 */
const changingFields = ['ID', 'PackerRunUUID', 'Host', 'SSHPublicKey', 'SSHPrivateKey'];
const changingBuildFields = new Set(changingFields);
/** Functions of `{{ … }}` (template/interpolate/funcs.go of packer-plugin-sdk 0.6.10) with such results. */
const changingRender = new RegExp('\\{\\{(?:(?!\\}\\}).)*?\\b(isotime|strftime|timestamp|uuid|consul_key|vault|aws_secretsmanager(?:_raw)?|' +
    `build\\s+["\`](?:${changingFields.join('|')})["\`])`, 's');
/** The function call in a text's `{{ … }}` that gives another result at each build; null where there is none. */
function findChangingRender(text) {
    return changingRender.exec(text)?.[1] ?? null;
}


/***/ }),

/***/ 1554:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CO: () => (/* binding */ isSameShape),
/* harmony export */   LS: () => (/* binding */ hasOnlyTexts),
/* harmony export */   Ym: () => (/* binding */ hasMixedItems),
/* harmony export */   f9: () => (/* binding */ hasSet)
/* harmony export */ });
/* harmony import */ var _values_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6902);
/** The types of values, as far as conversions between them can change what a value is. */

/** Whether two values have one type without a doubt, so that Packer converts neither to the other's. */
function isSameShape(a, b) {
    const shape = shapeOf(a);
    return shape !== null && shape === shapeOf(b);
}
/** Whether primitive elements are of several types, of which Packer makes one. */
function hasMixedItems(items) {
    return new Set(items.map((item) => typeof item).filter((type) => type !== 'object')).size > 1;
}
/** Whether a value may be a set or hold one: what else may stand in its place becomes one too. */
function hasSet(value) {
    if (value instanceof _values_js__WEBPACK_IMPORTED_MODULE_0__/* .Unknown */ .$r)
        return value.reason.kind === 'unsupported';
    if (value instanceof _values_js__WEBPACK_IMPORTED_MODULE_0__/* .SetValue */ .ay)
        return true;
    return ((0,_values_js__WEBPACK_IMPORTED_MODULE_0__/* .isList */ .Lv)(value) ? value : (0,_values_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(value) ? [...value.values()] : []).some(hasSet);
}
/** Whether a value holds texts only, of which a conversion makes nothing else. */
function hasOnlyTexts(value) {
    if ((0,_values_js__WEBPACK_IMPORTED_MODULE_0__/* .isList */ .Lv)(value))
        return value.every(hasOnlyTexts);
    if ((0,_values_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(value))
        return [...value.values()].every(hasOnlyTexts);
    return typeof value === 'string' || value === null || value instanceof _values_js__WEBPACK_IMPORTED_MODULE_0__/* .Unknown */ .$r;
}
/** Null for a value whose type is not sure. */
function shapeOf(value) {
    if (value === null || value instanceof _values_js__WEBPACK_IMPORTED_MODULE_0__/* .SetValue */ .ay)
        return null;
    if ((0,_values_js__WEBPACK_IMPORTED_MODULE_0__/* .isList */ .Lv)(value)) {
        const items = value.map(shapeOf);
        return items.includes(null) ? null : `[${items.join()}]`;
    }
    if (!(0,_values_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(value))
        return typeof value === 'object' ? null : typeof value;
    const entries = [...value].map(([key, item]) => [key, shapeOf(item)]);
    if (entries.some(([, shape]) => shape === null))
        return null;
    return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}


/***/ }),

/***/ 9130:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BB: () => (/* binding */ dirName),
/* harmony export */   Fl: () => (/* binding */ baseName),
/* harmony export */   U5: () => (/* binding */ splitLetters),
/* harmony export */   fQ: () => (/* binding */ normalizeText)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/** Texts as cty has them (cty/value_init.go, cty/function/stdlib/string.go): in NFC, counted in grapheme clusters. */

/** Made when it is first needed: that takes a tenth of the start-up. */
let segmenter;
/** Printable ASCII: each character is a letter of its own. */
const plainText = /^[ -~]*$/;
/** The letters of a text, as a person counts them. */
function splitLetters(text) {
    if (plainText.test(text))
        return text.split(''); // the segmenter takes a hundred times as long
    segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
    return [...segmenter.segment(text)].map(({ segment }) => segment);
}
/** A text in NFC; any other value as it is. */
function normalizeText(value) {
    return typeof value === 'string' ? value.normalize() : value;
}
/** Go's filepath.Base. */
function baseName(path) {
    return path === '' ? '.' : node_path__WEBPACK_IMPORTED_MODULE_0__.posix.basename(path) || '/';
}
/** Go's filepath.Dir: all before the last slash, cleaned. */
function dirName(path) {
    const folder = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(path.slice(0, path.lastIndexOf('/') + 1));
    return folder === '/' ? folder : folder.replace(/\/$/, '') || '.';
}


/***/ }),

/***/ 5451:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mb: () => (/* binding */ parseType),
/* harmony export */   QP: () => (/* binding */ typeOf),
/* harmony export */   nT: () => (/* binding */ isOpen),
/* harmony export */   vZ: () => (/* binding */ typeOfDefault)
/* harmony export */ });
/* harmony import */ var _values_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6902);
/** Type constraints of variables (hcl/ext/typeexpr/get_type.go of HCL 2.24). */

const any = { kind: 'any' };
/**
 * The type that an expression names; null where it names none.
 * @param evaluate evaluates the defaults of optional attributes
 */
function parseType(expression, evaluate) {
    if (expression.kind === 'reference') {
        const { name } = expression;
        return name === 'any' || name === 'string' || name === 'number' || name === 'bool'
            ? { kind: name }
            : null;
    }
    if (expression.kind !== 'call' || expression.args.length !== 1)
        return null;
    const [arg] = expression.args;
    if (arg === undefined)
        return null;
    const { name } = expression;
    if (name === 'list' || name === 'set' || name === 'map') {
        const of = parseType(arg, evaluate);
        return of === null ? null : { kind: name, of };
    }
    if (name === 'tuple' && arg.kind === 'tuple') {
        const items = arg.items.map((item) => parseType(item, evaluate)).filter((item) => item !== null);
        return items.length === arg.items.length ? { kind: 'tuple', items } : null;
    }
    return name === 'object' && arg.kind === 'object' ? parseObject(arg.entries, evaluate) : null;
}
function parseObject(entries, evaluate) {
    const fields = new Map();
    for (const { key, value } of entries) {
        const isOptional = value.kind === 'call' && value.name === 'optional';
        const [inner, fallback] = isOptional ? value.args : [value];
        const type = inner === undefined ? null : parseType(inner, evaluate);
        if (type === null || key.kind !== 'literal')
            return null;
        const field = { type, isOptional };
        fields.set(String(key.value), fallback === undefined ? field : { ...field, default: evaluate(fallback) });
    }
    return { kind: 'object', fields };
}
/**
 * The type of a default, which other values of a variable without a type are converted to; an empty list or object leaves
 * it open (hcl2template/types.variables.go).
 */
function typeOfDefault(value, expression) {
    const isEmpty = ((0,_values_js__WEBPACK_IMPORTED_MODULE_0__/* .isList */ .Lv)(value) && value.length === 0) || ((0,_values_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(value) && value.size === 0);
    return isEmpty ? any : typeOf(value, expression);
}
/** The type of a value that an expression gives. What a function makes of lists and objects is not told. */
function typeOf(value, expression) {
    if (value === null)
        return any;
    if (typeof value === 'string')
        return { kind: 'string' };
    if (typeof value === 'number')
        return { kind: 'number' };
    if (typeof value === 'boolean')
        return { kind: 'bool' };
    if ((0,_values_js__WEBPACK_IMPORTED_MODULE_0__/* .isList */ .Lv)(value) && expression?.kind === 'tuple') {
        return { kind: 'tuple', items: value.map((item, index) => typeOf(item, expression.items[index])) };
    }
    if (!(0,_values_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(value) || expression?.kind !== 'object')
        return { kind: 'unsure' };
    const fields = [...value].map(([name, item]) => {
        const entry = expression.entries.find(({ key }) => key.kind === 'literal' && String(key.value) === name);
        return [name, { type: typeOf(item, entry?.value), isOptional: false }];
    });
    return { kind: 'object', fields: new Map(fields) };
}
/** Whether a type leaves a part of it to the value. */
function isOpen(type) {
    switch (type.kind) {
        case 'list':
        case 'set':
        case 'map':
            return isOpen(type.of);
        case 'tuple':
            return type.items.some(isOpen);
        case 'object':
            return [...type.fields.values()].some((field) => isOpen(field.type));
        default:
            return type.kind === 'any' || type.kind === 'unsure';
    }
}


/***/ }),

/***/ 6902:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $r: () => (/* binding */ Unknown),
/* harmony export */   E8: () => (/* binding */ OneOf),
/* harmony export */   Ej: () => (/* binding */ textsIn),
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   J5: () => (/* binding */ refused),
/* harmony export */   Lv: () => (/* binding */ isList),
/* harmony export */   Ny: () => (/* binding */ firstUnknown),
/* harmony export */   R3: () => (/* binding */ sortEntries),
/* harmony export */   aB: () => (/* binding */ toJson),
/* harmony export */   ay: () => (/* binding */ SetValue),
/* harmony export */   e1: () => (/* binding */ asText),
/* harmony export */   er: () => (/* binding */ mapOneOf),
/* harmony export */   n4: () => (/* binding */ isEqual),
/* harmony export */   qO: () => (/* binding */ unsupported)
/* harmony export */ });
/** Values of HCL expressions as far as they are known before the build. */
class Unknown {
    reason;
    constructor(reason) {
        this.reason = reason;
    }
}
/** A value that is one of these, such as a conditional whose test is unknown. Never nested in itself, never empty. */
class OneOf {
    options;
    constructor(options) {
        this.options = options;
    }
    /** The options as one value: a single option is that option, and too many are unknown. */
    static of(options) {
        const flat = options.flatMap((option) => (option instanceof OneOf ? option.options : [option]));
        const [only] = flat;
        if (flat.length === 1 && only !== undefined)
            return only;
        return flat.length > maxOptions ? unsupported('too many possibilities') : new OneOf(flat);
    }
}
/** A value with more options than this is unknown. */
const maxOptions = 64;
/** A set's elements in Packer's order. What is made of it by `map` and the like is a list. */
class SetValue extends Array {
    static get [Symbol.species]() {
        return Array;
    }
}
function unsupported(what) {
    return new Unknown({ kind: 'unsupported', what });
}
function refused(what) {
    return new Unknown({ kind: 'error', what });
}
function isList(value) {
    return Array.isArray(value);
}
function isObject(value) {
    return value instanceof Map;
}
/** The first unknown part of a value, or null where all of it is known. */
function firstUnknown(value) {
    if (value instanceof Unknown)
        return value;
    if (value instanceof OneOf)
        return unsupported('one of several values');
    const inner = isList(value) ? value : isObject(value) ? value.values() : [];
    for (const item of inner) {
        const found = firstUnknown(item);
        if (found !== null)
            return found;
    }
    return null;
}
/** The value as plain JSON, keys sorted. Throws where a part of it is unknown. */
function toJson(value) {
    if (value instanceof Unknown || value instanceof OneOf)
        throw new Error('an unknown value has no JSON');
    if (isList(value))
        return value.map(toJson);
    if (isObject(value)) {
        return Object.fromEntries(sortEntries(value).map(([key, item]) => [key, toJson(item)]));
    }
    return value;
}
/** A value as a template prints it; null for all but strings, numbers and booleans. */
function asText(value) {
    if (typeof value === 'string')
        return value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
/** An object's entries in order of their keys, as Packer iterates over them. */
function sortEntries(object) {
    return [...object].sort(([a], [b]) => (a < b ? -1 : 1));
}
/**
 * Whether known values are equal. Null where that is uncertain: a list never equals a tuple, nor a map an object, and a
 * value does not record which of the two it is.
 */
function isEqual(a, b) {
    if (JSON.stringify(toJson(a)) !== JSON.stringify(toJson(b)))
        return false;
    return isList(a) || isObject(a) ? null : true;
}
/**
 * Calls `compute` once for every combination of the options among its arguments, and returns all results as one value.
 * A OneOf nested in an argument is passed on as it is.
 */
function mapOneOf(args, compute) {
    const index = args.findIndex((arg) => arg instanceof OneOf);
    const oneOf = args[index];
    if (!(oneOf instanceof OneOf))
        return compute(args);
    const results = [];
    for (const option of oneOf.options) {
        if (results.length > maxOptions)
            return unsupported('too many possibilities');
        results.push(mapOneOf(args.with(index, option), compute));
    }
    return OneOf.of(results);
}
/** All texts in a value, as far as they are known. */
function textsIn(value) {
    if (typeof value === 'string')
        return [value];
    if (isList(value))
        return value.flatMap(textsIn);
    if (isObject(value))
        return [...value.values()].flatMap(textsIn);
    return value instanceof OneOf ? value.options.flatMap(textsIn) : [];
}


/***/ }),

/***/ 1855:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ decodeYaml),
/* harmony export */   y: () => (/* binding */ loadYaml)
/* harmony export */ });
/* harmony import */ var _values_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6902);
/**
 * yamldecode() for what reads alike in every version of YAML: maps, lists and plain or quoted scalars on a line of their own.
 * A value such as `yes`, `1_000` or a date is unknown, and what stands beside it is known. Anything that Packer may refuse, such
 * as an anchor or a tag, is left to it (resolve.go of go-cty-yaml 1.0.1).
 */

let library = null;
/** Loads the parser, which only templates that call yamldecode() need. Until then decodeYaml throws. */
async function loadYaml() {
    library ??= await __webpack_require__.e(/* import() */ 815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
}
/** Throws where the parser is not loaded, and for anything that is not plain. */
function decodeYaml(text) {
    if (library === null)
        throw new Error('the parser of YAML is not loaded');
    const document = library.parseDocument(text, { schema: 'failsafe', version: '1.2' });
    if (document.errors.length + document.warnings.length > 0)
        throw new SyntaxError('not plain YAML');
    return toValue(document.contents, text, library);
}
function toValue(node, text, yaml) {
    if (node === null)
        return null;
    if (yaml.isAlias(node) || node.anchor !== undefined || node.tag !== undefined)
        throw new TypeError('not plain');
    if (yaml.isSeq(node))
        return node.items.map((item) => toValue(item, text, yaml));
    if (yaml.isScalar(node))
        return scalarValue(node, text);
    return new Map(node.items.map(({ key, value }) => {
        const name = toValue(key, text, yaml);
        if (typeof name !== 'string')
            throw new TypeError('a key that is not a string');
        return [name, toValue(value, text, yaml)];
    }));
}
/** What may be a truth value, null, a number, a time or a text, and is never refused. */
const ambiguous = /^(y|n|yes|no|on|off|true|false|null|~|[1-9][\w.:-]*)$/i;
function scalarValue({ value, type, range }, text) {
    const written = text.slice(range[0], range[1]);
    if (typeof value !== 'string' || written.includes('\n'))
        throw new TypeError('a scalar of several lines');
    if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE')
        return value.normalize();
    if (type !== 'PLAIN')
        throw new TypeError('a block');
    if (value === '')
        return null;
    if (value === 'true' || value === 'false')
        return value === 'true';
    if (/^(0|[1-9]\d{0,14})$/.test(value))
        return Number(value);
    if (ambiguous.test(value))
        return (0,_values_js__WEBPACK_IMPORTED_MODULE_0__/* .unsupported */ .qO)('yamldecode()');
    if (!/^([A-Za-z/]|\.\.?\/)/.test(value))
        throw new TypeError('a scalar that may be no text');
    return value.normalize();
}


/***/ }),

/***/ 8422:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ canonicalExpression),
/* harmony export */   u: () => (/* binding */ canonicalBlock)
/* harmony export */ });
/**
 * What HCL says, as a text: equal for two texts that differ only in comments, layout, trailing commas, the order of
 * attributes, the indentation under `<<-`, or how a string is written. Made from the syntax tree, of which nothing is left out.
 */
function canonicalBlock(block) {
    return JSON.stringify(blockForm(block));
}
function canonicalExpression(expression) {
    return JSON.stringify(expressionForm(expression));
}
function blockForm({ type, labels, body }) {
    return [type, labels, ...bodyForm(body)];
}
/** A body's attributes have no order; its blocks do, for provisioners run in it. */
function bodyForm({ attributes, blocks }) {
    const named = attributes.map(({ name, value }) => [name, expressionForm(value)]);
    return [sortByKey(named), blocks.map(blockForm)];
}
function expressionForm(expression) {
    switch (expression.kind) {
        case 'literal':
            // A number may have more digits than a double holds.
            return expression.digits === undefined ? expression.value : ['number', expression.digits];
        case 'template':
            return templateForm(expression.parts, expression.exact ? null : expression.written);
        case 'tuple':
            return ['tuple', ...expression.items.map(expressionForm)];
        case 'object':
            return ['object', ...objectForm(expression)];
        case 'reference':
            return ['reference', expression.name];
        case 'access':
            return ['access', expressionForm(expression.target), stepForm(expression.step)];
        case 'call':
            return ['call', expression.name, expression.spread, ...expression.args.map(expressionForm)];
        case 'conditional':
            return ['if', ...[expression.test, expression.yes, expression.no].map(expressionForm)];
        case 'operation':
            return ['operation', expression.operator, ...expression.operands.map(expressionForm)];
        case 'for': {
            const { keyName, itemName, collection, key, value, grouped, test } = expression;
            const optional = [key, test].map((item) => (item === null ? null : [expressionForm(item)]));
            return ['for', keyName, itemName, grouped, ...optional, ...[collection, value].map(expressionForm)];
        }
    }
}
/** Entries whose keys are all written out have no order, but of two with the same key the last one counts. */
function objectForm({ entries }) {
    const forms = entries.map(({ key, value }) => [expressionForm(key), expressionForm(value)]);
    if (!entries.every(({ key }) => key.kind === 'literal'))
        return forms;
    return sortByKey(forms.map(([key, value]) => [typeof key === 'string' ? key : JSON.stringify(key), value]));
}
function sortByKey(entries) {
    return entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
function stepForm(step) {
    switch (step.kind) {
        case 'attribute':
            return ['attribute', step.name];
        case 'index':
            return ['index', expressionForm(step.index)];
        case 'splat':
            return ['splat', step.full, ...step.steps.map(stepForm)];
    }
}
/** A template of text alone is a string, however it is quoted. */
function templateForm(parts, written) {
    if (written !== null)
        return ['template as written', written];
    const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
    return texts.length === parts.length ? texts.join('') : ['template', ...parts.map(partForm)];
}
function partForm(part) {
    switch (part.kind) {
        case 'text':
            return part.text;
        case 'value':
            return ['value', expressionForm(part.value)];
        case 'if':
            return ['if', expressionForm(part.test), part.yes.map(partForm), part.no.map(partForm)];
        case 'for':
            return ['for', part.key, part.item, expressionForm(part.collection), part.body.map(partForm)];
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

/***/ 6642:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ readBody)
/* harmony export */ });
/* harmony import */ var _evaluate_blocks_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1906);
/* harmony import */ var _evaluate_dependencies_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3021);
/* harmony import */ var _evaluate_rendered_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5778);
/* harmony import */ var _evaluate_values_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6902);
/** Reads the bodies of blocks. */




/**
 * Attributes and blocks of a source that name the image or the machine that makes it, and do not change its content
 * (builder/ebs/builder.go, common/run_config.go and common/ami_config.go of packer-plugin-amazon 1.8.2).
 */
const labels = new Set(('ami_name ami_description tags tag run_tags run_tag run_volume_tags run_volume_tag snapshot_tags snapshot_tag ' +
    'spot_tags spot_tag fleet_tags fleet_tag temporary_key_pair_name deprecate_at').split(' '));
/**
 * Reads all attributes of a body and of the blocks in it.
 * @param source whether it is that of a source or a data source: an attribute `region = var.x` is then left out of what
 *   is read, as it chooses where the build runs, and what is another at each build does not count in labels
 */
function readBody(evaluator, body, scope, source) {
    const values = new Map();
    const readAs = (name, read) => {
        const isLabel = source && labels.has(name);
        const reads = isLabel ? new _evaluate_dependencies_js__WEBPACK_IMPORTED_MODULE_3__/* .Dependencies */ .i() : scope.reads;
        read(reads);
        if (!isLabel)
            return;
        reads.changing.clear();
        scope.reads.merge(reads);
    };
    for (const { name, value, line } of body.attributes) {
        const choosesRegion = source && name === 'region' && isVariable(value);
        readAs(name, (own) => {
            const reads = choosesRegion ? new _evaluate_dependencies_js__WEBPACK_IMPORTED_MODULE_3__/* .Dependencies */ .i() : own;
            const known = evaluator.evaluate(value, { ...scope, reads });
            values.set(name, known);
            // Packer renders what comes of variables and files, too.
            const call = (0,_evaluate_rendered_js__WEBPACK_IMPORTED_MODULE_1__/* .findChangingRender */ .l)((0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_2__/* .textsIn */ .Ej)(known).join('\n'));
            if (call !== null)
                reads.change({ what: `{{${call}}}`, file: scope.file, line });
        });
    }
    for (const block of body.blocks) {
        const [made = ''] = block.labels;
        readAs(block.type === 'dynamic' ? made : block.type, (reads) => {
            const inner = { ...scope, reads };
            for (const expanded of (0,_evaluate_blocks_js__WEBPACK_IMPORTED_MODULE_0__/* .expandBlocks */ .N)({ attributes: [], blocks: [block] }, evaluator, inner)) {
                readBody(evaluator, expanded.body, { ...inner, names: expanded.names }, false);
            }
        });
    }
    return values;
}
function isVariable(value) {
    return (value.kind === 'access' &&
        value.step.kind === 'attribute' &&
        value.target.kind === 'reference' &&
        value.target.name === 'var');
}


/***/ }),

/***/ 261:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AO: () => (/* binding */ toBuffer),
/* harmony export */   XF: () => (/* binding */ readLink),
/* harmony export */   Ye: () => (/* binding */ realPath),
/* harmony export */   fE: () => (/* binding */ toText),
/* harmony export */   j1: () => (/* binding */ readFolder),
/* harmony export */   qW: () => (/* binding */ statPath),
/* harmony export */   xe: () => (/* binding */ toBytePath)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9473);
/**
 * Paths as the bytes that they are on disk, one character a byte (latin1): a file's name need not be UTF-8, and two such
 * names may not read as one.
 */


function toBytePath(path) {
    return Buffer.from(path).toString('latin1');
}
/** What functions of node:fs take. */
function toBuffer(bytePath) {
    return Buffer.from(bytePath, 'latin1');
}
/** A byte path as text; bytes that are not UTF-8 are written as `\xff`. */
function toText(bytePath) {
    const bytes = toBuffer(bytePath);
    const text = bytes.toString();
    if (Buffer.from(text).equals(bytes))
        return text;
    const written = (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
    return bytePath.replace(/[\x80-\xff]/g, written);
}
/** The file or folder that a path leads to; undefined where there is none. Throws ELOOP for a link to itself. */
function statPath(bytePath) {
    return unlessOutOfReach(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(toBuffer(bytePath), { bigint: true, throwIfNoEntry: false }));
}
/** A link's target; null for what is no link. */
function readLink(bytePath) {
    const path = toBuffer(bytePath);
    const stat = unlessOutOfReach(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(path, { throwIfNoEntry: false }));
    if (stat?.isSymbolicLink() !== true)
        return null;
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readlinkSync)(path, 'latin1');
}
/** A text that is too long for a path names nothing, and what this user may not look at, a build cannot read either. */
function unlessOutOfReach(find) {
    try {
        return find();
    }
    catch (error) {
        if (['ENAMETOOLONG', 'EACCES'].includes((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .codeOf */ .$N)(error)))
            return undefined;
        throw error;
    }
}
/** The path without links. */
function realPath(bytePath) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(toBuffer(bytePath), 'latin1');
}
/** A folder's entries in order of their names; none where there is no folder, or none that this user may read. */
function readFolder(bytePath) {
    try {
        const entries = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(toBuffer(bytePath), { encoding: 'latin1', withFileTypes: true });
        return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR', 'EACCES'].includes((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .codeOf */ .$N)(error)))
            return [];
        throw error;
    }
}


/***/ }),

/***/ 5605:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ goProgramsDir),
/* harmony export */   u: () => (/* binding */ TemplateEnvironment)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _evaluate_dependencies_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(3021);
/* harmony import */ var _evaluate_evaluator_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2198);
/* harmony import */ var _evaluate_functions_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3008);
/* harmony import */ var _evaluate_rendered_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5778);
/* harmony import */ var _evaluate_texts_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9130);
/* harmony import */ var _evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6902);
/* harmony import */ var _bodies_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6642);
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(5256);
/** Resolves `var`, `local`, `data`, `path` and the functions that read files for one folder of templates. */











/** Placeholder for the folder of Go programs, which the action fills in; no real path contains a NUL. */
const goProgramsDir = '/\u0000agent';
/** Functions that would read more files if a file that `templatefile` renders calls them. */
const fileFunctions = new Set(['file', 'filebase64', 'fileset', 'fileexists', 'templatefile']);
/** Data sources that answer with a secret. */
const secretDataSources = new Set(['amazon-secretsmanager', 'hcp-vault-secrets']);
class TemplateEnvironment {
    evaluator;
    #definitions;
    #files;
    /** Values of variables that the action fills in, instead of their own. */
    #filledVariables;
    #locals = new Map();
    #dataReads = new Map();
    constructor(definitions, files, filledVariables) {
        this.#definitions = definitions;
        this.#files = files;
        this.#filledVariables = filledVariables;
        this.evaluator = new _evaluate_evaluator_js__WEBPACK_IMPORTED_MODULE_3__/* .Evaluator */ .o(this);
    }
    variable(name, reads) {
        reads.variables.add(name);
        const filled = this.#filledVariables.get(name);
        if (filled === goProgramsDir)
            reads.others.add('agent');
        const value = filled ?? this.#definitions.variables.value(name);
        // Null is a value: coalesce() passes it over, and an attribute that is null is unset.
        return value === undefined ? (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__/* .unsupported */ .qO)(`var.${name}`) : value;
    }
    /** Evaluates each local once, and adds what it reads to `reads`. */
    local(name, reads) {
        const known = this.#locals.get(name);
        if (known !== undefined) {
            reads.merge(known.reads);
            return known.value;
        }
        const definition = this.#definitions.locals.get(name);
        const own = new _evaluate_dependencies_js__WEBPACK_IMPORTED_MODULE_10__/* .Dependencies */ .i();
        own.locals.add(name);
        // Unknown while it is evaluated, which ends a circle of locals; Packer refuses these.
        this.#locals.set(name, { value: (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__/* .unsupported */ .qO)(`local.${name}`), reads: own });
        if (definition === undefined)
            return (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__/* .unsupported */ .qO)(`local.${name}`);
        const value = this.evaluator.evaluate(definition.at.value, {
            names: new Map(),
            reads: own,
            file: definition.file,
        });
        this.#locals.set(name, { value, reads: own });
        reads.merge(own);
        return value;
    }
    data(ref, reads) {
        let own = this.#dataReads.get(ref);
        const definition = this.#definitions.data.get(ref);
        if (own === undefined) {
            own = new _evaluate_dependencies_js__WEBPACK_IMPORTED_MODULE_10__/* .Dependencies */ .i();
            own.data.add(ref);
            this.#dataReads.set(ref, own);
            if (definition !== undefined) {
                if (secretDataSources.has(ref.split('.')[0] ?? '')) {
                    const { file, at } = definition;
                    own.change({ what: `data.${ref}, whose secret may have changed`, file, line: at.line });
                }
                (0,_bodies_js__WEBPACK_IMPORTED_MODULE_8__/* .readBody */ .x)(this.evaluator, definition.at.body, { names: new Map(), reads: own, file: definition.file }, true);
            }
        }
        reads.merge(own);
    }
    variableNames() {
        return this.#definitions.variables.names();
    }
    localNames() {
        return this.#definitions.locals.keys();
    }
    dataRefs() {
        return this.#definitions.data.keys();
    }
    /** Packer is given the templates' folder relative to the one that it runs in: `path.root` is what it was given. */
    path(name) {
        const { folder, cwd } = this.#definitions;
        if (name === 'root')
            return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(cwd, folder) || '.';
        return name === 'cwd' ? cwd : (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__/* .unsupported */ .qO)(`path.${name}`);
    }
    /**
     * Packer resolves paths against the templates' folder, but those of filebase64 and abspath against the folder that it
     * runs in; `~` is the user's home folder (filesystem.go of go-cty-funcs, hcl2template/function/filebase64.go).
     */
    callEnvironmentFunction(call, args, scope) {
        const [path = null, pattern = null] = args;
        const doubt = (outside = true) => {
            scope.reads.doubt({ what: `${call.name}()`, file: scope.file, line: call.line, outside });
            return (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__/* .firstUnknown */ .Ny)([...args]) ?? (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__/* .unsupported */ .qO)(`${call.name}()`);
        };
        const { cwd, folder } = this.#definitions;
        const isOwn = typeof path === 'string' && !path.includes('\0');
        if (call.name === 'abspath')
            return isOwn ? (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(cwd, path) : unknownPath(path, call.name);
        if (call.name === 'pathexpand')
            return isOwn ? expandHome(path) : unknownPath(path, call.name);
        if (!isOwn)
            return doubt();
        if (call.name === 'env')
            return (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__/* .unsupported */ .qO)('env() outside of a default');
        if (call.name === 'filebase64')
            return this.#readContent((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(cwd, path), 'base64', path, scope);
        if (call.name === 'fileset') {
            const base = node_path__WEBPACK_IMPORTED_MODULE_2__.posix.resolve(folder, path);
            if (typeof pattern !== 'string')
                return doubt();
            const leaves = pattern.includes('..') || !this.#files.isInWorkspace(base);
            return this.#fileset(base, pattern, scope) ?? doubt(leaves);
        }
        const expanded = expandHome(path);
        if (typeof expanded !== 'string')
            return expanded;
        const absolute = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(folder, expanded);
        if (call.name === 'file')
            return this.#readContent(absolute, 'utf8', path, scope);
        scope.reads.files.add(absolute);
        if (call.name === 'fileexists') {
            const kind = this.#files.kindOf(absolute);
            return kind === 'file' || kind === null ? kind === 'file' : (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__/* .refused */ .J5)(`${path} is not a file`);
        }
        const text = this.#files.content(absolute)?.toString() ?? '';
        if (mayCall(text, fileFunctions))
            doubt();
        if (mayCall(text, _evaluate_functions_js__WEBPACK_IMPORTED_MODULE_4__/* .changingFunctions */ .FB) || (0,_evaluate_rendered_js__WEBPACK_IMPORTED_MODULE_5__/* .findChangingRender */ .l)(text) !== null) {
            scope.reads.change({ what: `a function that ${path} calls`, file: scope.file, line: call.line });
        }
        return (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__/* .firstUnknown */ .Ny)([...args]) ?? (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__/* .unsupported */ .qO)('templatefile()');
    }
    #readContent(absolute, encoding, path, { reads }) {
        reads.files.add(absolute);
        const content = this.#files.content(absolute);
        if (content === null) {
            return this.#files.kindOf(absolute) === 'file'
                ? (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__/* .unsupported */ .qO)(`a file as long as ${path}`)
                : (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__/* .refused */ .J5)(`there is no file ${path}`);
        }
        if (encoding === 'utf8' && !(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(content))
            return (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__/* .refused */ .J5)(`${path} is not UTF-8`);
        // cty keeps texts in NFC.
        return content.toString(encoding).normalize();
    }
    #fileset(folder, pattern, scope) {
        const matches = (0,_glob_js__WEBPACK_IMPORTED_MODULE_9__/* .matchFiles */ .xo)(this.#files, folder, pattern);
        if (matches === null)
            return null;
        scope.reads.listings.add(`${folder}\u0000${pattern}`);
        return _evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__/* .SetValue */ .ay.from(matches.map(_evaluate_texts_js__WEBPACK_IMPORTED_MODULE_6__/* .normalizeText */ .fQ));
    }
}
/** `~/x` in the user's home folder; `~user` is refused (go-homedir's Expand). */
function expandHome(path) {
    if (!path.startsWith('~'))
        return path;
    return path === '~' || path.startsWith('~/')
        ? node_path__WEBPACK_IMPORTED_MODULE_2__.posix.join((0,node_os__WEBPACK_IMPORTED_MODULE_1__.homedir)(), path.slice(1))
        : (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__/* .refused */ .J5)("another user's home folder");
}
/** Whether a text that `templatefile` renders calls one of the functions, or only looks as if it did. */
function mayCall(text, functions) {
    const [evaluated = ''] = /[$%]\{.*\}/s.exec(text) ?? [];
    const between = '(?:\\s|/\\*(?:(?!\\*/).)*\\*/|(?:#|//)[^\\n]*\\n)*';
    return new RegExp(`\\b(?:${[...functions].join('|')})${between}\\(`, 's').test(evaluated);
}
function unknownPath(path, name) {
    return (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__/* .firstUnknown */ .Ny)(path) ?? (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_7__/* .unsupported */ .qO)(`${name}()`);
}


/***/ }),

/***/ 4582:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ findFilledVariables)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6902);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5605);
/**
 * Finds the variables that the action fills in where templates declare them. It fills in a variable only if it has the
 * documented type and its own value is empty ("", {} or none): a template that uses such a name for its own purpose keeps
 * its value.
 */



/** Variables that do not change the image's content: never part of a fingerprint. */
const runVariables = new Set(['run_tags', 'ami_tags', 'fingerprint', 'download_mirror']);
/** Throws a ConfigurationError for a variable that the user sets and only the action can set. */
function findFilledVariables(templates) {
    const values = new Map();
    const parents = new Map();
    for (const name of templates.variables.names()) {
        if (!isEmpty(templates.variables.value(name)) || !hasRole(templates.variables.declared.get(name)))
            continue;
        const value = placeholderFor(name);
        const parent = findParent(name, templates.recipes);
        if (value !== null)
            values.set(name, value);
        else if (parent !== null) {
            values.set(name, new _evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__/* .Unknown */ .$r({ kind: 'parent', variable: name }));
            parents.set(name, parent);
        }
    }
    const reserved = [...runVariables, 'resolved_artifacts'].filter((name) => name in templates.providedVariables);
    if (reserved.length > 0) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConfigurationError */ .j1(reserved.map((name) => `Input variables: ${name} is set by the action itself; remove it, or give the variable another name`));
    }
    return { values, parents };
}
function placeholderFor(name) {
    if (runVariables.has(name))
        return new _evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__/* .Unknown */ .$r({ kind: 'action', variable: name });
    if (name === 'resolved_artifacts')
        return new _evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__/* .Unknown */ .$r({ kind: 'artifacts' });
    if (name === 'source_ami')
        return new _evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__/* .Unknown */ .$r({ kind: 'source' });
    return name === 'go_programs_dir' ? _environment_js__WEBPACK_IMPORTED_MODULE_2__/* .goProgramsDir */ .D : null;
}
/** Finds the recipe whose AMI a variable takes: `gpu_worker_ami` takes that of `gpu-worker` or `gpu_worker`. */
function findParent(variable, recipes) {
    if (!variable.endsWith('_ami'))
        return null;
    const name = variable.slice(0, -'_ami'.length);
    return (recipes.find((recipe) => recipe.foreign === null && recipe.name.replaceAll(/[-.]/g, '_') === name) ?? null);
}
/** Types that each role takes; the empty one is that of a variable without a type. */
const textTypes = ['', 'any', 'string'];
const mapTypes = ['', 'any', 'map(string)', 'map(any)'];
/** Whether a variable has the type that is documented for its name. */
function hasRole(variable) {
    if (variable === undefined)
        return false;
    const { name, type, default: value } = variable;
    if (name === 'resolved_artifacts')
        return (type === '' && !(0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__/* .isList */ .Lv)(value ?? null)) || type === 'any' || type.startsWith('map(');
    if (name === 'run_tags' || name === 'ami_tags')
        return mapTypes.includes(type) && !(0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__/* .isList */ .Lv)(value ?? null);
    // Packer's own lookup stands behind an empty source_ami; without a default, the user has to name an image.
    if (name === 'source_ami' && value === undefined)
        return false;
    return textTypes.includes(type) && (value === undefined || value === null || typeof value === 'string');
}
function isEmpty(value) {
    if (value === undefined || value === null || value === '')
        return true;
    return ((0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__/* .isList */ .Lv)(value) && value.length === 0) || ((0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(value) && value.size === 0);
}


/***/ }),

/***/ 5256:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fU: () => (/* binding */ globMatcher),
/* harmony export */   fg: () => (/* binding */ isGlob),
/* harmony export */   xo: () => (/* binding */ matchFiles)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/** Matches the patterns of `fileset`, as the Go package doublestar does that Packer 1.16.0 uses. */

/**
 * Sorted paths of the regular files that match, relative to `folder`; null for a pattern that is not supported, and where
 * links lead in a circle. Packer joins folder and pattern to one pattern.
 */
function matchFiles(files, folder, pattern) {
    const parts = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(pattern).split('/');
    const fixed = parts.findIndex(isGlob);
    const depth = fixed === -1 ? parts.length - 1 : fixed;
    const base = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(folder, ...parts.slice(0, depth));
    const matches = globMatcher(parts.slice(depth).join('/'));
    if (matches === null || isGlob(folder))
        return null;
    const found = files.list(base)?.filter(matches) ?? null;
    return found?.map((name) => node_path__WEBPACK_IMPORTED_MODULE_0__.posix.relative(folder, node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(base, name))).sort() ?? null;
}
function isGlob(pattern) {
    return /[*?[{\\]/.test(pattern);
}
/** Returns a test of paths with forward slashes, or null for a pattern that is not supported. */
function globMatcher(pattern) {
    const sources = pattern.split('/').map((part, index, parts) => {
        const isLast = index === parts.length - 1;
        if (part === '**')
            return isLast ? '.*' : '(?:[^/]+/)*';
        const source = translatePart(part);
        return source === null ? null : `${source}${isLast ? '' : '/'}`;
    });
    if (sources.includes(null))
        return null;
    const expression = new RegExp(`^${sources.join('')}$`, 's');
    return (path) => expression.test(path);
}
/** A regular expression for the part of a pattern between two slashes. */
function translatePart(part) {
    if (part.includes('**') || part === '..' || part === '.' || part.includes('\\'))
        return null;
    const tokens = part.match(/\*|\?|\[\^?[^\]^[]+\]|\{[^{}[\]*?]*\}|[^*?[\]{}]+|./gs) ?? [];
    const sources = tokens.map(translateToken);
    return sources.includes(null) ? null : sources.join('');
}
function translateToken(token) {
    if (token === '*')
        return '[^/]*';
    if (token === '?')
        return '[^/]';
    if (token.length > 2 && token.startsWith('['))
        return token;
    if (token.length > 1 && token.startsWith('{'))
        return translateAlternatives(token);
    return '[]{}'.includes(token) ? null : escapeRegExp(token);
}
function translateAlternatives(token) {
    return `(?:${token.slice(1, -1).split(',').map(escapeRegExp).join('|')})`;
}
function escapeRegExp(text) {
    return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}


/***/ }),

/***/ 3938:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ hmacSha256),
/* harmony export */   s: () => (/* binding */ sha256)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/** The hashes behind every fingerprint. */

/** SHA-256 of a text in UTF-8: hex, lower case. */
function sha256(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex');
}
/** HMAC-SHA-256 of a text in UTF-8 (RFC 2104): hex, lower case. Without the key nobody can try values. */
function hmacSha256(key, text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', key).update(text).digest('hex');
}


/***/ }),

/***/ 9446:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  T: () => (/* binding */ PathReader),
  o: () => (/* binding */ resolvePath)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/evaluate/values.js
var evaluate_values = __webpack_require__(6902);
// EXTERNAL MODULE: ./build/templates/byte-paths.js
var byte_paths = __webpack_require__(261);
// EXTERNAL MODULE: ./build/templates/environment.js
var environment = __webpack_require__(5605);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./build/templates/workspace.js
var workspace = __webpack_require__(265);
;// CONCATENATED MODULE: ./build/templates/programs.js
/**
 * Finds what the commands of a provisioner name that runs on this machine. Nothing here parses a shell: anything
 * that is not plainly a path in the workspace counts as unbounded.
 */




/** PATH_MAX of Linux; a longer text is not a path. */
const maxPathLength = 4096;
/** Where programs of the system lie: what is named there is no input of the templates' own. */
const systemFolders = /^\/(bin|sbin|lib|lib64|usr|dev|proc|sys)(\/|$)|^\/tmp\/*$/;
/** What separates words, options and their values in a command, a list of paths or an URL. */
const separators = /(?:[\s"'`=,;()<>|&{}@]|(?<![a-z]):|:(?!\/\/))+/;
/** What a command plainly writes: a redirection, an option -o, and the archive that tar creates. */
const written = /(?:>\s*|\s-o\s*|\btar\b[^;|&\n]*?\s-?[a-zA-Z]*c[a-zA-Z]*f\s*)(?:"([^"\n]+)"|'([^'\n]+)'|([^\s;|&"']+))/g;
/** Variables of the shell itself, of tools, of credentials, and those that say where the workspace is. */
const ownVariables = /^(HOME|PWD|OLDPWD|USER|LOGNAME|PATH|SHELL|TERM|LANG|TMPDIR|RUNNER_TEMP|IFS|E?UID|HOSTNAME|OSTYPE|SECONDS|LINENO|BASH\w*|FUNCNAME|PIPESTATUS|REPLY|OPT(ARG|IND)|P?PID|N[FR]|PACKER_BUILD(_NAME|ER_TYPE)|PACKER_HTTP_\w+|GITHUB_(WORKSPACE|OUTPUT|ENV|PATH|STEP_SUMMARY|ACTIONS|TOKEN)|AWS_\w+)$/;
/** Commands whose output is a folder of the workspace, or a new one. */
const tellsFolder = /^\s*(cd|pwd|dirname|realpath|readlink|mktemp)\b/;
/** Folders beside a playbook or an inventory that Ansible reads by itself. */
const ansibleFolders = ['roles', 'collections', 'group_vars', 'host_vars', 'library', 'filter_plugins'];
/** @param variables names of the environment variables that the provisioner sets itself */
function findNamed(texts, variables, { cwd, files }) {
    return new ProgramReader(cwd, files, variables).read(texts);
}
class ProgramReader {
    #files;
    /** Folders that relative paths may start at. */
    #bases;
    #variables;
    #cwd;
    #paths = new Set();
    #unbounded = [];
    constructor(cwd, files, variables) {
        this.#cwd = cwd;
        this.#files = files;
        this.#bases = new Set([cwd]);
        for (let at = cwd; files.isInWorkspace(at) && at !== (0,external_node_path_.dirname)(at); at = (0,external_node_path_.dirname)(at))
            this.#bases.add(at);
        this.#variables = new Set(variables);
    }
    read(texts) {
        for (const text of texts)
            this.#readWord(text);
        const seen = new Set();
        // Twice, as a folder that a later word names may be where an earlier one starts.
        for (let found = new Set(texts); found.size > 0;) {
            const commands = [...found].map(withoutComments);
            for (const text of commands)
                for (const name of assignedIn(text))
                    this.#variables.add(name);
            for (const text of [...commands, ...commands])
                this.#readCommand(text);
            found = new Set();
            for (const path of this.#paths) {
                const script = seen.has(path) ? null : this.#scriptAt(path);
                seen.add(path);
                if (script !== null)
                    found.add(script);
            }
        }
        return { paths: this.#paths, unbounded: this.#unbounded[0] ?? null };
    }
    /** What a named file says, if it is a script; the folder that holds it may be where its paths start. */
    #scriptAt(path) {
        if (this.#files.kindOf(path) !== 'file')
            return null;
        const text = this.#files.content(path)?.toString() ?? '';
        if (!text.startsWith('#!') && !/\.(sh|bash|ps1|cmd|bat)$/.test(path))
            return null;
        this.#bases.add((0,external_node_path_.dirname)(path));
        return text;
    }
    #readCommand(text) {
        for (const name of variablesIn(text)) {
            if (!this.#variables.has(name) && !ownVariables.test(name)) {
                this.#unbounded.push(`reads the environment variable ${name}`);
            }
        }
        const made = new Set([...text.matchAll(written)].map(([, a, b, c]) => a ?? b ?? c));
        for (const part of this.#withoutSubstitutions(text)) {
            for (const word of wordsIn(part))
                if (!made.has(word))
                    this.#readWord(word);
        }
    }
    /** The text without what a shell puts before a path, and the commands that it runs for their output. */
    #withoutSubstitutions(text) {
        const inner = [];
        let rest = text;
        for (let before = ''; before !== rest;) {
            before = rest;
            rest = rest.replace(/\$\(([^()]*)\)|`([^`]*)`/g, (_all, a, b) => {
                const command = a ?? b ?? '';
                inner.push(command);
                return tellsFolder.test(command) ? '.' : '\0';
            });
        }
        if (/\0["']?\//.test(rest))
            this.#unbounded.push("names a path by another command's output");
        const home = rest.replace(/\$HOME\b|\$\{HOME\}/g, () => (0,external_node_os_.homedir)());
        return [home.replace(/(?:\0|\$\{[^}]*\}|\$\w+)["']?\/+/g, './').replaceAll('\0', ' '), ...inner];
    }
    #readWord(word) {
        if (word === '' || word.length > maxPathLength || word.includes('\0'))
            return;
        if (/^[a-z]+:\/\//.test(word) && !word.startsWith('file:'))
            return;
        if (/(^|\/)(git$|\.git(\/|$))/.test(word))
            this.#unbounded.push('asks git');
        const path = word.replace(/^file:\/+/, '/').replace(/^~(?=\/|$)/, () => (0,external_node_os_.homedir)());
        const glob = path.search(/[*?[]/);
        const plain = glob === -1 ? path : path.slice(0, path.lastIndexOf('/', glob) + 1);
        if (plain === '')
            return;
        if ((0,external_node_path_.isAbsolute)(plain))
            this.#readIfExists(plain, plain);
        else
            for (const base of [...this.#bases])
                this.#readIfExists((0,external_node_path_.resolve)(base, plain), plain);
    }
    #readIfExists(path, written) {
        if ((0,external_node_path_.isAbsolute)(written) && systemFolders.test(written) && !this.#files.isInWorkspace(path))
            return;
        const kind = this.#files.kindOf(path);
        if (kind === null)
            return;
        if (!this.#files.isInWorkspace(path)) {
            // Where commands run is not known: `..` from a folder above theirs is taken for one from theirs.
            const isSure = !/^[./]+$/.test(written) || path === (0,external_node_path_.resolve)(this.#cwd, written);
            if (isSure)
                this.#unbounded.push(`names ${written}, outside of the workspace`);
            return;
        }
        if (kind === 'folder' && !(0,external_node_path_.relative)(path, this.#cwd).startsWith('..'))
            this.#readDocuments(path);
        else
            this.#paths.add((0,external_node_path_.resolve)(path));
        if (kind === 'folder')
            this.#bases.add((0,external_node_path_.resolve)(path));
        if (/\.ya?ml$|inventory/.test(path)) {
            for (const name of ansibleFolders)
                this.#readIfExists((0,external_node_path_.join)((0,external_node_path_.dirname)(path), name), name);
        }
    }
    /** The folders above are the workspace, whose documents count where they are named. */
    #readDocuments(folder) {
        for (const { name } of (0,byte_paths/* readFolder */.j1)((0,byte_paths/* toBytePath */.xe)(folder))) {
            if ((0,workspace/* isDocument */.wz)(name))
                this.#paths.add((0,external_node_path_.join)(folder, (0,byte_paths/* toText */.fE)(name)));
        }
    }
}
/** Without comments, and without the .git that is left out of a copy or an archive. */
function withoutComments(text) {
    return text.replace(/^\s*#.*$/gm, '').replace(/--exclude[=\s]\s*["']?(\.\/)?\.git\b["']?(?!\/)/g, '');
}
function wordsIn(text) {
    const quoted = [...text.matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)].map(([, a, b]) => a ?? b ?? '');
    const escaped = (text.match(/(?:\\.|[^\s\\])+/g) ?? []).map((word) => word.replace(/\\(.)/g, '$1'));
    const words = [...text.split(separators), ...quoted, ...escaped];
    // An option and its value may be one word.
    const glued = words.flatMap((word) => /^-\w([./~].*)$/.exec(word)?.[1] ?? []);
    return new Set([...words, ...glued]);
}
/** Variables that a shell expands, and those of GitHub however they are read. */
function variablesIn(text) {
    const expanded = text.matchAll(/\$(?:\{[!#]?)?([A-Za-z_]\w*)/g);
    return new Set([...expanded, ...text.matchAll(/\b(GITHUB_[A-Z_]+)\b/g)].map(([, name = '']) => name));
}
/** Variables that a command sets, but for those that it sets to what they are. */
function assignedIn(text) {
    const names = [
        ...text.matchAll(/\b([A-Za-z_]\w*)\+?=/g),
        ...text.matchAll(/\b(?:for|read|read -\w+|getopts \S+)\s+([A-Za-z_]\w*)/g),
    ].map(([, name = '']) => name);
    return names.filter((name) => !new RegExp(`\\b${name}=["']?\\$\\{?${name}\\b`).test(text));
}

;// CONCATENATED MODULE: ./build/templates/paths.js
/** Notes the local files and folders that values of templates name. */





/** Sets of Dependencies by how the files in them are read. */
const setOf = { bytes: 'files', script: 'scripts', upload: 'uploads' };
class PathReader {
    #templates;
    #reads;
    /** Texts of the provisioners that ran on this machine so far: what they name, they may have made. */
    #commands = [];
    constructor(templates, reads) {
        this.#templates = templates;
        this.#reads = reads;
    }
    /** Notes the files and folders that a value names; where they are not known, that any file may be read. */
    read(value, use) {
        if (value === null || value === '')
            return;
        if ((0,evaluate_values/* isList */.Lv)(value))
            for (const item of value)
                this.read(item, use);
        else if (value instanceof evaluate_values/* OneOf */.E8)
            for (const option of value.options)
                this.read(option, use);
        else if (typeof value === 'string' && value.startsWith(environment/* goProgramsDir */.D))
            this.#reads.others.add('agent');
        else if (typeof value === 'string')
            this.#readPath(value, use);
        else
            this.#doubt(use.what, use, true);
    }
    /** Packer renders `{{ … }}` in a provisioner; `{{pwd}}` is the folder that it runs in (funcGenPwd of its plugin SDK). */
    #readPath(text, use) {
        const { cwd, files } = this.#templates;
        const path = text.replaceAll(/\{\{\s*pwd\s*\}\}/g, () => cwd);
        if (path.includes('{{') || path.includes('\0')) {
            this.#doubt(use.what, use, true);
            return;
        }
        const absolute = resolvePath(cwd, path);
        const made = use.mayAppear === true && this.#commands.some((command) => command.includes(text));
        if (!made)
            this.#reads[setOf[use.as]].add(absolute);
        if (use.mayAppear === true && (made || files.kindOf(absolute) === null)) {
            this.#doubt(`${use.what} ${JSON.stringify(text)}, which is created during the build`, use, false);
        }
    }
    #doubt(what, { file, line }, outside) {
        this.#reads.doubt({ what, file, line, outside });
    }
    /**
     * Notes what a provisioner reads that runs on this machine: the files and folders that its attributes name, and that it
     * may read any other of the workspace. One that reads what the workspace does not hold may read anything.
     */
    readProgram(values, { what, file, line }) {
        const texts = [...values.values()].flatMap(evaluate_values/* textsIn */.Ej);
        this.#commands.push(...texts);
        const own = [...values.values()].flatMap((value) => ((0,evaluate_values/* isObject */.Gv)(value) ? [...value.keys()] : []));
        const { paths, unbounded } = findNamed(texts, own, this.#templates);
        for (const path of paths)
            this.#reads.uploads.add(path);
        const isComputed = [...values.values()].every((value) => (0,evaluate_values/* firstUnknown */.Ny)(value)?.reason.kind !== 'unsupported');
        const why = unbounded ?? (isComputed ? null : 'holds a text that the plan cannot compute');
        const also = why === null ? '' : ` and ${why}`;
        this.#reads.doubt({ what: `${what}${also}`, file, line, outside: why !== null });
    }
}
/** The file that a path leads to: `link/..` is the folder above the one that the link leads to, as for open(2). */
function resolvePath(cwd, path) {
    return path.split('/').reduce((at, part) => {
        if (part === '' || part === '.')
            return at;
        return part === '..' ? (0,external_node_path_.dirname)(withoutLink(at)) : (0,external_node_path_.join)(at, part);
    }, (0,external_node_path_.isAbsolute)(path) ? '/' : cwd);
}
function withoutLink(path) {
    const bytes = (0,byte_paths/* toBytePath */.xe)(path);
    if ((0,byte_paths/* readLink */.XF)(bytes) === null)
        return path;
    try {
        return (0,byte_paths/* toBuffer */.AO)((0,byte_paths/* realPath */.Ye)(bytes)).toString();
    }
    catch {
        // A link to nothing: nothing is there either.
        return path;
    }
}


/***/ }),

/***/ 8995:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ findProvisionerReads)
/* harmony export */ });
/** The attributes of Packer's own provisioners that name local files, as of Packer 1.16.0. */
const scriptAttributes = ['script', 'scripts'];
const scriptRunners = new Set(['powershell', 'windows-shell']);
const readingNothing = new Set(['breakpoint', 'sleep', 'windows-restart', 'hcp-sbom']);
function findProvisionerReads(type, values) {
    const pathsIn = (names) => names.flatMap((name) => {
        const value = values.get(name);
        return value === undefined ? [] : [{ name: `${name} of the provisioner ${type}`, value }];
    });
    const binary = values.get('binary') ?? false;
    if (type === 'shell') {
        // provisioner/shell/provisioner.go sends scripts through its UnixReader, without their modes, unless they are binary.
        const as = binary === false || binary === 'false' ? 'script' : 'bytes';
        return { paths: pathsIn(scriptAttributes), as, doubt: null, mayAppear: false };
    }
    if (scriptRunners.has(type)) {
        return { paths: pathsIn(scriptAttributes), as: 'upload', doubt: null, mayAppear: false };
    }
    if (readingNothing.has(type))
        return { paths: [], as: 'bytes', doubt: null, mayAppear: false };
    if (type === 'file') {
        const download = values.get('direction') === 'download';
        const paths = download ? [] : pathsIn(['source', 'sources']);
        return { paths, as: 'upload', doubt: null, mayAppear: (values.get('generated') ?? false) !== false };
    }
    const doubt = type === 'shell-local'
        ? 'the provisioner shell-local, whose commands run on this machine'
        : `the provisioner ${type}, which may read any file`;
    const paths = type === 'shell-local' ? pathsIn(scriptAttributes) : [];
    return { paths, as: 'upload', doubt, mayAppear: false };
}


/***/ }),

/***/ 3343:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g: () => (/* binding */ readDependencies),
  S: () => (/* binding */ sourceNames)
});

// EXTERNAL MODULE: ./build/evaluate/blocks.js
var evaluate_blocks = __webpack_require__(1906);
// EXTERNAL MODULE: ./build/evaluate/dependencies.js
var dependencies = __webpack_require__(3021);
// EXTERNAL MODULE: ./build/evaluate/values.js
var evaluate_values = __webpack_require__(6902);
// EXTERNAL MODULE: ./build/hcl/canonical.js
var canonical = __webpack_require__(8422);
// EXTERNAL MODULE: ./build/templates/bodies.js
var bodies = __webpack_require__(6642);
;// CONCATENATED MODULE: ./build/templates/inert-options.js
/**
 * Options that cannot alter the image, however they are set: they do not count. When in doubt, an option counts. Of what
 * opens the builder's door only the presence counts, as the plugin puts a key of its own into a builder without it.
 */
const sourceOptions = {
    // How long something is waited for, and how often it is tried or asked: the build fails, or it does not.
    aws_polling: 'common/state.go',
    max_retries: 'common/access_config.go',
    windows_password_timeout: 'common/step_get_password.go',
    ssh_timeout: 'sdk/communicator/step_connect_ssh.go',
    ssh_wait_timeout: 'sdk/communicator/config.go',
    ssh_handshake_attempts: 'sdk/communicator/step_connect_ssh.go',
    ssh_keep_alive_interval: 'sdk/communicator/step_connect_ssh.go',
    winrm_timeout: 'sdk/communicator/step_connect_winrm.go',
    // With whose rights AWS is asked. They are others in each run, and secrets.
    access_key: 'common/access_config.go',
    secret_key: 'common/access_config.go',
    token: 'common/access_config.go',
    mfa_code: 'common/access_config.go',
    profile: 'common/access_config.go',
    shared_credentials_file: 'common/access_config.go',
    assume_role: 'common/access_config.go',
    vault_aws_engine: 'common/access_config.go',
    // With whose rights a host on the way to the builder is passed.
    ssh_bastion_username: 'sdk/communicator/step_connect_ssh.go',
    ssh_bastion_password: 'sdk/communicator/step_connect_ssh.go',
    ssh_bastion_private_key_file: 'sdk/communicator/step_connect_ssh.go',
    ssh_bastion_certificate_file: 'sdk/communicator/step_connect_ssh.go',
    ssh_proxy_username: 'sdk/communicator/step_connect_ssh.go',
    ssh_proxy_password: 'sdk/communicator/step_connect_ssh.go',
    // Checks that are left out, and how an error is shown.
    insecure_skip_tls_verify: 'common/access_config.go',
    decode_authorization_messages: 'common/access_config.go',
    skip_credential_validation: 'common/access_config.go',
    skip_metadata_api_check: 'common/access_config.go',
    skip_profile_validation: 'common/step_iam_instance_profile.go',
    skip_region_validation: 'common/ami_config.go',
    // Who may reach the builder: that security group is deleted with it.
    temporary_security_group_source_cidrs: 'common/step_security_group.go',
    temporary_security_group_source_public_ip: 'common/step_security_group.go',
    // Tags of what is deleted with the builder. Its own, run_tags, go over to the AMI.
    fleet_tag: 'common/step_run_spot_instance.go',
    fleet_tags: 'common/step_run_spot_instance.go',
    run_volume_tag: 'builder/ebs/builder.go',
    run_volume_tags: 'builder/ebs/builder.go',
    spot_tag: 'common/step_run_spot_instance.go',
    spot_tags: 'common/step_run_spot_instance.go',
    // What becomes of another image that has the name.
    force_delete_snapshot: 'common/step_deregister_ami.go',
    force_deregister: 'common/step_deregister_ami.go',
};
/** Without these the plugin makes a key pair, whose public half the builder takes into its image (common/step_key_pair.go). */
const doorKeys = {
    ssh_password: 'common/run_config.go',
    ssh_private_key_file: 'common/run_config.go',
    winrm_password: 'common/run_config.go',
};
const provisionerOptions = {
    start_retry_timeout: 'packer/provisioner/shell/provisioner.go',
    timeout: 'packer/hcl2template/types.build.provisioners.go',
};
/** A block without them, also where a `dynamic` makes it. */
function withoutInertOptions(block) {
    if (block.type !== 'dynamic')
        return { ...block, body: bodyWithoutInertOptions(block.type, block.body) };
    const [type = ''] = block.labels;
    const blocks = block.body.blocks.map((inner) => inner.type === 'content' ? { ...inner, body: bodyWithoutInertOptions(type, inner.body) } : inner);
    return { ...block, body: { ...block.body, blocks } };
}
/** The body of a source or provisioner without them. */
function bodyWithoutInertOptions(blockType, body) {
    const isSource = blockType === 'source';
    const inert = isSource ? sourceOptions : findInertOptions(body);
    const kept = body.attributes.filter(({ name }) => !Object.hasOwn(inert, name));
    return {
        attributes: isSource ? kept.map(withoutKey) : kept,
        blocks: body.blocks.filter(({ type, labels: [made = ''] }) => !Object.hasOwn(inert, type === 'dynamic' ? made : type)),
    };
}
function withoutKey(attribute) {
    if (!Object.hasOwn(doorKeys, attribute.name))
        return attribute;
    const { line, column, start, end } = attribute.value;
    return { ...attribute, value: { kind: 'literal', value: null, line, column, start, end } };
}
/** Where a script is retried, or may fail, its time limit decides whether it has run twice, or to its end. */
function findInertOptions({ attributes }) {
    const isDecisive = attributes.some(({ name }) => name === 'max_retries' || name === 'continue_on_error');
    return isDecisive ? {} : provisionerOptions;
}

// EXTERNAL MODULE: ./build/templates/paths.js + 1 modules
var paths = __webpack_require__(9446);
// EXTERNAL MODULE: ./build/templates/provisioners.js
var provisioners = __webpack_require__(8995);
// EXTERNAL MODULE: ./build/templates/source-image.js
var source_image = __webpack_require__(2843);
;// CONCATENATED MODULE: ./build/templates/recipe-dependencies.js
/** Finds everything that a recipe reads. Where a path is not known, that is noted, and the whole workspace counts. */









/** Attributes of a source that name a local file whose content can change the image. */
const sourceFiles = ['user_data_file'];
function readDependencies(recipe, templates, environment) {
    return new DependencyReader(recipe, templates, environment).read();
}
class DependencyReader {
    #recipe;
    #templates;
    #environment;
    #reads = new dependencies/* Dependencies */.i();
    #paths;
    /** Types of all provisioners. */
    #types = [];
    constructor(recipe, templates, environment) {
        this.#recipe = recipe;
        this.#templates = templates;
        this.#environment = environment;
        this.#paths = new paths/* PathReader */.T(templates, this.#reads);
    }
    read() {
        const { source, addition } = this.#recipe;
        const { values, filter } = this.#readSource();
        for (const name of sourceFiles) {
            const use = { what: name, file: source.file, line: source.span.line, as: 'bytes' };
            this.#paths.read(values.get(name) ?? null, use);
        }
        const parts = [
            toPart('source', source, [source.span]),
            ...(addition === null ? [] : [toPart('source in the build', addition, [addition.span])]),
            this.#readBuild(),
        ];
        const attributes = { sourceAmi: values.get('source_ami'), filter };
        return {
            reads: this.#reads,
            parts,
            source: (0,source_image/* sourceImage */.$x)(attributes, this.#templates, this.#environment),
            regions: toRegions(values.get('ami_regions') ?? []),
            plugins: [...this.#templates.plugins.keys()].filter((plugin) => plugin !== 'amazon' && this.#usesPlugin(plugin)),
        };
    }
    /** Reads the source block, and the build's own source block, whose attributes win. */
    #readSource() {
        const { source, addition } = this.#recipe;
        const { evaluator } = this.#environment;
        const values = new Map();
        let filter = null;
        for (const block of addition === null ? [source] : [source, addition]) {
            const scope = this.#scopeOf(block);
            const body = bodyWithoutInertOptions('source', block.body);
            for (const [name, value] of (0,bodies/* readBody */.x)(evaluator, body, scope, true))
                values.set(name, value);
            const filters = block.body.blocks.filter(({ type, labels }) => [type, ...labels].includes('source_ami_filter'));
            for (const inner of (0,evaluate_blocks/* expandBlocks */.N)({ attributes: [], blocks: filters }, evaluator, scope)) {
                filter = { body: inner.body, scope: { ...scope, names: inner.names, reads: new dependencies/* Dependencies */.i() } };
            }
        }
        return { values, filter };
    }
    /** A plugin's components are called as the plugin, or begin with its name and a dash. */
    #usesPlugin(plugin) {
        const types = [...this.#types, ...[...this.#reads.data].map((ref) => ref.split('.')[0] ?? '')];
        return types.some((type) => type === plugin || type.startsWith(`${plugin}-`));
    }
    /** Adds the names that Packer defines inside a source and a build. */
    #scopeOf(block) {
        // A dynamic block's own names win: its iterator may be called source.
        const names = new Map([
            ['source', sourceNames(this.#recipe)],
            ['build', new Map([['name', this.#recipe.buildName ?? new evaluate_values/* Unknown */.$r({ kind: 'time' })]])],
            ...block.names,
        ]);
        return { names, reads: this.#reads, file: block.file };
    }
    /**
     * Reads the build's provisioners that apply to this source, in their order. Of a build whose
     * error-cleanup-provisioner runs comes no image (commonsteps/step_provision.go of packer-plugin-sdk); post-processors
     * run when it is finished, and hcp_packer_registry labels it.
     */
    #readBuild() {
        const { build } = this.#recipe;
        const scope = this.#scopeOf(build);
        const blocks = [];
        for (const block of (0,evaluate_blocks/* expandBlocks */.N)(build.body, this.#environment.evaluator, scope)) {
            const inner = { ...scope, names: block.names };
            if (block.type !== 'provisioner' || !this.#appliesToSource(block, inner))
                continue;
            blocks.push(block.span);
            this.#readStep(block, inner);
        }
        return toPart('build', build, blocks);
    }
    /** `only` and `except` hold `type.name` of sources. Where they are unknown, the block counts. */
    #appliesToSource(block, scope) {
        const ref = `${this.#recipe.builder}.${this.#recipe.sourceName}`;
        const evaluate = (name) => {
            const attribute = (0,evaluate_blocks/* findAttribute */.O)(block.body, name);
            return attribute === undefined
                ? null
                : this.#environment.evaluator.evaluate(attribute.value, { ...scope, names: block.names });
        };
        const only = evaluate('only');
        const except = evaluate('except');
        const isKnown = (0,evaluate_values/* isList */.Lv)(only) && only.length > 0 && only.every((item) => typeof item === 'string');
        if (isKnown && !only.includes(ref))
            return false;
        return !((0,evaluate_values/* isList */.Lv)(except) && except.includes(ref));
    }
    /** Reads a provisioner. */
    #readStep(block, scope) {
        const [type] = block.labels;
        const body = bodyWithoutInertOptions(block.type, block.body);
        const values = (0,bodies/* readBody */.x)(this.#environment.evaluator, body, scope, false);
        const at = { file: scope.file, line: block.span.line };
        this.#types.push(type ?? '');
        for (const [name, value] of this.#readOverride(values.get('override') ?? null, at)) {
            values.set(name, evaluate_values/* OneOf */.E8.of([value, values.get(name) ?? value]));
        }
        if (type === undefined || type === null) {
            this.#paths.readProgram(values, { what: `a ${block.type} of unknown type`, ...at });
            return;
        }
        const { paths, as, doubt, mayAppear } = (0,provisioners/* findProvisionerReads */.P)(type, values);
        for (const { name, value } of paths)
            this.#paths.read(value, { what: name, ...at, as, mayAppear });
        if (doubt !== null)
            this.#paths.readProgram(values, { what: doubt, ...at });
        const others = [...values.values()].filter((value) => !paths.some((path) => path.value === value));
        if (others.flatMap(evaluate_values/* textsIn */.Ej).some((text) => this.#saysWhereItRuns(text)))
            this.#reads.others.add('cwd');
    }
    /** Whether the path of Packer's folder stands in a text, such as a command; as the begin of a file's path it does not count. */
    #saysWhereItRuns(text) {
        const { cwd, files } = this.#templates;
        if (!text.includes(cwd))
            return false;
        return !text.startsWith(cwd) || text.includes('\0') || files.kindOf(text) === null;
    }
    /** The attributes that `override` sets for this source. */
    #readOverride(override, at) {
        const own = (0,evaluate_values/* isObject */.Gv)(override) ? (override.get(this.#recipe.sourceName) ?? null) : override;
        if ((0,evaluate_values/* isObject */.Gv)(own))
            return own;
        if (own !== null)
            this.#reads.doubt({ what: 'override', ...at, outside: true });
        return new Map();
    }
}
/** A part of the recipe that consists of these blocks of a file; those of one `dynamic` are one. */
function toPart(what, { file }, blocks) {
    const distinct = [...new Set(blocks)];
    return {
        what,
        file,
        canonical: distinct.map((block) => (0,canonical/* canonicalBlock */.u)(withoutInertOptions(block))).join('\n'),
    };
}
function toRegions(value) {
    const regions = (0,evaluate_values/* isList */.Lv)(value) ? value.filter((item) => typeof item === 'string') : [];
    return (0,evaluate_values/* isList */.Lv)(value) && regions.length === value.length ? [...new Set(regions)].sort() : null;
}
/** What `source.type` and `source.name` are. */
function sourceNames({ builder, sourceName }) {
    return new Map([
        ['type', builder],
        ['name', sourceName],
    ]);
}


/***/ }),

/***/ 3078:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ findNamedRegion),
/* harmony export */   Q: () => (/* binding */ chooseRegion)
/* harmony export */ });
/* harmony import */ var _source_attribute_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(966);
/** The region that a recipe is built in: the one that its source names, or else Packer's AWS_REGION, which the action sets. */

/** The region that the source names; null where it names none, or an empty one, as the plugin sees it (access_config.go). */
function findNamedRegion(recipe, templates) {
    const attribute = (0,_source_attribute_js__WEBPACK_IMPORTED_MODULE_0__/* .findSourceAttribute */ .P)(recipe, templates, 'region');
    if (attribute === null || attribute.value === '' || attribute.value === null)
        return null;
    const { value, variable, at } = attribute;
    return { region: typeof value === 'string' ? value : null, variable, at };
}
/**
 * The region of a run whose input does not set it: the one that the recipes' sources name, the templates' own value of
 * `aws_region`, or else `usual`. Recipes of other regions are refused when they are planned.
 */
function chooseRegion(recipes, templates, usual) {
    const named = recipes.map((recipe) => findNamedRegion(recipe, templates)?.region ?? null);
    const own = templates.variables.value('aws_region');
    return named.find((region) => region !== null) ?? (typeof own === 'string' && own !== '' ? own : usual);
}


/***/ }),

/***/ 966:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ findSourceAttribute)
/* harmony export */ });
/* harmony import */ var _evaluate_blocks_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1906);
/* harmony import */ var _evaluate_dependencies_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3021);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5605);
/* harmony import */ var _recipe_dependencies_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3343);
/** Attributes of a recipe's source, evaluated one by one. */




/** The attribute of the source, or of the build's own source block, which wins; null where there is none. */
function findSourceAttribute(recipe, templates, name) {
    const { source, addition } = recipe;
    const { evaluator } = new _environment_js__WEBPACK_IMPORTED_MODULE_1__/* .TemplateEnvironment */ .u(templates, templates.files, new Map());
    for (const { body, file, names } of addition === null ? [source] : [addition, source]) {
        const attribute = (0,_evaluate_blocks_js__WEBPACK_IMPORTED_MODULE_0__/* .findAttribute */ .O)(body, name);
        if (attribute === undefined)
            continue;
        const own = new Map([['source', (0,_recipe_dependencies_js__WEBPACK_IMPORTED_MODULE_2__/* .sourceNames */ .S)(recipe)], ...names]);
        const value = evaluator.evaluate(attribute.value, { names: own, reads: new _evaluate_dependencies_js__WEBPACK_IMPORTED_MODULE_3__/* .Dependencies */ .i(), file });
        const { line, column } = attribute;
        return { value, variable: variableOf(attribute.value), at: { file, line, column } };
    }
    return null;
}
function variableOf(expression) {
    if (expression.kind !== 'access' || expression.step.kind !== 'attribute')
        return null;
    const { target, step } = expression;
    return target.kind === 'reference' && target.name === 'var' ? step.name : null;
}


/***/ }),

/***/ 2843:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $x: () => (/* binding */ sourceImage),
/* harmony export */   SR: () => (/* binding */ dataImage),
/* harmony export */   ky: () => (/* binding */ seenFrom)
/* harmony export */ });
/* harmony import */ var _evaluate_blocks_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1906);
/* harmony import */ var _evaluate_dependencies_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3021);
/* harmony import */ var _evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6902);
/** Finds the image that a recipe starts from: an id, or a query to AWS that the templates describe. */



function sourceImage({ sourceAmi, filter }, templates, environment) {
    if (sourceAmi !== undefined && sourceAmi !== null && sourceAmi !== '') {
        return fromValue(sourceAmi, templates, environment);
    }
    if (filter === null)
        return { kind: 'unknown', why: 'its source has neither source_ami nor source_ami_filter' };
    return fromFilter(filter.body, filter.scope, environment, 'source_ami_filter');
}
/** The image of `source_ami`, which must be a single value besides the variables that the action fills in. */
function fromValue(value, templates, environment) {
    const options = (value instanceof _evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__/* .OneOf */ .E8 ? value.options : [value]).filter((option) => !isFilledIn(option));
    const [option] = options;
    if (options.length !== 1 || option === undefined) {
        return { kind: 'unknown', why: 'its source_ami is known only during the build' };
    }
    if (typeof option === 'string')
        return { kind: 'id', id: option };
    if (option instanceof _evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__/* .Unknown */ .$r && option.reason.kind === 'data') {
        return dataImage(option.reason.ref, templates, environment);
    }
    return { kind: 'unknown', why: 'its source_ami is known only during the build' };
}
function isFilledIn(value) {
    return value instanceof _evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__/* .Unknown */ .$r && (value.reason.kind === 'parent' || value.reason.kind === 'source');
}
/** The image that `data.amazon-ami.NAME.id` or `data.amazon-parameterstore.NAME.value` returns. */
function dataImage(ref, templates, environment) {
    const definition = templates.data.get(ref);
    const [type] = ref.split('.');
    if (definition === undefined)
        return { kind: 'unknown', why: `there is no data source ${ref}` };
    const scope = { names: new Map(), reads: new _evaluate_dependencies_js__WEBPACK_IMPORTED_MODULE_2__/* .Dependencies */ .i(), file: definition.file };
    const { body } = definition.at;
    if (type === 'amazon-ami')
        return fromFilter(body, scope, environment, `data.${ref}`);
    if (type !== 'amazon-parameterstore') {
        return { kind: 'unknown', why: `data.${ref} is known only during the build` };
    }
    return fromParameter(body, scope, environment, `data.${ref}`);
}
/** The image as a run in this region sees it: what is asked elsewhere is not known to it. */
function seenFrom(region, image, what) {
    if (image.kind !== 'query' || image.region === null)
        return image;
    if (image.region === region)
        return { ...image, region: null };
    const why = `${what} is asked in ${image.region}, and the plan asks in ${region} only`;
    return { kind: 'unknown', why };
}
/** What decides whom a data source asks, and changes no answer (inert-options.ts says where the plugin has them). */
const inertAttributes = new Set([
    'max_retries',
    'decode_authorization_messages',
    'insecure_skip_tls_verify',
    'skip_credential_validation',
    'skip_metadata_api_check',
]);
/** Attributes of a parameter's data source that are evaluated (datasource/parameterstore/data.go). */
const parameterAttributes = new Set(['name', 'with_decryption', 'region', ...inertAttributes]);
function fromParameter(body, scope, environment, what) {
    const other = findOther(body, scope, environment, parameterAttributes);
    if (other !== null)
        return { kind: 'unknown', why: `${what} has ${other}, which the plan does not evaluate` };
    const valueAt = (name) => {
        const attribute = (0,_evaluate_blocks_js__WEBPACK_IMPORTED_MODULE_0__/* .findAttribute */ .O)(body, name);
        return attribute === undefined ? null : environment.evaluator.evaluate(attribute.value, scope);
    };
    const isPlain = [null, false, 'false'].some((plain) => plain === valueAt('with_decryption'));
    if (!isPlain)
        return { kind: 'unknown', why: `${what} is a decrypted secret, which may have changed` };
    const name = valueAt('name');
    const region = toRegion(valueAt('region'));
    return typeof name === 'string' && region !== undefined
        ? { kind: 'query', query: { kind: 'parameter', name }, region }
        : { kind: 'unknown', why: `the name or region of ${what} is known only during the build` };
}
/** Null where none is named, undefined where it is not known. */
function toRegion(value) {
    if (value === null || value === '')
        return null;
    return typeof value === 'string' ? value : undefined;
}
/** The first attribute or block that is none of these; null if there is none. */
function findOther(body, scope, environment, known) {
    const names = body.attributes.map(({ name }) => name).filter((name) => !known.has(name));
    return names[0] ?? (0,_evaluate_blocks_js__WEBPACK_IMPORTED_MODULE_0__/* .expandBlocks */ .N)(body, environment.evaluator, scope)[0]?.type ?? null;
}
/** Attributes of a filter that are evaluated; one with any other is left to Packer (AmiFilterOptions, common/ami_filter.go). */
const filterAttributes = new Set([
    'filters',
    'owners',
    'most_recent',
    'include_deprecated',
    'region',
    ...inertAttributes,
]);
function fromFilter(body, scope, environment, what) {
    const values = new Map();
    for (const { name, value } of body.attributes)
        values.set(name, environment.evaluator.evaluate(value, scope));
    const other = findOther(body, scope, environment, filterAttributes);
    if (other !== null)
        return { kind: 'unknown', why: `${what} has ${other}, which the plan does not evaluate` };
    const region = toRegion(values.get('region') ?? null);
    const filters = toFilters(values.get('filters') ?? null);
    const owners = toTexts(values.get('owners') ?? []);
    const mostRecent = values.get('most_recent') ?? false;
    const includeDeprecated = values.get('include_deprecated') ?? false;
    if (filters === null ||
        owners === null ||
        region === undefined ||
        typeof mostRecent !== 'boolean' ||
        typeof includeDeprecated !== 'boolean') {
        return { kind: 'unknown', why: `${what} is known only during the build` };
    }
    const query = { kind: 'images', filters, owners: owners.sort(), mostRecent };
    return { kind: 'query', query: includeDeprecated ? { ...query, includeDeprecated } : query, region };
}
function toFilters(value) {
    if (!(0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(value) || (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__/* .firstUnknown */ .Ny)(value) !== null)
        return null;
    const filters = {};
    for (const [name, item] of (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__/* .sortEntries */ .R3)(value)) {
        const text = (0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__/* .asText */ .e1)(item);
        // A line of CSV (common/build_filter.go); one with quotes is left to Packer.
        if (text === null || /["\n\r]/.test(text))
            return null;
        filters[name] = text.split(',').map((value) => value.trimStart());
    }
    return filters;
}
function toTexts(value) {
    if (!(0,_evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__/* .isList */ .Lv)(value))
        return null;
    const texts = value.map(_evaluate_values_js__WEBPACK_IMPORTED_MODULE_1__/* .asText */ .e1);
    return texts.includes(null) ? null : texts.filter((text) => text !== null);
}


/***/ }),

/***/ 265:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HU: () => (/* binding */ findWorkspaceRoot),
/* harmony export */   i1: () => (/* binding */ listWorkspace),
/* harmony export */   wz: () => (/* binding */ isDocument)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _byte_paths_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(261);
/** Lists the files that count where it cannot be told which files a recipe reads: those of the workspace. */




/** What Packer and this action write beside the templates, and what GitHub reads of a repository. */
const ownNames = new Set(['.github', 'packer_cache', 'crash.log', '.logs', 'ami.lock.json']);
/** What accompanies sources and does not go into an image: it counts only where a template names it. */
const documents = /^(readme|licen[cs]e)(\.(md|txt|rst|adoc))?$/i;
/** Names in the workspace's root and in the templates' folder that are no input where any file may be read. */
function isAccompanying(name) {
    return ownNames.has(name) || documents.test(name);
}
/** Whether a file or folder is of the repository's authors, and no record that Packer or this action writes. */
function isDocument(name) {
    return name === '.github' || documents.test(name);
}
/** The root of the git working tree that holds the workspace; the workspace itself where there is none. */
function findWorkspaceRoot(workspace) {
    for (let folder = workspace;; folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(folder)) {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, '.git')))
            return folder;
        if (folder === (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(folder))
            return workspace;
    }
}
/**
 * The byte paths of the files and links under `root`: in a git working tree those that git tracks and those that it does
 * not ignore, elsewhere all. What lies right in `root` or in the templates' `folder` counts but for what accompanies it.
 * @param written byte paths of files that builds write and do not read; deeper ones count, as another may be meant
 */
function listWorkspace(root, folder, written) {
    const places = [root, folder].map((place) => `${(0,_byte_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .toBytePath */ .xe)(place)}/`);
    return listFolder((0,_byte_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .toBytePath */ .xe)(root)).filter((path) => places.every((place) => {
        if (!path.startsWith(place))
            return true;
        const [name = '', ...deeper] = path.slice(place.length).split('/');
        return !isAccompanying(name) && (deeper.length > 0 || !written.has(path));
    }));
}
function listFolder(folder) {
    const known = isWorkingTree(folder) ? listByGit(folder) : null;
    if (known !== null) {
        // Git names a submodule by its folder, and a working tree inside this one with a slash at its end.
        const paths = known.map((name) => `${folder}/${name}`);
        return paths.flatMap((path) => (isFolder(path) ? listFolder(path.replace(/\/$/, '')) : [path]));
    }
    return (0,_byte_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .readFolder */ .j1)(folder).flatMap((entry) => {
        // Git's own files change with every command of git.
        if (entry.name === '.git')
            return [];
        const path = `${folder}/${entry.name}`;
        return entry.isDirectory() ? listFolder(path) : [path];
    });
}
function isWorkingTree(folder) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)((0,_byte_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .toBuffer */ .AO)(`${folder}/.git`));
}
function isFolder(path) {
    return path.endsWith('/') || (isWorkingTree(path) && (0,_byte_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .statPath */ .qW)(path)?.isDirectory() === true);
}
/**
 * Names relative to the folder, as bytes; null where git cannot be asked. Neither who owns the working tree nor its own
 * configuration may keep git from answering (safe.directory, core.fsmonitor: git-config(1)).
 */
function listByGit(folder) {
    const options = ['-c', 'safe.directory=*', '-c', 'core.fsmonitor=false'];
    const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
    try {
        const output = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFileSync)('git', [...options, ...list], {
            cwd: (0,_byte_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .toBuffer */ .AO)(folder).toString(),
            env,
            encoding: 'latin1',
            maxBuffer: 1024 ** 3,
            stdio: ['ignore', 'pipe', 'ignore'],
        });
        // A file with a conflict is named once for each side.
        return [...new Set(output.split('\0'))].filter((name) => name !== '');
    }
    catch {
        return null;
    }
}


/***/ })

};
