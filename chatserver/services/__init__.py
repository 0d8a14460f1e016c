# SPDX-License-Identifier: EUPL-1.2
"""Use cases, in the verbs of those who work here: all that the edges may ask of the stores."""
