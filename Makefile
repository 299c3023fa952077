# What people type; make help lists it. The program itself: ./aftercare --help.
DEMO ?= demo
MVN  := mvn -B -ntp -q

.PHONY: build help dist up down logs e2e e2e-metabase test-dags test-stack demo picture test verify torture \
  bench bench-forecast bench-forecast-scale bench-coverage bench-fleet bench-siting bench-truths bench-training bench-drivers docs format clean

build:                      ## build the program
	$(MVN) -DskipTests package

help:                       ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*##/\1	/p' $(MAKEFILE_LIST) | expand -t 22

dist:                       ## what an image or a node of a cluster needs, in jobs/target/aftercare
	rm -rf jobs/target/aftercare
	$(MVN) -Pdist -Dmaven.test.skip=true -Dspotless.check.skip=true package

# The stack of docker-compose.yml. CLUSTER=1 adds Spark: make up CLUSTER=1
COMPOSE = $(shell docker compose version >/dev/null 2>&1 && echo docker compose || echo docker-compose)
ifdef CLUSTER
COMPOSE += --profile cluster
export AFTERCARE_MASTER ?= spark://spark-master:7077
endif

up: dist                    ## start the stack; writes secrets to .env the first time
	sh docker/env.sh
	mkdir -p input
	$(COMPOSE) up --build --detach
	@echo "Airflow: http://127.0.0.1:8080 (admin), Metabase: http://127.0.0.1:3000 (admin@example.com); passwords: .env"

down:                       ## stop it; lake and databases stay
	$(COMPOSE) --profile cluster down

logs:                       ## what its services say
	$(COMPOSE) logs --follow --tail 100

e2e:                        ## a day by the running stack, from ./input to the dashboards' database
	docker/e2e.sh $(COMPOSE)

demo:                       ## invent a company, load, compute and publish it, write its report
	rm -rf $(DEMO)
	./aftercare generate --out $(DEMO)/landing
	AFTERCARE_JAVA_OPTS="-XX:TieredStopAtLevel=1 $$AFTERCARE_JAVA_OPTS" \
	./aftercare run --input $(DEMO)/landing --lake $(DEMO)/lake --as-of 2026-10-31 --marts embedded:$(DEMO)/marts \
	  --report $(DEMO)/report

# The DAGs want a Python with venv. A developer without one is told what went untested; in CI that is a failure.
HAS_PYTHON := $(shell python3 -c 'import ensurepip, venv' 2>/dev/null && echo yes)
ASK_PYTHON := python3 with venv is missing (Debian: apt install python3-venv)

# One after the other they leave half of two processors idle. What the DAGs start is built before, so that both find it
# there.
test: build                 ## everything that must hold
	@$(if $(HAS_PYTHON)$(CI),$(MAKE) --no-print-directory -j2 verify test-dags,$(MAKE) --no-print-directory verify)
	@$(if $(HAS_PYTHON)$(CI),,echo 'NOT TESTED: the DAGs, because $(ASK_PYTHON).')

verify:                     ## the Java part
	$(MVN) verify

# All that is needed is pinned, so pip has nothing to resolve.
VENV := .venv
$(VENV)/installed: dags/requirements.txt dags/requirements-dev.txt
	@$(if $(HAS_PYTHON),,echo 'The DAGs cannot be tested: $(ASK_PYTHON).' >&2; exit 1)
	python3 -m venv --clear $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-compile -r dags/requirements-dev.txt
	$(VENV)/bin/pip check
	touch $@

torture:                    ## what takes too long for make test: each sentence of the report, whatever a company delivers; each source, corrected; kills, hostile files, readers during publishes, whose figures docs/faults.md gets (3 hours)
	$(MVN) -pl jobs test -Dtest.jvms=1 -Dtest.excluded= -Dtest.only=torture -Daftercare.docs.write=true

test-dags: $(VENV)/installed ## the DAGs, by a real Airflow
	$(VENV)/bin/ruff check dags
	$(VENV)/bin/ruff format --check dags
	./aftercare --version
	cd dags && ../$(VENV)/bin/python -m pytest

test-stack:                 ## the whole stack but Metabase, for real; root where Docker is missing (8 to 15 minutes)
	docker/test-stack.sh

# Benches are test classes: the first argument is the class with its arguments, the second what Java is told besides.
OPENS = $$(sed -n 's/.*<spark.opens>\(.*\)<\/spark.opens>.*/\1/p' jobs/pom.xml)
BENCH_PATH := jobs/target/bench.classpath
define run-bench
@$(MVN) -pl jobs -DskipTests test-compile dependency:build-classpath -Dmdep.includeScope=test \
  -Dmdep.outputFile=$(abspath $(BENCH_PATH))
@java $(OPENS) $(2) -cp "jobs/target/test-classes:jobs/target/classes:$$(cat $(BENCH_PATH))" $(1)
endef

# For example: make bench BENCH="--sizes 1000000 --write"
bench:                      ## 1 and 10 million orders, next to DuckDB
	./aftercare --version
	$(call run-bench,aftercare.bench.Bench $(BENCH))

# For example: make bench-forecast SERIES="m3.csv parts.csv" BENCH="--season 12 --holdout 0"
bench-forecast:             ## the forecast methods on any file of series, such as those of the M3 competition
	$(call run-bench,aftercare.bench.ForecastBench $(SERIES) $(BENCH))

# For example: make bench-forecast-scale SCALE="50 100 60"
bench-forecast-scale:       ## the forecast of 200 models x 300 regions x 60 months, all backtests included
	$(call run-bench,aftercare.bench.ForecastScale $(SCALE),-Xmx4g -XX:+UseParallelGC)

# For example: make bench-coverage COVERAGE="--from 461 --seeds 3"
bench-coverage:             ## how often what came lay in the forecast's intervals, in 20 invented companies (3 minutes)
	$(call run-bench,aftercare.measure.forecast.CoverageBench $(COVERAGE))

# For example: make bench-fleet FLEET="--seeds 3 --case recall"
bench-fleet:                ## the repair forecast on invented fleets with a recall, a lockdown, a defect ... (2 minutes)
	$(call run-bench,aftercare.measure.forecast.FleetBench $(FLEET))

# For example: make bench-siting SITING="300 900"
bench-siting:               ## the network plan of a region of 150 outlets
	$(call run-bench,aftercare.measure.network.SitingScale $(SITING))

# For example: make bench-truths TRUTHS="--seeds 3 --write"
bench-truths:               ## what is found of what is planted, in 20 invented companies (15 minutes)
	$(call run-bench,aftercare.bench.TruthBench $(TRUTHS),-Xmx3g)

# For example: make bench-training TRAINING="--seeds 3 --write"
bench-training:             ## whether lacking skills and useful courses are found, in 20 invented companies (5 minutes)
	$(call run-bench,aftercare.bench.TrainingBench $(TRAINING),-Xmx3g)

# For example: make bench-drivers DRIVERS="--seeds 3 --write"
bench-drivers:              ## what drivers of satisfaction cost, found in 20 invented companies of known costs (10 minutes)
	$(call run-bench,aftercare.bench.DriverBench $(DRIVERS),-Xmx3g)

# For example: make dashboards-picture PICTURES="1280,1480 en quality-overview"
PICTURES ?= 1280,1480,1920 en,zh-CN
FRONT_END := test-tools/metabase-front-end
FRONT_OUT := $(abspath jobs/target/metabase-front-end)
dashboards-picture: demo    ## every tab of the dashboards as Metabase draws it, in demo/pictures; wants node and Chromium (10 minutes)
	npm ci --prefix $(FRONT_END) --no-audit --no-fund --ignore-scripts --legacy-peer-deps
	cd $(FRONT_END) && npx esbuild main.jsx --bundle --jsx=automatic --format=esm --outdir=$(FRONT_OUT) --log-level=error \
	  --define:process.env.NODE_ENV='"production"'
	cp $(FRONT_END)/node_modules/@fontsource/lato/files/lato-latin-*00-normal.woff2 $(FRONT_OUT)
	$(call run-bench,aftercare.serve.metabase.DashboardPictures embedded:$(abspath $(DEMO))/marts $(FRONT_OUT) $(abspath $(DEMO))/pictures $(PICTURES),-Xmx2g)

e2e-metabase: build         ## the dashboards in a live Metabase, where its image can be pulled
	test-tools/e2e-metabase.sh

picture: demo               ## the picture of the report in the README, by Chromium
	chromium --headless --no-sandbox --disable-gpu --disable-background-networking --hide-scrollbars \
	  --force-device-scale-factor=1 --window-size=1280,1460 \
	  --user-data-dir=$(abspath $(DEMO))/chromium --screenshot=docs/report.png \
	  "file://$(abspath $(DEMO))/report/aftercare-2026-10.html"

docs:                       ## write the generated pages below docs/, and what Chinese does not say yet
	$(MVN) -pl jobs test -Dtest='GeneratedDocsTest,LanguagesTest,DashboardsTest,ReportLanguageTest,DependenciesPageTest' -Dtest.jvms=1 \
	  -Daftercare.docs.write=true

format:                     ## format the code as the build wants it
	$(MVN) spotless:apply

clean:                      ## delete what is built, and the demo
	$(MVN) clean
	rm -rf $(DEMO)
