-- SPDX-License-Identifier: EUPL-1.2
-- The name of this memory: given once, gone with everything else if the store loses what it held.
-- KEYS[1]  the name
-- ARGV[1]  the name, if it has none yet
-- ARGV[2]  how long it stays without being asked for, ms
-- Answers the name.

redis.call('SET', KEYS[1], ARGV[1], 'NX')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('GET', KEYS[1])
