export const id = 928;
export const ids = [928,547];
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
/** Reports a run that ended before it had a row for each AMI, so that downstream jobs still get outputs, a report and a summary. */






/** Never rejects: the original error matters more than a report that could not be written. */
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
        workflow.annotate('warning', `The report of this failure could not be written: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(unwritten)}`);
    }
}
/** The report of a run without AMIs. */
function toReport(problems) {
    return { schema: 1, amis: [], problems };
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


/***/ })

};
