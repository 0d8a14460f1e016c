-- SPDX-License-Identifier: EUPL-1.2
-- A member has everything up to a seq.  What has come to everybody leaves the mailbox; the last event of an
-- ended conversation takes the record along.
--
-- ARGV[1..4]  era, member, generation, seq
-- ARGV[5]     now, ms
-- ARGV[6]     seconds an untouched record lives
--
-- Answers {'ok', whether others see the member appear, {member, staff, n} ... whose messages have arrived};
-- era, gone, not_yours, not_allowed_now, old_generation.

local era, member, generation, seq = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local record = whole_record()
if not record then
  return absent()
end
if record.era ~= era then
  return refuse('era')
end
if not record[member .. ':state'] then
  return refuse('not_yours')
end
if not was_in(record, member) then
  return refuse('not_allowed_now')
end
if tonumber(generation) < tonumber(record[member .. ':gen']) then
  return refuse('old_generation')
end
local got = tonumber(record[member .. ':got'])
if seq > math.max(got, owed_to(record, member)) then
  return refuse('not_allowed_now')
end
local appears = adopt(record, member, generation, tonumber(ARGV[5]), tonumber(ARGV[6]))
return {'ok', appears, seq > got and acknowledge(record, member, seq) or {}}
