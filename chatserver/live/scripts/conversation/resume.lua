-- SPDX-License-Identifier: EUPL-1.2
-- Go on with a new connection, if nothing was lost on either side; what was got is acknowledged again.
--
-- ARGV[1..4]  era, member, generation, position
-- ARGV[5]     now, ms
-- ARGV[6]     seconds an untouched record lives
--
-- Answers {'ok', n, arrived, epoch, roster, candidate, whether others see the member appear,
-- {member, staff, n} ... whose messages have arrived}; gone, old_generation, not_allowed_now.

local era, member, generation, position = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local record = whole_record()
-- Another era, a member taken out and forgotten, an invitation withdrawn: there is nothing to go on with.
if not record or record.era ~= era or not record[member .. ':state'] then
  return refuse('gone')
end
if tonumber(generation) < tonumber(record[member .. ':gen']) then
  return refuse('old_generation')
end
local got, from = tonumber(record[member .. ':got']), tonumber(record[member .. ':from'])
-- It had more than it remembers: rolled back, and what it would need is no longer there.
if position < got and got >= from then
  return refuse('gone')
end
if position > (was_in(record, member) and owed_to(record, member) or 0) then
  return refuse('not_allowed_now')
end
local appears = adopt(record, member, generation, tonumber(ARGV[5]), tonumber(ARGV[6]))
local told = position > got and acknowledge(record, member, position) or {}
return {
  'ok', record[member .. ':n'], record[member .. ':arrived'], record.epoch, roster_of(record), candidate_of(record),
  appears, told,
}
