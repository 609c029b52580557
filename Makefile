# Two commands: `make run` and `make test`. Each line calls the real tool.
PYTHON ?= python3
START = @command -v $(PYTHON) >/dev/null || { echo "Installeer eerst Python 3.11 of nieuwer."; exit 1; }; \
	exec $(PYTHON) -m gideonsbende.bootstrap
BIN = .venv/bin
WORKERS ?= auto
# Production refuses to start without these; the checks need values, not secrets.
PRODUCTION = DJANGO_SETTINGS_MODULE=gideonsbende.settings.production DATABASE_URL=sqlite://:memory: \
	ALLOWED_HOSTS=example.org BASE_URL=https://example.org \
	SECRET_KEY=$$(head -c 48 /dev/urandom | base64 | tr +/ -_) \
	FIELD_KEYS=$$(head -c 32 /dev/urandom | base64 | tr +/ -_) SEALING_KEYS=$$(head -c 32 /dev/urandom | base64 | tr +/ -_)

.PHONY: run dev test lint format bench trust translations lock environment

run: ## the site as in production, on http://127.0.0.1:8000 (or PORT=…)
	$(START) run

dev: ## the same, and it reloads when you save a file
	$(START) dev

test: environment ## the whole suite, on every core; ARGS="-k search" for a part, WORKERS=0 for one process
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

lint: environment
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djhtml --tabwidth 2 --check templates
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

format: environment
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/djhtml --tabwidth 2 templates

bench: environment ## what must be reached, measured; ARGS="matching" for a part
	@$(BIN)/python -m tests.bench $(ARGS)

trust: environment ## drills: 200 times the plug out, 200 knocks at doors and rooms; ARGS="--only rooms"
	@$(BIN)/python -m tests.trust $(ARGS)

translations: ## compile our own Dutch for Wagtail's desk; needs gettext
	msgfmt --check -o gideonsbende/locale/nl/LC_MESSAGES/django.mo \
		gideonsbende/locale/nl/LC_MESSAGES/django.po

lock: environment ## new exact versions within the ranges of pyproject.toml
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-header --python-version 3.11.0 \
		pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-header --python-version 3.11.0 \
		-c requirements.txt --group dev pyproject.toml -o requirements-dev.txt

environment:
	$(START) environment
