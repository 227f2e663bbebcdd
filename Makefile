# What a person types. `make help` lists it.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

# The action reads its inputs from the environment, as it does on a runner; these are their names on a laptop.
AMI_INPUTS = "INPUT_MIRROR=$${MIRROR:-}" "INPUT_PACKER-KEY=$${PACKER_KEY:-}" \
	"INPUT_AWS-REGION=$${AWS_REGION:-}" "INPUT_VARIABLES=$${VARIABLES:-}"

.PHONY: help demo test test-long lint golden bench sandbox dist fmt ami-all clean
help: ## list the targets
	@sed -nE 's/^([a-z][a-z-]*|ami-%):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

demo: node_modules ## the main job, end to end, on this machine: bake three AMIs in a workflow, deploy one
	@node demo/demo.ts

test: node_modules ## every suite, with all its set-up; the last line counts
	@node tools/test.ts

test-long: node_modules ## what is too long for every run; writes __tests__/long/results.json, to be committed
	@node tools/test-long.ts

lint: node_modules ## types, formats and rules of every language here
	@node tools/lint.ts

golden: node_modules ## renew the expected plans in __tests__/fixtures; review the diff before you commit it
	@RENEW_EXPECTED_PLANS=1 npm run --silent jest -- __tests__/unit/plan/expected-plans.test.ts

bench: node_modules ## what is measured, as ratios; see bench/README.md
	@node bench/run.ts

sandbox: node_modules ## an EC2 on this machine, in the foreground; Ctrl-C ends it
	@node sandbox/cli.ts up

dist: node_modules ## bundle src/ into dist/
	@npm run --silent package

fmt: node_modules ## format the code, and write the generated parts of README, docs and biome.json
	@node tools/walls.ts && node tools/readme.ts && biome check --write .

ami-all: ## bake all AMIs; MIRROR, PACKER_KEY, AWS_REGION and VARIABLES (JSON) are read from the environment
	@env INPUT_AMI=all $(AMI_INPUTS) node dist/index.js

ami-%: ## bake one AMI: make ami-base, make ami-lighthouse, make ami-gpu-worker
	@env INPUT_AMI=$* $(AMI_INPUTS) node dist/index.js

clean: ## remove what was built in this checkout (the cache stays)
	@rm -rf build node_modules .demo .bench .logs tools/carrierarr/bin

# The lock file is the truth; npm writes its copy of it into node_modules when an installation is complete.
node_modules: node_modules/.package-lock.json
node_modules/.package-lock.json: package-lock.json
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch $@
.PHONY: node_modules
