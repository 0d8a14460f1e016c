-- SPDX-License-Identifier: EUPL-1.2
-- A member has a connection.
--
-- ARGV[1]  member
-- ARGV[2]  generation
-- ARGV[3]  now, ms
-- ARGV[4]  seconds an untouched record lives
--
-- Answers {'ok', whether others see it appear, roster, era, candidate}; era, gone, not_yours, old_generation.

local member, generation = ARGV[1], tonumber(ARGV[2])
local record = whole_record()
if not record then
  return absent()
end
if not record[member .. ':state'] then
  return refuse('not_yours')
end
local known = tonumber(record[member .. ':gen'])
if generation < known then
  return refuse('old_generation')
end
local appears = adopt(record, member, generation, tonumber(ARGV[3]), tonumber(ARGV[4]))
-- The same connection again, after it had been given up too early.
if generation == known and record[member .. ':here'] ~= '1' then
  redis.call('HSET', KEYS[1], member .. ':here', 1)
  appears = record[member .. ':state'] == 'in' and 1 or 0
end
return {'ok', appears, roster_of(record), record.era, candidate_of(record)}
