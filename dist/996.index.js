export const id = 996;
export const ids = [996];
export const modules = {

/***/ 3996:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   reportPlan: () => (/* binding */ reportPlan)
/* harmony export */ });
/* unused harmony export awaitOwnImages */
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9473);
/* harmony import */ var _report_ami_report_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7301);
/* harmony import */ var _report_decisions_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7320);
/* harmony import */ var _report_report_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7177);
/* harmony import */ var _report_write_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8033);
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3679);
/** `mode: plan`: reports which AMIs exist and which have to be built. Builds nothing. */







/** How long EC2 may show the tags of a finished image as they were, in milliseconds. */
const lateTagsMs = 60_000;
const pauseMs = 3_000;
async function reportPlan(planned, context) {
    const { inputs, folder } = planned;
    const items = await awaitOwnImages(planned, { ...context, now: Date.now, wait: node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout });
    const amis = items.map((item) => (0,_report_ami_report_js__WEBPACK_IMPORTED_MODULE_2__/* .plannedRow */ .dL)(item, inputs.region));
    await (0,_report_write_js__WEBPACK_IMPORTED_MODULE_3__/* .writeReport */ .u)((0,_report_report_js__WEBPACK_IMPORTED_MODULE_5__/* .createReport */ .L)('plan', amis, planned), { workflow: context.workflow, folder });
}
/**
 * Gives the plan's items, and plans those again for a minute that wait for an image of this run itself: the job that collects what
 * other jobs have built comes after their ends, so EC2 shows that image's tags late. Never rejects.
 */
async function awaitOwnImages({ plan, replan, holder, }, { env, log, now, wait }) {
    const deadline = now() + lateTagsMs;
    // All runs on a laptop have the same id.
    const isOwn = (item) => Boolean(env['GITHUB_RUN_ID']) && item.decision === 'pending' && isMadeBy(item, holder);
    let { items } = plan;
    for (const { ami, image } of items.filter(isOwn))
        log.info(`${ami}: EC2 shows ${image.id}, which this run made, as unfinished; looking again for a minute`);
    for (;;) {
        const amis = items.filter(isOwn).map(({ ami }) => ami);
        if (amis.length === 0 || now() + pauseMs > deadline)
            return items;
        await wait(pauseMs);
        try {
            const again = await replan(amis);
            (0,_report_decisions_js__WEBPACK_IMPORTED_MODULE_6__/* .logDecisions */ .K)(again.filter((item) => !isOwn(item)), log);
            items = items.map((item) => again.find(({ ami }) => ami === item.ami) ?? item);
        }
        catch (error) {
            log.warning(`${amis.join(', ')}: looking again failed: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`);
            return items;
        }
    }
}
/** Whether a job of this run, in this attempt, made the image. */
function isMadeBy({ image: { tags } }, { repository, runId, runAttempt }) {
    return (tags[_tags_js__WEBPACK_IMPORTED_MODULE_4__/* .tagKeys */ .bi.repository] === repository &&
        tags[_tags_js__WEBPACK_IMPORTED_MODULE_4__/* .tagKeys */ .bi.runId] === runId &&
        tags[_tags_js__WEBPACK_IMPORTED_MODULE_4__/* .tagKeys */ .bi.runAttempt] === runAttempt);
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
