# SPDX-License-Identifier: EUPL-1.2
"""The steps, oldest first.  A step that has been released is never changed."""
