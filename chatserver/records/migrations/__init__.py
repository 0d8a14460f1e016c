# SPDX-License-Identifier: EUPL-1.2
"""How the tables came to be as they are, one file a step.  Run by ``records/migrate.py`` alone."""
