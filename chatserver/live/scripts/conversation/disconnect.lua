-- SPDX-License-Identifier: EUPL-1.2
-- A member's connection is no more; an older one than the newest changes nothing.
--
-- ARGV[1]  member
-- ARGV[2]  generation
--
-- Answers {'ok', whether others see it vanish, roster}; era, gone, not_yours.

local member, generation = ARGV[1], tonumber(ARGV[2])
local record = whole_record()
if not record then
  return absent()
end
if not record[member .. ':state'] then
  return refuse('not_yours')
end
if generation < tonumber(record[member .. ':gen']) then
  return {'ok', 0, {}}
end
local vanishes = record[member .. ':here'] == '1' and record[member .. ':state'] == 'in'
redis.call('HSET', KEYS[1], member .. ':gen', ARGV[2], member .. ':here', 0)
return {'ok', vanishes and 1 or 0, roster_of(record)}
