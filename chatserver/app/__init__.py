# SPDX-License-Identifier: EUPL-1.2
"""The composition root: the only place that knows every class.  It makes, joins, opens and closes."""
