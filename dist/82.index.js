export const id = 82;
export const ids = [82];
export const modules = {

/***/ 82:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  validateTemplates: () => (/* binding */ validateTemplates)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/apply/toolchain.js + 6 modules
var toolchain = __webpack_require__(4669);
// EXTERNAL MODULE: ./build/artifacts/artifact.js
var artifacts_artifact = __webpack_require__(264);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/lease/folders.js
var folders = __webpack_require__(2832);
// EXTERNAL MODULE: ./build/packer/command-line.js
var command_line = __webpack_require__(5313);
;// CONCATENATED MODULE: ./build/packer/validate.js
/** What Packer itself says of templates: `packer fmt -check` and `packer validate`, neither of which asks AWS. */

/** Everything that Packer refuses in the templates, and each file that it would format otherwise. */
async function findTemplateFaults(options) {
    const { packer, cwd, env, target, run, displayName } = options;
    const formatted = await run(packer, (0,command_line/* formatArguments */.cA)(target), { cwd, env });
    const validated = await run(packer, (0,command_line/* validateArguments */.Tr)(options), { cwd, env });
    return [
        ...(formatted.exitCode === 0 ? [] : readFormatFaults(formatted.stdout, formatted.stderr, displayName)),
        ...(validated.exitCode === 0
            ? []
            : readDiagnostics(`${validated.stdout}\n${validated.stderr}`, displayName)),
    ];
}
/** `fmt -check` names a file on each line (formatter.go of Packer 1.16.0). */
function readFormatFaults(stdout, stderr, displayName) {
    const paths = stdout.split('\n').filter((line) => /\.(pkr|pkrvars)\.hcl$/.test(line.trim()));
    if (paths.length === 0)
        return [{ message: `packer fmt failed: ${(stderr || stdout).trim()}` }];
    return paths.map((path) => {
        const file = displayName(path.trim());
        return { message: `${file}: not formatted as Packer does; run packer fmt`, location: { file } };
    });
}
const place = /^ {2}on (.+) line (\d+)(?:, in .*)?:$/;
/** Diagnostics as writeDiags prints them (command/meta.go): `Error: …`, `  on FILE line N:`, a line of source, details. */
function readDiagnostics(output, displayName) {
    const problems = output
        .split(/^(?=(?:Error|Warning): )/m)
        .filter((block) => block.startsWith('Error: '))
        .map((block) => toProblem(block.slice('Error: '.length), displayName));
    return problems.length > 0 ? problems : [{ message: `packer validate failed: ${output.trim()}` }];
}
function toProblem(block, displayName) {
    const lines = block.split('\n').filter((line) => line.trim() !== '');
    const [, path, line] = lines.map((text) => place.exec(text)).find((match) => match !== null) ?? [];
    const isSource = (text) => place.test(text) || /^ {2}(\(source code not|\s*\d+: )/.test(text);
    const text = lines
        .filter((item) => !isSource(item))
        .join(' ')
        .replace(/^\d+ error\(s\) occurred:\s*/, '')
        .trim();
    if (path === undefined || line === undefined)
        return { message: `packer validate: ${text}` };
    const file = displayName(path);
    return {
        message: `${file}:${line}: packer validate: ${text}`,
        location: { file, line: Number(line) },
    };
}

// EXTERNAL MODULE: ./build/templates/filled-variables.js
var filled_variables = __webpack_require__(4582);
// EXTERNAL MODULE: ./build/tools/context.js + 2 modules
var tools_context = __webpack_require__(97);
// EXTERNAL MODULE: ./build/commands/prepare.js + 32 modules
var prepare = __webpack_require__(5378);
;// CONCATENATED MODULE: ./build/commands/validate.js
/** `mode: validate`: has Packer itself check the templates, after the action has. Makes no call to AWS. */










/** Throws a ConfigurationError with everything that Packer refuses, and every file that it would format otherwise. */
async function validateTemplates(prepared, context) {
    const { inputs, templates, recipes, holder } = prepared;
    const { env, workspace, actionRoot, log, workflow, cancelled } = context;
    const lease = context.openLease(holder.nonce, inputs.region);
    const temporary = (0,folders/* createPrivateFolder */.Aj)(env, lease);
    try {
        const own = { ...env, RUNNER_TEMP: temporary };
        const tools = (0,tools_context/* createToolContext */.cy)(log, own, cancelled);
        const otherPlugins = (0,toolchain/* listOtherPlugins */.Tq)(templates);
        const request = { inputs, templates, workspace, actionRoot, env: own, needsAgent: false, otherPlugins };
        const { packer, packerEnv } = await (0,toolchain/* prepareToolchain */.fo)(request, tools);
        const values = (0,external_node_path_.join)(temporary, 'values.pkrvars.json');
        (0,external_node_fs_.writeFileSync)(values, JSON.stringify(standInValues(templates, temporary)), { mode: 0o600 });
        const problems = await findTemplateFaults({
            packer,
            env: packerEnv,
            cwd: templates.cwd,
            target: templates.packerTarget,
            only: recipes.map(({ only }) => only).join(','),
            varFiles: [...templates.varFiles, values],
            displayName: (path) => (0,prepare/* displayPath */.Gt)((0,external_node_path_.resolve)(templates.cwd, path), [workspace, actionRoot]),
            run: tools.run,
        });
        if (problems.length > 0)
            throw new errors/* ConfigurationError */.j1(problems);
        const names = recipes.map(({ name }) => name).join(', ');
        workflow.print(`Packer ${inputs.packerVersion} accepts the templates of ${names}`);
    }
    finally {
        (0,external_node_fs_.rmSync)(temporary, { recursive: true, force: true });
        lease.close();
    }
}
/** Values of the variables that the action fills in when it builds, good enough for Packer to check the templates. */
function standInValues(templates, temporary) {
    const digest = '0'.repeat(64);
    const artifact = { version: '0.0.0', url: 'https://example.com/', sha256: digest };
    const standIns = {
        fingerprint: () => digest,
        resolved_artifacts: () => Object.fromEntries(Object.keys(artifacts_artifact/* artifactVariables */.c).map((name) => [name, artifact])),
        go_programs_dir: () => createGoPrograms(temporary),
        run_tags: () => ({}),
        ami_tags: () => ({}),
    };
    const filled = [...(0,filled_variables/* findFilledVariables */.n)(templates).values.keys()].map((name) => {
        const value = standIns[name]?.() ?? '';
        return [name, value];
    });
    return { ...templates.providedVariables, ...Object.fromEntries(filled) };
}
/** Packer asks only whether the programs exist. */
function createGoPrograms(temporary) {
    const folder = (0,external_node_path_.join)(temporary, 'programs');
    (0,external_node_fs_.mkdirSync)(folder);
    for (const name of ['worker-agent', 'control-plane'])
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, name), '');
    return folder;
}


/***/ })

};
