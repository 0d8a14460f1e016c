# SPDX-License-Identifier: EUPL-1.2
"""What must outlive a crash, in SQL: staff, their passkeys, devices and sessions.  Nothing of a visitor."""
