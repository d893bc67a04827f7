# make demo: Table 4 of the profile smoke, on a machine that has Node, npm, Python 3 with pip, and g++.
# make test: everything checked. Both set up what is missing first; nothing is fetched twice.

PROFILE ?= paper

AMTL := node bin/amtl-run.js
CODE := $(wildcard src experiments test bench)
# Folders count too, since a file that was removed changes nothing else; with "/." they are no targets' names.
SOURCES := $(shell find $(addsuffix /.,$(CODE)) -type d -o -name '*.ts' -o -name '*.css') \
  $(wildcard src/report/paper/printed/*.json) tsconfig.json

.PHONY: setup node demo test test-all lint format package reproduce-all bench clean

# The engine comes last: all else runs on wasm where the native one cannot be had (exit code 4).
setup: dist/.built
	@$(AMTL) engine install || { code=$$?; [ $$code -eq 4 ] || exit $$code; \
	  echo "Going on with the engine wasm: slower, same numbers." >&2; }

node:
	@command -v node >/dev/null || { echo "Node 20.19 or newer is needed (apt-get install nodejs npm, or nodejs.org)" >&2; exit 4; }
	@node -e 'var v = process.versions.node.split(".").map(Number); if (v[0] < 20 || (v[0] === 20 && v[1] < 19)) { console.error("Node 20.19 or newer is needed, this is Node " + process.versions.node); process.exit(4); }'
	@command -v npm >/dev/null || { echo "npm is needed (apt-get install npm)" >&2; exit 4; }

# npm writes this file last, so that an installation that was killed starts again.
node_modules/.package-lock.json: package-lock.json | node
	@echo "Fetching the npm packages: about 145 MB to download, 475 MB in node_modules" >&2
	npm ci --ignore-scripts
	@touch $@

dist/.built: node_modules/.package-lock.json $(SOURCES)
	@echo "Building" >&2
	@mkdir -p dist
	@find dist -name '*.js' | while read -r file; do source="$${file#dist/}"; \
	  [ -e "$${source%.js}.ts" ] || rm -f "$$file" "$$file.map" "$${file%.js}.d.ts"; done
	@npm run -s build
	@touch $@

demo: setup
	$(AMTL) table4 --profile smoke --only loss=atl,amtl

test: setup lint
	node_modules/.bin/mocha

test-all: setup lint
	AMTL_SLOW_TESTS=1 node_modules/.bin/mocha

lint: node_modules/.package-lock.json
	node_modules/.bin/eslint .
	node_modules/.bin/prettier --check .

format: node_modules/.package-lock.json
	node_modules/.bin/prettier --write .

# A file for npm install -g; old output of the compiler is not in it.
package: dist/.built
	npm pack --ignore-scripts

reproduce-all: setup
	$(AMTL) all --profile $(PROFILE)

bench: setup
	node dist/bench/index.js

clean:
	rm -rf dist
