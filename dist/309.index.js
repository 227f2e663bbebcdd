export const id = 309;
export const ids = [309];
export const modules = {

/***/ 309:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   finishLease: () => (/* binding */ finishLease)
/* harmony export */ });
/* harmony import */ var _aws_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(474);
/* harmony import */ var _build_process_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9754);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9473);
/* harmony import */ var _lease_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1897);
/** finishRun with the real processes and the real AWS: what post does, and a run of its own accord where no post follows. */




/** True if nothing is left behind. */
async function finishLease(state, log) {
    const aws = (0,_aws_index_js__WEBPACK_IMPORTED_MODULE_0__/* .awsClients */ .e7)();
    try {
        return await (0,_lease_index_js__WEBPACK_IMPORTED_MODULE_3__/* .finishRun */ .JH)(state, {
            processes: { isRunning: _build_process_js__WEBPACK_IMPORTED_MODULE_1__/* .isRunning */ .W_, terminate: _build_process_js__WEBPACK_IMPORTED_MODULE_1__/* .terminate */ .MH, killGroup: _build_process_js__WEBPACK_IMPORTED_MODULE_1__/* .killGroup */ .i0 },
            ec2: (region) => aws.ec2(region),
            log,
            now: Date.now,
            wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
            budgetMs: _lease_index_js__WEBPACK_IMPORTED_MODULE_3__/* .postBudgetMs */ .Qk,
        });
    }
    catch (error) {
        const hint = `What this run made in ${state.region} bears the tag ${_lease_index_js__WEBPACK_IMPORTED_MODULE_3__/* .tagKeys */ .bi.nonce}=${state.nonce}.`;
        throw new Error(`${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}. ${hint}`, { cause: error });
    }
    finally {
        aws.close();
    }
}


/***/ })

};
