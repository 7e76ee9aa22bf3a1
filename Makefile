export PORT ?= 8000
export PYTHON ?= python3

.PHONY: help run test lint lock
.DELETE_ON_ERROR:

help:
	@echo "make run    das Portal auf http://127.0.0.1:$(PORT)/ starten (PORT=, DATABASE_URL=)"
	@echo "make test   alle Tests: SQLite, PostgreSQL, Browser"
	@echo "make lint   Stil, Typen, Vorlagen, Importe, Einstellungen, Migrationen"
	@echo "make lock   die Pakete neu festschreiben"

run: .venv/requirements.stamp
	@tools/run.sh

test: .venv/requirements-dev.stamp
	@tools/test.sh

lint: .venv/requirements-dev.stamp
	@tools/lint.sh

lock: .venv/requirements-dev.stamp
	@tools/lock.sh

.venv/%.stamp: %.txt
	@tools/install.sh $<
	@touch $@
