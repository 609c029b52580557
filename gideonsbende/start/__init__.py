"""From a fresh clone to a site that answers: what `make run` and `make dev` do.

`__main__`, `progress`, `machine` and `environment` run under whatever Python the machine has, so
they use the standard library and Python 3.6 syntax only: an old Python has to get far enough to
say that it is too old. `site` and `server` run inside .venv.
"""
