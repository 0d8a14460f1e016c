-- SPDX-License-Identifier: EUPL-1.2
-- Stop waiting for members who were taken out long enough ago: what they have not read is owed to them no more.
--
-- ARGV[1]  ms; who left before is waited for no longer
--
-- Answers {'ok', {member, staff, n} ... whose messages have arrived}.

local record = whole_record()
local told = {}
if not record then
  return {'ok', told}
end

local function forget_lapsed()
  for member in members_of(record) do
    local left = record[member .. ':left']
    if left and tonumber(left) < tonumber(ARGV[1]) then
      forget(record, member)
    end
  end
end

local before = reaches(record)
forget_lapsed()
return {'ok', trim(record, before)}
