# SPDX-License-Identifier: EUPL-1.2
"""What operators may see: logs with an allow-list of fields, metrics without names, tags of the day."""
