-- SPDX-License-Identifier: EUPL-1.2
-- The whole house at a glance, for desks and estimates.  Changes nothing; not run for each visitor.
--
-- ask  nothing
--
-- Answers {lanes: [{lane, calm, urgent, first_calm, first_urgent (virtual ms, absent if nobody waits),
-- counsellors}], people: [{id, ...record}], lengths: [seconds]}; a list without anything in it is absent.

local answer = {lanes = {}, people = {}, lengths = {}}
for _, name in ipairs(terms.lanes) do
  local lane = lanes[name]
  local function first(key)
    return tonumber(read('ZRANGE', key, 0, 0, 'WITHSCORES')[2])
  end
  table.insert(answer.lanes, {
    lane = name,
    calm = read('ZCARD', lane.calm), first_calm = first(lane.calm),
    urgent = read('ZCARD', lane.urgent), first_urgent = first(lane.urgent),
    counsellors = on_duty(lane),
  })
end
local flat = read('HGETALL', KEYS[2])
for at = 1, #flat, 2 do
  local person = cjson.decode(flat[at + 1])
  person.id = flat[at]
  person.lanes = #person.lanes > 0 and person.lanes or nil
  table.insert(answer.people, person)
end
for _, seconds in ipairs(read('LRANGE', lengths, 0, -1)) do
  table.insert(answer.lengths, tonumber(seconds))
end
answer.people = #answer.people > 0 and answer.people or nil
answer.lengths = #answer.lengths > 0 and answer.lengths or nil
return cjson.encode(answer)
