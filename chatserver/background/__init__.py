# SPDX-License-Identifier: EUPL-1.2
"""What happens unasked: leases that run out, places that change, conversations that nobody holds."""
