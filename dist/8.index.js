export const id = 8;
export const ids = [8];
export const modules = {

/***/ 6008:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   updateLock: () => (/* binding */ updateLock)
/* harmony export */ });
/* harmony import */ var _artifacts_lock_file_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2416);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5902);
/* harmony import */ var _tools_context_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(97);
/* harmony import */ var _make_plan_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(153);
/** `mode: lock`: resolves every artifact again and writes the lock file. Makes no call to AWS. */




/** Entries of AMIs that the input `ami` doesn't name stay as they were. */
async function updateLock({ inputs, templates, recipes, lock: before }, { workflow, log, env }) {
    const { lock: target, ami, region } = inputs;
    if (target.kind === 'text')
        throw new Error('mode lock needs the path of a lock file');
    const resolved = await (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .resolveLock */ .K)({ templates, recipes, region }, (0,_make_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .createPublisherClient */ .g)(inputs, (0,_tools_context_js__WEBPACK_IMPORTED_MODULE_2__/* .createToolContext */ .cy)(log, env)));
    const lock = ami === 'all' ? resolved : (0,_artifacts_lock_file_js__WEBPACK_IMPORTED_MODULE_0__/* .mergeLocks */ .t0)(before, resolved);
    await (0,_artifacts_lock_file_js__WEBPACK_IMPORTED_MODULE_0__/* .writeLock */ .be)(target.path, lock);
    const changes = (0,_artifacts_lock_file_js__WEBPACK_IMPORTED_MODULE_0__/* .describeLockChanges */ .ms)(before, lock);
    const lines = changes.length === 0 ? ['nothing has changed'] : changes;
    for (const line of lines)
        workflow.print(`${target.displayPath}: ${line}`);
    workflow.setOutput('lock', (0,_artifacts_lock_file_js__WEBPACK_IMPORTED_MODULE_0__/* .formatLockLine */ .ve)(lock));
    await workflow.addSummary(`### ${target.displayPath}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`);
}


/***/ })

};
